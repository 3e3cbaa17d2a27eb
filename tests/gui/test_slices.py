"""Long work on the GUI thread: in order, in full, with the event loop in between, and told once."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from nearDup_gui.toolkit.slices import in_slices


def test_little_work_is_over_at_once(qapp: object) -> None:
    done: list[int] = []
    ended: list[bool] = []
    in_slices(QObject(), range(5), done.extend, lambda: ended.append(True))
    assert (done, ended) == ([0, 1, 2, 3, 4], [True])


def test_no_work_is_over_at_once(qapp: object) -> None:
    ended: list[bool] = []
    in_slices(QObject(), (), lambda some: None, lambda: ended.append(True))
    assert ended == [True]


def test_long_work_lets_the_event_loop_have_its_turn(qtbot: QtBot) -> None:
    owner, timer = QObject(), QTimer()
    done: list[int] = []
    seen: list[int] = []
    ended: list[bool] = []
    timer.timeout.connect(lambda: seen.append(len(done)))
    timer.start(0)

    def take(some: Sequence[int]) -> None:
        time.sleep(0.01)
        done.extend(some)

    in_slices(owner, range(2000), take, lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    timer.stop()
    assert done == list(range(2000))
    assert ended == [True]
    assert any(0 < count < 2000 for count in seen)


def test_work_ends_with_its_owner(qtbot: QtBot) -> None:
    owner = QObject()
    done: list[int] = []

    def take(some: Sequence[int]) -> None:
        time.sleep(0.01)
        done.extend(some)

    in_slices(owner, range(2000), take, lambda: done.append(-1))
    owner.deleteLater()
    qtbot.wait(50)
    assert -1 not in done
    assert len(done) < 2000
