"""The garbage collector on the GUI thread: it collects, but not what a worker is building."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from nearDup_gui.toolkit import quiet_memory
from nearDup_gui.toolkit.quiet_memory import QuietMemory, large_objects


class Node:
    """Something that can refer to itself."""

    def __init__(self) -> None:
        self.itself: object = self


@pytest.fixture
def memory(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QuietMemory]:
    monkeypatch.setattr(quiet_memory, "_EVERY_MS", 10)
    made = QuietMemory()
    yield made
    made.give_back()
    made.deleteLater()


def test_cycles_are_collected_though_nothing_collects_by_itself(memory: QuietMemory, qtbot: QtBot) -> None:
    gone = weakref.ref(Node())
    assert not gc.isenabled()
    kept: list[list[int]] = []

    def make_garbage() -> bool:
        kept.extend([] for _ in range(1000))
        return gone() is None

    qtbot.waitUntil(make_garbage)


def test_what_is_being_built_is_left_alone_and_set_aside_afterwards(
    memory: QuietMemory, qtbot: QtBot
) -> None:
    with large_objects():
        gone = weakref.ref(Node())
        kept = [[n] for n in range(5000)]
        qtbot.wait(50)
        assert gone() is not None
    assert gc.get_freeze_count() >= len(kept)


def test_a_long_list_that_a_job_made_is_set_aside_unvisited(memory: QuietMemory, qtbot: QtBot) -> None:
    kept = [[n] for n in range(60_000)]
    qtbot.waitUntil(lambda: not any(one is kept for one in gc.get_objects()))


def test_python_collects_by_itself_again_afterwards(qtbot: QtBot) -> None:
    memory = QuietMemory()
    memory.give_back()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
