"""How the window was when it was closed: where it stood, what it showed, which group a person was at.

Kept in a file of its own beside the settings: nothing in it is a decision, and without it nothing is lost.
"""

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QWidget

from core.group_filter import GroupFilter, Spread
from core.match.strictness import Strictness
from core.photo import Relation
from core.review.piles import Pile
from nearDup_gui.frame.places import ComparePlace, GroupPlace, Places
from nearDup_gui.library.groups import GroupIndex, Library
from nearDup_gui.overview.arrangement import Arrangement, Order
from nearDup_gui.overview.arranging import ArrangeController
from nearDup_gui.overview.regrouping import RegroupController
from nearDup_gui.overview.suggestions import SuggestionController
from nearDup_gui.photos.card_size import CardSize
from nearDup_gui.piles.view import PilesView
from nearDup_gui.review.page import ReviewPage
from nearDup_gui.scanning.controller import ScanController

FILE_NAME = "window.ini"


class WindowMemory(QObject):
    """Brings a window back as it was, and keeps it when it closes. GUI thread."""

    def __init__(
        self,
        path: Path,
        window: QWidget,
        page: ReviewPage,
        piles: PilesView,
        places: Places,
        arranging: ArrangeController,
        regrouping: RegroupController,
        suggestions: SuggestionController,
        card_size: CardSize,
        scans: ScanController,
        offer_to_go_on: Callable[[Sequence[Path]], None],
        groups: Callable[[], GroupIndex],
    ) -> None:
        """Restore all but the group, which comes with the library.

        Args:
            path: the file; defaults if it is not there or makes no sense.
            window: not shown and not started yet.
            page, piles, places: what was looked at in it.
            arranging, regrouping, suggestions: how it was arranged.
            card_size: how large photos were.
            scans: what is scanned; a scan that did not come to its end is known at the next start.
            offer_to_go_on: offers to go on with a scan of these folders.
            groups: gives the groups that are shown, at the time of asking.
        """
        super().__init__(window)
        self._window = window
        self._page = page
        self._piles = piles
        self._places = places
        self._arranging = arranging
        self._regrouping = regrouping
        self._suggestions = suggestions
        self._card_size = card_size
        self._scans = scans
        self._offer_to_go_on = offer_to_go_on
        self._groups = groups
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)
        self._restore_looks()
        self._restore_arrangement()
        suggestions.dismissed = self._number("dismissed")
        self._group, self._scrolled = self._number("group"), self._number("scrolled")
        if self._group:
            arranging.arranged.connect(self._go_to_group)
        scans.restored.connect(self._offer_unfinished)
        scans.started.connect(self._note_scan)
        scans.found.connect(lambda library: self._forget_scan())
        scans.failed.connect(lambda why: scans.running or self._forget_scan())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close:
            self.save()
        return super().eventFilter(watched, event)

    def save(self) -> None:
        """Write everything down. A file that cannot be written is none that anybody waits for."""
        page, kept = self._page, self._kept
        kept.setValue("geometry", self._window.saveGeometry())
        kept.setValue("dismissed", self._suggestions.dismissed)
        kept.setValue("splitter", page.split.saveState())
        kept.setValue("similarity", "shown" if page.groups.arrange.similarity.isChecked() else "hidden")
        kept.setValue("photo_size", self._card_size.step)
        kept.setValue("pile", self._piles.guest or self._piles.pile or "all")
        kept.setValue("arrangement", arrangement_to_text(page.groups.arrange.arrangement))
        kept.setValue("strictness", strictness_to_text(self._regrouping.strictness))
        here = self._places.here
        if isinstance(here, GroupPlace | ComparePlace):
            kept.setValue("group", here.key)
            kept.setValue("scrolled", page.groups.list.verticalScrollBar().value())
        kept.sync()

    def _restore_looks(self) -> None:
        page = self._page
        geometry, splitter = self._kept.value("geometry"), self._kept.value("splitter")
        if isinstance(geometry, QByteArray):
            self._window.restoreGeometry(geometry)
        if isinstance(splitter, QByteArray):
            page.split.restoreState(splitter)
        self._card_size.choose(self._number("photo_size"))
        page.groups.arrange.similarity.setChecked(self._kept.value("similarity") != "hidden")

    def _restore_arrangement(self) -> None:
        panel, regrouping = self._page.groups, self._regrouping
        regrouping.begin_with(strictness_from_text(str(self._kept.value("strictness", ""))))
        panel.similarity.show_strictness(regrouping.strictness)
        pile = str(self._kept.value("pile", ""))
        if not self._piles.open_guest(pile):
            self._piles.choose(pile_from_text(pile))
        panel.arrange.show_arrangement(arrangement_from_text(str(self._kept.value("arrangement", ""))))

    @Slot(object)
    def _go_to_group(self, groups: list[object]) -> None:
        """The list is there for the first time: go to the group it was closed at, the same rows in sight."""
        if not groups:
            return
        self._arranging.arranged.disconnect(self._go_to_group)
        group = self._groups().group_of(self._group)
        if group is None or not isinstance(self._places.here, GroupPlace):
            return
        self._places.go(GroupPlace(group.keeper.id))
        bar = self._page.groups.list.verticalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(self._scrolled))  # once the list has its size

    @Slot(object)
    def _offer_unfinished(self, library: Library | None) -> None:
        """At the start: the last scan was cancelled, or the window or the machine went down with it."""
        self._scans.restored.disconnect(self._offer_unfinished)
        folders = folders_from_text(str(self._kept.value("unfinished", "")))
        if folders and not self._scans.running and library is not None and not library.notices:
            self._offer_to_go_on(folders)

    @Slot()
    def _note_scan(self) -> None:
        """Written down at once, since nobody knows how the scan ends."""
        folders = [str(root) for root in self._scans.own_roots]
        self._kept.setValue("unfinished", json.dumps(folders))
        self._kept.sync()

    def _forget_scan(self) -> None:
        self._kept.remove("unfinished")
        self._kept.sync()

    def _number(self, name: str) -> int:
        with suppress(TypeError, ValueError):
            return int(str(self._kept.value(name, 0)))
        return 0


