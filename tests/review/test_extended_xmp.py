"""Words in extended XMP are words: several segments of a JPEG, in any order, that the first packet names."""

import hashlib
import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from core.loss import LossKind
from core.review.dialects.photo import from_photo
from core.review.dialects.regions import Face
from core.review.dialects.written import Written
from core.review.xmp import EMPTY, XmpFacts, with_facts
from tests.lineage.pictures import compared, kinds
from tests.photos import draw, save

FACE = Face("Anna", 0.5, 0.4, 0.1, 0.2, (640, 480))
WORDS = XmpFacts(rating=4, keywords=("sea", "dog"), title="Monday", caption="At the sea", faces=(FACE,))
EXTENDED = with_facts(EMPTY, WORDS)
GUID = hashlib.md5(EXTENDED).hexdigest().upper().encode()


def segment(content: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


def first_packet(naming: bytes) -> bytes:
    """What Adobe writes into the first segment."""
    note = b' xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="' + naming + b'"'
    begin = EMPTY.index(b"<rdf:RDF") + EMPTY[EMPTY.index(b"<rdf:RDF") :].index(b">") + 1
    listed = b'<rdf:Description rdf:about=""' + (note if naming else b"") + b"/>"
    return segment(b"http://ns.adobe.com/xap/1.0/\0" + EMPTY[:begin] + listed + EMPTY[begin:])


def shares(guid: bytes, size: int = 200) -> list[bytes]:
    """The segments of the other packet."""
    found: list[bytes] = []
    for offset in range(0, len(EXTENDED), size):
        head = b"http://ns.adobe.com/xmp/extension/\0" + guid + struct.pack(">II", len(EXTENDED), offset)
        found.append(segment(head + EXTENDED[offset : offset + size]))
    return found


def jpeg(*segments: bytes) -> bytes:
    file = BytesIO()
    Image.new("RGB", (16, 16)).save(file, "JPEG")
    return b"\xff\xd8" + b"".join(segments) + file.getvalue()[2:]


def said(raw: bytes) -> XmpFacts:
    written = from_photo(raw)
    return XmpFacts(
        **{name: getattr(written, name) for name in ("rating", "keywords", "title", "caption", "faces")}
    )


@pytest.mark.parametrize("naming", [GUID, GUID.lower(), b""])
def test_what_the_first_packet_names_is_read(naming):
    assert len(shares(GUID)) > 5
    assert said(jpeg(first_packet(naming), *shares(GUID))) == WORDS


def test_it_lies_in_any_order_and_before_the_first_packet():
    listed = shares(GUID)
    mixed = [*listed[1::2], *reversed(listed[::2])]
    assert said(jpeg(*mixed, first_packet(GUID))) == WORDS


def test_what_the_first_packet_does_not_name_was_left_behind_and_says_nothing():
    assert from_photo(jpeg(first_packet(b"0" * 32), *shares(GUID))) == Written()


def test_a_packet_of_which_a_share_is_lost_says_nothing_and_hurts_nobody():
    assert from_photo(jpeg(first_packet(GUID), *shares(GUID)[:-2])) == Written()
    assert from_photo(jpeg(first_packet(GUID), *shares(GUID)[1:])) == Written()


@pytest.mark.parametrize("cut", range(10, 120, 11))
def test_a_segment_that_is_cut_short_hurts_nobody(cut):
    from_photo(b"\xff\xd8" + shares(GUID)[0][:cut])


def test_words_that_stand_there_alone_are_lost_with_the_copy(tmp_path: Path):
    plain = save(draw(3), tmp_path / "a.jpg", quality=90)
    (worded := tmp_path / "b.jpg").write_bytes(
        b"\xff\xd8" + first_packet(GUID) + b"".join(shares(GUID)) + plain.read_bytes()[2:]
    )
    found, equal = compared(plain, worded)
    assert equal
    assert kinds(found.losses_b) == {LossKind.FACTS}
    assert found.losses_a == ()
