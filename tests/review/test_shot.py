"""How a photo was taken: lens, exposure, altitude. A copy that alone says it is no mere copy."""

import struct
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import ExifTags, Image, TiffImagePlugin

from core.companions.units import Units
from core.lineage.picture import FullPicture
from core.loss import Loss, LossKind
from core.match.keeper import KeeperOrder
from core.photo import DuplicateGroup, Evidence, ExifFacts, Member, Relation
from core.review.covering import with_surroundings
from core.review.dialects.fields import FURTHER, Topic
from core.review.dialects.photo import from_photo
from core.review.dialects.shot import said_of_shot
from core.review.dialects.takeout import from_takeout
from core.review.dialects.xmp import from_xmp
from core.review.losses import untold
from core.review.written import NOTHING_WRITTEN
from core.review.xmp import EMPTY, XmpFacts, with_facts
from core.scan.full_picture import open_full
from tests.lineage.pictures import compared, kinds
from tests.photos import draw, photo, save
from tests.review.disk import as_scanned

DETAIL = {
    ExifTags.Base.LensModel: "EF24-70mm f/2.8L",
    ExifTags.Base.ExposureTime: TiffImagePlugin.IFDRational(1, 250),
    ExifTags.Base.FNumber: TiffImagePlugin.IFDRational(28, 10),
    ExifTags.Base.ISOSpeedRatings: 400,
    ExifTags.Base.ExposureBiasValue: TiffImagePlugin.IFDRational(-2, 3),
    ExifTags.Base.FocalLength: TiffImagePlugin.IFDRational(500, 10),
    ExifTags.Base.BodySerialNumber: "0123",
}
GPS = {
    ExifTags.GPS.GPSAltitudeRef: b"\x01",
    ExifTags.GPS.GPSAltitude: TiffImagePlugin.IFDRational(25, 2),
    ExifTags.GPS.GPSImgDirectionRef: "T",
    ExifTags.GPS.GPSImgDirection: TiffImagePlugin.IFDRational(1234, 10),
}
SAID = {
    "exifEX:LensModel": "EF24-70mm f/2.8L",
    "exif:ExposureTime": "1/250",
    "exif:FNumber": "14/5",
    "exifEX:PhotographicSensitivity": "400",
    "exif:ExposureBiasValue": "-2/3",
    "exif:FocalLength": "50/1",
    "exifEX:BodySerialNumber": "0123",
    "exif:GPSAltitude": "25/2",
    "exif:GPSImgDirection": "617/5",
}
NAMES = [name for name, row in FURTHER.items() if row.topic is Topic.SHOT]


def exif_of(detail: Mapping[Any, object], gps: Mapping[Any, object]) -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif).update(detail)
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    return exif


def as_jpeg(exif: Image.Exif) -> bytes:
    file = BytesIO()
    Image.new("RGB", (16, 16)).save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_exif_s_facts_of_the_shot_are_read_and_handed_over_and_read_again():
    theirs = from_photo(as_jpeg(exif_of(DETAIL, GPS)))
    assert {one.name: one.text for one in theirs.further} == SAID
    lost = untold(photo(1), photo(2), NOTHING_WRITTEN, theirs)
    assert not lost.otherwise
    sidecar = with_facts(EMPTY, lost.facts)
    assert b"<exif:GPSAltitudeRef>1<" in sidecar  # below the sea
    assert b"<exif:GPSImgDirectionRef>T<" in sidecar
    assert from_xmp(sidecar).further == theirs.further
    assert untold(photo(1), photo(2), from_xmp(sidecar), theirs).is_empty


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (ExifTags.Base.LensModel, "----"),
        (ExifTags.Base.LensModel, "Unknown"),
        (ExifTags.Base.ExposureTime, TiffImagePlugin.IFDRational(0, 1)),
        (ExifTags.Base.FNumber, TiffImagePlugin.IFDRational(0, 0)),
        (ExifTags.Base.FocalLength, TiffImagePlugin.IFDRational(0, 1)),
        (ExifTags.Base.ExposureBiasValue, TiffImagePlugin.IFDRational(0, 10)),
        (ExifTags.Base.ISOSpeedRatings, 0),
        (ExifTags.Base.BodySerialNumber, "00000000"),
    ],
)
def test_what_a_camera_writes_for_nothing_says_nothing(tag, value):
    assert from_photo(as_jpeg(exif_of({tag: value}, {}))).further == ()


