"""Every property of the table is read, told where it would be lost, and handed over; fillers are no words."""

import html
import struct
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from core.review.dialects.fields import COMMENT, FURTHER, SPOKEN, TREES, Field, Form, is_read
from core.review.dialects.namespaces import URIS
from core.review.dialects.photo import from_photo
from core.review.dialects.written import NOTHING_WRITTEN, Written, joined, with_caption
from core.review.dialects.xmp import from_xmp
from core.review.losses import missing_words, untold
from core.review.written import says_only_words
from core.review.xmp import EMPTY, XmpFacts, read_packet, with_facts
from tests.photos import photo


def packet(body: str = "", attributes: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in URIS.items() if prefix != "rdf")
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces} {attributes}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def text_of(row: Field) -> str:
    """Something that a row can say."""
    return {Form.RATIONAL: "7/2", Form.WHOLE: "400", Form.DATE: "1987-06"}.get(row.form, "Sea & 1")


def said_in(row: Field, text: str) -> str:
    text = html.escape(text)
    if row.is_structure:
        inner = f'<rdf:li rdf:parseType="Resource"><plus:LicensorName>{text}</plus:LicensorName></rdf:li>'
        if row.form is Form.STRUCTURE:
            return f'<{row.name} plus:LicensorName="{text}"/>'
        return f"<{row.name}><rdf:Bag>{inner}</rdf:Bag></{row.name}>"
    if row.form in (Form.TEXT, Form.RATIONAL, Form.WHOLE, Form.DATE):
        return f"<{row.name}>{text}</{row.name}>"
    return f"<{row.name}><rdf:{row.form}><rdf:li>{text}</rdf:li></rdf:{row.form}></{row.name}>"


@pytest.mark.parametrize("row", FURTHER.values(), ids=FURTHER)
def test_each_row_is_read_told_and_handed_over(row, tmp_path):
    theirs = from_xmp(packet(said_in(row, text_of(row))))
    (said,) = theirs.further
    assert (said.name, said.text) == (row.name, text_of(row))
    lost = untold(photo(1), photo(2), NOTHING_WRITTEN, theirs)
    assert (lost.facts.further, lost.otherwise) == ((said,), False)
    sidecar = with_facts(EMPTY, lost.facts)
    assert from_xmp(sidecar) == theirs
    assert untold(photo(1), photo(2), from_xmp(sidecar), theirs).is_empty
    assert with_facts(sidecar, lost.facts) == sidecar
    (path := tmp_path / "a.xmp").write_bytes(sidecar)
    assert says_only_words(path)


@pytest.mark.parametrize(
    "row",
    [row for row in FURTHER.values() if not row.is_list and not row.is_of_shot and row.form is not Form.DATE],
    ids=lambda row: row.name,
)
def test_two_words_where_one_can_stand_are_for_a_person_to_choose(row):
    mine, theirs = from_xmp(packet(said_in(row, "one thing"))), from_xmp(packet(said_in(row, "another one")))
    found = untold(photo(1), photo(2), mine, theirs)
    assert found.otherwise


@pytest.mark.parametrize("row", [row for row in FURTHER.values() if row.is_list], ids=lambda row: row.name)
def test_lists_are_put_together(row):
    mine, theirs = from_xmp(older := packet(said_in(row, "one"))), from_xmp(packet(said_in(row, "two")))
    found = untold(photo(1), photo(2), mine, theirs)
    assert not found.otherwise
    if not row.is_structure:
        assert [one.text for one in from_xmp(with_facts(older, found.facts)).further] == ["one", "two"]


@pytest.mark.parametrize("name", [name for names in (*SPOKEN.values(), TREES) for name in names])
def test_what_has_a_field_of_its_own_is_read_from_each_of_its_properties(name):
    text = "2024-05-14T12:30:00" if name in SPOKEN["captured"] else "sea|dog" if name in TREES else "Sea"
    read = from_xmp(packet(f"<{name}>{text}</{name}>"))
    assert read != NOTHING_WRITTEN
    assert is_read(name)


