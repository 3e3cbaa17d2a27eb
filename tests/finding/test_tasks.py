"""A task that finds very much answers in parts: no worker holds a crowd's pairs all at once."""

import tracemalloc
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalog.catalog import Catalog
from core.finding import shared, tasks
from core.finding.layout import Layout
from core.finding.shared import SharedFinder
from core.finding.tasks import DealTask, Near, Sought, TileTask
from core.lsh.short import PART_DIM
from core.lsh.sweep import Tile
from core.photo import Embeddings
from core.scan import pairing
from tests.scan.here import Here
from tests.scan.made_up import SPEC, filled


def look_alikes(count: int) -> Embeddings:
    """Unit vectors that are all near each other."""
    rows = np.random.default_rng(3).standard_normal((count, SPEC.dim))
    rows = rows[0] + 0.1 * rows
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def laid_out(folder: Path, count: int) -> Sought:
    """Look-alikes as workers find them."""
    vectors = look_alikes(count)
    short = np.clip(np.rint(vectors * 120), -63, 63).astype(np.int8)
    for name, rows in (("short", short), ("part", short[:, :PART_DIM]), ("rest", np.arange(count))):
        np.save(folder / f"{name}.npy", rows)
    np.save(folder / "vectors.npy", vectors.astype(np.float16))
    return Sought(Layout(folder), 0.8, 0.8)


def all_parts(task: TileTask | DealTask) -> list[Near]:
    waiting: list[Any] = [task]
    parts: list[Near] = []
    while waiting:
        parts.append(waiting.pop().run())
        waiting += parts[-1].left
    return parts


def pairs_in(parts: Iterable[Near], count: int) -> list[tuple[int, int]]:
    return sorted(divmod(key, count) for part in parts for key in part.keys.tolist())


def test_what_a_task_leaves_is_found_by_those_that_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sought = laid_out(tmp_path, 100)
    everyone = [(a, b) for a in range(100) for b in range(a + 1, 100)]
    tile = TileTask(sought, "rest", 100, Tile(0, 100, 0, 100))
    deal = DealTask(sought, "rest", 100, 0, range(2), 0)
    in_cells = set(pairs_in(all_parts(deal), 100))
    assert pairs_in(all_parts(tile), 100) == everyone
    assert len(in_cells) > 2000
    monkeypatch.setattr(tasks, "MOST_FOUND", 300)
    monkeypatch.setattr(tasks, "_STRIP", (30, 50))
    monkeypatch.setattr(tasks, "_SMALL_STRIP", (8, 20))
    parts = all_parts(tile)
    assert pairs_in(parts, 100) == everyone
    assert max(len(part.keys) for part in parts) < 700
    parts = all_parts(deal)
    assert len(parts) > 2
    assert set(pairs_in(parts, 100)) == in_cells


def test_a_crowd_costs_a_worker_a_few_megabytes(tmp_path: Path):
    """400,000 pairs took 117 MB: a list of them, each a tuple of three numbers."""
    sought = laid_out(tmp_path, 900)
    tracemalloc.start()
    whole = TileTask(sought, "rest", 900, Tile(0, 900, 0, 900))
    count, most = 0, 0
    for part in all_parts(whole):
        count += len(part.keys)
        most = max(most, len(part.keys))
    peak = tracemalloc.get_traced_memory()[1] - 8 * count  # the parts, which lie at the scan's process
    tracemalloc.stop()
    assert count == 900 * 899 // 2
    assert most < 800_000
    assert peak < 60e6


def test_the_scan_asks_for_what_was_left_and_judges_it_in_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tasks, "MOST_FOUND", 500)
    monkeypatch.setattr(tasks, "_STRIP", (16, 8192))
    monkeypatch.setattr(tasks, "_SMALL_STRIP", (8, 40))
    monkeypatch.setattr(shared, "_BLOCK_PAIRS", 700)
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, look_alikes(120))
        for way, far in product(("sweep", "cells"), (False, True)):
            finder = SharedFinder(Here(), far=far)
            sought = (catalog, model, SPEC, tables, set(range(1, 121)), 120, way)
            alone = [pair for block in pairing.close_pairs(*sought) for pair in block]
            blocks = list(pairing.close_pairs(*sought, finder))
            assert max(map(len, blocks)) <= 700
            assert sorted(pair for block in blocks for pair in block) == sorted(alone)
