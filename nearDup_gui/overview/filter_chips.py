"""What the list is filtered by, as small buttons that each take one condition away."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.group_filter import GroupFilter
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.flow_layout import FlowLayout
from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import day

translate = QCoreApplication.translate


class FilterChips(QWidget):
    """One chip for each condition but the words, which stand in their own field; hidden without any."""

    changed = Signal(object)
    """The `GroupFilter` that is wanted."""
    clear_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._row = FlowLayout(self)
        self.chips: list[QWidget] = []
        self.hide()

    def show_filter(self, wanted: GroupFilter) -> None:
        """Show a chip for each condition."""
        conditions = conditions_of(wanted)
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.chips = [self._chip(condition.words, condition.without) for condition in conditions]
        for chip in self.chips:
            self._row.addWidget(chip)
        if conditions:
            everything = button(self._look, self.tr("Clear all"), "", "chip")
            everything.clicked.connect(self.clear_wanted)
            self._row.addWidget(everything)
        self.setVisible(bool(conditions))

    def _chip(self, words: str, without: GroupFilter) -> QWidget:
        made = button(self._look, words, "close", "chip")
        made.setToolTip(self.tr("Take this condition away"))
        made.setAccessibleName(self.tr("Only {0}. Press to take this away").format(words))
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross comes after the words
        made.clicked.connect(lambda: self.changed.emit(without))
        return made


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is asked for, in words, and the filter without it."""

    words: str
    without: GroupFilter


def conditions_of(wanted: GroupFilter) -> list[Condition]:
    """Everything that a filter asks for, but its words."""
    return [
        Condition(words, replace(wanted, **{name: getattr(_NOTHING, name) for name in names}))
        for names, say in _CONDITIONS
        if (words := say(wanted))
    ]


_NOTHING = GroupFilter()


def _from_to(least: str, most: str) -> str:
    if least and most:
        return translate("FilterChips", "{0} to {1}").format(least, most)
    if least:
        return translate("FilterChips", "From {0}").format(least)
    return translate("FilterChips", "Up to {0}").format(most) if most else ""


def _relation(wanted: GroupFilter) -> str:
    return wording.relation(wanted.relation) if wanted.relation else ""


def _folder(wanted: GroupFilter) -> str:
    return (wanted.folder.name or str(wanted.folder)) if wanted.folder else ""


def _days(wanted: GroupFilter) -> str:
    return _from_to(*(day(one) if one else "" for one in (wanted.after, wanted.before)))


def _bytes(wanted: GroupFilter) -> str:
    return _from_to(*(wording.size(n) if n else "" for n in (wanted.bytes_from, wanted.bytes_to)))


def _pixels(wanted: GroupFilter) -> str:
    return _from_to(*(wording.megapixels(n) if n else "" for n in (wanted.pixels_from, wanted.pixels_to)))


def _open_only(wanted: GroupFilter) -> str:
    return translate("FilterChips", "Not yet reviewed") if wanted.open_only else ""


_CONDITIONS: tuple[tuple[tuple[str, ...], Callable[[GroupFilter], str]], ...] = (
    (("open_only",), _open_only),
    (("relation",), _relation),
    (("spread",), lambda wanted: wording.spread(wanted.spread) if wanted.spread else ""),
    (("folder",), _folder),
    (("format",), lambda wanted: wanted.format),
    (("after", "before"), _days),
    (("bytes_from", "bytes_to"), _bytes),
    (("pixels_from", "pixels_to"), _pixels),
)
