"""The filters of the list, in a small window that hangs from their button and acts at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from core.group_filter import Facets, GroupFilter, Spread
from core.photo import Relation
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.labels import button, heading, inset
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import day_format, short_path

_AFTER_MS = 200
"""After the last change of a number: nobody wants the list of a number that is half typed."""
_MEGA = 1_000_000
_EARLIEST = QDate(1826, 1, 1)
"""The first photograph."""


class FilterPopover(QDialog):
    """Says what a person wants to see, while it is changed; Esc or a click beside it closes."""

    changed = Signal(object)
    """The `GroupFilter` that is wanted; its words are those that it was shown with."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        self.setAccessibleName(self.tr("Filters"))
        self._filter = GroupFilter()
        self._is_shown = False
        self._before: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._tell)
        self.open_only = QCheckBox(self.tr("Only groups that are not yet reviewed"))
        self.relation = self._choice(self.tr("Relation"))
        self.spread = self._choice(self.tr("Folders of a group"))
        self.folder = self._choice(self.tr("Folder"))
        self.format = self._choice(self.tr("Format"))
        self._fill(
            self.relation, [(None, self.tr("Every relation")), *((r, wording.relation(r)) for r in Relation)]
        )
        self._fill(
            self.spread,
            [(None, self.tr("Wherever its photos lie")), *((one, wording.spread(one)) for one in Spread)],
        )
        self._offer_folders(())
        self._offer_formats(())
        self.after_on, self.after = self._day(self.tr("From"), self.tr("Taken on or after this day"))
        self.before_on, self.before = self._day(self.tr("To"), self.tr("Taken on or before this day"))
        self.bytes_from = self._number("≥ ", " MB", self.tr("Megabytes at least"))
        self.bytes_to = self._number("≤ ", " MB", self.tr("Megabytes at most"))
        self.pixels_from = self._number("≥ ", " MP", self.tr("Megapixels at least"))
        self.pixels_to = self._number("≤ ", " MP", self.tr("Megapixels at most"))
        self.clear = button(look, self.tr("Clear all"), "clear", "quiet")
        self.clear.clicked.connect(self.clear_all)
        self.open_only.toggled.connect(self._timer.start)
        self._lay_out(look)
        self.show_filter(GroupFilter())

    def show_facets(self, facets: Facets) -> None:
        """Offer what there is; what is chosen stays so, be it chosen a moment ago."""
        if self._timer.isActive():
            self._tell()
        chosen = self._filter
        self._is_shown = False
        formats = [(name, f"{name} ({wording.number(count)})") for name, count in facets.formats.items()]
        if chosen.format and chosen.format not in facets.formats:
            formats.append((chosen.format, chosen.format))
        self._offer_formats(formats)
        folders = dict(facets.folders)
        if chosen.folder is not None:
            folders.setdefault(chosen.folder, 0)
        named = [(folder, f"{short_path(folder)} ({wording.number(n)})") for folder, n in folders.items()]
        self._offer_folders(named)
        for edit, wanted, day in (
            (self.after, chosen.after, facets.first),
            (self.before, chosen.before, facets.last),
        ):
            if day is not None and wanted is None:
                edit.setDate(QDate(day.year, day.month, day.day))
        self.show_filter(chosen)

    def show_filter(self, wanted: GroupFilter) -> None:
        """Show what is wanted, without telling of it."""
        self._is_shown = False
        self._filter = wanted
        self.open_only.setChecked(wanted.open_only)
        for box, value in (
            (self.relation, wanted.relation),
            (self.spread, wanted.spread),
            (self.folder, wanted.folder),
            (self.format, wanted.format),
        ):
            self._choose(box, value)
        for on, edit, day in (
            (self.after_on, self.after, wanted.after),
            (self.before_on, self.before, wanted.before),
        ):
            on.setChecked(day is not None)
            edit.setEnabled(day is not None)
            if day is not None:
                edit.setDate(QDate(day.year, day.month, day.day))
        for spin, value in (
            (self.bytes_from, wanted.bytes_from),
            (self.bytes_to, wanted.bytes_to),
            (self.pixels_from, wanted.pixels_from),
            (self.pixels_to, wanted.pixels_to),
        ):
            if round(spin.value() * _MEGA) != value:  # or what is being typed would be written over
                spin.setValue(value / _MEGA)
        self._is_shown = True
        self.clear.setEnabled(not wanted.is_empty)

    def open_below(self, anchor: QWidget) -> None:
        """Hang from a button, wholly on its screen; the keys go back to where they were when it closes."""
        self._before = QApplication.focusWidget()
        self.adjustSize()
        screen = anchor.screen().availableGeometry()
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        place.setY(max(screen.top(), min(place.y(), screen.bottom() - self.height())))
        self.move(place)
        self.show()
        self.open_only.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._before is not None:  # not every platform sees to it
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            self._before = None

    def clear_all(self) -> None:
        """Ask for nothing; the words stay, which stand elsewhere."""
        self.show_filter(GroupFilter(text=self._filter.text))
        self._tell()

    def _lay_out(self, look: Look) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("Relation"), self.relation)
        form.addRow(self.tr("Group"), self.spread)
        form.addRow(self.tr("Folder"), self.folder)
        form.addRow(self.tr("Format"), self.format)
        for words, on, edit in (
            (self.tr("Taken"), self.after_on, self.after),
            ("", self.before_on, self.before),
        ):
            form.addRow(words, _beside(on, edit))
        form.addRow(self.tr("File size"), _beside(self.bytes_from, self.bytes_to))
        form.addRow(self.tr("Picture size"), _beside(self.pixels_from, self.pixels_to))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.clear)
        card = QFrame()
        card.setObjectName("popoverCard")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(heading(self.tr("Show only groups with a photo like this"), 1.0))
        column.addWidget(self.open_only)
        column.addLayout(form)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(24)
        made.currentIndexChanged.connect(self._timer.start)
        return made

    def _day(self, words: str, name: str) -> tuple[QCheckBox, QDateEdit]:
        on = QCheckBox(words)
        on.setAccessibleName(name)
        edit = QDateEdit()
        edit.setAccessibleName(name)
        edit.setCalendarPopup(True)
        edit.setDisplayFormat(day_format())
        edit.setMinimumDate(_EARLIEST)
        edit.setEnabled(False)
        on.toggled.connect(edit.setEnabled)
        on.toggled.connect(self._timer.start)
        edit.dateChanged.connect(self._timer.start)
        return on, edit

    def _number(self, side: str, unit: str, name: str) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        inset(made)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setRange(0, 10_000)
        made.setDecimals(1)
        made.setPrefix(side)
        made.setSuffix(unit)
        made.setSpecialValueText(side + self.tr("any"))
        made.setKeyboardTracking(False)
        made.valueChanged.connect(self._timer.start)
        return made

    def _offer_folders(self, named: Iterable[tuple[Path, str]]) -> None:
        self._fill(self.folder, [(None, self.tr("Every folder")), *named])

    def _offer_formats(self, named: Iterable[tuple[str, str]]) -> None:
        self._fill(self.format, [("", self.tr("Every format")), *named])

    def _fill(self, box: QComboBox, choices: Sequence[tuple[Any, str]]) -> None:
        box.blockSignals(True)
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
        box.blockSignals(False)

    def _choose(self, box: QComboBox, value: Any) -> None:
        """Compared here: Qt finds no paths and no enumerations among its items' data."""
        row = next((n for n in range(box.count()) if box.itemData(n) == value), -1)
        if row < 0:
            box.addItem(short_path(value) if isinstance(value, Path) else str(value), value)
            row = box.count() - 1
        box.setCurrentIndex(row)

    def _tell(self) -> None:
        self._timer.stop()
        if not self._is_shown:
            return
        wanted = replace(
            self._filter,
            open_only=self.open_only.isChecked(),
            relation=Relation(chosen) if (chosen := self.relation.currentData()) else None,
            spread=Spread(chosen) if (chosen := self.spread.currentData()) else None,
            folder=self.folder.currentData(),
            format=self.format.currentData() or "",
            after=_day_of(self.after) if self.after_on.isChecked() else None,
            before=_day_of(self.before) if self.before_on.isChecked() else None,
            bytes_from=round(self.bytes_from.value() * _MEGA),
            bytes_to=round(self.bytes_to.value() * _MEGA),
            pixels_from=round(self.pixels_from.value() * _MEGA),
            pixels_to=round(self.pixels_to.value() * _MEGA),
        )
        self.clear.setEnabled(not wanted.is_empty)
        self._filter = wanted
        self.changed.emit(wanted)


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 1)
    return row


def _day_of(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
