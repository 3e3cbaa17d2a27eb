"""Reports in the window: what is shown, asked for with the system's dialog, and a message that opens it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from core.report.kinds import ReportKind, kind_of
from core.review.piles import only
from nearDup_gui.arrivals.view import ArrivalsView
from nearDup_gui.folders.view import FoldersView
from nearDup_gui.frame.frame import Frame
from nearDup_gui.library.groups import Library
from nearDup_gui.piles.controller import PilesController
from nearDup_gui.piles.view import PilesView
from nearDup_gui.reporting.controller import ReportController
from nearDup_gui.reporting.service import GroupsShown, Shown
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.toolkit import desktop
from nearDup_gui.toolkit.messages import Level
from nearDup_gui.toolkit.writing import short_path


class ReportView(QObject):
    """Saves what is shown: all groups or the filtered ones, a pile, what is new, or the table of folders."""

    def __init__(
        self,
        frame: Frame,
        reports: ReportController,
        page: ReviewPage,
        piles: tuple[PilesController, PilesView],
        folders: FoldersView,
        arrivals: ArrivalsView,
        library: Callable[[], Library],
    ) -> None:
        """Join them.

        Args:
            frame: whose menu asks for a report, and where it is told what became of it.
            reports: writes them.
            page, piles, folders, arrivals: what may be shown.
            library: gives what the last scan left behind, at the time of asking.
        """
        super().__init__(frame.over)
        self._frame = frame
        self._reports = reports
        self._page = page
        self._piles, self._piles_view = piles
        self._folders = folders
        self._arrivals = arrivals
        self._library = library
        frame.menus.connect_all({frame.menus.save_report: self.ask})
        reports.saving.connect(self._show_saving)
        reports.saved.connect(self._show_saved)
        reports.failed.connect(lambda why: frame.messages.say(Level.ERROR, why))

    def ask(self) -> None:
        """Let a person say where the report goes, and in which form."""
        filters = {
            self.tr("Web page with thumbnails (*.html)"): ReportKind.HTML,
            self.tr("Table for a spreadsheet (*.csv)"): ReportKind.CSV,
            self.tr("For programs (*.json)"): ReportKind.JSON,
        }
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._frame.over, self.tr("Save a report of what is shown"), place)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(ReportKind.HTML)
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen]))
        dialog.selectFile("NearDup.html")
        shown = self.shown()
        dialog.fileSelected.connect(
            lambda path: self._save(shown, Path(path), filters.get(dialog.selectedNameFilter()))
        )
        dialog.open()

    def shown(self) -> Shown:
        """What is shown now."""
        body, pile = self._page.body, self._piles_view.pile
        if body is self._folders.body:
            return self._folders.pairs_as_shown
        if body is self._arrivals.body:
            return GroupsShown(self._arrivals.groups_as_shown)
        if pile is not None:
            return GroupsShown(only(pile, self._piles.photos))
        return GroupsShown(tuple(self._page.groups_as_shown), self._library().skipped)

    def _save(self, shown: Shown, path: Path, chosen: ReportKind | None) -> None:
        self._reports.save(shown, path, kind_of(path, chosen or ReportKind.HTML))

    def _show_saving(self, path: Path) -> None:
        self._frame.messages.say(Level.INFO, self.tr("Saving the report {0}…").format(path.name))

    def _show_saved(self, path: Path) -> None:
        said = self.tr("The report was saved as {0}.").format(short_path(path))
        self._frame.messages.say(Level.GOOD, said, self.tr("Open"), lambda: self._open(path))

    def _open(self, path: Path) -> None:
        if not desktop.open_report(path):
            said = self.tr("{0} cannot be opened. Is it still there?").format(path)
            self._frame.messages.say(Level.WARNING, said)
