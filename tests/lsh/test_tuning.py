"""Tuning: the odds are the textbook's, and a choice keeps its promise at every size."""

import math

import pytest

from core.errors import SettingsError
from core.lsh.tuning import (
    MAX_TABLES,
    MAX_TABLES_OF_MANY,
    agreement,
    choose,
    cost_seconds,
    expected_candidates,
    max_hamming,
    planned_size,
    recall,
    table_recall,
)
from core.settings import LshParams, LshSettings


def test_agreement_follows_the_angle() -> None:
    assert agreement(1.0) == 1.0
    assert agreement(0.5) == pytest.approx(2 / 3)
    assert agreement(0.0) == pytest.approx(0.5)
    assert agreement(-1.0) == 0.0
    assert agreement(1.0000001) == 1.0  # rounding of a unit vector with itself


def test_table_recall_counts_the_bits_that_may_differ() -> None:
    p = 0.9
    assert table_recall(16, 0, p) == pytest.approx(p**16)
    assert table_recall(16, 1, p) == pytest.approx(p**16 + 16 * p**15 * 0.1)
    assert table_recall(2, 2, p) == pytest.approx(1.0)


def test_the_designs_figures_come_out() -> None:
    assert table_recall(16, 0, agreement(0.6)) == pytest.approx(0.004, abs=0.001)
    assert table_recall(16, 0, agreement(0.9)) == pytest.approx(0.08, abs=0.01)


@pytest.mark.parametrize("photos", [10, 1_000, 30_000])
@pytest.mark.parametrize("cosine", [0.65, 0.7, 0.85, 0.95])
def test_the_choice_reaches_the_wanted_recall(photos: int, cosine: float) -> None:
    for wanted in (0.9, 0.99):
        params = choose(photos, cosine, LshSettings(recall=wanted))
        assert recall(params, cosine) >= wanted
        assert params.tables <= MAX_TABLES
        assert 0 <= params.probes <= 2


def test_numbers_chosen_by_hand_are_kept() -> None:
    by_hand = LshSettings(bits=12, tables=5, probes=1)
    assert choose(5000, 0.8, by_hand) == LshParams(bits=12, tables=5, probes=1)
    assert choose(5000, 0.8, LshSettings(bits=9)).bits == 9
    assert choose(5000, 0.8, LshSettings(tables=20)).tables == 20
    assert choose(5000, 0.8, LshSettings(probes=0)).probes == 0


def test_an_unreachable_recall_gives_the_best_there_is() -> None:
    params = choose(5000, 0.5, LshSettings(bits=40, probes=0))
    assert params.tables == MAX_TABLES
    assert recall(params, 0.5) < 0.99


@pytest.mark.parametrize(
    "nonsense",
    [LshSettings(recall=1.0), LshSettings(bits=63), LshSettings(tables=0), LshSettings(probes=3)],
)
def test_settings_that_make_no_sense_are_refused_in_a_sentence(nonsense: LshSettings) -> None:
    with pytest.raises(SettingsError, match=r"\.$"):
        choose(5000, 0.8, nonsense)


def test_a_larger_library_costs_more_and_gets_purer_buckets() -> None:
    sizes = [4**power for power in range(6, 11)]
    chosen = [choose(size, 0.8, LshSettings()) for size in sizes]
    costs = [cost_seconds(params, size, 0.8) for params, size in zip(chosen, sizes, strict=True)]
    assert costs == sorted(costs)
    assert chosen[0].bits < chosen[-1].bits
    for params in chosen:
        grown = [cost_seconds(params, size, 0.8) for size in sizes]
        assert grown == sorted(grown)


def test_the_choice_is_no_dearer_than_its_neighbours() -> None:
    params = choose(65_536, 0.8, LshSettings())
    for bits in (params.bits - 2, params.bits + 2):
        other = choose(65_536, 0.8, LshSettings(bits=bits))
        assert cost_seconds(params, 65_536, 0.8) <= cost_seconds(other, 65_536, 0.8)


def test_a_library_of_lookalikes_collides_more_than_an_orthogonal_one() -> None:
    params = LshParams(bits=16, tables=10, probes=1)
    orthogonal = expected_candidates(params, 10_000, spread=0.0)
    assert orthogonal == pytest.approx(10_000 * 9_999 / 2 * 10 * 17 / 2**16)
    assert expected_candidates(params, 10_000, spread=0.15) > 1.5 * orthogonal


def test_the_sketch_limit_keeps_nearly_every_true_pair() -> None:
    params = LshParams(bits=16, tables=16, probes=1)
    differ = 1 - agreement(0.8)
    mean, deviation = 256 * differ, math.sqrt(256 * differ * (1 - differ))
    assert max_hamming(params, 0.8, sigmas=3.0) == pytest.approx(mean + 3 * deviation, abs=2.5)
    assert max_hamming(params, 0.8) < 128 - 2 * 8  # and still drops most unrelated pairs
    assert max_hamming(LshParams(bits=4, tables=1, probes=0), 0.5) <= 4


def test_adding_a_few_photos_seldom_changes_the_plan() -> None:
    assert planned_size(0) == planned_size(4096) == 4096
    assert planned_size(4097) == planned_size(16_384) == 16_384
    assert len({planned_size(n) for n in range(1, 1_000_000, 1000)}) == 5


def test_a_large_library_gets_fewer_tables_that_still_fill_a_sketch() -> None:
    for photos in (65_536, 262_144, 1_048_576):
        params = choose(photos, 0.61, LshSettings(), dim=512)
        assert params.tables <= MAX_TABLES_OF_MANY < MAX_TABLES
        assert params.tables * params.bits >= 256
