"""What the cameras wrote down, and the exact cosine."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from core.match.relation import one_press, same_camera, seconds_apart
from core.match.verify import compare_all, verify
from core.photo import ExifFacts

NOON = datetime(2024, 5, 14, 12)


def test_one_camera_is_told_only_where_both_wrote_their_name():
    assert same_camera(ExifFacts(camera="A"), ExifFacts(camera="A")) is True
    assert same_camera(ExifFacts(camera="A"), ExifFacts(camera="B")) is False
    assert same_camera(ExifFacts(camera="A"), ExifFacts()) is None


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


@pytest.mark.parametrize(
    ("microseconds", "cameras", "told"),
    [
        ((350_000, 350_000), ("A", "A"), True),
        ((350_000, 352_000), ("A", "A"), True),
        ((350_000, 450_000), ("A", "A"), False),
        ((350_000, 450_000), ("A", None), False),
        ((350_000, 350_000), ("A", None), None),
        ((350_000, 450_000), ("A", "B"), None),
        ((350_000, 0), ("A", "A"), None),
        ((0, 0), ("A", "A"), None),
    ],
)
def test_sub_seconds_tell_one_press_from_two_of_a_burst(microseconds, cameras, told):
    one, other = (
        ExifFacts(captured=NOON.replace(microsecond=at), camera=camera)
        for at, camera in zip(microseconds, cameras, strict=True)
    )
    assert one_press(one, other) is told


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


def test_comparing_all_finds_each_close_pair_once():
    stream = np.random.default_rng(3)
    vectors = stream.standard_normal((40, 4)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = np.arange(100, 180, 2)
    fresh = np.array([3, 7, 8, 30])
    blocks = [(ids[start : start + 16], vectors[start : start + 16]) for start in range(0, 40, 16)]
    found = [pair for block in compare_all(ids[fresh], vectors[fresh], blocks, 0.5) for pair in block]
    cosines = vectors @ vectors.T
    wanted = {
        (ids[a], ids[b])
        for a in range(40)
        for b in range(a + 1, 40)
        if cosines[a, b] >= 0.5 and (a in fresh or b in fresh)
    }
    assert len(found) == len(wanted)
    assert {(a, b) for a, b, _ in found} == wanted
