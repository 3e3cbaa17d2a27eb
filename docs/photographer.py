"""Takes the pictures of `make_screenshots.py`: a window with what pops up over it, or a dialog alone."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from nearDup_gui.toolkit.look import Look

SLOW_S = 300
_SMALLEST = 0
"""Of a PNG this is no quality, but how much work goes into making it small."""


class Photographer:
    """Writes `NAME-THEME.png` for every theme that is wanted."""

    def __init__(self, target: Path, themes: Sequence[str], wants: Callable[[str], bool], only: str) -> None:
        """Make one.

        Args:
            themes: of "light" and "dark".
            wants: whether a picture of this name is asked for.
            only: how names begin that are asked for.
        """
        self._target = target
        self._themes = sorted(themes)  # dark first: the window goes on in the light
        self._wants = lambda name: name.startswith(only) and wants(name)
        self.taken: set[str] = set()
        """The names of the pictures, with their themes."""

    def shoot(self, look: Look, name: str, shown: QWidget, *, settle_ms: int = 350) -> None:
        """Photograph a widget and what pops up over it, in every theme."""
        for theme in self._themes:
            if self._wants(f"{name}-{theme}"):
                look.choose(theme == "dark")
                settle(settle_ms)
                _with_popups(shown).save(str(self._target / f"{name}-{theme}.png"), quality=_SMALLEST)
                self.taken.add(f"{name}-{theme}")
                print(f"{self._target.name}/{name}-{theme}  {shown.width()}x{shown.height()}", flush=True)


def settle(ms: int) -> None:
    """Let work go on, thumbnails arrive and everything be painted.

    An event loop, not `QTest.qWait`: that one holds Python's lock while it waits, and workers starve.
    """
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def wait(until: Callable[[], object], what: str) -> None:
    """Let work go on until something is so.

    Raises:
        SystemExit: it is not, after five minutes.
    """
    give_up = time.monotonic() + SLOW_S
    while not until():
        if time.monotonic() > give_up:
            raise SystemExit(f"Five minutes went by without {what}.")
        settle(20)


def _with_popups(shown: QWidget) -> QPixmap:
    """A popup is a window of its own, which the picture of the one below does not have."""
    popups = [one for one in QApplication.topLevelWidgets() if one.isVisible() and _pops_up(one)]
    places = [QRect(popup.mapToGlobal(QPoint()), popup.size()) for popup in popups]
    whole = QRect(shown.mapToGlobal(QPoint()), shown.size())
    for place in places:
        whole = whole.united(place)
    picture = QPixmap(whole.size())
    picture.fill(Qt.GlobalColor.gray)
    painter = QPainter(picture)
    for widget in (shown, *popups):
        painter.drawPixmap(widget.mapToGlobal(QPoint()) - whole.topLeft(), widget.grab())
    painter.end()
    return picture


def _pops_up(widget: QWidget) -> bool:
    return widget.windowType() == Qt.WindowType.Popup
