"""The dialogs that the menus open, each made when it is wanted and gone when it is closed."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from nearDup_gui.frame.help_dialogs import AboutDialog, shortcuts_dialog
from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.frame.shortcuts_dialog import ShortcutsDialog
from nearDup_gui.photos import wording
from nearDup_gui.restoring.dialog import RestoreDialog
from nearDup_gui.restoring.dialogs import skipped_dialog
from nearDup_gui.scanning.wording import unwatched_sentence
from nearDup_gui.settings.dialog import SettingsDialog

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow


class DialogOpener(QObject):
    """Opens dialogs over the window and joins them to its controllers."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def ask_about_file(self) -> None:
        """Let a person choose an image to ask about."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, QCoreApplication.translate("MainWindow", "Find photos similar to…")
        )
        if chosen:
            self._window.places.go(QueryPlace(Path(chosen)))

    def show_skipped(self) -> None:
        """List the files that the scan left out."""
        if skipped := self._window.library.skipped:
            skipped_dialog(self._window.look, skipped, self._window).open()

    def show_removed(self) -> None:
        """List everything that was ever removed, with the way back."""
        window = self._window
        quarantine = window.quarantine
        _open(RestoreDialog(window.restores, quarantine, window.look, window.thumbnails, window))

    def change_settings(self) -> None:
        """Let a person change the settings."""
        settings = self._window.settings
        dialog = SettingsDialog(self._window.look, settings.settings, self._window)
        settings.models_listed.connect(dialog.show_models)
        dialog.model_wanted.connect(settings.add_model)
        settings.model_adding.connect(dialog.show_adding)
        settings.model_added.connect(dialog.show_added)
        settings.model_refused.connect(dialog.show_refused)
        dialog.accepted.connect(lambda: settings.change(dialog.settings))
        settings.list_models()
        dialog.show_unwatched(unwatched_sentence(self._window.watching.unwatched))
        _open(dialog)

    def show_shortcuts(self) -> None:
        """List every key, and let those of the menus be changed."""
        window = self._window
        _open(ShortcutsDialog(window.shortcuts, window.look, self._show_other_keys, window))

    def _show_other_keys(self) -> None:
        """List the keys of photos and lists beside those of the menus."""
        _open(shortcuts_dialog(self._window.look, self._window.menus, self._window))

    def show_about(self) -> None:
        """Say what this is, and what it is made of."""
        library, settings = self._window.library, self._window.settings
        dialog = AboutDialog(wording.backend(library.backend, library.pace), self._window)
        settings.card_told.connect(dialog.show_card)
        settings.ask_about_card()
        _open(dialog)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
