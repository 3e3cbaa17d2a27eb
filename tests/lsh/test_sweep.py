"""The sweep: near sketches, each pair once, whatever the tiles; chosen where it is cheaper."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lsh import sweep
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.sweep import near_pairs
from core.lsh.tuning import SWEPT_WORDS, choose, max_hamming, sweep_is_cheaper
from core.settings import LshParams, LshSettings


def _by_definition(keys: np.ndarray, params: LshParams, cosine: float) -> set[tuple[int, int]]:
    in_part = min(params.tables, SWEPT_WORDS * (64 // params.bits))
    part, whole = max_hamming(LshParams(params.bits, in_part, 0), cosine), max_hamming(params, cosine)
    pairs = set()
    for a, b in combinations(range(len(keys)), 2):
        differing = np.bitwise_count(keys[a] ^ keys[b])
        if differing[:in_part].sum() <= part and differing.sum() <= whole:
            pairs.add((a, b))
    return pairs


def _streamed(
    keys: np.ndarray, params: LshParams, cosine: float, fresh: np.ndarray | None = None
) -> set[tuple[int, int]]:
    blocks = list(near_pairs(keys, params, cosine, fresh, block=9))
    assert all(len(block) <= 9 for block in blocks)
    pairs = [tuple(pair) for block in blocks for pair in block.tolist()]
    assert all(a < b for a, b in pairs)
    assert len(pairs) == len(set(pairs))
    return set(pairs)


@given(
    bits=st.integers(4, 20),
    tables=st.integers(1, 30),
    n=st.integers(0, 40),
    fresh_share=st.sampled_from([None, 0.0, 0.2, 1.0]),
    cosine=st.sampled_from([0.1, 0.3, 0.6]),
    seed=st.integers(0, 1 << 30),
)
def test_the_sweep_is_the_definition_each_pair_once(
    bits: int, tables: int, n: int, fresh_share: float | None, cosine: float, seed: int
) -> None:
    stream = np.random.default_rng(seed)
    keys = stream.integers(0, 1 << bits, size=(n, tables))
    fresh = None if fresh_share is None else stream.random(n) < fresh_share
    params = LshParams(bits, tables, 1)
    expected = _by_definition(keys, params, cosine)
    if fresh is not None:
        expected = {(a, b) for a, b in expected if fresh[a] or fresh[b]}
    assert _streamed(keys, params, cosine, fresh) == expected


def test_tiles_leave_no_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    params = LshParams(10, 12, 1)
    keys = np.random.default_rng(1).integers(0, 1 << 10, size=(90, 12))
    whole = _streamed(keys, params, 0.2)
    monkeypatch.setattr(sweep, "_TILE_ROWS", 7)
    monkeypatch.setattr(sweep, "_TILE_COLUMNS", 11)
    assert _streamed(keys, params, 0.2) == whole
    assert whole


def test_true_pairs_survive_the_sweep() -> None:
    cosine, dim, planted = 0.6, 64, 1000
    stream = np.random.default_rng(2)
    first, aside = stream.standard_normal((2, planted, dim))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    aside -= (aside * first).sum(axis=1, keepdims=True) * first
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    second = cosine * first + np.sqrt(1 - cosine**2) * aside
    params = choose(4096, cosine, LshSettings())
    planes = Hyperplanes.draw(dim, params.bits, params.tables, seed=3)
    keys = planes.keys(np.concatenate((first, second)).astype(np.float32))
    pairs = np.concatenate(list(near_pairs(keys, params, cosine)))
    found = int((pairs[:, 1] - pairs[:, 0] == planted).sum())
    assert found >= 0.995 * planted
    assert len(pairs) < 0.05 * (2 * planted) ** 2 / 2


def test_a_fruitless_sweep_still_hands_over_blocks_to_cancel_between() -> None:
    keys = np.random.default_rng(0).integers(0, 1 << 20, size=(3000, 12))
    blocks = list(near_pairs(keys, LshParams(20, 12, 1), 0.99, block=500))
    assert sum(map(len, blocks)) == 0
    assert len(blocks) > 10


def test_the_size_and_the_cosine_decide_between_sweep_and_buckets() -> None:
    for photos in (4096, 65_536):
        assert sweep_is_cheaper(choose(photos, 0.55, LshSettings()), photos, 0.55)
    assert not sweep_is_cheaper(choose(1 << 20, 0.9, LshSettings()), 1 << 20, 0.9)
    few = choose(65_536, 0.9, LshSettings())
    assert not sweep_is_cheaper(few, 65_536, 0.9)
