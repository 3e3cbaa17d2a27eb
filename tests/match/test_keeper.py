"""The keeper a person would choose, and the sentence that says why."""

import re
from datetime import datetime

import pytest

from core.keeper_settings import RuleName
from core.match.keeper import KeeperOrder
from core.photo import Photo
from tests.photos import photo

ORDER = KeeperOrder()
DAY = 86_400 * 10**9
"""In nanoseconds."""
SHOT = {"captured": datetime(2024, 5, 14), "camera": "Canon EOS"}


def reason(keeper: Photo, others: list[Photo], order: KeeperOrder = ORDER) -> str:
    return order.reason(keeper, others)


@pytest.mark.parametrize(
    ("better", "worse", "because"),
    [
        (
            photo(1, size=(4000, 3000)),
            photo(2, size=(2048, 1536)),
            "most pixels: 4000 × 3000, the next best 2048 × 1536",
        ),
        (photo(1, format_="CR3", size=(3000, 2000)), photo(2, size=(6000, 4000)), r"RAW file \(CR3\)"),
        (
            photo(1, format_="HEIC", **SHOT, bytes_=1_000_000),
            photo(2, **SHOT, bytes_=4_000_000),
            "HEIC that the JPEG was made from",
        ),
        (
            photo(1, **SHOT, bytes_=1),
            photo(2, bytes_=9_000_000),
            "still carries the date and the camera of the shot",
        ),
        (photo(1, latitude=1.0), photo(2), "still carries the place of the shot"),
        (
            photo(1, **SHOT, bytes_=10),
            photo(2, **SHOT, software="Editor 3", bytes_=20),
            "is as the camera saved it, the next best was saved again: Editor 3",
        ),
        (
            photo(1, **SHOT, bytes_=10),
            photo(2, **SHOT, format_="AVIF", bytes_=20),
            "is as the camera saved it, the next best is AVIF, which no camera saves",
        ),
        (
            photo(1, camera="Canon EOS", bytes_=10),
            photo(2, captured=datetime(2024, 5, 14), bytes_=20),
            "is as the camera saved it, the next best names no camera",
        ),
        (
            photo(1, bytes_=3_000_000),
            photo(2, bytes_=400_000),
            "is the largest file: 3.0 MB, the next best 400 kB",
        ),
        (photo(1, sharpness=0.6), photo(2, sharpness=0.4), "is the sharpest"),
        (photo(1, mtime_ns=DAY), photo(2, mtime_ns=2 * DAY), "is the oldest file"),
        (photo(2, "/a/b.jpg"), photo(1, "/a/copies/b.jpg"), "has the shortest path"),
    ],
)
def test_the_better_photo_is_kept_and_the_reason_named(better, worse, because):
    assert sorted([worse, better], key=ORDER.rank) == [better, worse]
    assert re.search(because, reason(better, [worse]))


def test_a_bigger_derived_jpeg_does_not_beat_its_heic():
    heic = photo(1, format_="HEIC", bytes_=1_800_000, **SHOT)
    jpeg = photo(2, format_="JPEG", bytes_=5_200_000, **SHOT)
    assert min([jpeg, heic], key=ORDER.rank) == heic


def test_the_reason_compares_with_the_best_of_the_others():
    keeper = photo(1, size=(4000, 3000))
    others = [photo(2, size=(640, 480)), photo(3, size=(2000, 1500))]
    assert "the next best 2000 × 1500" in reason(keeper, others)


