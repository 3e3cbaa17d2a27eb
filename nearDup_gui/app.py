"""Starts the window: application, look, services, and what happens when something unexpected does."""

import logging
import os
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from core.catalog.place import Place
from core.errors import SettingsError
from core.settings import APP_NAME
from nearDup_gui.main_window import MainWindow
from nearDup_gui.services import CoreServices
from nearDup_gui.settings.controller import DARK
from nearDup_gui.toolkit import translation
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.messages import Level
from nearDup_gui.toolkit.quiet_memory import QuietMemory
from nearDup_gui.toolkit.writing import in_a_row
from nearDup_gui.window_memory import FILE_NAME

translate = QCoreApplication.translate
_log = logging.getLogger("neardup")

_BUSY_MS = 200
"""So often it is asked whether a window is busy, and as long its own dialog has to close."""
FIRST_PAINT_ENV = "NEARDUP_QUIT_AFTER_FIRST_PAINT"
"""For `benchmarks/first_window.py`: if set, say "first paint" on standard output and quit."""


def run(
    *,
    catalog: Place,
    settings: Path,
    model: str = "",
    folders: Sequence[Path] = (),
    query: Path | None = None,
) -> int:
    """Show the window until it is closed.

    Args:
        catalog: the catalogue's file, made if it is not there, or the address of a team's.
        settings: the settings' file; defaults if it is not there.
        model: a bundled model's name or a model's path; "" for what the settings say.
        folders: scanned at once.
        query: an image whose neighbours are shown at once.

    Returns:
        the exit code of the process.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("NearDup")
    app.setDesktopFileName(APP_NAME)
    log_path = _log_to_file()
    memory = QuietMemory(app)
    window = make_window(app, catalog, settings, model)
    sys.excepthook = Faults(window, log_path).tell
    successor = Successor(app, window, settings.with_name(FILE_NAME))
    successor.opened.connect(lambda new: setattr(sys, "excepthook", Faults(new, log_path).tell))
    if os.environ.get(FIRST_PAINT_ENV):
        window.first_painted.connect(_say_painted_and_quit)
    else:  # after the first paint: opening the catalogue imports what the first window must not wait for
        window.first_painted.connect(lambda: QTimer.singleShot(0, lambda: window.start(folders, query)))
    window.show()
    code = app.exec()
    memory.give_back()
    return code


def make_window(app: QApplication, catalog: Place, settings: Path, model: str = "") -> MainWindow:
    """The window on the real core, not shown yet."""
    try:
        services, trouble = CoreServices(catalog, settings, model), ""
    except SettingsError as error:
        services, trouble = CoreServices(catalog, settings, model, read_settings=False), str(error)
    look = Look(app, DARK[services.settings.window.colours])
    translation.install(app, services.settings.window.language)
    window = MainWindow(services, look)
    look.put_on()
    window.remember_in(settings.with_name(FILE_NAME))
    if trouble:
        window.messages.say(Level.ERROR, told(trouble))
    return window


class Successor(QObject):
    """Opens a window in the place of one that is to speak another language: texts are chosen when it is made.

    It stands where the other stood and shows what that showed (`WindowMemory`), and undoes what could be
    undone there. A scan or a removal is waited for. GUI thread.
    """

    opened = Signal(object)
    """The new `MainWindow`."""

    def __init__(self, app: QApplication, window: MainWindow, memory: Path) -> None:
        """Watch a window.

        Args:
            memory: the file in which windows remember how they were.
        """
        super().__init__(app)
        self._app = app
        self._memory = memory
        self._timer = QTimer(self)
        self._timer.setInterval(_BUSY_MS)
        self._timer.timeout.connect(self._try)
        self._watch(window)

    def _watch(self, window: MainWindow) -> None:
        self.window = window
        window.settings.language_changed.connect(self._want)

    def _want(self) -> None:
        if self.window.busy:
            words = self.tr("The language changes when what is going on has ended.")
            self.window.messages.say(Level.INFO, words)
        self._timer.start()

    def _try(self) -> None:
        before = self.window
        if before.busy:
            return
        self._timer.stop()
        translation.install(self._app, before.settings.settings.window.language)
        quits = self._app.quitOnLastWindowClosed()
        self._app.setQuitOnLastWindowClosed(False)
        before.close()
        window = before.successor()
        window.remember_in(self._memory)
        window.go_on_with(before)
        before.deleteLater()
        self._watch(window)
        window.show()
        self._app.setQuitOnLastWindowClosed(quits)
        self.opened.emit(window)
        window.start()


class Faults:
    """The road of a bug: into the log with its traceback, before the person in a sentence, and on."""

    def __init__(self, window: MainWindow, log_path: Path | None) -> None:
        self._window = window
        self._log_path = log_path
        self._telling = False

    def tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """`sys.excepthook`. GUI thread: jobs hand their errors over there."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.error("Unexpected", exc_info=(kind, error, trace))
        if self._telling:  # one dialog at a time, or a fault in painting would stack them up
            return
        self._telling = True
        advice = [translate("Faults", "You can go on. If it happens again, please report it.")]
        if self._log_path is not None:
            advice.append(translate("Faults", "What happened was written to {0}.").format(self._log_path))
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("NearDup")
        box.setText(translate("Faults", "Something went wrong inside NearDup."))
        box.setInformativeText(in_a_row(advice))
        box.setDetailedText(f"{kind.__name__}: {error}")
        box.finished.connect(self._told)
        box.open()

    def _told(self) -> None:
        self._telling = False


def _log_to_file() -> Path | None:
    """Keep the log in the platform's folder; without one, only standard error has it."""
    logging.basicConfig(level=logging.WARNING)
    path = platformdirs.user_log_path(APP_NAME, appauthor=False) / "neardup.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    return path


def _say_painted_and_quit() -> None:
    print("first paint", flush=True)
    QTimer.singleShot(0, QApplication.quit)
