"""What the camera wrote is read as it was meant, and nothing that it could write raises."""

import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from core.photo import ExifFacts
from core.scan.exif import exif_facts, orientation_of, read_exif

MAKE, MODEL, SOFTWARE = 0x010F, 0x0110, 0x0131
ORIGINAL, DIGITIZED = 0x9003, 0x9004
SUBSECOND, DIGITIZED_SUBSECOND = 0x9291, 0x9292
OFFSET = 0x9011


def _captured(**tags: Any) -> datetime | None:
    return exif_facts({}, {globals()[name]: value for name, value in tags.items()}, {}).captured


def _camera(make: Any, model: Any) -> str | None:
    return exif_facts({MAKE: make, MODEL: model}, {}, {}).camera


def _place(latitude: Any, south: Any, longitude: Any, west: Any) -> tuple[float | None, float | None]:
    facts = exif_facts({}, {}, {1: south, 2: latitude, 3: west, 4: longitude})
    return facts.latitude, facts.longitude


def test_capture_time_has_its_fraction_and_its_zone() -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    found = _captured(ORIGINAL="2024:02:29 23:59:58", SUBSECOND="045", OFFSET="+05:30")
    assert found == datetime(2024, 2, 29, 23, 59, 58, 45_000, east)


def test_capture_time_without_a_zone_is_the_cameras_own_clock() -> None:
    assert _captured(ORIGINAL="2024:02:29 23:59:58") == datetime(2024, 2, 29, 23, 59, 58)


@pytest.mark.parametrize(
    ("offset", "zone"),
    [
        ("Z", UTC),
        ("-03:00", timezone(-timedelta(hours=3))),
        ("+0900", timezone(timedelta(hours=9))),
        ("   :  ", None),
        ("+99:00", None),
        ("", None),
        (b"+01:00\0", timezone(timedelta(hours=1))),
    ],
)
def test_zone_is_believed_only_where_it_is_one(offset: Any, zone: timezone | None) -> None:
    found = _captured(ORIGINAL="2024:02:29 23:59:58", OFFSET=offset)
    assert found == datetime(2024, 2, 29, 23, 59, 58, tzinfo=zone)


def test_digitized_time_stands_in_with_its_own_fraction() -> None:
    found = _captured(DIGITIZED="2001:02:03 04:05:06", DIGITIZED_SUBSECOND="5", SUBSECOND="9")
    assert found == datetime(2001, 2, 3, 4, 5, 6, 500_000)


def test_time_of_last_change_is_no_capture_time() -> None:
    assert exif_facts({0x0132: "2001:02:03 04:05:06"}, {}, {}).captured is None


@pytest.mark.parametrize(
    "text",
    ["0000:00:00 00:00:00", "    :  :     :  :  ", "2023:13:01 00:00:00", "yesterday", "", None, 7, (1, 2)],
)
def test_time_that_is_none_is_none(text: Any) -> None:
    assert _captured(ORIGINAL=text) is None


@pytest.mark.parametrize("text", ["2001:02:03 04:05:06\0junk", b"2001:02:03 04:05:06", "2001-02-03T04:05:06"])
def test_time_in_other_clothes_is_read(text: Any) -> None:
    assert _captured(ORIGINAL=text) == datetime(2001, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon EOS R5", "Canon EOS R5"),
        ("NIKON CORPORATION", "NIKON D750", "NIKON D750"),
        ("Apple", "iPhone 15 Pro", "Apple iPhone 15 Pro"),
        ("SONY  \0", " ILCE-7M3 ", "SONY ILCE-7M3"),
        (None, "Pixel 8", "Pixel 8"),
        ("HTC", None, "HTC"),
        ("", " \0", None),
        (b"Acme", b"\xffOne", "Acme \ufffdOne"),
        (3, (4, 5), None),
    ],
)
def test_camera_is_named_once(make: Any, model: Any, camera: str | None) -> None:
    assert _camera(make, model) == camera


def test_place_is_signed_degrees() -> None:
    latitude, longitude = _place((33, 51, 24.5), "S", (IFDRational(151), IFDRational(25, 2), 0), "E")
    assert latitude == pytest.approx(-33.856806, abs=1e-6)
    assert longitude == pytest.approx(151.208333, abs=1e-6)


