"""Makes the screenshots of README and docs again: the real window, on the demo library, in light and dark.

    python docs/make_screenshots.py            those that README and docs show, into docs/screenshots/
    python docs/make_screenshots.py FOLDER     every screen, to be looked at

Drives the window as a person would. It runs without a display too. Nothing outside a temporary folder is
touched: home, catalogue and trash lie in it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1240, 800
SLOW_S = 120
SHOWN = ("start-light", "marked-light", "marked-dark", "similar-light")


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")) and sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="neardup-shots-") as home:
        os.environ.update(HOME=home, XDG_DATA_HOME=f"{home}/data", XDG_CACHE_HOME=f"{home}/cache")
        Session(Path(home), target, SHOWN if len(sys.argv) == 1 else None).run()


class Session:
    """One window from the empty start to a removal, photographed at every step in both themes."""

    def __init__(self, home: Path, target: Path, wanted: Collection[str] | None) -> None:
        from PySide6.QtCore import QLocale
        from PySide6.QtWidgets import QApplication

        from nearDup_gui.app import make_window

        QLocale.setDefault(QLocale("en_US"))
        self._target = target
        self._wanted = wanted
        self._app = QApplication([])
        self._window = make_window(self._app, home / "catalogue.sqlite3", home / "settings.toml")
        self._window.resize(WIDTH, HEIGHT)
        self._window.show()
        self._window.start()

    def run(self) -> None:
        window, page = self._window, self._window.review_page
        self._settle()
        self._shoot("start")

        window.scans.scan_demo()
        self._wait(lambda: window.scan_page.counted()[0] not in ("0", ""))
        self._settle(1500)
        self._shoot("scanning")
        self._wait(lambda: not window.scans.running)
        window.messages.hide()
        richest = max(window.review.groups, key=lambda group: len({m.relation for m in group.members}))
        page.groups.choose(richest.keeper.id)
        page.focus_grid()
        self._shoot("group")

        page.mark_copies()
        self._shoot("marked")
        page.mark_all()
        self._wait(lambda: self._app.activeModalWidget() is not None)
        self._shoot("mark-all", dialog=True)
        self._app.activeModalWidget().reject()

        page.group.grid.similar_wanted.emit(richest.keeper)
        self._wait(lambda: page.query.said() == "")
        self._shoot("similar")
        window.places.back()
        window.dialogs.show_skipped()
        self._shoot("skipped", dialog=True)
        self._app.activeModalWidget().reject()

        page.remove()
        self._wait(lambda: window.review.totals.photos == 0)
        self._shoot("removed")
        window.close()

    def _shoot(self, name: str, *, dialog: bool = False) -> None:
        """Photograph the window, or the dialog over it, in both themes."""
        for theme, dark in (("dark", True), ("light", False)):
            if self._wanted is not None and f"{name}-{theme}" not in self._wanted:
                continue
            self._window.look.choose(dark)
            self._settle()
            shown = self._app.activeModalWidget() if dialog else self._window
            shown.grab().save(str(self._target / f"{name}-{theme}.png"))
            print(f"{name}-{theme}")

    def _settle(self, ms: int = 400) -> None:
        """Let work go on, thumbnails arrive and everything be painted.

        An event loop, not `QTest.qWait`: that one holds Python's lock while it waits, and workers starve.
        """
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def _wait(self, until: Callable[[], bool]) -> None:
        give_up = time.monotonic() + SLOW_S
        while not until():
            if time.monotonic() > give_up:
                raise SystemExit("The window did not get that far in two minutes.")
            self._settle(20)


if __name__ == "__main__":
    main()
