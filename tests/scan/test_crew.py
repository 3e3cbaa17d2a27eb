"""The processes of one scan: started once, shared by its pools, gone at its end."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.errors import ScanError
from core.progress import CancelToken
from core.scan import crew as crew_module
from core.scan.crew import Crew
from core.scan.decode_pool import WorkerPool
from core.scan.pipeline import scan
from core.scan.worker_processes import WorkerProcesses
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw, save
from tests.processes import processes_below


@dataclass(frozen=True)
class Item:
    path: Path = Path("item")


def process_of(item: Item) -> int:
    return os.getpid()


def exported(item: Item) -> str:
    return os.environ.get("OPENBLAS_NUM_THREADS", "")


@pytest.fixture(name="crew")
def _crew() -> Iterator[Crew]:
    crew = Crew()
    yield crew
    crew.end()
    assert not processes_below()


def who_worked(crew: Crew, workers: int, items: int = 8) -> set[int]:
    with WorkerPool[Item, int](process_of, workers, 20, crew=crew) as pool:
        return {found for found in pool.outcomes([Item()] * items, CancelToken()) if isinstance(found, int)}


def test_pools_share_the_processes_and_leave_them_to_the_next(crew: Crew) -> None:
    assert who_worked(crew, 1) == who_worked(crew, 1)


def test_a_pool_that_wants_more_gets_them_when_no_other_is_at_work(crew: Crew) -> None:
    first = crew.processes
    with WorkerPool[Item, int](process_of, 1, 20, crew=crew):
        one = crew.processes
        who_worked(crew, 2)
        assert crew.is_at_work(one)
    who_worked(crew, 2)
    assert not crew.is_at_work(one)
    assert not first.active


def test_processes_that_cannot_start_end_the_work_with_a_sentence_and_blame_no_photo() -> None:
    crew = Crew(prepare="core.there_is_no_such_module")
    with WorkerPool[Item, int](process_of, 1, 20, crew=crew) as pool:
        outcomes = pool.outcomes([Item(), Item()], CancelToken())
        with pytest.raises(ScanError, match="end before they have read any"):
            next(outcomes)
    crew.end()
    assert not processes_below()


def test_others_take_the_place_of_those_that_broke_down(crew: Crew) -> None:
    before = who_worked(crew, 1)
    crew.processes.end()
    after = who_worked(crew, 1)
    assert len(after) == 1
    assert after != before


def test_workers_multiply_in_one_thread_each(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with WorkerPool[Item, str](exported, 1, 20, crew=crew) as pool:
        assert list(pool.outcomes([Item()], CancelToken())) == ["1"]


def test_a_scan_starts_its_processes_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    class Counted(WorkerProcesses):
        def __init__(self, count: int, niceness: int = 0, prepare: str = "") -> None:
            started.append(count)
            super().__init__(count, niceness, prepare)

    monkeypatch.setattr(crew_module, "WorkerProcesses", Counted)
    for number in range(6):
        save(draw(number // 2), tmp_path / f"{number}.jpg", quality=92 - 10 * (number % 2))
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        result = scan(
            [tmp_path],
            catalog,
            FakeEmbedder(dim=64),
            ScanSettings(workers=2),
            report=lambda _: None,
            cancel=CancelToken(),
        )
    assert len(result.groups) == 3  # so that pairs were judged, and compared
    assert started == [2]
    assert not processes_below()
