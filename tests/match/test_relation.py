"""Same picture or same scene? The camera's clock has the last word."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from core.match.relation import relate, seconds_apart
from core.match.verify import verify
from core.photo import ExifFacts, Relation
from tests.photos import photo

NOON = datetime(2024, 5, 14, 12)


def test_two_presses_of_the_shutter_are_never_one_picture():
    one, next_frame = photo(1, captured=NOON), photo(2, captured=NOON + timedelta(seconds=2))
    relation, evidence = relate(one, next_frame, 0.999, same_picture=0.8)
    assert relation is Relation.SAME_SCENE
    assert evidence.seconds_apart == 2.0


def test_a_copy_that_lost_its_sub_seconds_is_still_the_same_picture():
    one, copy = photo(1, captured=NOON.replace(microsecond=480_000)), photo(2, captured=NOON)
    assert relate(one, copy, 0.95, same_picture=0.8)[0] is Relation.SAME_PICTURE


def test_a_copy_without_exif_is_told_by_its_cosine():
    one, copy = photo(1, captured=NOON, camera="A"), photo(2)
    assert relate(one, copy, 0.85, 0.8)[0] is Relation.SAME_PICTURE
    assert relate(one, copy, 0.75, 0.8)[0] is Relation.SAME_SCENE
    assert relate(one, copy, 0.85, 0.8)[1].same_camera is None


def test_only_the_same_bytes_are_identical():
    assert relate(photo(1, content=5), photo(2, content=5), 1.0, 0.8)[0] is Relation.IDENTICAL
    assert relate(photo(1), photo(2), 1.0, 0.8)[0] is Relation.SAME_PICTURE


@pytest.mark.parametrize(
    ("one", "other", "seconds"),
    [
        (NOON, NOON, 0.0),
        (NOON, NOON.replace(tzinfo=UTC), 0.0),
        (NOON.replace(tzinfo=UTC), NOON.replace(tzinfo=timezone(timedelta(hours=9))), 9 * 3600.0),
        (None, NOON, None),
    ],
)
def test_clocks_without_a_zone_are_compared_as_they_read(one, other, seconds):
    assert seconds_apart(ExifFacts(captured=one), ExifFacts(captured=other)) == seconds


def test_verification_keeps_pairs_by_their_exact_cosine():
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    ids = np.array([10, 20, 30])
    fetched: list[list[int]] = []

    def fetch(wanted: list[int]):
        fetched.append(wanted)
        rows = np.searchsorted(ids, wanted)
        return ids[rows], vectors[rows]

    blocks = [np.array([[10, 20], [10, 30]]), np.empty((0, 2), dtype=np.int64), np.array([[20, 30]])]
    found = list(verify(blocks, fetch, at_least=0.6))
    assert [[(a, b, round(c, 3)) for a, b, c in block] for block in found] == [
        [(10, 20, 0.8)],
        [],
        [(20, 30, 0.6)],
    ]
    assert fetched == [[10, 20, 30], [20, 30]]
