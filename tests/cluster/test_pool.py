"""What a scan makes of workers that die, see nothing, or run something else; here they are made up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from core.cluster.connection import Asked
from core.cluster.pool import ClusterPool
from core.cluster.reasons import UNSEEN
from core.cluster.station import Delivery, Order
from core.errors import ModelError, ScanError
from core.photo import ImageFile, Skipped
from core.progress import Cancelled, CancelToken
from core.scan.worker import CRASHED

Answer = Callable[[str, Sequence[ImageFile], bool], Delivery[Path]]


class KilledWorker(Exception):
    """Dask's name for it."""


@dataclass
class Question:
    worker: str
    order: Order[ImageFile, Path]
    items: tuple[ImageFile, ...]
    sure: bool
    lost: bool = False


@dataclass
class FakeCluster:
    """Workers that answer as they are told, in turns."""

    answer_with: Answer
    names: tuple[str, ...] = ("one", "two")
    asked: list[Question] = field(default_factory=list)
    forgotten: int = 0
    loses: int = 0
    """The scheduler is restarted before it answers so many questions."""

    place = "a test"

    def workers(self) -> dict[str, int]:
        return dict.fromkeys(self.names, 1)

    def ask(self, work: Any, *args: Any, only: Sequence[str] = (), first: bool = False) -> Asked:
        names = only or self.names
        question = Question(names[len(self.asked) % len(names)], *args)
        self.asked.append(question)
        return Asked(question, None)

    def is_lost(self, asked: Asked) -> bool:
        return asked.future.lost

    def wait(self, asked: Asked, cancel: CancelToken) -> bool:
        cancel.check()
        if self.loses:
            self.loses -= 1
            for question in self.asked:
                question.lost = True
        return not asked.future.lost

    def answer(self, asked: Asked) -> tuple[str, Delivery[Path]]:
        question: Question = asked.future
        return question.worker, self.answer_with(question.worker, question.items, question.sure)

    def forget(self, asked: Asked) -> None:
        self.forgotten += 1


def well(worker: str, items: Sequence[ImageFile], sure: bool) -> Delivery[Path]:
    """Everything was read."""
    return Delivery(tuple(item.path for item in items))


def paths(file: ImageFile) -> tuple[Path]:
    return (file.path,)


@pytest.fixture
def files(tmp_path: Path) -> list[ImageFile]:
    found = []
    for number in range(10):
        path = tmp_path / "Photos" / f"{number}.jpg"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"photo")
        status = path.stat()
        found.append(ImageFile(path, status.st_size, status.st_mtime_ns, 0, 0))
    return found


def pool_of(cluster: FakeCluster, files: Sequence[ImageFile], batch: int = 3) -> ClusterPool[ImageFile, Path]:
    order = Order[ImageFile, Path](well, (), 1.0, (files[0].path.parent,), paths)
    return ClusterPool(cluster, order, batch)  # type: ignore[arg-type]


def outcomes(cluster: FakeCluster, files: Sequence[ImageFile]) -> list[Path | Skipped]:
    with pool_of(cluster, files) as pool:
        return list(pool.outcomes(files, CancelToken()))


def test_outcomes_come_in_the_order_of_their_files_and_nothing_is_held(files):
    cluster = FakeCluster(well)
    assert outcomes(cluster, files) == [file.path for file in files]
    assert [len(question.items) for question in cluster.asked] == [3, 3, 3, 1]
    assert cluster.forgotten >= 4


def test_nothing_to_read_asks_nobody(files):
    cluster = FakeCluster(well)
    with pool_of(cluster, files) as pool:
        assert list(pool.outcomes([], CancelToken())) == []
    assert cluster.asked == []


def test_what_a_restarted_scheduler_forgot_is_asked_once_more(files):
    cluster = FakeCluster(well, loses=1)
    assert outcomes(cluster, files) == [file.path for file in files]
    assert len(cluster.asked) == 8  # four batches under way, and each of them again
    cluster = FakeCluster(well, loses=3)
    assert outcomes(cluster, files) == [file.path for file in files]


