"""What only the loser knows reaches the keeper's sidecar, and nothing that is there is lost."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.catalog.removals import State
from core.errors import RemovalRefused
from core.photo import ExifFacts
from core.progress import CancelToken
from core.review import journal
from core.review.actions import GroupRemoval, RemovalPlan, Status, remove
from core.review.deeds.quarantine import ToQuarantine
from core.review.sidecar import give_facts, lost_facts
from core.review.written import sidecar_of
from core.review.xmp import EMPTY, XmpFacts, read_packet, with_facts
from tests.review.disk import catalogued, on_disk, silent

JPEG = b"\xff\xd8\xff\xe0" + bytes(64)
LIGHTROOM = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<!-- by hand -->
<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<r:Description r:about="" xmlns:xap="http://ns.adobe.com/xap/1.0/" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
 xap:Rating="4" crs:Exposure2012="+0.55"><d:subject xmlns:d="http://purl.org/dc/elements/1.1/"><r:Bag>
<r:li>sea &amp; sand</r:li></r:Bag></d:subject></r:Description>
</r:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
FACTS = XmpFacts(datetime(2024, 5, 14, 12, 30, tzinfo=UTC), -33.85, 151.2, 5, ("<beach>", "sea & sand"))


def test_a_new_packet_says_all_facts():
    packet = read_packet(with_facts(EMPTY, FACTS))
    assert (packet.has_date, packet.has_place, packet.rating) == (True, True, 5)
    assert packet.keywords == ["<beach>", "sea & sand"]
    raw = with_facts(EMPTY, FACTS)
    assert b"<exif:GPSLatitude>33,51.000000S</exif:GPSLatitude>" in raw
    assert b"<exif:DateTimeOriginal>2024-05-14T12:30:00+00:00</exif:DateTimeOriginal>" in raw


def test_an_older_packet_keeps_every_byte_and_its_own_word():
    raw = with_facts(LIGHTROOM, FACTS)
    packet = read_packet(raw)
    assert packet.rating == 4
    assert packet.keywords == ["sea & sand", "<beach>"]
    assert packet.has_date
    rest = raw
    for piece in (
        LIGHTROOM.split(b"</r:Bag>")[0],
        b"</r:Bag></d:subject></r:Description>\n",
        b"</r:RDF></x:xmpmeta>",
    ):
        assert piece in rest
        rest = rest[rest.index(piece) + len(piece) :]
    assert with_facts(raw, FACTS) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no xml",
        b"\xff\xfe<\x00",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        b"<x/>",
        b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        LIGHTROOM[:-60],
    ],
)
def test_what_cannot_be_added_to_is_refused(raw):
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        with_facts(raw, FACTS)


@pytest.fixture
def pair(tmp_path: Path, catalog):
    """A keeper without facts, and a smaller photo that knows when and where, with stars in its sidecar."""
    keeper = on_disk(tmp_path / "a.jpg", 1, JPEG)
    loser = on_disk(tmp_path / "b.jpg", 2, JPEG + b"b")
    loser = replace(
        loser, exif=ExifFacts(captured=datetime(2024, 5, 14, 12, 30), latitude=1.5, longitude=2.5)
    )
    loser.path.with_name("b.xmp").write_bytes(LIGHTROOM)
    catalogued(catalog, keeper, loser)
    return keeper, loser


def test_only_what_the_keeper_lacks_is_lost(pair, catalog):
    keeper, loser = pair
    assert lost_facts(keeper, loser, catalog) == XmpFacts(
        datetime(2024, 5, 14, 12, 30), 1.5, 2.5, 4, ("sea & sand",)
    )
    knowing = replace(keeper, exif=loser.exif)
    assert lost_facts(knowing, loser, catalog) == XmpFacts(rating=4, keywords=("sea & sand",))
    assert lost_facts(loser, keeper, catalog).is_empty


def test_facts_inside_a_photo_are_found_without_a_decoder(tmp_path, catalog):
    plain, tagged = on_disk(tmp_path / "a.jpg", 1, JPEG), on_disk(tmp_path / "b.jpg", 2, JPEG + LIGHTROOM)
    assert lost_facts(plain, tagged, catalog).keywords == ("sea & sand",)


def test_a_sidecar_is_made_beside_and_the_photo_is_not_touched(pair, catalog, tmp_path):
    keeper, loser = pair
    before = keeper.path.read_bytes(), keeper.path.stat().st_mtime_ns
    sidecar = give_facts(keeper, lost_facts(keeper, loser, catalog), catalog, ToQuarantine(tmp_path))
    assert sidecar == keeper.path.with_name("a.jpg.xmp")
    assert read_packet(sidecar.read_bytes()).rating == 4
    assert (keeper.path.read_bytes(), keeper.path.stat().st_mtime_ns) == before
    assert give_facts(keeper, XmpFacts(), catalog) is None


def test_an_older_sidecar_is_copied_to_quarantine_before_it_is_added_to(pair, catalog, tmp_path):
    keeper, _ = pair
    old = keeper.path.with_name("a.xmp")
    old.write_bytes(LIGHTROOM)
    assert give_facts(keeper, FACTS, catalog, ToQuarantine(tmp_path)) == old
    (entry,) = journal.entries(catalog, 1)
    assert (entry.state, entry.path, entry.intent.action) == (State.DONE, old, "sidecar")
    assert entry.place.read_bytes() == LIGHTROOM
    assert "<beach>" in read_packet(old.read_bytes()).keywords


def test_a_sidecar_that_makes_no_sense_is_left_alone(pair, catalog, tmp_path):
    keeper, _ = pair
    old = keeper.path.with_name("a.xmp")
    old.write_bytes(b"<broken")
    with pytest.raises(RemovalRefused, match=r"a\.xmp could not be written"):
        give_facts(keeper, FACTS, catalog, ToQuarantine(tmp_path))
    assert old.read_bytes() == b"<broken"


def test_a_sidecar_that_is_a_link_is_not_written_through(pair, catalog, tmp_path):
    keeper, _ = pair
    elsewhere = tmp_path / "elsewhere.xmp"
    elsewhere.write_bytes(LIGHTROOM)
    sidecar_of(keeper.path).symlink_to(elsewhere)
    with pytest.raises(RemovalRefused, match="is a link to another file"):
        give_facts(keeper, XmpFacts(keywords=("sea",)), catalog, ToQuarantine(tmp_path))
    assert elsewhere.read_bytes() == LIGHTROOM
    assert sidecar_of(keeper.path).is_symlink()


def test_a_sidecar_keeps_its_rights(pair, catalog, tmp_path):
    keeper, _ = pair
    sidecar = sidecar_of(keeper.path)
    sidecar.write_bytes(LIGHTROOM)
    sidecar.chmod(0o640)
    give_facts(keeper, XmpFacts(keywords=("sea",)), catalog, ToQuarantine(tmp_path))
    assert b"sea" in sidecar.read_bytes()
    assert sidecar.stat().st_mode & 0o777 == 0o640


def test_a_raw_shares_its_stem_with_its_sidecar(tmp_path):
    assert sidecar_of(tmp_path / "IMG.CR2") == tmp_path / "IMG.xmp"
    assert sidecar_of(tmp_path / "IMG.JPG") == tmp_path / "IMG.JPG.xmp"


@pytest.mark.parametrize("asked", [False, True])
def test_facts_are_kept_by_a_removal_only_when_asked(pair, catalog, trash, asked):
    keeper, loser = pair
    plan = RemovalPlan((GroupRemoval((loser,), (keeper,)),), along={loser.path: ()})
    (outcome,) = remove(plan, catalog, trash, keep_facts=asked, report=silent, cancel=CancelToken())
    assert outcome.status is Status.TRASHED
    assert keeper.path.with_name("a.jpg.xmp").exists() is asked


def test_a_photo_whose_facts_cannot_be_kept_stays(pair, catalog, trash):
    keeper, loser = pair
    keeper.path.with_name("a.jpg.xmp").write_bytes(b"<broken")
    plan = RemovalPlan((GroupRemoval((loser,), (keeper,)),), along={loser.path: ()})
    (outcome,) = remove(plan, catalog, trash, keep_facts=True, report=silent, cancel=CancelToken())
    assert outcome.status is Status.REFUSED
    assert loser.path.exists()
