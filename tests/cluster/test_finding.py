"""Two workers find the pairs that one machine finds, though one of them may die on the way."""

import logging
from pathlib import Path

import numpy as np
import pytest

from core.catalog.catalog import Catalog
from core.cluster.connection import Connection
from core.cluster.helpers import ClusterHelpers
from core.finding import shared
from core.finding.shared import SharedFinder
from core.photo import Embeddings
from core.progress import Cancelled, CancelToken
from core.scan import pairing
from tests.cluster.conftest import kill_one
from tests.scan.made_up import SPEC, filled

pytestmark = pytest.mark.timeout(600)
COUNT = 2000


def planted() -> Embeddings:
    """Unit vectors, each tenth close to the one before it, and two crowds that look alike."""
    stream = np.random.default_rng(5)
    rows = stream.standard_normal((COUNT, SPEC.dim))
    rows[::10] = rows[9::10] + 0.3 * rows[::10]
    for crowd in (slice(300, 360), slice(1500, 1580)):
        rows[crowd] = rows[crowd.start] + 0.1 * rows[crowd]
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def finder_on(
    connection: Connection, folder: Path | None = None, cancel: CancelToken | None = None
) -> SharedFinder:
    return SharedFinder(ClusterHelpers(connection, cancel or CancelToken()), folder, far=True)


@pytest.fixture
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as a large library has."""
    monkeypatch.setattr(shared, "_TASK_PAIRS", 1 << 17)
    monkeypatch.setattr(shared, "_BLOCK_PAIRS", 100)


@pytest.mark.usefixtures("small_tasks")
def test_two_workers_find_the_planted_pairs_that_one_machine_finds_though_one_is_killed(
    connection: Connection, tmp_path: Path
):
    finder = finder_on(connection)
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, planted())

        def found(
            way: str, waiting: range, elsewhere: bool, kill: bool = False
        ) -> dict[tuple[int, int], float]:
            there = finder if elsewhere else None
            blocks = pairing.close_pairs(catalog, model, SPEC, tables, set(waiting), COUNT, way, there)
            pairs = list(next(blocks))
            if kill:
                kill_one(connection)
            pairs += [pair for block in blocks for pair in block]
            assert len(pairs) == len({pair[:2] for pair in pairs})
            return {(a, b): cosine for a, b, cosine in pairs}

        everyone, newcomers = range(1, COUNT + 1), range(1450, 1550)
        for way, waiting in (("sweep", everyone), ("sweep", newcomers), ("cells", newcomers)):
            alone = found(way, waiting, elsewhere=False)
            assert len(alone) > 2000
            assert found(way, waiting, elsewhere=True) == pytest.approx(alone), way
        alone = found("cells", everyone, elsewhere=False)
        assert found("cells", everyone, elsewhere=True, kill=True) == pytest.approx(alone)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == set()


def test_what_cannot_be_shared_is_found_on_this_machine_and_said(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, planted()[:200])
        everyone = set(range(1, 201))

        def found(finder: SharedFinder | None) -> list[tuple[int, int, float]]:
            blocks = pairing.close_pairs(catalog, model, SPEC, tables, everyone, 200, "cells", finder)
            return sorted(pair for block in blocks for pair in block)

        with caplog.at_level(logging.WARNING):
            assert found(finder_on(connection, tmp_path / "nowhere")) == found(None)
            assert "Pairs are looked for in this process alone. Vectors cannot be laid out in" in caplog.text
            caplog.clear()
            monkeypatch.setattr(shared, "done", seen_by_nobody)
            assert found(finder_on(connection, tmp_path)) == found(None)
            assert "--cluster-folder" in caplog.text


def seen_by_nobody(_: object) -> bool:
    raise FileNotFoundError


@pytest.mark.usefixtures("small_tasks")
def test_a_search_that_is_cancelled_or_left_lets_go_of_its_folder(connection: Connection, tmp_path: Path):
    cancel = CancelToken()
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, planted())
        waiting = set(range(1, COUNT + 1))
        blocks = pairing.close_pairs(
            catalog,
            model,
            SPEC,
            tables,
            waiting,
            COUNT,
            "sweep",
            finder_on(connection, cancel=cancel),
            cancel,
        )
        assert any(path.is_dir() for path in tmp_path.iterdir())
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(blocks)
        assert not any(path.is_dir() for path in tmp_path.iterdir())
