"""Two presses of the shutter and one whose date was put right: what EXIF tells, and what it does not."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from core.catalog.catalog import Catalog
from core.photo import Relation
from core.progress import CancelToken
from core.scan.exif import read_exif
from core.scan.pipeline import scan
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw

NOON = "2021:07:10 12:00:00"


def _rational(value: float) -> TiffImagePlugin.IFDRational:
    return TiffImagePlugin.IFDRational(round(value * 10_000), 10_000)


def _save(path: Path, light: float = 1.0, quality: int = 90, noise: int = 0, **facts: Any) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", "Canon EOS 80D"
    detail = exif.get_ifd(0x8769)
    detail[0x9003] = facts.get("when", NOON)
    for name, tag in (("exposure", 0x829A), ("aperture", 0x829D), ("bias", 0x9204)):
        if name in facts:
            detail[tag] = _rational(facts[name])
    for name, tag in (("iso", 0x8827), ("zone", 0x9011), ("subsecond", 0x9291)):
        if name in facts:
            detail[tag] = facts[name]
    if "rating" in facts:
        exif[0x4746] = facts["rating"]
    stream = np.random.default_rng(7)
    fine = Image.fromarray(stream.integers(0, 256, (60, 80, 3), dtype=np.uint8)).resize((800, 600))
    pixels = np.asarray(Image.blend(draw(7, (800, 600)), fine, 0.4), float) * light
    if noise:
        pixels += np.random.default_rng(noise).normal(0, 6, pixels.shape)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(path, quality=quality, exif=exif)


def _relations(root: Path) -> list[Relation]:
    with Catalog.open(root.parent / "catalogue.sqlite3") as catalog:
        settings, token = ScanSettings(workers=1), CancelToken()
        found = scan([root], catalog, FakeEmbedder(dim=64), settings, report=lambda _: None, cancel=token)
    return [member.relation for group in found.groups for member in group.members]


@pytest.mark.parametrize(
    "steps",
    [
        [{"exposure": 1 / 250}, {"exposure": 1 / 125}, {"exposure": 1 / 60}],
        [{"bias": -1.0}, {"bias": 0.0}, {"bias": 1.0}],
        [{"aperture": 5.6}, {"aperture": 6.3}],
        [{"iso": 100}, {"iso": 125}],
    ],
    ids=["exposure", "bias", "aperture", "iso"],
)
def test_the_frames_of_a_bracket_are_one_scene_and_never_one_picture(
    tmp_path: Path, steps: list[dict[str, float]]
) -> None:
    for number, facts in enumerate(steps):
        _save(tmp_path / "photos" / f"{number}.jpg", 1.0 - 0.2 * number, **facts)
    assert _relations(tmp_path / "photos") == [Relation.SAME_SCENE] * (len(steps) - 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"when": "2021:07:10 13:00:00"}),
        ({"when": "2000:01:01 00:00:07"}, {}),
        ({}, {"zone": "+02:00"}),
        ({"zone": "+02:00"}, {"when": "2021:07:10 10:00:00"}),
        ({"zone": "+01:00"}, {"zone": "+02:00"}),
        ({}, {"when": "2021:07:10 13:00:00", "quality": 80}),
        ({"subsecond": "35"}, {"when": "2021:07:10 21:00:00", "subsecond": "35", "quality": 80}),
        ({}, {"rating": 5}),
    ],
    ids=["hour", "year", "zone", "utc", "wrong zone", "saved again", "nine hours, sub-seconds", "a rating"],
)
def test_a_date_that_was_put_right_is_no_other_press(
    tmp_path: Path, one: dict[str, Any], other: dict[str, Any]
) -> None:
    _save(tmp_path / "photos" / "a.jpg", **one)
    _save(tmp_path / "photos" / "b.jpg", **other)
    assert _relations(tmp_path / "photos") == [Relation.SAME_PICTURE]


@pytest.mark.parametrize(
    "other",
    [
        {"when": "2021:07:10 12:00:05", "quality": 80},
        {"when": "2021:07:10 13:00:07", "quality": 80},
        {"when": "2021:07:10 13:00:00", "noise": 2},
        {"when": "2021:07:10 13:00:00", "light": 0.95},
        {"when": "2021:07:10 13:00:00", "quality": 80, "exposure": 1 / 30},
    ],
    ids=["five seconds", "an hour and seven seconds", "other grain", "later light", "longer exposure"],
)
def test_another_press_stays_another_press(tmp_path: Path, other: dict[str, Any]) -> None:
    _save(tmp_path / "photos" / "a.jpg", exposure=1 / 125, noise=1 if "noise" in other else 0)
    _save(tmp_path / "photos" / "b.jpg", **{"exposure": 1 / 125, **other})
    assert _relations(tmp_path / "photos") == [Relation.SAME_SCENE]


def test_what_the_shutter_was_set_to_is_read_and_nonsense_is_not() -> None:
    exif = Image.Exif()
    detail = exif.get_ifd(0x8769)
    detail[0x829A], detail[0x829D], detail[0x9204] = _rational(0.008), _rational(2.8), _rational(-0.7)
    detail[0x8827] = (400, 0)
    facts = read_exif(exif)
    assert facts.exposure == pytest.approx(0.008)
    assert facts.aperture == pytest.approx(2.8)
    assert facts.bias == pytest.approx(-0.7)
    assert facts.iso == 400
    detail[0x829A] = TiffImagePlugin.IFDRational(1, 0)
    detail[0x829D], detail[0x9204], detail[0x8827] = "wide", _rational(99), ()
    facts = read_exif(exif)
    assert (facts.exposure, facts.aperture, facts.bias, facts.iso) == (None, None, None, None)


def _save_undated(path: Path, noise: int = 0, quality: int = 90) -> None:
    _save(path, noise=noise, quality=quality)
    with Image.open(path) as picture:
        picture.load()
    picture.save(path, quality=quality, exif=b"", qtables=picture.quantization)


def _relation(folder: Path, one: str, other: str, noise: int = 3, quality: int = 90) -> Relation:
    _save_undated(folder / one)
    _save_undated(folder / other, noise, quality)
    (relation,) = _relations(folder)
    return relation


PLAIN = ("a.jpg", "b.jpg")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IMG_20231207_101605.jpg", "IMG_20231207_101607.jpg"),
        ("20231207_101605.jpg", "20231207_101633.jpg"),
        ("PXL_20230101_120000123.jpg", "PXL_20230101_120001623.jpg"),
        ("IMG_20200101_120000_BURST001_COVER.jpg", "IMG_20200101_120000_BURST003.jpg"),
    ],
)
def test_a_camera_s_names_tell_two_presses_where_exif_is_gone(tmp_path: Path, one: str, other: str) -> None:
    assert _relation(tmp_path / "photos", one, other) is Relation.SAME_SCENE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        PLAIN,
        ("IMG-20231207-WA0001.jpg", "IMG-20231207-WA0002.jpg"),
        ("IMG_20231207_101605.jpg", "IMG-20231207-WA0001.jpg"),
        ("Screenshot_2023-12-07-10-16-05.jpg", "Screenshot_2023-12-07-10-16-09.jpg"),
        ("signal-2023-12-07-10-16-05-123.jpg", "signal-2023-12-07-10-16-25-321.jpg"),
        ("IMG_20231207_101605_123.jpg", "IMG_20231207_181605_456.jpg"),
        ("IMG_20231207_101605.jpg", "IMG_20231207_101605_edited.jpg"),
        ("IMG_20231207_101605.jpg", "IMG_20231207_101605 (1).jpg"),
        ("IMG_20231207_101605.jpg", "PXL_20231207_101607123.jpg"),
    ],
)
def test_other_names_tear_no_copies_apart(tmp_path: Path, one: str, other: str) -> None:
    said = _relation(tmp_path / "named", one, other)
    assert said is Relation.SAME_PICTURE


def test_a_copy_saved_again_within_a_minute_is_one(tmp_path: Path) -> None:
    names = "IMG_20231207_101605.jpg", "IMG_20231207_101625.jpg"
    assert _relation(tmp_path / "photos", *names, noise=0, quality=85) is Relation.SAME_PICTURE