@pytest.mark.parametrize(
    ("rule", "others", "said"),
    [
        ("resolution", [{"size": (6000, 4000)}, {"size": (2048, 1536)}], "more pixels than the next best: "),
        ("resolution", [{"size": (2048, 1536)}, {"size": (640, 480)}], "the most pixels: "),
        ("larger", [{"bytes_": 9_000_000}, {"bytes_": 400_000}], "is a larger file than the next best: "),
        ("smaller", [{"bytes_": 1}, {"bytes_": 9_000_000}], "takes less room than the next best: "),
        ("sharpness", [{"sharpness": 0.9}, {"sharpness": 0.1}], "is sharper than the next best"),
        ("oldest", [{"mtime_ns": DAY}, {"mtime_ns": 99_999 * DAY}], "is an older file than the next best"),
        ("newest", [{"mtime_ns": 99_999 * DAY}, {"mtime_ns": DAY}], "is a newer file than the next best"),
        ("path", [{"path": "/a.jpg"}, {"path": "/a/b/c/d/e/f.jpg"}], "has a shorter path than the next best"),
    ],
)
def test_a_superlative_is_true_of_all_that_is_shown(rule: str, others: list[dict[str, object]], said: str):
    """The place of the shot comes first here, and keeps the first of the others from being the keeper."""
    keeper = photo(1, latitude=1.0)
    lost_earlier, next_best = photo(2, **others[0]), photo(3, latitude=1.0, **others[1])
    order = KeeperOrder((RuleName.PLACE, RuleName(rule)))
    assert min([lost_earlier, next_best, keeper], key=order.rank) == keeper
    assert said in reason(keeper, [lost_earlier, next_best], order)


def test_sizes_that_are_nearly_equal_decide_nothing():
    older, larger = photo(1, bytes_=157_900, mtime_ns=DAY), photo(2, bytes_=158_300, mtime_ns=2 * DAY)
    assert reason(older, [larger]) == "Kept because it is the oldest file."


@pytest.mark.parametrize(
    ("better", "worse", "because"),
    [
        (
            photo(1, format_="JPEG", bytes_=272_000),
            photo(2, format_="AVIF", bytes_=97_000),
            "is the larger file, and a JPEG, from which such a copy is usually made: 272 kB, the next best "
            "97 kB as AVIF",
        ),
        (
            photo(1, format_="WEBP", bytes_=400_000),
            photo(2, format_="JPEG", bytes_=30_000),
            "is the larger file: 400 kB as WEBP, the next best 30 kB as JPEG",
        ),
        (
            photo(1, format_="PNG", bytes_=100_000),
            photo(2, format_="JPEG", bytes_=200_000),
            "is saved without loss as PNG, the next best is JPEG",
        ),
        (
            photo(1, format_="PNG", bytes_=300_000),
            photo(2, format_="PNG", bytes_=100_000),
            "is the largest file: 300 kB, the next best 100 kB",
        ),
    ],
)
def test_more_bytes_are_said_to_be_more_bytes_and_nothing_else(better: Photo, worse: Photo, because: str):
    assert sorted([worse, better], key=ORDER.rank) == [better, worse]
    assert reason(better, [worse]) == f"Kept because it {because}."


def test_an_avif_without_facts_is_no_original_beside_a_jpeg_that_names_its_editor():
    jpeg = photo(1, "/fox.jpg", software="GIMP 2.10.8", bytes_=272_000)
    avif = photo(2, "/fox.avif", format_="AVIF", bytes_=97_000)
    assert min([avif, jpeg], key=ORDER.rank) == jpeg


@pytest.mark.parametrize("firmware", ["17.1.1", "HDR+ 1.0.345618096zd", "Ver.1.02", "G973FXXU3BSKO"])
def test_a_cameras_firmware_is_no_editor(firmware: str):
    original = photo(1, **SHOT, software=firmware, bytes_=10)
    edited = photo(2, **SHOT, software="Adobe Photoshop Lightroom 5.7.1 (Windows)", bytes_=20)
    assert min([edited, original], key=ORDER.rank) == original


def test_the_noise_of_saving_again_makes_no_photo_the_sharpest():
    older, noisier = photo(1, sharpness=405.3, mtime_ns=DAY), photo(2, sharpness=408.7, mtime_ns=2 * DAY)
    assert reason(older, [noisier]) == "Kept because it is the oldest file."


def test_a_heic_that_names_no_camera_is_not_taken_for_the_phones():
    jpeg = photo(1, **SHOT, bytes_=3_000_000)
    heic = photo(2, format_="HEIC", bytes_=900_000)
    assert min([heic, jpeg], key=ORDER.rank) == jpeg


def test_parts_of_a_second_say_nothing_but_in_which_order_files_were_copied():
    later, earlier = photo(1, "/a.jpg", mtime_ns=DAY + 9), photo(2, "/00001/b.jpg", mtime_ns=DAY)
    assert "oldest" not in reason(later, [earlier])
    assert min([later, earlier], key=ORDER.rank) == later
