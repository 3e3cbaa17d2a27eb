"""What becomes of pieces that a cluster loses, that workers do not see, and that end them; made up here."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.cluster.asking import Unseen, _NotThere, answers
from core.cluster.connection import Asked
from core.errors import ScanError
from core.progress import Cancelled, CancelToken


class KilledWorker(Exception):
    """Dask's name for it."""


class FakeCluster:
    """Two workers that double numbers, in turns."""

    place = "a test"

    def __init__(self, work: Callable[[str, int], Any], loses: int = 0) -> None:
        self.work = work
        self.loses = loses
        """The scheduler is restarted before it answers so many questions."""
        self.asked: list[dict[str, Any]] = []
        self.forgotten = 0

    def workers(self) -> dict[str, int]:
        return {"one": 1, "two": 1}

    def ask(self, at: Any, work: Any, version: str, piece: int, only: Sequence[str], first: bool) -> Asked:
        names = list(only) or ["one", "two"]
        question = {"worker": names[len(self.asked) % len(names)], "piece": piece, "lost": False}
        self.asked.append(question)
        return Asked(question, None)

    def is_lost(self, asked: Asked) -> bool:
        return asked.future["lost"]

    def wait(self, asked: Asked, cancel: CancelToken) -> bool:
        cancel.check()
        if self.loses:
            self.loses -= 1
            for question in self.asked:
                question["lost"] = True
        return not asked.future["lost"]

    def answer(self, asked: Asked) -> tuple[str, Any]:
        return asked.future["worker"], self.work(asked.future["worker"], asked.future["piece"])

    def forget(self, asked: Asked) -> None:
        self.forgotten += 1


def doubled(_: str, piece: int) -> int:
    return 2 * piece


def asked_of(cluster: FakeCluster, cancel: CancelToken | None = None) -> list[int]:
    connection: Any = cluster
    return list(answers(connection, int, range(9), cancel or CancelToken(), set()))


def test_answers_come_in_order_and_what_a_restarted_scheduler_forgot_is_asked_again():
    for loses in (0, 1, 3):
        cluster = FakeCluster(doubled, loses)
        assert asked_of(cluster) == [2 * piece for piece in range(9)]
        assert cluster.forgotten >= 9
        assert len(cluster.asked) == 9 + 4 * loses  # two for each of two threads were under way


def test_a_worker_that_does_not_see_the_files_is_asked_no_more_and_if_none_does_it_is_said():
    def half_blind(worker: str, piece: int) -> Any:
        return _NotThere() if worker == "one" else 2 * piece

    cluster = FakeCluster(half_blind)
    assert asked_of(cluster) == [2 * piece for piece in range(9)]
    assert {question["worker"] for question in cluster.asked[4:]} == {"two"}
    with pytest.raises(Unseen, match="--cluster-folder"):
        asked_of(FakeCluster(lambda *_: _NotThere()))


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (KilledWorker("task"), ScanError, "have they enough memory"),
        (ModuleNotFoundError("No module named 'core'"), ScanError, "neardup worker"),
        (OSError(5, "Input/output error"), ScanError, "cannot read the vectors"),
        (ScanError("The worker runs another one."), ScanError, "another one"),
        (ZeroDivisionError("a bug"), ZeroDivisionError, "a bug"),
    ],
)
def test_what_no_worker_can_do_ends_in_a_sentence_and_lets_go_of_all(error, kind, words):
    def failing(*_: Any) -> Any:
        raise error

    cluster = FakeCluster(failing)
    with pytest.raises(kind, match=words):
        asked_of(cluster)
    assert cluster.forgotten >= len(cluster.asked)


def test_cancel_is_heard():
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        asked_of(FakeCluster(doubled), cancel)
