"""How photos shall be removed: a small sheet over the button, with every way in plain sentences."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.review.actions.action import ActionKind
from nearDup_gui.removal import wording as removal_words
from nearDup_gui.removal import wording as words
from nearDup_gui.removal.service import RemovalWay
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.labels import button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import in_a_row

if TYPE_CHECKING:
    from core.review.ways import Way

_WIDTH = 460
_MARGIN = 8


class RemovalChoice(QFrame):
    """Goes by itself when a person clicks elsewhere, or presses Escape or Enter. Up and Down choose."""

    chosen = Signal(object, object)
    """An `ActionKind`, and a folder where it wants another one than before, or None."""
    rehearsal_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("How photos are removed"))
        self._group = QButtonGroup(self)
        self.buttons: dict[ActionKind, QRadioButton] = {}
        self._notes: dict[ActionKind, QLabel] = {}
        self._folder: Path | None = None
        list_ = QWidget()
        rows = QVBoxLayout(list_)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for kind in words.OFFERED:
            radio = QRadioButton(words.name(kind))
            note = muted(words.explained(kind))
            note.setContentsMargins(26, 0, 0, 8)
            radio.setAccessibleDescription(words.explained(kind))
            self._group.addButton(radio)
            self.buttons[kind], self._notes[kind] = radio, note
            radio.clicked.connect(lambda _=False, kind=kind: self._choose(kind))
            rows.addWidget(radio)
            rows.addWidget(note)
        self.other_folder = button(look, self.tr("Another folder…"), "folder", "quiet")
        self.other_folder.clicked.connect(self._choose_other)
        self.rehearse = button(look, self.tr("Show what would happen…"), "info", "quiet")
        self.rehearse.setToolTip(self.tr("Makes every check of every file, and changes nothing"))
        self.rehearse.clicked.connect(self._rehearse)
        foot = QHBoxLayout()
        foot.addWidget(self.rehearse)
        foot.addStretch(1)
        foot.addWidget(self.other_folder)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(list_)
        for ground in (scroll.viewport(), list_):
            ground.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll, self._list = scroll, list_
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 10)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("What becomes of marked photos"), 1.1))
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self.setFixedWidth(_WIDTH)

    def show_ways(self, way: RemovalWay, possible: "Mapping[ActionKind, Way]") -> None:
        """Say which way is chosen, and for each what stands against it now.

        Args:
            possible: what is known of the marked photos; a way that is missing is not known about.
        """
        self._folder = way.folder
        self.buttons[way.kind].setChecked(True)
        self.other_folder.setVisible(way.kind in words.WANT_A_FOLDER)
        self.rehearse.setEnabled(bool(possible))
        for kind, radio in self.buttons.items():
            radio.setText(words.name(kind, way.folder if kind in words.WANT_A_FOLDER else None))
            known = possible.get(kind)
            radio.setEnabled(known is None or known.possible or kind is way.kind)
            said = [words.explained(kind)]
            if known is not None and known.unable:
                said.append(_what_stands_against(known))
            self._notes[kind].setText("\n".join(said))
            radio.setAccessibleDescription(in_a_row(said))

    def note(self, kind: ActionKind) -> str:
        """What is said about a way."""
        return self._notes[kind].text()

    def open_over(self, anchor: QWidget) -> None:
        """Show the sheet above a button, as high as it fits in the window."""
        window = anchor.window()
        self._list.setFixedWidth(_WIDTH - 48)
        wanted = self._list.layout().heightForWidth(_WIDTH - 48) + 110  # pyright: ignore[reportOptionalMemberAccess]
        top = anchor.mapTo(window, QPoint(anchor.width(), 0))
        height = min(wanted, top.y() - 2 * _MARGIN) if top.y() > 240 else wanted
        self.setFixedHeight(max(height, 240))
        corner = window.mapToGlobal(QPoint(top.x() - _WIDTH, top.y() - self.height() - _MARGIN))
        self.move(corner)
        self.show()
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.PopupFocusReason)
            self._scroll.ensureWidgetVisible(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose(self, kind: ActionKind) -> None:
        if kind in words.WANT_A_FOLDER and self._folder is None:
            self._choose_folder(kind)
        else:
            self.chosen.emit(kind, None)

    def _choose_other(self) -> None:
        kind = next(kind for kind, radio in self.buttons.items() if radio.isChecked())
        self._choose_folder(kind)

    def _choose_folder(self, kind: ActionKind) -> None:
        """The system's dialog; without a choice the way stays as it was."""
        parent = self.parentWidget()
        self.close()
        title = self.tr("Choose the folder for the photos")
        picked = QFileDialog.getExistingDirectory(parent, title, str(self._folder or ""))
        self.chosen.emit(kind if picked else None, Path(picked) if picked else None)

    def _rehearse(self) -> None:
        self.close()
        self.rehearsal_wanted.emit()


def _what_stands_against(way: "Way") -> str:
    """How many photos cannot go this way, and why."""
    reasons = in_a_row(map(told, way.reasons[:2]))
    return removal_words.not_possible(way.unable, way.able + way.unable).format(reasons)
