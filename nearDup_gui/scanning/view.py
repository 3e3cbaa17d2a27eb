"""Scans joined to their frame: what begins one, what it says while it runs, and how it ends."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QAbstractButton

from core.progress import Progress, Stage
from nearDup_gui.frame.drop_veil import DropVeil
from nearDup_gui.frame.drops import Drop
from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.library.groups import Library
from nearDup_gui.photos import wording
from nearDup_gui.scanning.controller import ScanController
from nearDup_gui.scanning.empty_page import EmptyPage
from nearDup_gui.scanning.folders_dialog import FoldersDialog
from nearDup_gui.scanning.panel import ScanPage, ScanStrip
from nearDup_gui.settings.controller import SettingsController
from nearDup_gui.toolkit.messages import Level
from nearDup_gui.toolkit.writing import in_a_row, listed

translate = QCoreApplication.translate


class Shown(Protocol):
    """Where a library is shown."""

    @property
    def library(self) -> Library:
        """What is shown; empty as long as nothing is known."""
        ...

    def show_nothing(self) -> None:
        """Photos of other folders are about to come: nothing of those before stands under their name."""
        ...

    def take_library(self, library: Library) -> None:
        """Show what a scan has found, or what the catalogue holds of the last one."""
        ...

    def show_library(self, library: Library, *, keep_order: bool = False) -> None:
        """Show other groups; what is known of the photos themselves holds."""
        ...

    def know_of_nothing(self) -> None:
        """No scan has left anything behind, as far as is known."""
        ...

    def show_state(self) -> None:
        """A scan has begun or ended: show the one page that fits."""
        ...

    def show_preparing(self) -> None:
        """A graphics card may get ready while the CPU begins."""
        ...


class ScanView(QObject):
    """Begins scans, and says how they go. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        scans: ScanController,
        settings: SettingsController,
        shown: Shown,
        progress: tuple[ScanStrip, ScanPage],
        show_skipped: Callable[[], None],
        show_removed: Callable[[], None],
    ) -> None:
        """Join a controller to the menus, the header and what shows its progress.

        Args:
            frame: where it is told how a scan goes.
            scans, settings: what scans, and how.
            shown: where the library is shown.
            progress: what shows how far a scan is.
            show_skipped, show_removed: open these dialogs.
        """
        super().__init__(frame.over)
        self._frame = frame
        self._scans = scans
        self._shown = shown
        self._progress = progress
        self._show_skipped = show_skipped
        self._show_removed = show_removed
        self._other_folders = False
        """Whether the scan that runs is of other folders than what was shown, so that this was cleared."""
        menus, header = frame.menus, frame.header
        menus.connect_all(
            {
                menus.choose: self.choose_folders,
                menus.rescan: scans.scan_again,
                menus.cancel: self.cancel,
                menus.demo: scans.scan_demo,
            }
        )
        menus.folder_wanted.connect(lambda folder: scans.scan([folder]))
        header.choose_wanted.connect(self.choose_folders)
        header.rescan_wanted.connect(scans.scan_again)
        settings.model_changed.connect(self._offer_another)
        settings.failed.connect(lambda why: frame.messages.say(Level.ERROR, why))
        for view in progress:
            view.cancel_wanted.connect(self.cancel)
            scans.progressed.connect(view.show_progress)
        scans.progressed.connect(lambda progress: shown.show_preparing())
        scans.started.connect(self._show_started)
        scans.found_so_far.connect(lambda library: shown.show_library(library, keep_order=True))
        scans.found.connect(self._show_found)
        scans.stopped.connect(self._say_stopped)
        scans.failed.connect(lambda why: frame.messages.say(Level.ERROR, why))
        scans.ended.connect(self._show_ended)
        scans.restored.connect(self._show_last)

    def begin_from(self, empty: EmptyPage, veil: DropVeil, choosers: Iterable[QAbstractButton]) -> None:
        """Let a newcomer's page, what is dropped and other buttons begin scans too."""
        empty.choose_wanted.connect(self.choose_folders)
        empty.demo_wanted.connect(self._scans.scan_demo)
        empty.folder_wanted.connect(lambda folder: self._scans.scan([folder]))
        veil.dropped.connect(self._take_drop)
        for chooser in choosers:
            chooser.clicked.connect(lambda: self.choose_folders())

    def choose_folders(self) -> None:
        """Let a person choose folders to scan. Without any yet, the system's dialog comes first."""
        dialog = FoldersDialog(self._frame.look, self._scans.own_roots, self._frame.over)
        dialog.accepted.connect(lambda: self._scans.scan(dialog.folders))
        if dialog.folders or dialog.add_chosen():
            dialog.open()

    def cancel(self) -> None:
        """Stop a scan that runs; what it has read is kept."""
        if self._scans.running:
            self._scans.cancel()
            for view in self._progress:
                view.show_cancelling()

    def offer_to_go_on(self, folders: Sequence[Path]) -> None:
        """Say that a scan of these folders was not finished, and offer to go on with it."""
        self._frame.messages.say(
            Level.INFO,
            translate(
                "MainWindow",
                "The scan of {0} was not finished. What was read is kept, and it can go on from there.",
            ).format(listed(str(folder) for folder in folders)),
            translate("MainWindow", "Go on with the scan"),
            lambda: self._scans.scan(folders),
        )

    def _take_drop(self, drop: Drop) -> None:
        if drop.folders:
            self._scans.scan(drop.folders)
        elif drop.image is not None:
            self._frame.places.go(QueryPlace(drop.image))
        else:
            wanted = translate("MainWindow", "Drop folders to scan them, or one photo to find similar ones.")
            self._frame.messages.say(Level.INFO, wanted)

    def _offer_another(self) -> None:
        """Another model was chosen: it counts from the next scan on."""
        self._frame.messages.say(
            Level.INFO,
            translate("MainWindow", "The next scan will read every photo anew, with the other model."),
            translate("MainWindow", "Scan again") if self._scans.roots else "",
            self._scans.scan_again,
        )

    def _show_started(self) -> None:
        before, now = set(self._shown.library.roots), set(self._scans.roots)
        self._other_folders = not before <= now
        if self._other_folders:
            self._shown.show_nothing()
        for view in self._progress:
            view.show_progress(Progress(Stage.WALK, 0))
        self._shown.show_state()

    def _show_ended(self) -> None:
        """A scan of other folders that found nothing to show leaves what was shown before it."""
        if self._other_folders:
            self._other_folders = False
            self._scans.restore()
        self._shown.show_state()

    def _show_found(self, library: Library) -> None:
        self._other_folders = False
        self._shown.take_library(library)
        groups, photos = wording.groups(len(library.groups)), wording.photos(library.scanned)
        level = Level.GOOD if library.scanned else Level.INFO
        if not library.scanned:
            folders = listed(str(root) for root in library.roots)
            text = translate("MainWindow", "No photos were found in {0}.").format(folders)
        elif not len(library.groups):
            text = translate("MainWindow", "No near-duplicates among {0}.").format(photos)
        else:
            text = translate("MainWindow", "{0} found among {1}.").format(groups, photos)
        if library.skipped:
            said = in_a_row((text, wording.skipped_files(len(library.skipped))))
            show = translate("MainWindow", "Show")
            self._frame.messages.say(level, said, show, self._show_skipped)
        else:
            self._frame.messages.say(level, text)

    def _say_stopped(self) -> None:
        self._frame.messages.say(
            Level.INFO,
            translate(
                "MainWindow",
                "The scan was cancelled. What was read is kept, and the next scan goes on from there.",
            ),
        )

    def _show_last(self, library: Library | None) -> None:
        """At start, and after a removal: what the catalogue holds of the last scan."""
        if library is None:
            self._shown.know_of_nothing()
            return
        if library.notices:
            removed = translate("MainWindow", "Removed photos…")
            self._frame.messages.say(Level.ERROR, in_a_row(library.notices), removed, self._show_removed)
        if not self._scans.running:
            self._shown.take_library(library)