ACDSEE = """<acdsee:caption>On the beach</acdsee:caption><acdsee:notes>A longer story</acdsee:notes>
<acdsee:author>Anna</acdsee:author><acdsee:rating>4</acdsee:rating><acdsee:tagged>True</acdsee:tagged>
<acdsee:keywords><rdf:Bag><rdf:li>sea</rdf:li></rdf:Bag></acdsee:keywords>
<acdsee:categories>&lt;Categories&gt;&lt;Category Assigned="0"&gt;Places&lt;Category Assigned="1"&gt;Sea
&lt;/Category&gt;&lt;/Category&gt;&lt;Category Assigned="0"&gt;Dogs&lt;/Category&gt;&lt;/Categories&gt;
</acdsee:categories>"""


def test_acdsee_s_own_words_are_read():
    read = from_xmp(packet(ACDSEE))
    assert (read.caption, read.artist, read.rating) == ("On the beach", "Anna", 4)
    assert (read.keywords, read.hierarchy) == (("sea", "Sea"), ("Places|Sea",))
    assert [(one.name, one.text) for one in read.further] == [
        (COMMENT, "A longer story"),
        ("acdsee:tagged", "True"),
    ]


def test_digikam_s_colour_is_a_label_and_a_flag_that_is_not_set_says_nothing():
    attributes = 'digiKam:ColorLabel="1" digiKam:PickLabel="3"'
    read = from_xmp(packet(attributes=attributes))
    assert (read.label, [one.text for one in read.further]) == ("Red", ["3"])
    unset = 'digiKam:ColorLabel="0" digiKam:PickLabel="0" photomechanic:Tagged="False" acdsee:tagged="False"'
    assert from_xmp(packet(attributes=unset)) == NOTHING_WRITTEN


def test_the_places_of_the_iptc_extension_keep_their_parts():
    place = (
        "<Iptc4xmpExt:LocationShown><rdf:Bag>"
        '<rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Rome</Iptc4xmpExt:City>'
        "<Iptc4xmpExt:CountryName>Italy</Iptc4xmpExt:CountryName></rdf:li>"
        '<rdf:li><rdf:Description Iptc4xmpExt:City="Oslo"/></rdf:li>'
        "</rdf:Bag></Iptc4xmpExt:LocationShown>"
    )
    read = from_xmp(packet(place))
    rome, oslo = read.further
    assert rome.parts == (("Iptc4xmpExt:City", "Rome"), ("Iptc4xmpExt:CountryName", "Italy"))
    assert oslo.parts == (("Iptc4xmpExt:City", "Oslo"),)
    assert from_xmp(with_facts(EMPTY, missing_words(read, NOTHING_WRITTEN))) == read


def jpeg(comment: bytes = b"", exif: dict[int, object] | None = None) -> bytes:
    file, tags = BytesIO(), Image.Exif()
    tags.update(exif or {})
    Image.new("RGB", (8, 8)).save(file, "JPEG", comment=comment, exif=tags)
    return file.getvalue()


@pytest.mark.parametrize(
    "comment", [b"At the sea", "Am Strand von Übersee".encode(), "Caf\xe9".encode("latin-1")]
)
def test_a_jpeg_s_comment_is_read(comment):
    read = with_caption(from_photo(jpeg(comment)))
    assert read.caption == comment.decode("utf-8" if b"\xc3" in comment else "latin-1")


def test_a_comment_beside_a_caption_is_kept_as_one():
    read = with_caption(from_photo(jpeg(b"A story", {0x010E: "At the sea"})))
    assert (read.caption, [(one.name, one.text) for one in read.further]) == (
        "At the sea",
        [(COMMENT, "A story")],
    )
    bare = with_caption(from_photo(jpeg(exif={0x010E: "At the sea"})))
    assert [one.text for one in missing_words(read, bare).further] == ["A story"]
    assert missing_words(bare, with_caption(from_photo(jpeg(b"At the sea")))) == XmpFacts()


