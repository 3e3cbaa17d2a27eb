"""The keeper a person would choose, and the sentence that says why."""

import re
from datetime import datetime

import pytest

from core.match.keeper import KeeperOrder
from core.photo import Photo
from tests.photos import photo

ORDER = KeeperOrder()
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
            photo(1, format_="HEIC", bytes_=1_000_000),
            photo(2, bytes_=4_000_000),
            "HEIC that the JPEG was made from",
        ),
        (
            photo(1, **SHOT, bytes_=1),
            photo(2, bytes_=9_000_000),
            "still carries the date and the camera of the shot",
        ),
        (photo(1, latitude=1.0), photo(2), "still carries the place of the shot"),
        (photo(1, bytes_=10), photo(2, software="Editor 3", bytes_=20), "not saved again by an editor"),
        (
            photo(1, bytes_=3_000_000),
            photo(2, bytes_=400_000),
            "compressed the least: 3.0 MB, the next best 400 kB",
        ),
        (photo(1, sharpness=0.6), photo(2, sharpness=0.4), "is the sharpest"),
        (photo(1, mtime_ns=1), photo(2, mtime_ns=2), "is the oldest file"),
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


def test_sizes_that_are_nearly_equal_decide_nothing():
    older, larger = photo(1, bytes_=157_900, mtime_ns=1), photo(2, bytes_=158_300, mtime_ns=2)
    assert reason(older, [larger]) == "Kept because it is the oldest file."