def test_a_file_that_kills_workers_costs_itself(files):
    def killing(worker, items, sure):
        if any(item.path.name == "4.jpg" for item in items):
            raise KilledWorker
        return well(worker, items, sure)

    found = outcomes(FakeCluster(killing), files)
    assert found[4] == Skipped(files[4].path, CRASHED)
    assert found[:4] + found[5:] == [file.path for file in files if file is not files[4]]


def test_a_worker_without_the_storage_gets_nothing_more(files):
    def blind(worker, items, sure):
        if worker == "one":
            skipped = tuple(Skipped(item.path, "The file cannot be read") for item in items)
            return Delivery(skipped, tuple(range(len(items))), sighted=False)
        return well(worker, items, sure)

    cluster = FakeCluster(blind)
    many = [*files * 4]
    with pool_of(cluster, files) as pool:
        assert list(pool.outcomes(many, CancelToken())) == [file.path for file in many]
    first_answer = 8  # two workers, four batches each, were under way until it was known
    assert {question.worker for question in cluster.asked[first_answer:]} == {"two"}


def test_storage_that_no_worker_sees_ends_in_a_sentence(files):
    def blind(worker, items, sure):
        return Delivery(tuple(Skipped(i.path, "") for i in items), tuple(range(len(items))), sighted=False)

    with pytest.raises(ScanError, match=r"No worker of the cluster sees what is in .*Photos"):
        outcomes(FakeCluster(blind), files)


def test_one_file_that_no_worker_sees_is_left_out_and_named(files):
    def all_but_one(worker, items, sure):
        found = tuple(item.path for item in items)
        return Delivery(found, tuple(n for n, item in enumerate(items) if item.path.name == "5.jpg"))

    found = outcomes(FakeCluster(all_but_one), files)
    assert isinstance(found[5], Skipped)
    assert found[5].reason == UNSEEN
    assert sum(isinstance(outcome, Skipped) for outcome in found) == 1


def unseen_unless_sure(worker, items, sure):
    if sure:
        return Delivery(tuple(Skipped(item.path, "The file cannot be read: gone.") for item in items))
    gone = tuple(place for place, item in enumerate(items) if not item.path.exists())
    return Delivery(tuple(item.path for item in items), gone, sighted=False)


def test_a_photo_that_went_meanwhile_is_one_photo(files):
    files[2].path.unlink()
    found = outcomes(FakeCluster(unseen_unless_sure), files)
    assert found[2] == Skipped(files[2].path, "The file cannot be read: gone.")
    assert sum(isinstance(outcome, Skipped) for outcome in found) == 1


def test_storage_that_goes_away_ends_in_a_sentence(files):
    files[0].path.parent.rename(files[0].path.parent.with_name("unplugged"))
    with pytest.raises(ScanError, match=r"Photos cannot be read any more.*What was read is kept"):
        outcomes(FakeCluster(unseen_unless_sure), files)


def test_another_version_is_named(files):
    with pytest.raises(ScanError, match=r"one runs NearDup 0\.0"):
        outcomes(FakeCluster(lambda *_: Delivery((), version="0.0")), files)


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (ModelError("The model is damaged."), ModelError, "damaged"),
        (ModuleNotFoundError("No module named 'core'"), ScanError, "neardup worker"),
        (ZeroDivisionError("a bug"), ZeroDivisionError, "a bug"),
    ],
)
def test_what_no_worker_can_do_ends_the_scan(files, error, kind, words):
    def failing(*_):
        raise error

    cluster = FakeCluster(failing)
    with pytest.raises(kind, match=words):
        outcomes(cluster, files)
    assert cluster.forgotten >= len(cluster.asked)


def test_cancel_is_heard_and_lets_go_of_all(files):
    cancel = CancelToken()
    cluster = FakeCluster(well)
    with pool_of(cluster, files) as pool:
        found = pool.outcomes(files, cancel)
        next(found)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(found)
    assert cluster.forgotten >= len(cluster.asked)