@pytest.mark.parametrize("text", ["1e999999999", "1/0", "nan", "", "9" * 40, "-5", "a lens"])
def test_a_number_that_makes_no_sense_says_nothing(text):
    assert said_of_shot(FURTHER["exif:FNumber"], text) is None


@pytest.mark.parametrize("name", NAMES)
def test_of_a_fact_of_the_shot_that_both_say_none_is_lost_in_whatever_words(name):
    """Programs round numbers, and call one lens by several names."""
    row = FURTHER[name]
    one, other = (said_of_shot(row, text) for text in ("2", "3"))
    mine, theirs = (with_facts(EMPTY, XmpFacts(further=(said,))) for said in (one, other) if said)
    assert untold(photo(1), photo(2), from_xmp(mine), from_xmp(theirs)).is_empty


def test_a_cr3_s_directories_are_read():
    """Canon keeps each in a box of its own."""

    def directory(tags: Mapping[Any, object]) -> bytes:
        exif = Image.Exif()
        exif.update(cast("dict[int, Any]", tags))
        return exif.tobytes().removeprefix(b"Exif\0\0")

    boxes = [(b"CMT1", directory({271: "Canon"})), (b"CMT2", directory(DETAIL)), (b"CMT4", directory(GPS))]
    moov = b"".join(struct.pack(">I4s", len(said) + 8, name) + said for name, said in boxes)
    raw = struct.pack(">I4s4sI", 16, b"ftyp", b"crx ", 1) + struct.pack(">I4s", len(moov) + 8, b"moov") + moov
    assert {one.name: one.text for one in from_photo(raw).further} == SAID


def test_google_s_altitude_is_told():
    json = '{"geoData": {"latitude": 31.5, "longitude": 35.5, "altitude": -430.5}}'
    (said,) = from_takeout(json.encode()).further
    assert (said.text, said.parts[1]) == ("861/2", ("exif:GPSAltitudeRef", "1"))
    assert from_takeout(json.replace("-430.5", "0.0").encode()).further == ()


@pytest.fixture
def stripped(tmp_path: Path) -> Path:
    (tmp_path / "keep").mkdir()
    return save(draw(3), tmp_path / "keep" / "a.jpg", quality=90)


@pytest.mark.parametrize("tag", [*DETAIL, *GPS])
def test_a_copy_that_alone_says_how_it_was_taken_is_not_covered(tag, stripped, tmp_path):
    detail = {key: value for key, value in DETAIL.items() if key == tag}
    gps = {key: value for key, value in GPS.items() if key == tag}
    full = save(draw(3), tmp_path / "a.jpg", quality=90, exif=exif_of(detail, gps))
    found, equal = compared(stripped, full)
    assert equal
    says_so = tag not in (ExifTags.GPS.GPSAltitudeRef, ExifTags.GPS.GPSImgDirectionRef)
    assert (LossKind.FACTS in kinds(found.losses_b)) is says_so
    assert found.losses_a == ()  # fewer facts are never a loss
    member = Member(as_scanned(full, 2), Relation.SAME_PICTURE, Evidence(0.99), found.losses_b)
    group = DuplicateGroup(as_scanned(stripped, 1), "", (member,))

    def left(*, hand_over: bool) -> tuple[Loss, ...]:
        return with_surroundings(group, Units(), KeeperOrder(), hand_over=hand_over).members[0].losses

    assert (LossKind.FACTS in kinds(left(hand_over=False))) is says_so
    assert left(hand_over=True) == ()


def test_numbers_that_two_programs_round_are_no_doubt(stripped, tmp_path):
    def said(value: TiffImagePlugin.IFDRational) -> FullPicture:
        exif = exif_of({ExifTags.Base.FNumber: value}, {})
        return open_full(save(draw(3), tmp_path / "b.jpg", exif=exif))

    one, other = said(TiffImagePlugin.IFDRational(28, 10)), said(TiffImagePlugin.IFDRational(2799, 1000))
    assert one.said == other.said


def test_of_copies_with_equal_facts_the_one_stays_that_says_how_the_shutter_stood():
    exposed = replace(photo(2), exif=ExifFacts(exposure=0.004, aperture=2.8, iso=400))
    assert min([photo(1), exposed], key=KeeperOrder().rank) is exposed
