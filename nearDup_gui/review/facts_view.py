"""Facts and losses joined to the window: tables below the photos, and what a group's marks would lose."""

from PySide6.QtCore import QObject, QTimer

from nearDup_gui.comparing.controller import CompareController
from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.places import ComparePlace
from nearDup_gui.photos.details import DetailsController
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.review.page import ReviewPage

_READ_AT_MOST = 200
"""Photos of one group whose files are read; the rest of a larger group shows what the catalogue knows."""


class FactsView(QObject):
    """Joins a `DetailsController` to the group's page and to that of comparing. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        page: ReviewPage,
        details: DetailsController,
        review: ReviewController,
        comparing: CompareController,
    ) -> None:
        super().__init__(frame.over)
        self._frame = frame
        self._page = page
        self._details = details
        self._review = review
        self._comparing = comparing
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show)
        frame.menus.facts.toggled.connect(self._show_tables)
        for panel in (self._page.group.facts, self._page.compare.facts):
            panel.close_wanted.connect(lambda: frame.menus.facts.setChecked(False))
        details.known.connect(self._show)
        frame.places.arrived.connect(lambda place: self._later.start())
        comparing.pair_changed.connect(lambda pair: self._later.start())
        review.library_changed.connect(self._later.start)
        review.marks_changed.connect(lambda key: self._later.start())
        review.group_changed.connect(lambda group: self._later.start())
        review.regrouped.connect(lambda keys, groups: self._later.start())
        review.removed.connect(lambda outcomes: details.forget())
        self._show_tables(False)

    def _show_tables(self, shown: bool) -> None:
        self._page.group.facts.setVisible(shown)
        self._page.compare.facts.setVisible(shown)
        self._later.start()

    def _show(self) -> None:
        """Show what is known by now, and see to it that the rest is read, if anybody looks."""
        page, details = self._page, self._details
        group = page.current_group()
        if group is None:
            return
        shown = self._frame.menus.facts.isChecked()
        marked = {photo.id for photo in group.photos if self._review.is_marked(photo.id)}
        if shown or marked:
            details.read(group.photos[:_READ_AT_MOST])
        page.group.show_losses(details.losses(group, marked) if marked else ())
        if not shown:
            return
        held = {member.photo.id: member.losses for member in group.members}
        pair = self._comparing.pair
        if isinstance(self._frame.places.here, ComparePlace) and pair is not None:
            both = (pair.left, pair.right)
            page.compare.facts.show_photos(both, details.of(both), held)
        else:
            page.group.facts.show_photos(group.photos, details.of(group.photos), held)
