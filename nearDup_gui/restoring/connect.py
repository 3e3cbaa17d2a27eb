"""Bringing removed photos back, joined to the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from nearDup_gui.photos import wording
from nearDup_gui.restoring.dialogs import restored_dialog, restored_sentence
from nearDup_gui.toolkit.messages import Level

if TYPE_CHECKING:
    from core.review.restore import Restored
    from nearDup_gui.main_window import MainWindow

translate = QCoreApplication.translate


def connect_restoring(window: "MainWindow") -> None:
    """Say how bringing back goes, and read the groups anew when it is over."""
    restores = window.restores
    window.review_page.undo_wanted.connect(restores.undo)
    restores.started.connect(lambda count: _say_started(window, count))
    restores.restored.connect(lambda outcomes: _show_brought_back(window, outcomes))
    restores.failed.connect(lambda why: window.messages.say(Level.ERROR, why))


def why_not_restore(window: "MainWindow") -> str:
    """Why nothing can be brought back just now, in a sentence; empty if it can."""
    if window.scans.running:
        return translate("MainWindow", "A scan is running. Wait for it or cancel it first.")
    if window.review.removing:
        return translate("MainWindow", "Photos are being removed. Wait for it to end.")
    return window.access.only_read


def _say_started(window: "MainWindow", count: int) -> None:
    window.messages.say(
        Level.INFO, translate("MainWindow", "Bringing back {0}…").format(wording.files(count))
    )


def _show_brought_back(window: "MainWindow", outcomes: "Sequence[Restored]") -> None:
    """Photos that are back belong to their groups again, and the catalogue knows which."""
    dialog = restored_dialog(window.look, outcomes, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    trouble = any(outcome.status == "failed" for outcome in outcomes)
    level = Level.WARNING if trouble else Level.GOOD
    details = translate("MainWindow", "Details")
    window.messages.say(level, restored_sentence(outcomes), details, dialog.open)
    window.review.history.end_removal()
    window.refresh()
