"""The dialogs that the menus open, each made when it is wanted and gone when it is closed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.help_dialogs import AboutDialog, shortcuts_dialog
from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.frame.shortcuts import Shortcuts
from nearDup_gui.frame.shortcuts_dialog import ShortcutsDialog
from nearDup_gui.library.groups import Library
from nearDup_gui.photos import wording
from nearDup_gui.restoring.controller import RestoreController
from nearDup_gui.restoring.dialog import RestoreDialog
from nearDup_gui.restoring.quarantine import QuarantineController
from nearDup_gui.scanning.skipped_dialog import skipped_dialog
from nearDup_gui.scanning.watching import WatchController
from nearDup_gui.scanning.wording import unwatched_sentence
from nearDup_gui.settings.controller import SettingsController
from nearDup_gui.settings.dialog import SettingsDialog


class DialogOpener(QObject):
    """Opens dialogs over the window and joins them to controllers. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        library: Callable[[], Library],
        settings: SettingsController,
        shortcuts: Shortcuts,
        watching: WatchController,
        restores: RestoreController,
        quarantine: QuarantineController,
    ) -> None:
        """Let the menus open the dialogs.

        Args:
            frame: what they open over.
            library: gives what the last scan left behind, at the time of asking.
            settings, shortcuts, watching, restores, quarantine: whose dialogs they are.
        """
        super().__init__(frame.over)
        self._frame = frame
        self._library = library
        self._settings = settings
        self._shortcuts = shortcuts
        self._watching = watching
        self._restores = restores
        self._quarantine = quarantine
        menus = frame.menus
        menus.connect_all(
            {
                menus.ask_file: self.ask_about_file,
                menus.restore: self.show_removed,
                menus.settings: self.change_settings,
                menus.skipped: self.show_skipped,
                menus.shortcuts: self.show_shortcuts,
                menus.about: self.show_about,
            }
        )
        frame.header.skipped_wanted.connect(self.show_skipped)

    def ask_about_file(self) -> None:
        """Let a person choose an image to ask about."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._frame.over, QCoreApplication.translate("MainWindow", "Find photos similar to…")
        )
        if chosen:
            self._frame.places.go(QueryPlace(Path(chosen)))

    def show_skipped(self) -> None:
        """List the files that the scan left out."""
        if skipped := self._library().skipped:
            skipped_dialog(self._frame.look, skipped, self._frame.over).open()

    def show_removed(self) -> None:
        """List everything that was ever removed, with the way back."""
        frame = self._frame
        _open(RestoreDialog(self._restores, self._quarantine, frame.look, frame.thumbnails, frame.over))

    def choose_rules(self) -> None:
        """Let a person make rules for what arrives: the settings, where these are."""
        self.change_settings(at_rules=True)

    def change_settings(self, *, at_rules: bool = False) -> None:
        """Let a person change the settings."""
        settings = self._settings
        dialog = SettingsDialog(self._frame.look, settings.settings, self._frame.over)
        if at_rules:
            dialog.folders.show_rules()
        settings.models_listed.connect(dialog.show_models)
        dialog.model_wanted.connect(settings.add_model)
        settings.model_adding.connect(dialog.show_adding)
        settings.model_added.connect(dialog.show_added)
        settings.model_refused.connect(dialog.show_refused)
        dialog.accepted.connect(lambda: settings.change(dialog.settings))
        settings.list_models()
        dialog.show_unwatched(unwatched_sentence(self._watching.unwatched))
        _open(dialog)

    def show_shortcuts(self) -> None:
        """List every key, and let those of the menus be changed."""
        _open(ShortcutsDialog(self._shortcuts, self._frame.look, self._show_other_keys, self._frame.over))

    def _show_other_keys(self) -> None:
        """List the keys of photos and lists beside those of the menus."""
        _open(shortcuts_dialog(self._frame.look, self._frame.menus, self._frame.over))

    def show_about(self) -> None:
        """Say what this is, and what it is made of."""
        library = self._library()
        dialog = AboutDialog(wording.backend(library.backend, library.pace), self._frame.over)
        self._settings.card_told.connect(dialog.show_card)
        self._settings.ask_about_card()
        _open(dialog)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
