"""Help in two dialogs: every key in one table, and what this NearDup is made of."""

import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, qVersion
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core import __version__
from nearDup_gui.frame.menus import Menus
from nearDup_gui.frame.shortcuts import plain
from nearDup_gui.toolkit.labels import heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import Column
from nearDup_gui.toolkit.table_dialog import TableDialog

translate = QCoreApplication.translate

_TOLD = ("onnxruntime", "tensorflow", "numpy", "pillow", "sqlalchemy")
"""Packages whose versions a report of a fault wants."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key, where it acts, and what it does."""

    keys: str
    where: str
    does: str


def shortcuts_dialog(look: Look, menus: Menus, parent: QWidget) -> TableDialog:
    """Every key of the window: those of the menus as they are, and those of the photos."""
    columns = (
        Column(translate("Help", "Keys"), lambda one: one.keys, width=170),
        Column(translate("Help", "Where"), lambda one: one.where, width=170),
        Column(translate("Help", "What it does"), lambda one: one.does),
    )
    title = translate("Help", "Keyboard shortcuts")
    rows = [*_in_lists(), *_in_menus(menus)]
    dialog = TableDialog(look, title, "", columns, rows, parent)
    dialog.add_close()
    return dialog


def _in_menus(menus: Menus) -> Iterator[Shortcut]:
    for menu in menus.lists:
        for action in menu.actions():
            if action.shortcuts():
                keys = ", ".join(
                    key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()
                )
                yield Shortcut(keys, plain(menu.title()), plain(action.iconText()))


def _in_lists() -> Iterator[Shortcut]:
    photos = translate("Help", "Photos")
    groups = translate("Help", "List of groups")
    yield Shortcut(translate("Help", "Arrows"), photos, translate("Help", "Go to a photo"))
    yield Shortcut(
        translate("Help", "Space, Delete"), photos, translate("Help", "Mark a photo, or let it stay")
    )
    yield Shortcut(translate("Help", "Enter"), photos, translate("Help", "Compare a photo with the keeper"))
    yield Shortcut("O", photos, translate("Help", "Open a photo"))
    yield Shortcut("F", photos, translate("Help", "Find similar photos"))
    yield Shortcut("G", photos, translate("Help", "Show its group"))
    yield from _in_comparing()
    tree = translate("Help", "Family tree")
    yield Shortcut(translate("Help", "Arrows"), tree, translate("Help", "Go to parent, child, or sibling"))
    yield Shortcut(
        translate("Help", "Space, Delete"), tree, translate("Help", "Mark a photo, or let it stay")
    )
    yield Shortcut(translate("Help", "Enter"), tree, translate("Help", "Compare a photo with its parent"))
    yield Shortcut(translate("Help", "Arrows"), groups, translate("Help", "Go to a group"))
    yield Shortcut(translate("Help", "Enter, Right"), groups, translate("Help", "Go on to its photos"))
    yield Shortcut(translate("Help", "Home, End"), groups, translate("Help", "The first and the last group"))


def _in_comparing() -> Iterator[Shortcut]:
    """The keys that are held or go with arrows, which no menu can have."""
    for keys, does in (
        (translate("Help", "Space or F, held"), translate("Help", "The right photo in the left one's place")),
        (translate("Help", "Left, Right"), translate("Help", "Go to another photo of the group")),
        (translate("Help", "Up, Down"), translate("Help", "Go to another group")),
        (translate("Help", "Shift+Arrows"), translate("Help", "Look at another part of both")),
        (translate("Help", "Ctrl+Left, Ctrl+Right"), translate("Help", "Move the split")),
        (translate("Help", "Delete, Shift+Delete"), translate("Help", "Mark the right or the left photo")),
    ):
        yield Shortcut(keys, translate("Help", "Comparing"), does)


class AboutDialog(QDialog):
    """What NearDup is, its versions, and what it computes with."""

    def __init__(self, backend: str, parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            backend: what the last scan computed with; empty before the first.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("About NearDup"))
        sign = QLabel()
        sign.setPixmap(QGuiApplication.windowIcon().pixmap(QSize(64, 64)))
        self.versions = QLabel("\n".join(f"{name} {number}" for name, number in versions()))
        self.backend = QLabel(backend or self.tr("Known after the first scan"))
        self.card = muted()
        self.card.setVisible(False)
        for label in (self.versions, self.backend, self.card):
            label.setTextInteractionFlags(label.textInteractionFlags().TextSelectableByMouse)
        buttons = QDialogButtonBox()
        buttons.addButton(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(heading(f"NearDup {__version__}"))
        words.addWidget(
            muted(
                self.tr(
                    "Finds near-duplicate photos, says why they match, and removes what you choose so that "
                    "it can be brought back. Everything stays on this computer."
                )
            )
        )
        words.addSpacing(8)
        words.addWidget(heading(self.tr("Computes with"), 1.0))
        words.addWidget(self.backend)
        words.addWidget(self.card)
        words.addSpacing(8)
        words.addWidget(heading(self.tr("Made of"), 1.0))
        words.addWidget(self.versions)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(sign)
        row.setAlignment(sign, row.alignment().AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 16)
        column.setSpacing(14)
        column.addLayout(row)
        column.addWidget(buttons)
        self.setFixedWidth(480)

    def show_card(self, standings: Sequence[tuple[str, str]]) -> None:
        """Say what the graphics card offers, and why it is or is not used; nothing without a card."""
        self.card.setText("\n".join(f"{title}: {why}" for title, why in standings))
        self.card.setVisible(bool(standings))
        self.adjustSize()


def versions() -> Iterator[tuple[str, str]]:
    """Names and versions of what NearDup stands on, read without importing any of it."""
    from importlib.metadata import PackageNotFoundError, version  # the post's own parser comes with it

    yield "Python", platform.python_version()
    yield "Qt", qVersion()
    for name in _TOLD:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue
