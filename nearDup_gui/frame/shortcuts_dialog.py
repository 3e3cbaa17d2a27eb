"""Every key of the menus, to be looked up and changed."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nearDup_gui.frame.shortcuts import Command, Keys, Shortcuts, conflicts
from nearDup_gui.toolkit.labels import button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import ROW_ROLE, Column, TableModel
from nearDup_gui.toolkit.table_dialog import plain_table
from nearDup_gui.toolkit.writing import in_a_row, listed

_NATIVE = QKeySequence.SequenceFormat.NativeText
_PORTABLE = QKeySequence.SequenceFormat.PortableText


class ShortcutsDialog(QDialog):
    """Accepted, the keys are those that a person wants. Two actions with one key cannot be kept."""

    def __init__(
        self,
        shortcuts: Shortcuts,
        look: Look,
        show_others: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        """Show the keys as they are.

        Args:
            shortcuts: the keys.
            look: the theme.
            show_others: lists the keys that cannot be changed: arrows, and what is held.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(760, 600)
        self.setSizeGripEnabled(True)
        self._shortcuts = shortcuts
        self._commands = shortcuts.commands()
        self.keys: dict[str, Keys] = {one.name: one.keys for one in self._commands}
        self._make_table()
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setClearButtonEnabled(True)
        self.edit.setAccessibleName(self.tr("Another key for the chosen action"))
        self.reset = button(look, self.tr("As it was at first"), "undo", "quiet")
        self.reset_all = button(look, self.tr("Reset all"), "", "quiet")
        self.others = button(look, self.tr("Keys in lists and photos…"), "info", "quiet")
        self.others.clicked.connect(show_others)
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.setProperty("tone", "warn")
        self.buttons = QDialogButtonBox()
        self.save = button(look, self.tr("Save"), "", "primary")
        self.buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self._lay_out()
        for quiet in self.findChildren(QPushButton):
            quiet.setAutoDefault(False)  # Enter may be a key that is being chosen
        self.edit.editingFinished.connect(self._take_key)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        self.table.selectionModel().currentChanged.connect(self._show_chosen)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: shortcuts.change(self.keys))
        self.table.selectRow(0)
        self._show_conflicts()

    def choose(self, name: str) -> None:
        """Go to an action."""
        row = next(number for number, one in enumerate(self._commands) if one.name == name)
        self.table.selectRow(row)

    def _make_table(self) -> None:
        columns = (
            Column(self.tr("Menu"), lambda one: one.menu, width=120),
            Column(self.tr("What it does"), lambda one: one.text, width=320),
            Column(self.tr("Keys"), lambda one: _shown(self.keys[one.name]), width=180),
        )
        self.rows = TableModel(columns, self._commands, self)
        self.table = plain_table(self)
        self.table.setSortingEnabled(False)
        self.table.setModel(self.rows)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("Actions and their keys"))
        header = self.table.horizontalHeader()
        for number, column in enumerate(columns):
            self.table.setColumnWidth(number, column.width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        label = QLabel(self.tr("&New key"))
        label.setBuddy(self.edit)
        row.addWidget(label)
        row.addWidget(self.edit, 1)
        row.addWidget(self.reset)
        row.addWidget(self.reset_all)
        foot = QHBoxLayout()
        foot.addWidget(self.others)
        foot.addWidget(self.buttons, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("Keyboard shortcuts")))
        column.addWidget(
            muted(self.tr("Choose an action, go to the field below, and press the key that it shall have."))
        )
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.warning)
        column.addLayout(foot)

    def _chosen(self) -> Command | None:
        index: QModelIndex = self.table.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def _show_chosen(self) -> None:
        if (one := self._chosen()) is not None:
            keys = self.keys[one.name]
            self.edit.setKeySequence(QKeySequence(keys[0] if keys else "", _PORTABLE))
            self.reset.setEnabled(keys != one.at_first)

    def _take_key(self) -> None:
        """The first key becomes another one; nothing in the field takes the keys away."""
        one = self._chosen()
        if one is None:
            return
        wanted = self.edit.keySequence().toString(_PORTABLE)
        if wanted != (self.keys[one.name] or ("",))[0]:
            self._set(one, (wanted,) if wanted else ())

    def _reset(self) -> None:
        if (one := self._chosen()) is not None:
            self._set(one, one.at_first)

    def _reset_all(self) -> None:
        self.keys = {one.name: one.at_first for one in self._commands}
        self._show_again()

    def _set(self, one: Command, keys: Keys) -> None:
        self.keys[one.name] = keys
        self._show_again()

    def _show_again(self) -> None:
        last = self.rows.index(self.rows.rowCount() - 1, 2)
        self.rows.dataChanged.emit(self.rows.index(0, 2), last, [Qt.ItemDataRole.DisplayRole])
        self._show_chosen()
        self._show_conflicts()

    def _show_conflicts(self) -> None:
        texts = {one.name: one.text for one in self._commands}
        found = conflicts(self.keys)
        said = [
            self.tr("{0} is the key of: {1}.").format(_shown((key,)), listed(texts[name] for name in names))
            for key, names in found.items()
        ]
        self.warning.setText(in_a_row(said))
        self.warning.setVisible(bool(said))
        self.save.setEnabled(not found)


def _shown(keys: Keys) -> str:
    return ", ".join(QKeySequence(key, _PORTABLE).toString(_NATIVE) for key in keys)
