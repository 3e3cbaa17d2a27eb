"""The sweep: near short vectors, each pair once, whatever the tiles; true pairs survive."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lsh import sweep
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.short import PART_DIM, Short, least_product, shorten
from core.lsh.sweep import near_pairs


def _by_definition(short: Short, cosine: float) -> set[tuple[int, int]]:
    wide = short.astype(np.int64)
    part, whole = least_product(cosine, min(PART_DIM, short.shape[1])), least_product(cosine, short.shape[1])
    return {
        (a, b)
        for a, b in combinations(range(len(short)), 2)
        if wide[a, :PART_DIM] @ wide[b, :PART_DIM] >= part and wide[a] @ wide[b] >= whole
    }


def _streamed(short: Short, cosine: float, fresh: np.ndarray | None = None) -> set[tuple[int, int]]:
    blocks = list(near_pairs(short, cosine, fresh, block=9))
    assert all(len(block) <= 9 for block in blocks)
    pairs = [tuple(pair) for block in blocks for pair in block.tolist()]
    assert all(a < b for a, b in pairs)
    assert len(pairs) == len(set(pairs))
    return set(pairs)


@given(
    m=st.sampled_from([3, 128, 150, 256]),
    n=st.integers(0, 40),
    fresh_share=st.sampled_from([None, 0.0, 0.2, 1.0]),
    cosine=st.sampled_from([0.1, 0.3, 0.6]),
    seed=st.integers(0, 1 << 30),
)
def test_each_pair_comes_once_and_is_what_the_definition_says(
    m: int, n: int, fresh_share: float | None, cosine: float, seed: int
) -> None:
    stream = np.random.default_rng(seed)
    short = stream.integers(-63, 64, size=(n, m), dtype=np.int8)
    short[n // 2 :] = short[: n - n // 2]  # copies, or there were no pairs at all
    fresh = None if fresh_share is None else stream.random(n) < fresh_share
    expected = _by_definition(short, cosine)
    if fresh is not None:
        expected = {(a, b) for a, b in expected if fresh[a] or fresh[b]}
    assert _streamed(short, cosine, fresh) == expected


def test_tiles_leave_no_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    short = np.random.default_rng(1).integers(-63, 64, size=(90, 30), dtype=np.int8)
    whole = _streamed(short, 0.2)
    for name, size in (("_TILE_ROWS", 3), ("_TILE_COLUMNS", 5), ("_STRIP_ROWS", 7), ("_STRIP_COLUMNS", 11)):
        monkeypatch.setattr(sweep, name, size)
    monkeypatch.setattr(sweep, "_GATHERED", 2)
    monkeypatch.setattr(sweep, "_FOUND", 3)
    assert _streamed(short, 0.2) == whole
    assert whole


def _pairs_at(cosine: float, count: int, dim: int) -> np.ndarray:
    """float32[2 * count, dim]: row i and row i + count are at that cosine, all others anywhere."""
    stream = np.random.default_rng(2)
    first, aside = stream.standard_normal((2, count, dim))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    aside -= (aside * first).sum(axis=1, keepdims=True) * first
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    return np.concatenate((first, cosine * first + np.sqrt(1 - cosine**2) * aside)).astype(np.float32)


def test_true_pairs_at_the_threshold_are_found_and_few_others() -> None:
    count = 2000
    short = shorten(Hyperplanes.draw(256, 16, 16, seed=3), _pairs_at(0.6, count, 256))
    pairs = np.concatenate(list(near_pairs(short, 0.6)))
    assert int((pairs[:, 1] - pairs[:, 0] == count).sum()) >= 0.985 * count
    assert len(pairs) < 2 * count


def test_a_fruitless_sweep_still_hands_over_blocks_to_cancel_between() -> None:
    short = np.random.default_rng(0).integers(-20, 21, size=(6000, 128), dtype=np.int8)
    blocks = list(near_pairs(short, 0.99, block=5000))
    assert sum(map(len, blocks)) == 0
    assert len(blocks) > 2


def test_short_vectors_tell_the_cosine() -> None:
    vectors = _pairs_at(0.7, 500, 512)
    short = shorten(Hyperplanes.draw(512, 10, 26, seed=1), vectors).astype(np.float64)
    told = (short[:500] * short[500:]).sum(axis=1) / (14.0**2 * 256)
    assert abs(told.mean() - 0.7) < 0.01
    assert told.std() < 0.04


def test_scaling_a_vector_changes_nothing_of_its_short_one_and_zeros_stay_zeros() -> None:
    planes = Hyperplanes.draw(32, 8, 8, seed=1)
    vectors = np.random.default_rng(0).standard_normal((5, 32), dtype=np.float32)
    assert np.array_equal(shorten(planes, vectors), shorten(planes, 8 * vectors))
    assert not shorten(planes, 0 * vectors).any()
