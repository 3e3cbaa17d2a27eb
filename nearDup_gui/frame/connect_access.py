"""A window that may only look, joined to its parts: what would change anything is off, and says why."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout

from nearDup_gui.frame.access import Access
from nearDup_gui.frame.only_read_strip import OnlyReadStrip

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow


def connect_access(window: "MainWindow", access: Access) -> OnlyReadStrip:
    """Put the strip under the header, and let controllers and buttons know."""
    strip = OnlyReadStrip(window.look)
    centre = window.centralWidget()
    middle = None if centre is None else centre.layout()
    assert isinstance(middle, QVBoxLayout)
    middle.insertWidget(middle.indexOf(window.header) + 1, strip)
    strip.try_again_wanted.connect(access.try_again)
    window.scans.restored.connect(lambda library: access.look())
    window.scans.ended.connect(access.look)
    access.changed.connect(strip.say)
    access.changed.connect(lambda why: window.show_what_is_allowed())
    access.regained.connect(window.scans.restore)
    return strip


def forbid_changes(window: "MainWindow", why: str) -> None:
    """Switch off what would change anything, and say why in its tip; without a reason, let it be."""
    menus, page = window.menus, window.review_page
    actions = [action for name in _CHANGING if isinstance(action := getattr(menus, name, None), QAction)]
    page.bar.forbid(bool(why))
    page.group.forbid(why)
    page.compare.forbid(why)
    buttons: list[QAbstractButton] = [
        *(window.header.choose, window.header.rescan, window.choose_others),
        *(window.empty_page.choose, window.empty_page.demo),
        *(page.bar.remove, page.bar.choose, page.bar.mark_all, page.bar.clear_all),
        page.groups.similarity.forget,
    ]
    for part in (*actions, *buttons):
        if why:
            part.setEnabled(False)
        _explain(part, why)


_CHANGING = (
    *("choose", "rescan", "demo", "undo", "redo"),
    *("mark_copies", "keep_all", "mark_all", "clear_all", "remove"),
    *("mark_left", "mark_right", "not_duplicates", "reviewed", "variants", "later", "choose_keeper"),
    *("split_off", "none_duplicates", "reopen"),
)
"""The actions of the menus, by name, that scan, mark, decide or remove; those that there are."""


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
