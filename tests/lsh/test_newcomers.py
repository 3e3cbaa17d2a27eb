"""A library that passes by in blocks gives the pairs that it gives when it is held."""

import numpy as np
import pytest

from core.lsh import newcomers
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.newcomers import near_newcomers
from core.lsh.short import shorten
from core.lsh.sweep import near_pairs


@pytest.fixture(scope="module")
def library() -> tuple[np.ndarray, np.ndarray]:
    """Ids with gaps, and short vectors of 3,000 photos, a few of them near, and a crowd."""
    stream = np.random.default_rng(5)
    rows = stream.standard_normal((3000, 64)).astype(np.float32)
    rows[::7] = rows[1::7][: len(rows[::7])] + 0.4 * rows[::7]
    rows[500:560] = rows[500] + 0.2 * rows[500:560]
    return np.arange(3000) * 3 + 10, shorten(Hyperplanes.draw(64, 16, 16, 1), rows)


def blocks(ids: np.ndarray, short: np.ndarray, size: int = 450):
    for first in range(0, len(ids), size):
        yield ids[first : first + size], short[first : first + size]


def as_set(parts: list[np.ndarray]) -> set[tuple[int, int]]:
    pairs = [(a, b) for part in parts for a, b in part.tolist()]
    assert len(pairs) == len(set(pairs))
    assert all(a < b for a, b in pairs)
    return set(pairs)


@pytest.mark.parametrize("rows", [range(2900, 3000), range(0, 3000, 50), [7 * 11], range(490, 570)])
def test_newcomers_find_the_pairs_that_a_sweep_finds(
    library: tuple[np.ndarray, np.ndarray], rows: list[int] | range
) -> None:
    ids, short = library
    fresh = np.zeros(len(ids), dtype=np.bool_)
    fresh[list(rows)] = True
    swept = as_set([ids[block] for block in near_pairs(short, 0.8, fresh)])
    found = as_set(list(near_newcomers((ids[fresh], short[fresh]), blocks(ids, short), 0.8)))
    assert found == swept
    assert len(found) >= 1


def test_tiles_leave_no_seams(
    library: tuple[np.ndarray, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, short = library
    new = ids[480:560], short[480:560]
    whole = as_set(list(near_newcomers(new, blocks(ids, short), 0.8)))
    for name, size in (("_NEW_AT_ONCE", 29), ("_TILE_ROWS", 31), ("_TILE_COLUMNS", 7)):
        monkeypatch.setattr(newcomers, name, size)
    assert as_set(list(near_newcomers(new, blocks(ids, short), 0.8))) == whole
    assert len(whole) > 1000


def test_a_crowd_comes_in_arrays_of_bounded_size(library: tuple[np.ndarray, np.ndarray]) -> None:
    ids, short = library
    parts = list(near_newcomers((ids[500:560], short[500:560]), blocks(ids, short), 0.8, block=100))
    assert max(map(len, parts)) == 100
    assert len(as_set(parts)) >= 60 * 59 / 2


def test_a_long_library_without_finds_is_heard_of_now_and_then_so_that_a_scan_can_be_cancelled(
    library: tuple[np.ndarray, np.ndarray],
) -> None:
    ids, short = library
    found = list(near_newcomers((ids[:500], short[:500]), blocks(ids, short), 0.9999, block=256))
    assert len(found) > 3


def test_no_newcomers_and_no_library_give_nothing(library: tuple[np.ndarray, np.ndarray]) -> None:
    ids, short = library
    assert as_set(list(near_newcomers((ids[:0], short[:0]), blocks(ids, short), 0.8))) == set()
    assert as_set(list(near_newcomers((ids[:5], short[:5]), iter(()), 0.8))) == set()
