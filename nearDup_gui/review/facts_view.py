"""Facts and losses joined to the window: tables below the photos, and what a group's marks would lose."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from nearDup_gui.frame.places import ComparePlace

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow

_READ_AT_MOST = 200
"""Photos of one group whose files are read; the rest of a larger group shows what the catalogue knows."""


class FactsView(QObject):
    """Joins a `DetailsController` to the group's page and to that of comparing. GUI thread."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._page = window.review_page
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show)
        window.menus.facts.toggled.connect(self._show_tables)
        for panel in (self._page.group.facts, self._page.compare.facts):
            panel.close_wanted.connect(lambda: window.menus.facts.setChecked(False))
        window.details.known.connect(self._show)
        window.places.arrived.connect(lambda place: self._later.start())
        window.comparing.pair_changed.connect(lambda pair: self._later.start())
        window.review.library_changed.connect(self._later.start)
        window.review.marks_changed.connect(lambda key: self._later.start())
        window.review.group_changed.connect(lambda group: self._later.start())
        window.review.regrouped.connect(lambda keys, groups: self._later.start())
        window.review.removed.connect(lambda outcomes: window.details.forget())
        self._show_tables(False)

    def _show_tables(self, shown: bool) -> None:
        self._page.group.facts.setVisible(shown)
        self._page.compare.facts.setVisible(shown)
        self._later.start()

    def _show(self) -> None:
        """Show what is known by now, and see to it that the rest is read, if anybody looks."""
        window, page = self._window, self._page
        group = page.current_group()
        if group is None:
            return
        shown = window.menus.facts.isChecked()
        marked = {photo.id for photo in group.photos if window.review.is_marked(photo.id)}
        if shown or marked:
            window.details.read(group.photos[:_READ_AT_MOST])
        page.group.show_losses(window.details.losses(group, marked) if marked else ())
        if not shown:
            return
        held = {member.photo.id: member.losses for member in group.members}
        pair = window.comparing.pair
        if isinstance(window.places.here, ComparePlace) and pair is not None:
            both = (pair.left, pair.right)
            page.compare.facts.show_photos(both, window.details.of(both), held)
        else:
            page.group.facts.show_photos(group.photos, window.details.of(group.photos), held)
