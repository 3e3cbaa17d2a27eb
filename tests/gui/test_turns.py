"""Workers let the window go first, and never wait for it for good."""

import threading
import time

import pytest
from PySide6.QtCore import QTimer
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


def test_work_stands_aside_until_the_window_is_idle() -> None:
    turns = Turns()
    turns._waiting_in = -1  # where no frame is: the window is at something
    token, through = CourteousToken(turns), threading.Event()

    def work() -> None:
        token.check()
        through.set()

    worker = threading.Thread(target=work)
    worker.start()
    turns._waiting_in = 0
    assert through.wait(5)
    worker.join()


def test_work_goes_on_where_the_window_waits_for_it() -> None:
    turns = Turns()
    turns._waiting_in = -1
    token = CourteousToken(turns)
    worker = threading.Thread(target=lambda: [token.check() for _ in range(2000)])
    worker.start()
    worker.join(5)
    assert not worker.is_alive()


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
