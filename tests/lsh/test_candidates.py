"""Candidate pairs: exactly the pairs of the definition, each once, however the rows lie."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lsh import candidates, tuning
from core.lsh.candidates import candidate_pairs, probe_keys, tables_matched
from core.lsh.hyperplanes import Hyperplanes
from core.settings import LshParams


def _by_definition(
    keys: np.ndarray, probes: int, fresh: np.ndarray | None = None, max_hamming: int | None = None
) -> set[tuple[int, int]]:
    pairs = set()
    for a, b in combinations(range(len(keys)), 2):
        differing = np.bitwise_count(keys[a] ^ keys[b])
        near = differing.min() <= probes and (max_hamming is None or differing.sum() <= max_hamming)
        if near and (fresh is None or fresh[a] or fresh[b]):
            pairs.add((a, b))
    return pairs


def _streamed(
    keys: np.ndarray, bits: int, probes: int, block: int = 7, **settings: object
) -> set[tuple[int, int]]:
    """Gather the stream, and hold that every pair is ordered and comes once."""
    blocks = list(candidate_pairs(keys, bits, probes, block=block, **settings))  # type: ignore[arg-type]
    assert all(len(pairs) <= block for pairs in blocks)
    pairs = [tuple(pair) for block_ in blocks for pair in block_.tolist()]
    assert all(a < b for a, b in pairs)
    assert len(pairs) == len(set(pairs))
    return set(pairs)


@st.composite
def _tables(draw: st.DrawFn) -> tuple[np.ndarray, int, np.ndarray]:
    bits = draw(st.integers(1, 8))
    n, tables = draw(st.integers(0, 24)), draw(st.integers(1, 12))
    stream = np.random.default_rng(draw(st.integers(0, 1 << 30)))
    keys = stream.integers(0, 1 << bits, size=(n, tables))
    return keys, bits, stream.random(n) < draw(st.sampled_from([0.0, 0.1, 0.5, 1.0]))


@given(_tables(), st.integers(0, 2), st.none() | st.integers(0, 30), st.integers(1, 40))
def test_the_stream_is_the_definition_each_pair_once(
    case: tuple[np.ndarray, int, np.ndarray], probes: int, max_hamming: int | None, block: int
) -> None:
    keys, bits, _ = case
    assert _streamed(keys, bits, probes, block, max_hamming=max_hamming) == _by_definition(
        keys, probes, max_hamming=max_hamming
    )


@given(_tables(), st.integers(0, 2))
def test_fresh_rows_give_what_filtering_all_pairs_would(
    case: tuple[np.ndarray, int, np.ndarray], probes: int
) -> None:
    keys, bits, fresh = case
    assert _streamed(keys, bits, probes, fresh=fresh) == _by_definition(keys, probes, fresh)


@given(_tables(), st.integers(0, 2), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    case: tuple[np.ndarray, int, np.ndarray], probes: int, chance: object
) -> None:
    keys, bits, _ = case
    order = np.random.default_rng(chance.randrange(1 << 30)).permutation(len(keys))  # type: ignore[attr-defined]
    shuffled = _streamed(keys[order], bits, probes)
    relabelled = {tuple(sorted((int(order[a]), int(order[b])))) for a, b in shuffled}
    assert relabelled == _streamed(keys, bits, probes)


@pytest.mark.parametrize("bits", [30, 33, 62])
@pytest.mark.parametrize("fresh_share", [None, 0.3])
def test_long_keys_are_searched_and_not_indexed(bits: int, fresh_share: float | None) -> None:
    stream = np.random.default_rng(bits)
    keys = stream.integers(0, 1 << bits, size=(30, 3))
    keys[10:20] = keys[:10] ^ (1 << stream.integers(0, bits, size=(10, 3)))
    keys[20:] = keys[:10] ^ (1 << stream.integers(0, bits, size=(10, 3)))
    fresh = None if fresh_share is None else stream.random(30) < fresh_share
    assert _streamed(keys, bits, 2, fresh=fresh) == _by_definition(keys, 2, fresh)


def test_an_oversized_bucket_is_streamed_in_blocks_and_not_dropped() -> None:
    n, block = 3000, 10_000
    keys = np.zeros((n, 4), dtype=np.int64)  # as many black frames leave behind
    seen = np.zeros((n, n), dtype=np.bool_)
    found = 0
    for pairs in candidate_pairs(keys, bits=12, probes=1, block=block):
        assert len(pairs) <= block
        seen[pairs[:, 0], pairs[:, 1]] = True
        found += len(pairs)
    assert found == seen.sum() == n * (n - 1) // 2


def test_a_fruitless_search_still_hands_over_blocks_to_cancel_between() -> None:
    keys = np.random.default_rng(0).integers(0, 1 << 20, size=(2000, 8))
    blocks = list(candidate_pairs(keys, bits=20, probes=2, max_hamming=0, block=500))
    assert sum(map(len, blocks)) == 0
    assert len(blocks) > 10


def test_keys_longer_than_told_are_refused() -> None:
    with pytest.raises(ValueError, match="keys must lie"):
        next(candidate_pairs(np.array([[8]]), bits=3, probes=0))
    with pytest.raises(ValueError, match="at least one pair"):
        next(candidate_pairs(np.array([[0]]), bits=3, probes=0, block=0))


@pytest.mark.parametrize(
    ("cosine", "params"),
    [(0.6, LshParams(10, 12, 1)), (0.8, LshParams(16, 8, 2)), (0.9, LshParams(14, 3, 0))],
)
def test_planted_pairs_are_found_as_often_as_the_tuning_says(cosine: float, params: LshParams) -> None:
    planted, dim = 1500, 64
    stream = np.random.default_rng(7)
    first = stream.standard_normal((planted, dim))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    aside = stream.standard_normal((planted, dim))
    aside -= (aside * first).sum(axis=1, keepdims=True) * first
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    second = cosine * first + np.sqrt(1 - cosine**2) * aside
    # Every pair meets planes of its own: pairs that share planes do not miss independently.
    found = near = 0
    limit = tuning.max_hamming(params, cosine, sigmas=2.0)
    for start in range(0, planted, 50):
        planes = Hyperplanes.draw(dim, params.bits, params.tables, seed=start)
        both = np.concatenate((first[start : start + 50], second[start : start + 50])).astype(np.float32)
        keys = planes.keys(both)
        pairs = np.concatenate(list(candidate_pairs(keys, params.bits, params.probes)))
        found += int((pairs[:, 1] - pairs[:, 0] == 50).sum())
        near += int((np.bitwise_count(keys[:50] ^ keys[50:]).sum(axis=1) <= limit).sum())
    expected = tuning.recall(params, cosine)
    error = np.sqrt(expected * (1 - expected) / planted)
    assert found / planted == pytest.approx(expected, abs=4 * error)
    assert near / planted == pytest.approx(0.977, abs=0.02)


def test_a_querys_own_bucket_comes_first_and_the_least_certain_bits_flip_next() -> None:
    margins = np.array([[0.9, -0.1, 0.5, -0.2], [0.1, 0.2, 0.4, 0.8]], dtype=np.float32)
    keys = np.array([0b0101, 0b0000])
    assert probe_keys(keys, margins, probes=0).tolist() == [[0b0101], [0]]
    assert probe_keys(keys, margins, probes=1)[0].tolist() == [0b0101, 0b0111, 0b1101, 0b0001, 0b0100]
    assert probe_keys(keys, margins, probes=1)[1].tolist() == [0, 1, 2, 4, 8]
    # Flipping both doubtful bits together is likelier than flipping one certain bit.
    assert probe_keys(keys, margins, probes=2, limit=4)[0].tolist() == [0b0101, 0b0111, 0b1101, 0b1111]


@given(st.integers(1, 10), st.integers(0, 2), st.integers(0, 1000))
def test_probes_reach_every_key_within_their_distance_once(bits: int, probes: int, seed: int) -> None:
    stream = np.random.default_rng(seed)
    key = int(stream.integers(0, 1 << bits))
    margins = stream.standard_normal((1, bits)).astype(np.float32)
    reached = probe_keys(np.array([key]), margins, probes)[0].tolist()
    within = {other for other in range(1 << bits) if (other ^ key).bit_count() <= probes}
    assert len(reached) == len(within)
    assert set(reached) == within


def test_tables_matched_divides_by_the_number_of_tables() -> None:
    a = np.array([1, 2, 3, 4], dtype=np.int64)
    assert tables_matched(a, a) == 1.0
    assert tables_matched(a, np.array([1, 2, 0, 0], dtype=np.int64)) == 0.5


def test_the_index_and_the_search_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = np.random.default_rng(3).integers(0, 1 << 9, size=(200, 4))
    indexed = _streamed(keys, 9, 2)
    monkeypatch.setattr(candidates, "_INDEXED_BITS", 0)
    assert _streamed(keys, 9, 2) == indexed
