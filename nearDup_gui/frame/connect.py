"""What each action of the menus and each button of the header does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from nearDup_gui.comparing.canvas import Mode
from nearDup_gui.comparing.page import ZOOM_STEP
from nearDup_gui.frame.key_tips import KeyTips
from nearDup_gui.scanning.connect import cancel_scan

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow


def connect_menus(window: "MainWindow") -> None:
    """Join the menus and the header to the views and controllers of a window."""
    menus, page, dialogs = window.menus, window.review_page, window.dialogs
    menus.connect_all(
        {
            menus.choose: window.choose_folders,
            menus.rescan: window.scans.scan_again,
            menus.cancel: lambda: cancel_scan(window),
            menus.ask_file: dialogs.ask_about_file,
            menus.demo: window.scans.scan_demo,
            menus.restore: dialogs.show_removed,
            menus.settings: dialogs.change_settings,
            menus.quit: window.close,
            menus.undo: window.review.undo_mark,
            menus.redo: window.review.redo_mark,
            menus.next: lambda: page.groups.step(1),
            menus.previous: lambda: page.groups.step(-1),
            menus.mark_copies: page.mark_copies,
            menus.keep_all: page.clear,
            menus.mark_all: page.mark_all,
            menus.clear_all: window.review.clear_all,
            menus.remove: page.remove,
            menus.rehearse: page.removal.rehearse,
            menus.choose_way: page.bar.open_choice,
            menus.back: window.places.back,
            menus.forward: window.places.forward,
            menus.focus_list: page.focus_list,
            menus.focus_grid: page.focus_grid,
            menus.focus_slider: page.groups.focus_slider,
            menus.filters: page.groups.arrange.open_filters,
            menus.skipped: dialogs.show_skipped,
            menus.shortcuts: dialogs.show_shortcuts,
            menus.about: dialogs.show_about,
        }
    )
    menus.connect_all(_compare_actions(window))
    KeyTips(window)
    menus.folder_wanted.connect(lambda folder: window.scans.scan([folder]))
    window.header.choose_wanted.connect(window.choose_folders)
    window.header.rescan_wanted.connect(window.scans.scan_again)
    window.header.skipped_wanted.connect(dialogs.show_skipped)
    window.header.back_wanted.connect(window.places.back)
    window.header.forward_wanted.connect(window.places.forward)


def _compare_actions(window: "MainWindow") -> dict[QAction, Callable[[], object]]:
    menus, page = window.menus, window.review_page.compare
    return {
        menus.compare: window.review_page.begin_comparing,
        menus.stop_comparing: window.comparing.leave,
        menus.side_by_side: lambda: page.toggle_mode(Mode.SIDE),
        menus.split: lambda: page.toggle_mode(Mode.SPLIT),
        menus.difference: lambda: page.toggle_mode(Mode.DIFFERENCE),
        menus.swap: window.comparing.swap,
        menus.zoom_in: lambda: page.canvas.zoom_by(ZOOM_STEP),
        menus.zoom_out: lambda: page.canvas.zoom_by(1 / ZOOM_STEP),
        menus.fit: page.canvas.fit,
        menus.full_size: page.canvas.toggle_full_size,
        menus.mark_right: page.toggle_right,
        menus.mark_left: page.toggle_left,
    }
