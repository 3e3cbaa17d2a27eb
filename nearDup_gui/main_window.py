"""The window: it puts views and controllers together, and says who listens to whom.

a person -> view -signal-> controller -job-> core
            view <-signal- controller <-----'
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from core.review.decisions import Status
from nearDup_gui.comparing.controller import CompareController
from nearDup_gui.decisions.controller import DecisionController
from nearDup_gui.family.connect import connect_family
from nearDup_gui.family.controller import FamilyController
from nearDup_gui.frame.access import Access
from nearDup_gui.frame.connect import connect_menus
from nearDup_gui.frame.connect_access import connect_access, forbid_changes
from nearDup_gui.frame.dialog_opener import DialogOpener
from nearDup_gui.frame.drop_veil import DropVeil
from nearDup_gui.frame.header import Header
from nearDup_gui.frame.loading_page import LoadingPage
from nearDup_gui.frame.menus import Menus
from nearDup_gui.frame.notice_page import NoticePage
from nearDup_gui.frame.places import ComparePlace, Places, QueryPlace
from nearDup_gui.frame.shortcuts import Shortcuts
from nearDup_gui.hash_tables.controller import TablesController
from nearDup_gui.library.groups import Library
from nearDup_gui.marks.saver import MarkSaver
from nearDup_gui.overview.arranging import ArrangeController
from nearDup_gui.overview.connect import connect_overview
from nearDup_gui.overview.regrouping import RegroupController
from nearDup_gui.overview.suggestions import SuggestionController
from nearDup_gui.photos import wording
from nearDup_gui.photos.details import DetailsController
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.photos.units import UnitsController
from nearDup_gui.query.connect import connect_asking
from nearDup_gui.query.controller import QueryController
from nearDup_gui.query.sources import AskController
from nearDup_gui.removal.connect import connect_removal
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.loss_view import LossView
from nearDup_gui.restoring.connect import connect_restoring, why_not_restore
from nearDup_gui.restoring.controller import RestoreController
from nearDup_gui.restoring.quarantine import QuarantineController
from nearDup_gui.review.decision_view import DecisionView
from nearDup_gui.review.facts_view import FactsView
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.review.photo_menu import PhotoMenus
from nearDup_gui.rules.controller import RulesController
from nearDup_gui.rules.view import RulesView
from nearDup_gui.scanning.connect import connect_scanning
from nearDup_gui.scanning.connect_watching import connect_watching
from nearDup_gui.scanning.controller import ScanController
from nearDup_gui.scanning.empty_page import EmptyPage
from nearDup_gui.scanning.folders_dialog import FoldersDialog
from nearDup_gui.scanning.panel import ScanPage, ScanStrip
from nearDup_gui.scanning.watching import WatchController
from nearDup_gui.services import Services
from nearDup_gui.settings.controller import SettingsController
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.jobs import Jobs
from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.messages import Level, MessageBar


class MainWindow(QMainWindow):
    """One library, one window."""

    first_painted = Signal()
    """The window has been painted for the first time."""

    def __init__(self, services: Services, look: Look) -> None:
        super().__init__()
        self.setWindowTitle("NearDup")
        self._services = services
        self.look = look
        self._painted = False
        self._library: Library | None = None
        self.jobs = Jobs(self)
        self.thumbnails = Thumbnails(services.thumbnail, parent=self)
        self.scans = ScanController(services, self.jobs, self)
        self.review = ReviewController(
            services,
            self.jobs,
            lambda group: services.decisions.state_of(group).status is not Status.OPEN,
            self,
        )
        self.restores = RestoreController(services, self.jobs, lambda: why_not_restore(self), self)
        self.quarantine = QuarantineController(services, self.jobs, lambda: why_not_restore(self), self)
        self.queries = QueryController(services, self.jobs, self)
        self.settings = SettingsController(services, self.jobs, self)
        self.places = Places(self)
        self.arranging = ArrangeController(
            self.jobs, lambda group: services.decisions.state_of(group).is_reviewed, self
        )
        self.regrouping = RegroupController(services, self.jobs, self)
        self.suggestions = SuggestionController(services, self.jobs, self)
        self.comparing = CompareController(services, self.jobs, self.review, self.places, self)
        self.rules = RulesController(services, self.jobs, self.settings, self.review.history, self)
        self.details = DetailsController(services, self.jobs, self)
        self.watching = WatchController(services, self)
        self.decisions = DecisionController(services, self.jobs, self.review, self)
        self.mark_saver = MarkSaver(services, self.jobs, lambda: self.review.marked_ids, self)
        self._make_views()
        self._lay_out()
        self.dialogs = DialogOpener(self)
        connect_menus(self)
        connect_overview(self)
        self.rules_view = RulesView(self)
        self.facts_view = FactsView(self)
        self.loss_view = LossView(self, services)
        self.decision_view = DecisionView(self)
        self.access = Access(services, self.jobs, self)
        self.only_read_strip = connect_access(self, self.access)
        self.units = UnitsController(services, self.jobs, self)
        connect_removal(self, self.units)
        self.asking = AskController(services, self.jobs, self.places, self)
        self.tables = TablesController(services, self.jobs, self)
        connect_asking(self, self.asking)
        self.families = FamilyController(services, self.jobs, self)
        connect_family(self, self.families)
        self.photo_menus = PhotoMenus(self)
        self.shortcuts = Shortcuts(services, self.menus, self)
        self.shortcuts.failed.connect(lambda why: self.messages.say(Level.ERROR, why))
        connect_scanning(self)
        connect_restoring(self)
        self.news_strip = connect_watching(self, self.watching)
        self._connect_review()
        self.show_state()

    def start(self, folders: Sequence[Path] = (), query: Path | None = None) -> None:
        """Begin: scan the given folders, or show what the last scan found, and ask about `query`."""
        if folders:
            self.scans.scan(list(folders))
        else:
            self.scans.restore()
        if query is not None:
            self.places.go(QueryPlace(query.absolute()))

    def choose_folders(self) -> None:
        """Let a person choose folders to scan. Without any yet, the system's dialog comes first."""
        dialog = FoldersDialog(self.look, self.scans.roots, self)
        dialog.accepted.connect(lambda: self.scans.scan(dialog.folders))
        if dialog.folders or dialog.add_chosen():
            dialog.open()

    @property
    def library(self) -> Library:
        """What the last scan left behind; empty as long as nothing is known."""
        return self._library or Library()

    def know_of_nothing(self) -> None:
        """No scan has left anything behind, as far as is known."""
        self._library = self._library or Library()
        self.show_state()

    def take_library(self, library: Library) -> None:
        """Show what a scan has found, or what the catalogue holds of the last one."""
        self.queries.forget_answers()
        self.thumbnails.forget_missing()
        self.show_library(library, keep_order=True)
        self.regrouping.library_arrived(library.strictness)

    def show_library(self, library: Library, *, keep_order: bool = False) -> None:
        """Show other groups; what is known of the photos themselves holds."""
        self._library = library
        self.review.set_library(library, keep_order=keep_order)
        self.show_state()

    def refresh(self) -> None:
        """Read the groups anew; a running scan will bring them anyway."""
        self.queries.forget_answers()
        if not self.scans.running:
            self.scans.restore()

    def show_preparing(self) -> None:
        """A graphics card may get ready while the CPU begins."""
        preparing = self._services.preparing()
        if preparing:
            self._backend.setText(told(preparing))

    def show_state(self) -> None:
        """Show the one page that fits."""
        library, running = self._library, self.scans.running
        page: QWidget
        too_strict = self.library.scanned > 0 and self.library.strictness.leaves_out
        if len(self.review.groups) > 0 or too_strict or isinstance(self.places.here, QueryPlace):
            page = self.review_page
        elif running:
            page = self.scan_page
        elif library is None:
            page = self.loading_page
        elif library.scanned or library.skipped:
            page = self.notice_page
            self.notice_page.say_nothing_found(library.scanned)
            self.see_skipped.setVisible(bool(library.skipped))
        else:
            page = self.empty_page
        turned = page is not self.pages.currentWidget()
        self.pages.setCurrentWidget(page)
        if turned:
            self._first.get(page, page).setFocus()
        self.scan_strip.setVisible(running and page is self.review_page)
        self.header.setVisible(page in (self.review_page, self.notice_page))
        self.header.show_roots(self.scans.roots)
        self.header.show_skipped(len(self.library.skipped))
        self.header.show_way(self.places.can_go_back, self.places.can_go_forward)
        self.statusBar().setVisible(library is not None and bool(library.scanned))
        self.empty_page.show_recent(self.scans.recent_folders)
        self.menus.show_recent(self.scans.recent_folders)
        if library is not None:
            self._scanned.setText(self.tr("{0} scanned").format(wording.photos(library.scanned)))
            self._backend.setText(wording.backend(library.backend, library.pace))
        self._allow()

    def show_what_is_allowed(self) -> None:
        """What may be done has changed: the catalogue can be written now, or can only be read."""
        self.review_page.bar.show_totals(self.review.totals)
        self.header.show_roots(self.scans.roots)
        for always in (self.header.choose, self.choose_others, self.empty_page.choose, self.empty_page.demo):
            always.setEnabled(True)
        self.menus.choose.setEnabled(True)
        self._allow()

    def _make_views(self) -> None:
        look = self.look
        self.menus = Menus(look, self)
        self.header = Header(look)
        self.messages = MessageBar(look)
        self.scan_strip = ScanStrip(look)
        self.empty_page = EmptyPage(look)
        self.scan_page = ScanPage(look)
        self.choose_others = button(look, self.tr("Choose folders…"), "add-folder", "primary")
        self.see_skipped = button(look, self.tr("Skipped files…"), "skipped")
        self.notice_page = NoticePage(look, [self.choose_others, self.see_skipped])
        self.loading_page = LoadingPage()
        self.review_page = ReviewPage(
            self.review,
            self.queries,
            self.comparing,
            self.arranging,
            self.places,
            self.messages,
            look,
            self.thumbnails,
        )
        self._first: dict[QWidget, QWidget] = {self.review_page: self.review_page.groups.list}
        self._first |= {self.empty_page: self.empty_page.choose, self.notice_page: self.choose_others}
        """What the keys act on first on a page."""
        self._scanned = QLabel()
        self._backend = QLabel()
        self.veil = DropVeil(self)

    def _lay_out(self) -> None:
        self.setMenuBar(self.menus)
        self.pages = QStackedWidget()
        for page in (self.loading_page, self.empty_page, self.scan_page, self.notice_page, self.review_page):
            self.pages.addWidget(page)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.messages, self.scan_strip):
            column.addWidget(widget)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(middle)
        self.statusBar().addWidget(self._scanned, 1)
        self.statusBar().addPermanentWidget(self._backend)
        self.setMinimumSize(760, 520)
        self.resize(1240, 800)

    def _connect_review(self) -> None:
        self.places.changed.connect(self.show_state)
        self.review.marks_changed.connect(lambda key: self._allow())
        history = self.review.history
        history.changed.connect(lambda: self.menus.show_history(history.to_undo, history.to_redo))
        self.review.groups_gone.connect(lambda keys: self.show_state())
        self.review.regrouped.connect(lambda keys, groups: self.show_state())
        self.review_page.library_outdated.connect(self.refresh)

    def _allow(self) -> None:
        """Let the menus offer what would do something."""
        self.menus.allow(
            scanning=self.scans.running,
            has_roots=bool(self.scans.roots),
            has_groups=len(self.review.groups) > 0,
            has_marks=self.review.totals.photos > 0,
            skipped=len(self.library.skipped),
        )
        self.menus.allow_compare(
            comparing=isinstance(self.places.here, ComparePlace),
            possible=self.places.here is not None,
            group=self.review_page.current_group() is not None,
        )
        forbid_changes(self, self._services.only_read)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End every job and worker before the window goes; hidden at once, since that may take a moment."""
        self.hide()
        self.decisions.flush()
        self.mark_saver.flush()
        self.watching.close()
        all_ended = self.jobs.close()
        self.thumbnails.close()
        if all_ended:
            self._services.close()
        super().closeEvent(event)