@pytest.mark.parametrize(
    "filler",
    [
        b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90\n",
        b"Lavc58.54.100",
        b"LEAD Technologies Inc. V1.01",
        b"Created with GIMP",
        b"Created with The GIMP",
        b"File written by Adobe Photoshop\xa8 4.0",
        b"Intel(R) JPEG Library, version [2.0.18.50]",
        b"AppleMark\n",
        b"Compressed by jpeg-recompress",
        b"Resized on https://ezgif.com/resize",
        b"Optimized by JPEGmini 3.14.2.84235",
        b"Software: Microsoft Office",
        b"\x00\x01\x02binary",
    ],
)
def test_what_libraries_fill_in_is_no_comment(filler):
    assert from_photo(jpeg(filler)) == NOTHING_WRITTEN


@pytest.mark.parametrize("words", [b"Created with love for Anna", b"Made by my daughter", b"Edited by Ben"])
def test_words_that_begin_like_a_library_s_are_somebody_s(words):
    assert with_caption(from_photo(jpeg(words))).caption == words.decode()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_exif_s_words_are_read_in_every_container(kind):
    tags, file = Image.Exif(), BytesIO()
    tags.update({0x010E: "At the sea", 0x4746: 4})
    Image.new("RGB", (16, 16)).save(file, kind, exif=tags)
    read = from_photo(file.getvalue())
    assert (read.caption, read.rating) == ("At the sea", 4)


def iptc(*records: tuple[int, bytes]) -> bytes:
    body = b"".join(b"\x1c\x02" + bytes([n]) + len(text).to_bytes(2, "big") + text for n, text in records)
    return b"\xff\xd8Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(body).to_bytes(4, "big") + body


def test_iptc_s_places_headline_and_credits_are_read():
    read = from_photo(
        iptc(
            (90, b"Rome"),
            (92, b"Trastevere"),
            (95, b"Lazio"),
            (101, b"Italy"),
            (105, b"News"),
            (110, b"Anna"),
        )
    )
    assert {one.name: one.text for one in read.further} == {
        "photoshop:Headline": "News",
        "Iptc4xmpCore:Location": "Trastevere",
        "photoshop:City": "Rome",
        "photoshop:State": "Lazio",
        "photoshop:Country": "Italy",
        "photoshop:Credit": "Anna",
    }


def test_facebook_s_mark_is_no_instruction():
    assert (
        from_photo(iptc((40, b"FBMD01000a9d0d000041210000"), (103, b"hgxrIiIYhcQzPsRyGyNg")))
        == NOTHING_WRITTEN
    )


def test_iptc_that_cuts_a_caption_says_nothing_new():
    whole = Written(caption="A very long caption about a day at the sea with Zoë and the others")
    cut = Written(caption="A very long caption about a day at the sea with Zo? and")
    assert joined([whole, cut]) == whole


def test_windows_subject_and_comment_are_read():
    tags = {0x010E: "Title", 0x9C9B: "Title", 0x9C9C: "A story", 0x9C9F: "The beach"}
    raw = jpeg(exif={n: t.encode("utf-16-le") if n > 0x9000 else t for n, t in tags.items()})
    read = from_photo(raw)
    assert {one.name: one.text for one in read.further} == {
        COMMENT: "A story",
        "photoshop:Headline": "The beach",
    }


def test_the_texts_of_a_png_and_the_comment_of_a_gif_are_read():
    info, file = PngImagePlugin.PngInfo(), BytesIO()
    for keyword, text, packed in (("Title", "Sea", 0), ("Author", "Anna", 0), ("Comment", "A story", 1)):
        info.add_text(keyword, text, zip=bool(packed))
    info.add_itxt("Description", "Übersee", zip=True)
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=info)
    read = from_photo(file.getvalue())
    assert (read.title, read.caption, read.artist) == ("Sea", "Übersee", "Anna")
    assert [one.text for one in read.further] == ["A story"]
    gif = BytesIO()
    Image.new("P", (8, 8)).save(gif, "GIF", comment=b"At the sea")
    assert with_caption(from_photo(gif.getvalue())).caption == "At the sea"


