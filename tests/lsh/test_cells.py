"""The cells: nearly every near pair, each once, in any library and with any number of threads."""

import numpy as np
import pytest
from numpy.typing import NDArray

from core.lsh import cells, landmarks, sweep
from core.lsh.cells import CellPlan, near_pairs_in_cells, plan_cells
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.landmarks import LANDMARKS_PER_TURN, Turn
from core.lsh.short import Short, shorten
from core.lsh.sweep import Comparison, near_pairs, sweep_seconds

COSINE = 0.6
PLAN = CellPlan(2, 0.006)

Pairs = set[tuple[int, int]]


def _short(vectors: NDArray[np.float64]) -> Short:
    planes = Hyperplanes.draw(vectors.shape[1], 16, 16, seed=3)
    return shorten(planes, vectors.astype(np.float32))


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _with_pairs(count: int, cosine: float) -> Short:
    """Rows i and i + count are at the cosine, all others anywhere."""
    first, other = np.random.default_rng(2).standard_normal((2, count, 300))
    first = _unit(first)
    aside = _unit(other - (other * first).sum(axis=1, keepdims=True) * first)
    return _short(np.concatenate((first, cosine * first + np.sqrt(1 - cosine**2) * aside)))


def _with_clusters(clusters: int, each: int, alone: int) -> Short:
    """Clusters of look-alikes at a cosine of 0.8 among rows that are like no other, mixed."""
    stream = np.random.default_rng(4)
    centres = np.repeat(_unit(stream.standard_normal((clusters, 300))), each, axis=0)
    members = np.sqrt(0.8) * centres + np.sqrt(0.2) * _unit(stream.standard_normal(centres.shape))
    rows = np.concatenate((members, stream.standard_normal((alone, 300))))
    return _short(rows[stream.permutation(len(rows))])


def _streamed(short: Short, plan: CellPlan = PLAN, fresh: NDArray[np.bool_] | None = None) -> Pairs:
    blocks = list(near_pairs_in_cells(short, COSINE, plan, fresh, block=500))
    assert all(len(block) <= 500 for block in blocks)
    pairs = [(a, b) for block in blocks for a, b in block.tolist()]
    assert all(a < b for a, b in pairs)
    assert len(pairs) == len(set(pairs))
    return set(pairs)


def _swept(short: Short, fresh: NDArray[np.bool_] | None = None) -> Pairs:
    return {(a, b) for block in near_pairs(short, COSINE, fresh) for a, b in block.tolist()}


@pytest.mark.parametrize("turns", [2, 6])
def test_pairs_just_at_the_cosine_share_a_cell(turns: int) -> None:
    count = 3000
    share = cells._share_needed(turns * LANDMARKS_PER_TURN, COSINE)
    found = _streamed(_with_pairs(count, COSINE), CellPlan(turns, share))
    assert len(found & {(row, row + count) for row in range(count)}) >= 0.99 * count
    assert len(found) < 1.5 * count


def test_each_pair_is_one_that_the_sweep_finds_and_fresh_if_only_those_are_wanted() -> None:
    short = _with_pairs(1500, 0.75)
    everything = _swept(short)
    for wanted in (0.0, 0.02, 0.5):
        fresh = np.random.default_rng(5).random(len(short)) < wanted
        told = {(a, b) for a, b in everything if fresh[a] or fresh[b]}
        found = _streamed(short, PLAN, fresh)
        assert found <= told
        assert len(found) >= 0.99 * len(told)


