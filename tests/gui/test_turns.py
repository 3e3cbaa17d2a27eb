"""Workers let the window go first, and never wait for it for good."""

import threading
import time

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from core.progress import Cancelled
from nearDup_gui.toolkit.jobs import Jobs
from nearDup_gui.toolkit.turns import CourteousToken, Turns


def test_the_window_is_at_something_while_a_slot_runs_and_not_while_it_waits_for_events(qtbot: QtBot) -> None:
    turns = Turns()
    in_slot, told = threading.Event(), threading.Event()
    seen: list[bool] = []

    def slot() -> None:
        in_slot.set()
        assert told.wait(5)

    def look() -> None:
        assert in_slot.wait(5)
        seen.append(turns.is_windows)
        told.set()
        end = time.monotonic() + 5
        while turns.is_windows and time.monotonic() < end:
            time.sleep(0.001)
        seen.append(turns.is_windows)

    worker = threading.Thread(target=look)
    QTimer.singleShot(50, slot)
    worker.start()
    qtbot.waitUntil(lambda: len(seen) == 2)
    worker.join()
    assert seen == [True, False]


def test_the_window_is_at_something_after_a_loop_that_has_ended(qtbot: QtBot) -> None:
    turns = Turns()

    def wait_for_events() -> None:
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()

    def seen_meanwhile() -> list[bool]:
        seen: list[bool] = []
        worker = threading.Thread(target=lambda: seen.append(turns.is_windows))
        worker.start()
        worker.join()
        return seen

    wait_for_events()
    assert [seen_meanwhile() for _ in range(50)] == [[True]] * 50


class _Turns(Turns):
    """The window is at something as often as `busy` says, look by look, and idle after that."""

    def __init__(self, *busy: bool) -> None:
        super().__init__()
        self.looks = 0
        self._busy = busy

    @property
    def is_windows(self) -> bool:
        self.looks += 1
        return self.looks <= len(self._busy) and self._busy[self.looks - 1]

    @property
    def ran_s(self) -> float:
        return 0.0


def test_work_stands_aside_until_the_window_was_idle_at_several_looks_on_end() -> None:
    turns = _Turns(True, True, False, True, False, False, True)
    CourteousToken(turns).check()
    assert turns.looks == 10


class _Painting(Turns):
    """Qt paints: its frame seems to wait for events, while it took processor time before three looks."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = -1

    @property
    def ran_s(self) -> float:
        self.looks += 1
        return 100.0 * min(self.looks, 3)


def test_work_stands_aside_where_the_window_took_much_of_the_time_since_the_last_look() -> None:
    turns = _Painting()
    CourteousToken(turns).check()
    assert turns.looks == 6


def test_work_looks_once_and_goes_on_where_the_window_is_idle() -> None:
    turns = _Turns()
    CourteousToken(turns).check()
    assert turns.looks == 1


def test_work_goes_on_where_the_window_waits_for_it() -> None:
    turns = _Turns(*[True] * 10_000)
    token = CourteousToken(turns)
    for _ in range(2000):
        token.check()
    assert turns.looks < 2000


def test_work_that_stands_aside_can_be_stopped(qtbot: QtBot) -> None:
    token = CourteousToken(Turns())
    token.cancel()
    with pytest.raises(Cancelled):
        list(token.over([1]))


def test_each_job_is_courteous(qtbot: QtBot) -> None:
    jobs = Jobs()
    found: list[object] = []
    job = jobs.start(lambda report, cancel: found.append(cancel), "look")
    with qtbot.waitSignal(job.ended):
        pass
    assert isinstance(found[0], CourteousToken)