@pytest.mark.parametrize(
    ("latitude", "south", "longitude", "west"),
    [
        ((0, 0, 0), "N", (0, 0, 0), "E"),
        ((91, 0, 0), "N", (10, 0, 0), "E"),
        ((10, 0, 0), "N", (181, 0, 0), "E"),
        ((10, 0, 0), "N", None, "E"),
        ((10, 0, 0), "", (10, 0, 0), "E"),
        ((IFDRational(1, 0), 0, 0), "N", (10, 0, 0), "E"),
        ((math.nan, 0, 0), "N", (10, 0, 0), "E"),
        ((-10, 0, 0), "N", (10, 0, 0), "E"),
        ("10", "N", (10, 0, 0), "E"),
        (10, "N", (10, 0, 0), "E"),
    ],
)
def test_place_that_is_none_is_none(latitude: Any, south: Any, longitude: Any, west: Any) -> None:
    assert _place(latitude, south, longitude, west) == (None, None)


@pytest.mark.parametrize("value", [0, 9, -1, "6", None, (6,), 6.5])
def test_orientation_that_makes_no_sense_is_upright(value: Any) -> None:
    exif = Image.Exif()
    if value is not None:
        exif[0x0112] = value
    assert orientation_of(exif) == 1


_anything = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.builds(IFDRational, st.integers(), st.integers()),
    st.lists(st.one_of(st.integers(), st.floats(), st.text(), st.none())).map(tuple),
    st.dictionaries(st.integers(), st.text()),
)
_tags = [0x0112, MAKE, MODEL, SOFTWARE, 0x0132, ORIGINAL, DIGITIZED, SUBSECOND, OFFSET, 0x9012, 1, 2, 3, 4]
_directory = st.dictionaries(st.sampled_from(_tags), _anything)


@settings(suppress_health_check=[HealthCheck.too_slow])  # hypothesis builds its table of letters at first use
@given(_directory, _directory, _directory)
def test_no_value_raises(main: dict[int, Any], detail: dict[int, Any], gps: dict[int, Any]) -> None:
    facts = exif_facts(main, detail, gps)
    assert isinstance(facts, ExifFacts)
    assert facts.latitude is None or -90 <= facts.latitude <= 90
    assert facts.longitude is None or -180 <= facts.longitude <= 180


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"Exif\0\0II*\0\x08\0\0\0", b"Exif\0\0MM\0*\0\0\0\x08"])
)
def test_no_bytes_raise(data: bytes, start: bytes) -> None:
    exif = Image.Exif()
    try:
        exif.load(start + data)
    except Exception:
        return  # where Pillow refuses the block as a whole there is none to read
    assert isinstance(read_exif(exif), ExifFacts)
    assert 1 <= orientation_of(exif) <= 8


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(0, 400)), max_size=12))
def test_no_damage_to_a_good_block_raises(damage: list[tuple[int, int]]) -> None:
    block = bytearray(_good_block())
    for value, at in damage:
        block[at % len(block)] = value
    exif = Image.Exif()
    try:
        exif.load(bytes(block))
    except Exception:
        return
    assert isinstance(read_exif(exif), ExifFacts)


def test_good_block_is_read_whole() -> None:
    exif = Image.Exif()
    exif.load(_good_block())
    assert read_exif(exif) == ExifFacts(
        captured=datetime(2024, 2, 29, 23, 59, 58, 123_000, UTC),
        camera="Canon EOS R5",
        latitude=10.5,
        longitude=-20.25,
        software="darktable",
    )


def _good_block() -> bytes:
    exif = Image.Exif()
    exif[MAKE], exif[MODEL], exif[SOFTWARE] = "Canon", "Canon EOS R5", "darktable"
    exif.get_ifd(0x8769).update({ORIGINAL: "2024:02:29 23:59:58", SUBSECOND: "123", OFFSET: "+00:00"})
    exif.get_ifd(0x8825).update({1: "N", 2: (10, 30, 0), 3: "W", 4: (20, 15, 0)})
    return exif.tobytes()