@pytest.mark.parametrize("each", [3, 40, 600])
def test_look_alikes_are_all_found_and_no_cell_explodes(each: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is as thin as in a library of a million, so that small clusters are no crowds."""
    met: list[int] = []
    inside = Comparison.maybe_near_inside

    def counted(
        self: Comparison, rows: sweep.Rows, cells: list[sweep.Rows], speakers: int
    ) -> tuple[sweep.Rows, sweep.Rows]:
        found = [inside(self, rows, [cell], speakers) for cell in cells]
        met.extend(len(low) for low, _ in found)
        low, high = (np.concatenate(places) for places in zip(*found, strict=True))
        return low, high

    monkeypatch.setattr(Comparison, "maybe_near_inside", counted)
    monkeypatch.setattr(cells, "_SAMPLED", 64)
    short = _with_clusters(1200 // each, each, 4000)
    wanted = _swept(short)
    assert len(wanted) >= 1200 * (each - 1) // 2
    assert len(_streamed(short) & wanted) >= 0.995 * len(wanted)
    assert max(met) <= each * each + 50  # all of one cluster, and a few that only seem near
    assert sum(met) <= 40 * max(len(wanted), 10_000)


def test_crowds_are_compared_once_for_known_and_fresh_photos_alike() -> None:
    short = _with_clusters(2, 300, 1000)
    fresh = np.random.default_rng(6).random(len(short)) < 0.3
    wanted = _swept(short, fresh)
    assert len(wanted) > 20_000
    assert _streamed(short, PLAN, fresh) == wanted


def test_the_number_of_threads_and_the_size_of_pieces_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    short = _with_clusters(50, 4, 600)
    expected = _streamed(short)
    assert expected
    for threads, tile, piece in ((1, 256, 1 << 14), (4, 256, 1 << 14), (2, 10, 300)):
        monkeypatch.setattr(sweep, "usable_cores", lambda threads=threads: threads)
        monkeypatch.setattr(sweep, "_TILE_ROWS", tile)
        monkeypatch.setattr(sweep, "_TILE_COLUMNS", tile + 2)
        monkeypatch.setattr(sweep, "_CELL_ROWS", tile)
        monkeypatch.setattr(sweep, "_CELL_COLUMNS", tile)
        monkeypatch.setattr(landmarks, "_PIECE", piece)
        monkeypatch.setattr(landmarks, "_PLACED", piece // 3)
        assert _streamed(short) == expected


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
@pytest.mark.parametrize("dim", [150, 256])
def test_a_library_may_be_tiny_and_its_vectors_short(rows: int, dim: int) -> None:
    short = np.full((rows, dim), 20, dtype=np.int8)
    assert len(_streamed(short)) == rows * (rows - 1) // 2
    assert _streamed(np.zeros((rows, dim), dtype=np.int8)) == set()


def test_cells_hold_the_share_that_was_planned_and_photos_near_their_landmark() -> None:
    short = _short(np.random.default_rng(7).standard_normal((5000, 300)))
    turn = Turn(short, np.arange(len(short)), 1)
    for piece in turn.pieces():
        turn.place(*piece)
    for share in (0.001, 0.01, 0.25):
        border = turn.border(share)
        members = [rows for axis in turn.axes() for rows in turn.cells(*axis, border)]
        assert len(members) == LANDMARKS_PER_TURN
        assert all((np.diff(rows) > 0).all() for rows in members)
        assert share <= sum(map(len, members)) / LANDMARKS_PER_TURN / len(short) < 1.15 * share
    alike = [short[rows].astype(np.float64).mean(axis=0) for rows in turn.cells(0, 0, turn.border(0.01))]
    lengths = np.linalg.norm(alike, axis=1) / np.linalg.norm(short[0].astype(np.float64))
    assert lengths.min() > 1.2 / np.sqrt(50)  # unrelated photos, 50 a cell, would all but cancel out


def test_every_pair_is_remembered_once() -> None:
    met, stream, known = cells.Met(), np.random.default_rng(8), set[int]()
    for _ in range(60):
        keys = np.unique(stream.integers(0, 2000, stream.integers(0, 200)))
        new = met.add(keys)
        assert set(new.tolist()) == set(keys.tolist()) - known
        known |= set(keys.tolist())
    assert sum(map(len, met._runs)) == len(known)


def test_small_libraries_and_few_new_photos_are_swept_and_large_ones_parted_into_cells() -> None:
    for photos, fresh, is_swept in (
        (10_000, 10_000, True),
        (300_000, 300_000, False),
        (1_000_000, 1_000_000, False),
        (1_000_000, 1_000, True),
    ):
        plan = plan_cells(photos, fresh, 0.61)
        assert (sweep_seconds(photos, fresh) < plan.cost_seconds(photos, fresh)) == is_swept
