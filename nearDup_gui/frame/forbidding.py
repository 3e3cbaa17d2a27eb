"""What would change anything, switched off with the reason in its tip while the window may only look."""

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton

from nearDup_gui.frame.menus import Menus


def forbid_changes(menus: Menus, buttons: Iterable[QAbstractButton], why: str) -> None:
    """Switch off what would change anything, and say why in its tip; without a reason, let it be."""
    actions = [action for name in _CHANGING if isinstance(action := getattr(menus, name, None), QAction)]
    for part in (*actions, *buttons):
        if why:
            part.setEnabled(False)
        _explain(part, why)


_CHANGING = (
    *("choose", "rescan", "demo", "undo", "redo"),
    *("mark_copies", "keep_all", "clear_all", "remove"),
    *("mark_left", "mark_right", "left_stays", "right_stays", "look_back"),
    *("not_duplicates", "reviewed", "variants", "later", "choose_keeper"),
    *("split_off", "none_duplicates", "reopen"),
)
"""The actions of the menus, by name, that scan, mark, decide or remove; those that there are."""


def set_tip(part: QAction | QAbstractButton, tip: str) -> None:
    """Say what pressing does: at once, or once it is allowed again."""
    if part.property("tipWhenAllowed") is None:
        part.setToolTip(tip)
    else:
        part.setProperty("tipWhenAllowed", tip)


def _explain(part: QAction | QAbstractButton, why: str) -> None:
    """Put the reason in place of the tip, and the tip back when there is none any more."""
    kept = part.property("tipWhenAllowed")
    if why:
        if kept is None:
            part.setProperty("tipWhenAllowed", part.toolTip())
        part.setToolTip(why)
    elif kept is not None:
        part.setToolTip(kept)
        part.setProperty("tipWhenAllowed", None)
