"""A process of its own that draws the window twice, dressed when it stands and dressed while it is built.

Prints the rooms that differ. On its own because a style sheet that is on is never taken off.
"""

import os
import sys
import time

from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nearDup_gui.main_window import MainWindow
from nearDup_gui.toolkit.look import Look
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups


def main() -> None:
    app = QApplication([])
    look = Look(app, dark=False)
    late = _build(look)
    look.put_on()
    early = _build(look)
    one, other = _pictures(late, app), _pictures(early, app)
    print(len(one), "rooms, differ:", *(name for name in one if one[name] != other[name]), flush=True)
    for window in (late, early):
        window.close()
    os._exit(0)  # what is under test has been said: Qt's end is not


def _build(look: Look) -> MainWindow:
    return MainWindow(FakeServices(make_library(make_groups(3))), look)


def _pictures(window: MainWindow, app: QApplication) -> dict[str, QImage]:
    window.resize(1024, 700)
    window.show()
    window.start()
    deadline = time.monotonic() + 30
    while not (window.piles.known and window.jobs.running == 0 and not window.busy):
        if time.monotonic() > deadline:
            sys.exit("the window did not settle")
        QTest.qWait(20)
    window.piles_view.choose(None)
    app.processEvents()
    rooms = {
        "menus": window.menus,
        "header": window.header,
        "bar": window.review_page.bar,
        "arrange": window.review_page.groups.arrange,
    }
    return {name: room.grab().toImage() for name, room in rooms.items()}


if __name__ == "__main__":
    main()
