"""Processes of this machine find the pairs that one process finds, though one of them may die on the way."""

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalog.catalog import Catalog
from core.finding import shared, tasks
from core.finding.layout import Layout
from core.photo import Embeddings
from core.progress import Cancelled, CancelToken
from core.scan import pairing, workers
from core.scan.worker_processes import WorkerProcesses
from core.scan.workers import OwnProcesses
from tests.fakes import FakeEmbedder
from tests.processes import processes_below
from tests.scan.made_up import SPEC, filled

COUNT = 2000


def planted() -> Embeddings:
    """Unit vectors, each tenth close to the one before it, and a crowd that looks alike."""
    rows = np.random.default_rng(5).standard_normal((COUNT, SPEC.dim))
    rows[::10] = rows[9::10] + 0.3 * rows[::10]
    rows[300:380] = rows[300] + 0.1 * rows[300:380]
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(name="own")
def _own(monkeypatch: pytest.MonkeyPatch) -> Iterator[OwnProcesses]:
    """Two processes, and as many tasks as a large library has."""
    monkeypatch.setattr(shared, "_TASK_PAIRS", 1 << 17)
    monkeypatch.setattr(shared, "_BLOCK_PAIRS", 100)
    monkeypatch.setattr(workers, "_SECONDS_OF_A_TASK", 5.0)  # one that is killed may hold the pool's lock
    with OwnProcesses(FakeEmbedder(dim=64), 2) as own:
        yield own
    assert not processes_below()


@pytest.mark.parametrize("waiting", [range(1, COUNT + 1), range(250, 350)], ids=["all", "newcomers"])
@pytest.mark.parametrize("way", ["sweep", "cells"])
def test_two_processes_find_what_one_finds_though_one_is_killed(
    own: OwnProcesses, tmp_path: Path, way: str, waiting: range
) -> None:
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, planted())
        sought: Any = (catalog, model, SPEC, tables, set(waiting), COUNT, way)
        alone = [pair for block in pairing.close_pairs(*sought) for pair in block]
        blocks = pairing.close_pairs(*sought, own.finder(CancelToken()))
        found = list(next(blocks))
        processes_below()[-1].kill()
        found += [pair for block in blocks for pair in block]
    assert len(alone) > 1000
    assert sorted(found) == sorted(alone)
    assert not any(path.is_dir() for path in tmp_path.iterdir())


def test_what_ends_every_process_is_done_by_the_scan_itself(
    own: OwnProcesses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shared, "done", fatal_elsewhere)
    monkeypatch.setattr("tests.finding.test_shared.OWN", os.getpid())
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, planted()[:200])
        sought: Any = (catalog, model, SPEC, tables, set(range(1, 201)), 200, "sweep")
        alone = [pair for block in pairing.close_pairs(*sought) for pair in block]
        with caplog.at_level(logging.WARNING):
            blocks = pairing.close_pairs(*sought, own.finder(CancelToken()))
            assert sorted(pair for block in blocks for pair in block) == sorted(alone) != []
    assert "again in the scan's own process" in caplog.text


OWN = -1


def fatal_elsewhere(task: tasks.TileTask) -> tasks.Near:
    if os.getpid() != OWN:
        os._exit(9)
    return tasks.done(task)


def test_processes_need_no_folder_to_be_named_where_a_server_keeps_the_catalogue(
    own: OwnProcesses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, planted()[:200])
        monkeypatch.setattr(Catalog, "folder", None)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        sought: Any = (catalog, model, SPEC, tables, set(range(1, 201)), 200, "sweep")
        alone = [pair for block in pairing.close_pairs(*sought) for pair in block]
        blocks = pairing.close_pairs(*sought, own.finder(CancelToken()))
        assert [path.stat().st_mode & 0o77 for path in tmp_path.iterdir() if path.is_dir()] == [0]
        assert sorted(pair for block in blocks for pair in block) == sorted(alone) != []


def test_a_cancelled_search_lets_go_of_its_folder_and_ends_what_is_under_way(
    own: OwnProcesses, tmp_path: Path
) -> None:
    cancel = CancelToken()
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, planted())
        sought: Any = (catalog, model, SPEC, tables, set(range(1, COUNT + 1)), COUNT, "cells")
        blocks = pairing.close_pairs(*sought, own.finder(cancel), cancel)
        next(blocks)
        assert any(path.is_dir() for path in tmp_path.iterdir())
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(blocks)
        assert not any(path.is_dir() for path in tmp_path.iterdir())


def test_one_process_would_help_nobody_and_a_small_library_asks_no_one(tmp_path: Path) -> None:
    with OwnProcesses(FakeEmbedder(dim=64), 1) as own:
        assert own.finder(CancelToken()) is None
    with (
        OwnProcesses(FakeEmbedder(dim=64), 2) as own,
        Catalog.open(tmp_path / "catalogue.sqlite3") as catalog,
    ):
        model, tables = filled(catalog, planted())
        everyone = set(range(1, COUNT + 1))
        finder = own.finder(CancelToken())
        assert any(pairing.close_pairs(catalog, model, SPEC, tables, everyone, COUNT, finder=finder))
        assert not processes_below()


def test_vectors_may_be_larger_than_what_a_worker_may_have_of_memory(tmp_path: Path) -> None:
    """Twelve million photos have 4.6 GB of short vectors, which are mapped."""
    shape = (12_000_000, 384)
    np.lib.format.open_memmap(tmp_path / "short.npy", mode="w+", dtype=np.int8, shape=shape)
    workers = WorkerProcesses(1)
    try:
        assert workers.submit(rows_in, Layout(tmp_path), timeout_s=60).result() == shape[0]
    finally:
        workers.end()


def rows_in(layout: Layout) -> int:
    return len(layout.short())
