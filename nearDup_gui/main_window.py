"""The window: it puts views and controllers together, and says who listens to whom.

a person -> view -signal-> controller -job-> core
            view <-signal- controller <-----'
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QVBoxLayout, QWidget

from core.match.histogram import SimilarityHistogram
from core.match.strictness import Strictness
from core.photo import Photo
from nearDup_gui.arrivals.controller import ArrivalsController
from nearDup_gui.arrivals.view import ArrivalsView
from nearDup_gui.comparing.connect import connect_comparing
from nearDup_gui.comparing.controller import CompareController
from nearDup_gui.decisions.controller import DecisionController
from nearDup_gui.decisions.decided_view import DecidedView
from nearDup_gui.dialog_opener import DialogOpener
from nearDup_gui.family.controller import FamilyController
from nearDup_gui.family.view import FamilyView
from nearDup_gui.folders.controller import FoldersController
from nearDup_gui.folders.view import FoldersView
from nearDup_gui.frame.access import Access
from nearDup_gui.frame.connect import connect_frame
from nearDup_gui.frame.drop_veil import DropVeil
from nearDup_gui.frame.forbidding import forbid_changes
from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.header import Header
from nearDup_gui.frame.key_tips import KeyTips
from nearDup_gui.frame.menus import Menus
from nearDup_gui.frame.only_read_strip import OnlyReadStrip
from nearDup_gui.frame.places import ComparePlace, Places, QueryPlace
from nearDup_gui.frame.shortcuts import Shortcuts
from nearDup_gui.hash_tables.controller import TablesController
from nearDup_gui.hash_tables.view import TablesView
from nearDup_gui.library.groups import Library
from nearDup_gui.marks.saver import MarkSaver
from nearDup_gui.overview.arranging import ArrangeController
from nearDup_gui.overview.connect import connect_overview
from nearDup_gui.overview.regrouping import RegroupController
from nearDup_gui.overview.suggestions import SuggestionController
from nearDup_gui.pages import Pages
from nearDup_gui.photos import wording
from nearDup_gui.photos.card_size import CardSize, CardSizeSlider
from nearDup_gui.photos.details import DetailsController
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.photos.units import UnitsController
from nearDup_gui.piles.best import BestController
from nearDup_gui.piles.connect import connect_piles
from nearDup_gui.piles.controller import PilesController
from nearDup_gui.piles.look import LookController
from nearDup_gui.piles.view import PilesView
from nearDup_gui.query.controller import QueryController
from nearDup_gui.query.sources import QuerySources
from nearDup_gui.query.view import QueryView
from nearDup_gui.removal.connect import connect_units
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.removal.loss_view import LossView
from nearDup_gui.reporting.controller import ReportController
from nearDup_gui.reporting.view import ReportView
from nearDup_gui.restoring.connect import connect_restoring, why_not_restore
from nearDup_gui.restoring.controller import RestoreController
from nearDup_gui.restoring.quarantine import QuarantineController
from nearDup_gui.review.connect import connect_card_size, connect_review
from nearDup_gui.review.decision_view import DecisionView
from nearDup_gui.review.facts_view import FactsView
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.review.photo_menu import PhotoMenus, Seat
from nearDup_gui.rules.controller import RulesController
from nearDup_gui.rules.view import RulesView
from nearDup_gui.scanning.controller import ScanController
from nearDup_gui.scanning.news_strip import NewsStrip
from nearDup_gui.scanning.panel import ScanStrip
from nearDup_gui.scanning.view import ScanView
from nearDup_gui.scanning.watch_view import WatchView
from nearDup_gui.scanning.watching import WatchController
from nearDup_gui.services import Services
from nearDup_gui.settings.controller import SettingsController
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.floating import Floating
from nearDup_gui.toolkit.jobs import Jobs
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.messages import Level, MessageBar
from nearDup_gui.window_memory import WindowMemory


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
        self.thumbnails = Thumbnails(services.thumbnail, services.larger_picture, parent=self)
        self.places = Places(self)
        self._make_controllers()
        self._make_views()
        self._lay_out()
        self.frame = Frame(
            look, self.jobs, self.thumbnails, self.places, self.messages, self.menus, self.header, self
        )
        self.shortcuts = Shortcuts(services, self.menus, self)
        self.shortcuts.failed.connect(lambda why: self.messages.say(Level.ERROR, why))
        self._join_features()
        self._join_review()
        self._join_piles()
        self._join_folders()
        self._join_access()
        KeyTips(self, self.menus)
        self.show_state()

    def remember_in(self, path: Path) -> None:
        """Be as this window was when it was closed, and keep in a file how it will be."""
        WindowMemory(
            path,
            self,
            self.review_page,
            self.piles_view,
            self.places,
            self.arranging,
            self.regrouping,
            self.suggestions,
            self.card_size,
            self.scans,
            self.scan_view.offer_to_go_on,
            lambda: self.review.groups,
        )

    def start(self, folders: Sequence[Path] = (), query: Path | None = None) -> None:
        """Begin: scan the given folders, or show what the last scan found, and ask about `query`."""
        if folders:
            self.scans.scan(list(folders))
        else:
            self.scans.restore()
        if query is not None:
            self.places.go(QueryPlace(query.absolute()))

    @property
    def busy(self) -> bool:
        """Whether something goes on that must not be broken off."""
        return self.scans.running or self.review.removing or self.restores.restoring or self.decisions.busy

    def successor(self) -> "MainWindow":
        """A window on the same core, once this one is closed; `go_on_with` lets it be where this one was."""
        return MainWindow(self._services, self.look)

    def go_on_with(self, before: "MainWindow") -> None:
        """Know what another window knows that is kept nowhere else; be where it was once groups are there."""
        self.review.go_on_with(before.review)
        self.piles.go_on_with(before.piles)
        self.looking.go_on_with(before.looking)
        self.folders.go_on_with(before.folders)
        self.menus.facts.setChecked(before.menus.facts.isChecked())
        if before.folders_view.is_shown:
            self.folders_view.open()
        photo = before.review_page.group.grid.current_photo()

        def arrive() -> None:
            self.arranging.arranged.disconnect(arrive)
            self.places.go_on_with(before.places)
            if photo is not None:
                self.review_page.group.grid.go_to(photo.id)

        self.arranging.arranged.connect(arrive)

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

    def show_nothing(self) -> None:
        """Photos of other folders are about to come: nothing of those before stands under their name."""
        panel, fresh = self.review_page.groups, Strictness()
        self.queries.forget_answers()
        self._services.forget_matches()
        panel.arrange.reset()
        self.regrouping.start_afresh(fresh)
        panel.similarity.show_strictness(fresh)
        panel.similarity.show_histogram(SimilarityHistogram())
        self.places.clear()
        self.show_library(Library())

    def refresh(self) -> None:
        """Read the groups anew; a running scan will bring them anyway."""
        self.queries.forget_answers()
        if not self.scans.running:
            self.scans.restore()

    def show_preparing(self) -> None:
        """A graphics card may get ready while the CPU begins."""
        preparing = self._services.preparing()
        if preparing:
            self.backend.setText(told(preparing))
            self.backend.show()

    def show_state(self) -> None:
        """Show the one page that fits."""
        library, running = self._library, self.scans.running
        too_strict = self.library.scanned > 0 and self.library.strictness.leaves_out
        looking = isinstance(self.places.here, QueryPlace) or self.folders.clearing_up
        to_review = len(self.review.groups) > 0 or too_strict or looking
        if self.pages.show_fitting(library, to_review=to_review, scanning=running):
            self.piles_view.take_focus(self.review_page.groups.list)
        page = self.pages.currentWidget()
        self.scan_strip.setVisible(running and page is self.review_page)
        self.header.setVisible(page in (self.review_page, self.pages.notice))
        self.header.show_roots(self.scans.roots)
        self.header.show_skipped(len(self.library.skipped))
        self.header.show_way(self.places.can_go_back, self.places.can_go_forward)
        self.statusBar().setVisible(library is not None and bool(library.scanned))
        self.card_size_slider.setVisible(
            page is self.review_page and not isinstance(self.places.here, ComparePlace)
        )
        self.pages.empty.show_recent(self.scans.recent_folders)
        self.menus.show_recent(self.scans.recent_folders)
        if library is not None:
            self._scanned.setText(self.tr("{0} scanned").format(wording.photos(library.scanned)))
            self.backend.setText(wording.backend(library.backend, library.pace))
            self.backend.setVisible(self.menus.technical.isChecked())
        self._allow()

    def show_what_is_allowed(self) -> None:
        """What may be done has changed: the catalogue can be written now, or can only be read."""
        self.review_page.bar.show_totals(self.review.totals)
        self.header.show_roots(self.scans.roots)
        for always in (
            self.header.choose,
            self.pages.choose_others,
            self.pages.empty.choose,
            self.pages.empty.demo,
        ):
            always.setEnabled(True)
        self.menus.choose.setEnabled(True)
        self._allow()

    def _make_controllers(self) -> None:
        services, jobs = self._services, self.jobs
        self.scans = ScanController(services, jobs, self)
        self.review = ReviewController(services, jobs, self)
        self.restores = RestoreController(services, jobs, self._why_not_restore, self)
        self.quarantine = QuarantineController(services, jobs, self._why_not_restore, self)
        self.queries = QueryController(services, jobs, self)
        self.query_sources = QuerySources(services, jobs, self.places, self)
        self.settings = SettingsController(services, jobs, self)
        self.arranging = ArrangeController(
            jobs, lambda group: services.decisions.state_of(group).is_reviewed, self
        )
        self.arranging.roots = lambda: self.library.roots
        self.regrouping = RegroupController(services, jobs, self)
        self.suggestions = SuggestionController(services, jobs, self)
        self.comparing = CompareController(services, jobs, self.review, self.places, self)
        self.rules = RulesController(services, jobs, self.settings, self.review.history, self)
        self.details = DetailsController(services, jobs, self)
        self.units = UnitsController(services, jobs, self)
        self.watching = WatchController(services, jobs, self)
        self.decisions = DecisionController(services, jobs, self.review, self)
        self.mark_saver = MarkSaver(services, jobs, lambda: self.review.marked_ids, self)
        self.families = FamilyController(services, jobs, self)
        self.tables = TablesController(services, jobs, self)
        self.access = Access(services, jobs, self)
        self.piles = PilesController(services, jobs, self.review, self)
        self.looking = LookController(
            self.piles, self.review, self.decisions, self.comparing, self.places, self
        )
        self.best = BestController(services, jobs, self.review, self)
        self.folders = FoldersController(services, jobs, self.review, self)
        self.reports = ReportController(services, jobs, self)
        self.arrivals = ArrivalsController(services, jobs, self.review, self.piles, self)

    def _make_views(self) -> None:
        look = self.look
        self.menus = Menus(look, self)
        self.header = Header(look)
        self.messages = MessageBar(look)
        self.news_strip = NewsStrip(look)
        self.only_read_strip = OnlyReadStrip(look)
        self.scan_strip = ScanStrip(look)
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
        self.pages = Pages(look, self.review_page)
        self._scanned = QLabel()
        self.backend = QLabel()
        self.veil = DropVeil(self)
        self.piles_view = PilesView(
            self.piles,
            self.looking,
            self.best,
            self.review,
            self.places,
            self.review_page,
            self.messages,
            look,
            self.thumbnails,
        )

    def _lay_out(self) -> None:
        self.setMenuBar(self.menus)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.news_strip, self.only_read_strip, self.scan_strip):
            column.addWidget(widget)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(middle)
        self._floating = Floating(self.messages, middle, (self.review_page.bar, *self.piles_view.bars))
        page, piles = self.review_page, self.piles_view
        grids = (page.group.grid, page.query.grid, piles.wall.list, piles.shots.list)
        self.card_size = CardSize(grids, self)
        self.statusBar().addWidget(self._scanned, 1)
        self.card_size_slider = CardSizeSlider(self.card_size)
        self.statusBar().addPermanentWidget(self.card_size_slider)
        self.statusBar().addPermanentWidget(self.backend)
        self.setMinimumSize(800, 520)
        self.resize(1240, 800)

    def _join_features(self) -> None:
        frame, page = self.frame, self.review_page
        connect_frame(frame, self.close)
        self.dialogs = DialogOpener(
            frame,
            lambda: self.library,
            self.settings,
            self.shortcuts,
            self.watching,
            self.restores,
            self.quarantine,
        )
        self.scan_view = ScanView(
            frame,
            self.scans,
            self.settings,
            self,
            (self.scan_strip, self.pages.scan),
            self.dialogs.show_skipped,
            self.dialogs.show_removed,
        )
        self._show_technical(self.settings.settings.window.technical)
        self.menus.technical.toggled.connect(self.settings.show_technical)
        self.settings.technical_changed.connect(self._show_technical)
        self.settings.colours_changed.connect(lambda: self.look.choose(self.settings.dark))
        self.scan_view.begin_from(self.pages.empty, self.veil, [self.pages.choose_others])
        self.pages.see_skipped.clicked.connect(self.dialogs.show_skipped)
        connect_overview(
            frame,
            page.groups,
            self.review,
            self.arranging,
            self.regrouping,
            self.suggestions,
            lambda: self.library,
            self.show_library,
        )
        connect_comparing(self.menus, self.comparing, page.compare)
        self.rules_view = RulesView(frame, self.rules, self.settings, self.scans, self.review, self.refresh)
        connect_restoring(frame, self.restores, self._brought_back)
        page.undo_wanted.connect(self.restores.undo)
        self.query_view = QueryView(
            frame, self.query_sources, page.query, self._current_photo, page.focus_grid
        )
        self.tables_view = TablesView(frame, self.tables, self._current_photo)
        self.family_view = FamilyView(
            frame,
            self.families,
            self.review,
            lambda: (page.current_group(), self._current_photo()),
            page.focus_grid,
        )
        page.group.family_wanted.connect(lambda: self.family_view.show())

    def _show_technical(self, shown: bool) -> None:
        """What computes, and by which numbers answers were found, are for those who ask."""
        self.menus.technical.setChecked(shown)
        self.backend.setVisible(shown)
        self.review_page.query.grid.cards.show_technical(shown)

    def _join_review(self) -> None:
        frame, page, review = self.frame, self.review_page, self.review
        connect_review(self.menus, page, review)
        connect_card_size(frame, page, self.card_size)
        self.facts_view = FactsView(frame, page, self.details, review, self.comparing)
        self.loss_view = LossView(frame, self._services, page.removal, review, self.details)
        self.decision_view = DecisionView(
            frame,
            page,
            review,
            self.decisions,
            self.comparing,
            self.arranging,
            self.mark_saver,
            lambda: self.library.roots,
        )
        cards = (page.group.grid.cards, page.query.grid.cards)
        connect_units(frame, self.units, cards, page.removal, self.refresh)
        page.roots = lambda: self.library.roots
        page.scan_too_wanted.connect(lambda folder: self.scans.scan([*self.library.roots, folder]))
        self.decided_view = DecidedView(frame, self.decisions)
        self.photo_menus = PhotoMenus(
            frame,
            page,
            review,
            self.comparing,
            self.rules,
            self.units,
            self.family_view,
            self.query_view,
            lambda: self.access.only_read,
        )
        self.places.changed.connect(self.show_state)
        review.marks_changed.connect(lambda key: self._allow())
        review.groups_gone.connect(lambda keys: self.show_state())
        review.regrouped.connect(lambda keys, groups: self.show_state())
        page.library_outdated.connect(self.refresh)

    def _join_piles(self) -> None:
        self.decision_view.takes = self.looking.takes
        connect_piles(
            self.frame,
            self.piles_view,
            self.piles,
            self.looking,
            self.scans,
            self.decisions,
            lambda photo, shown: self.photo_menus.of_photo(photo, Seat.ANSWER, shown),
            self._allow,
        )

    def _join_folders(self) -> None:
        self.folders_view = FoldersView(
            self.frame,
            self.folders,
            self.piles_view,
            self.review,
            self.restores,
            self.settings,
            self.review_page,
        )
        self._floating.keep_above(self.folders_view.page.detail.bar)
        self.folders.empty_found.connect(lambda folders: self.show_state())
        self.arrivals_view = ArrivalsView(
            self.frame,
            self.arrivals,
            self.piles_view,
            self.review,
            self.settings,
            self.review_page,
            self.dialogs.choose_rules,
            lambda photo, shown: self.photo_menus.of_photo(photo, Seat.ANSWER, shown),
        )
        self._floating.keep_above(self.arrivals_view.page.bar)
        self.decisions.states_changed.connect(lambda keys: self.arrivals.look_soon())
        self.report_view = ReportView(
            self.frame,
            self.reports,
            self.review_page,
            (self.piles, self.piles_view),
            self.folders_view,
            self.arrivals_view,
            lambda: self.library,
        )

    def _join_access(self) -> None:
        """What may be changed, and what is new in the folders, is told by strips under the header."""
        access, review, restores = self.access, self.review, self.restores
        self.only_read_strip.try_again_wanted.connect(access.try_again)
        self.scans.restored.connect(lambda library: access.look())
        self.scans.ended.connect(access.look)
        access.changed.connect(self.only_read_strip.say)
        access.changed.connect(lambda why: self.show_what_is_allowed())
        access.regained.connect(self.scans.restore)
        self.watch_view = WatchView(
            self.frame,
            self.watching,
            self.scans,
            self.news_strip,
            lambda: self.piles_view.take_focus(self.review_page.groups.list),
            lambda: review.removing or restores.restoring,
        )
        self.watch_view.follow_on((access.changed, self.settings.watching_changed))
        self.watch_view.rest_on((review.removal_started, review.removed, review.removal_failed))
        self.watch_view.rest_on((restores.started, restores.restored, restores.failed))

    def _why_not_restore(self) -> str:
        return why_not_restore(
            scanning=self.scans.running, removing=self.review.removing, only_read=self.access.only_read
        )

    def _brought_back(self) -> None:
        """Photos that are back belong to their groups again, and the catalogue knows which."""
        if self.review.history.end_removal():
            self.review.mark_again()
        self.refresh()

    def _current_photo(self) -> Photo | None:
        """The photo that the keys act on; while two are compared, the right one."""
        here, page = self.places.here, self.review_page
        if isinstance(here, ComparePlace):
            pair = self.comparing.pair
            return None if pair is None else pair.right
        return (page.query if isinstance(here, QueryPlace) else page.group).grid.current_photo()

    def _allow(self) -> None:
        """Let the menus offer what would do something."""
        self.menus.allow(
            scanning=self.scans.running,
            has_roots=bool(self.scans.roots),
            has_groups=len(self.review.groups) > 0,
            has_marks=self.piles_view.anything_goes,
            skipped=len(self.library.skipped),
        )
        self.menus.allow_compare(
            comparing=isinstance(self.places.here, ComparePlace),
            possible=self.places.here is not None,
            group=self.review_page.current_group() is not None,
        )
        why = self._services.only_read
        self.review_page.forbid(why)
        self.piles_view.forbid(why)
        forbid_changes(self.menus, self._changing_buttons(), why)

    def _changing_buttons(self) -> list[QAbstractButton]:
        return [
            *(self.header.choose, self.header.rescan, self.pages.choose_others),
            *(self.pages.empty.choose, self.pages.empty.demo),
            *self.review_page.changing_buttons,
        ]

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
        self.piles.flush()
        self.watching.close()
        all_ended = self.jobs.close()
        self.thumbnails.close()
        if all_ended:
            self._services.close()
        super().closeEvent(event)