def folders_from_text(text: str) -> tuple[Path, ...]:
    """Read a JSON list of folders; none if it makes no sense."""
    try:
        return tuple(Path(os.fsdecode(folder)) for folder in json.loads(text))
    except (ValueError, TypeError):
        return ()


def arrangement_to_text(arrangement: Arrangement) -> str:
    """An order and filters in JSON; what is at its default is left out."""
    asked = {
        name: _plain(value)
        for name, value in asdict(arrangement.filter).items()
        if value != getattr(GroupFilter(), name)
    }
    return json.dumps({"order": arrangement.order.value, "filter": asked})


def arrangement_from_text(text: str) -> Arrangement:
    """Read what `arrangement_to_text` wrote; the default if it makes no sense."""
    try:
        table = json.loads(text)
        asked = {name: _READ.get(name, lambda value: value)(value) for name, value in table["filter"].items()}
        kinds = {item.name: type(item.default) for item in fields(GroupFilter)}
        for name, value in asked.items():
            if name not in _READ and type(value) is not kinds[name]:
                return Arrangement()
        return Arrangement(Order(table["order"]), GroupFilter(**asked))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Arrangement()


def pile_from_text(text: str) -> Pile | None:
    """A pile by its name, None for every group; what is surely the same where a person never chose."""
    if text == "all":
        return None
    return next((pile for pile in Pile if pile == text), Pile.SURE)


def strictness_to_text(strictness: Strictness) -> str:
    """A similarity and relations in JSON."""
    relations = sorted(relation.value for relation in strictness.relations)
    return json.dumps({"at_least": strictness.at_least, "relations": relations})


def strictness_from_text(text: str) -> Strictness:
    """Read what `strictness_to_text` wrote; the default if it makes no sense."""
    try:
        table = json.loads(text)
        at_least = float(table["at_least"])
        relations = frozenset(Relation(name) for name in table["relations"])
    except (ValueError, TypeError, KeyError):
        return Strictness()
    return Strictness(at_least, relations) if 0 <= at_least <= 1 and relations else Strictness()


_READ: dict[str, Any] = {
    "relation": Relation,
    "spread": Spread,
    "folder": lambda text: Path(os.fsdecode(text)),
    "after": date.fromisoformat,
    "before": date.fromisoformat,
}
"""How what JSON has no word for is read."""


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path | Relation) else value
