"""What people wrote is read in every dialect, and cameras' filler is not taken for words."""

import json
from io import BytesIO

import pytest
from PIL import Image

from core.review.dialects.photo import from_photo
from core.review.dialects.takeout import from_takeout
from core.review.dialects.xmp import from_xmp
from core.review.xmp import EMPTY, XmpFacts, with_facts

SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "lr": "http://ns.adobe.com/lightroom/1.0/",
        "digiKam": "http://www.digikam.org/ns/1.0/",
        "crs": "http://ns.adobe.com/camera-raw-settings/1.0/",
        "mwg": "http://www.metadataworkinggroup.com/schemas/regions/",
        "ms": "http://ns.microsoft.com/photo/1.0",
    }.items()
)


def packet(body: str = "", attributes: str = "", root: str = "x:xmpmeta") -> bytes:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {SPACES} {attributes}>{body}</rdf:Description></rdf:RDF>'
    )
    return (
        f'<{root} xmlns:{root.partition(":")[0]}="adobe:ns:meta/">{rdf}</{root}>' if root else rdf
    ).encode()


@pytest.mark.parametrize(
    ("said", "stars"),
    [
        ('xmp:Rating="3"', 3),
        ('xmp:Rating="3.0"', 3),
        ('xmp:Rating="-1"', -1),
        ('xmp:Rating="0"', None),
        ('ms:Rating="1"', 1),
        ('ms:Rating="25"', 2),
        ('ms:Rating="50"', 3),
        ('ms:Rating="63"', 4),
        ('ms:Rating="75"', 4),
        ('ms:Rating="99"', 5),
    ],
)
def test_stars_are_read_as_adobe_and_microsoft_write_them(said, stars):
    assert from_xmp(packet(attributes=said)).rating == stars


@pytest.mark.parametrize("root", ["x:xmpmeta", "x:xapmeta", "xmp:xmpmeta", ""])
def test_a_packet_in_a_photo_is_found_whatever_its_root(root):
    body = "<dc:subject><rdf:Bag><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>"
    assert from_photo(b"\xff\xd8" + packet(body, root=root) + b"\xff\xd9").keywords == ("sea",)


def test_keywords_in_trees_keep_their_trees():
    body = (
        "<lr:hierarchicalSubject><rdf:Bag><rdf:li>places|sea</rdf:li></rdf:Bag></lr:hierarchicalSubject>"
        "<digiKam:TagsList><rdf:Seq><rdf:li>places/sea</rdf:li><rdf:li>dog</rdf:li></rdf:Seq></digiKam:TagsList>"
    )
    read = from_xmp(packet(body))
    assert (read.keywords, read.hierarchy) == (("sea", "dog"), ("places|sea",))


def test_faces_and_develop_settings_are_told():
    regions = (
        '<mwg:Regions rdf:parseType="Resource"><mwg:RegionList><rdf:Bag><rdf:li>'
        '<rdf:Description mwg:Name="Anna" mwg:Type="Face"/></rdf:li></rdf:Bag></mwg:RegionList></mwg:Regions>'
    )
    read = from_xmp(packet(regions, 'crs:HasSettings="True"'))
    assert (read.persons, read.developed) == (("Anna",), True)


def jpeg(tags: dict[int, object]) -> bytes:
    exif, file = Image.Exif(), BytesIO()
    exif.update(tags)
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_windows_and_exif_s_own_words_are_read():
    windows = {0x9C9B: "Title", 0x9C9E: "sea;dog"}
    tags = {0x4746: 4, 0x013B: "Anna", 0x8298: "(c) Anna", 0x010E: "By the sea"}
    read = from_photo(jpeg(tags | {tag: text.encode("utf-16-le") for tag, text in windows.items()}))
    assert (read.rating, read.keywords, read.title) == (4, ("sea", "dog"), "Title")
    assert (read.artist, read.copyright, read.caption) == ("Anna", "(c) Anna", "By the sea")
    assert from_photo(jpeg({0x4749: 75})).rating == 4


@pytest.mark.parametrize(
    "filler",
    ["OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "DCIM\\100GOPRO", "dav", "   ", "Exif_JPEG_PICTURE"],
)
def test_what_cameras_fill_in_is_no_caption(filler):
    assert from_photo(jpeg({0x010E: filler})).caption is None


def test_iptc_is_read():
    records = b"".join(
        b"\x1c\x02" + bytes([number]) + len(text).to_bytes(2, "big") + text
        for number, text in ((25, b"sea"), (25, "Übung".encode()), (120, b"By the sea"), (80, b"Anna"))
    )
    raw = b"\xff\xd8Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + records
    read = from_photo(raw)
    assert (read.keywords, read.caption, read.artist) == (("sea", "Übung"), "By the sea", "Anna")


def test_takeout_tells_date_place_people_and_words():
    said = {
        "description": "By the sea",
        "photoTakenTime": {"timestamp": "1622541600"},
        "geoData": {"latitude": 51.5, "longitude": -0.1},
        "geoDataExif": {"latitude": 0.0, "longitude": 0.0},
        "people": [{"name": "Anna"}],
    }
    read = from_takeout(json.dumps(said).encode())
    assert (read.caption, read.persons, read.latitude) == ("By the sea", ("Anna",), 51.5)
    assert read.captured is not None
    assert read.captured.isoformat() == "2021-06-01T10:00:00+00:00"


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"people": 3, "geoData": [], "photoTakenTime": "x"}'])
def test_json_that_says_nothing_says_nothing(raw):
    assert from_takeout(raw) == from_takeout(b"{}")


def test_what_is_handed_over_is_read_again_and_nothing_is_overwritten():
    facts = XmpFacts(
        rating=4, keywords=("sea",), hierarchy=("places|sea",), label="Red", title="T <1>", caption="C & D",
        artist="Anna", copyright="(c)", persons=("Ben",),
    )  # fmt: skip
    written = with_facts(EMPTY, facts)
    read = from_xmp(written)
    assert (read.label, read.title, read.caption, read.artist) == ("Red", "T <1>", "C & D", "Anna")
    assert (read.copyright, read.persons, read.hierarchy) == ("(c)", ("Ben",), ("places|sea",))
    assert with_facts(written, facts) == written
    assert from_xmp(with_facts(written, XmpFacts(title="other", label="Blue"))).title == "T <1>"