MAY = datetime(2019, 5, 6, 7, 8, 9, tzinfo=UTC)


def test_a_date_is_read_wherever_one_is_written():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({7: (7.0, 8.0, 9.0), 0x1D: "2019:05:06", 0x1C: b"ASCII\0\0\0Deich km 4"})
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif)
    read = from_photo(file.getvalue())
    assert (read.captured, [one.text for one in read.further]) == (MAY, ["Deich km 4"])
    assert from_xmp(packet(attributes='xmp:CreateDate="2019-05-06T07:08:09Z"')).captured == MAY
    assert from_photo(iptc((55, b"20190506"), (60, b"070809+0000"))).captured == MAY
    for text in ("Mon, 06 May 2019 07:08:09 +0000", "2019-05-06T07:08:09Z"):
        info, file = PngImagePlugin.PngInfo(), BytesIO()
        info.add_text("Creation Time", text)
        Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=info)
        assert from_photo(file.getvalue()).captured == MAY


def test_a_crop_in_develop_settings_is_one_unless_it_is_in_the_pixels_already():
    assert from_xmp(packet(attributes='crs:HasCrop="True"')).developed
    assert not from_xmp(packet(attributes='crs:HasCrop="False"')).developed
    assert not from_xmp(packet(attributes='crs:HasCrop="True" crs:AlreadyApplied="True"')).developed


@pytest.mark.parametrize("end", range(0, 60, 7))
def test_a_cut_picture_says_what_it_can(end):
    bomb = zlib.compress(bytes(1 << 22))
    chunk = struct.pack(">I", len(bomb) + 9) + b"zTXtComment\0\0" + bomb + bytes(4)
    for raw in (
        b"\x89PNG\r\n\x1a\n" + chunk,
        jpeg(b"sea"),
        b"GIF89a" + bytes(5) + b"\x80\0" + b"!\xfe\x03sea\0",
    ):
        from_photo(raw[:end])
        from_photo(raw)


EMPTIES = [
    "<dc:title/>",
    "<dc:title></dc:title>",
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default"/></rdf:Alt></dc:title>',
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default"> </rdf:li></rdf:Alt></dc:title>',
    "<dc:title><rdf:Alt/></dc:title>",
    "<dc:subject><rdf:Bag/></dc:subject><dc:subject />",
    '<Iptc4xmpExt:Event/><mwg-rs:Regions rdf:parseType="Resource"/>',
    "<photoshop:City> </photoshop:City><exif:GPSLatitude/><exif:GPSLongitude/><exif:DateTimeOriginal/>",
]
HANDED = missing_words(
    from_xmp(
        packet(
            "<dc:title>T</dc:title><dc:subject>sea</dc:subject><Iptc4xmpExt:Event>E</Iptc4xmpExt:Event>",
            'xmp:Label="Red" photoshop:City="Rome" digiKam:PickLabel="3" xmp:Rating="4"',
        )
    ),
    NOTHING_WRITTEN,
)


@pytest.mark.parametrize("empty", EMPTIES)
@pytest.mark.parametrize(
    "attributes", ["", 'xmp:Label="" photoshop:City=" " digiKam:PickLabel=\'0\' xmp:Rating="0"']
)
def test_an_empty_property_gives_way(empty, attributes):
    older = packet(empty + "<dc:rights>(c)</dc:rights>", attributes)
    read = from_xmp(now := with_facts(older, HANDED))
    assert (read.title, read.keywords, read.label, read.rating) == ("T", ("sea",), "Red", 4)
    assert {one.text for one in read.further} == {"E", "Rome", "3"}
    assert read.copyright == "(c)"
    assert not read_packet(now).vacant.keys() & {"dc:title", "xmp:Label", "photoshop:City"}
    assert with_facts(now, HANDED) == now


def test_a_sidecar_that_says_nothing_is_no_word_to_lose(tmp_path):
    (path := tmp_path / "a.xmp").write_bytes(packet("<dc:title/>", 'xmp:Rating="0"'))
    assert says_only_words(path)
