"""Bringing removed photos back, joined to its frame."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from nearDup_gui.frame.frame import Frame
from nearDup_gui.photos import wording
from nearDup_gui.restoring.controller import RestoreController
from nearDup_gui.restoring.dialogs import restored_dialog, restored_sentence
from nearDup_gui.toolkit.messages import Level

if TYPE_CHECKING:
    from core.review.restore import Restored

translate = QCoreApplication.translate


def connect_restoring(frame: Frame, restores: RestoreController, brought_back: Callable[[], None]) -> None:
    """Say how bringing back goes.

    Args:
        frame: where it is said.
        restores: what brings back.
        brought_back: called when photos are back: they belong to their groups again.
    """

    def say_started(count: int) -> None:
        said = translate("MainWindow", "Bringing back {0}…").format(wording.files(count))
        frame.messages.say(Level.INFO, said)

    def show_brought_back(outcomes: "Sequence[Restored]") -> None:
        dialog = restored_dialog(frame.look, outcomes, frame.over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        trouble = any(outcome.status == "failed" for outcome in outcomes)
        level = Level.WARNING if trouble else Level.GOOD
        details = translate("MainWindow", "Details")
        frame.messages.say(level, restored_sentence(outcomes), details, dialog.open)
        brought_back()

    restores.started.connect(say_started)
    restores.restored.connect(show_brought_back)
    restores.failed.connect(lambda why: frame.messages.say(Level.ERROR, why))


def why_not_restore(*, scanning: bool, removing: bool, only_read: str) -> str:
    """Why nothing can be brought back just now, in a sentence; empty if it can."""
    if scanning:
        return translate("MainWindow", "A scan is running. Wait for it or cancel it first.")
    if removing:
        return translate("MainWindow", "Photos are being removed. Wait for it to end.")
    return only_read
