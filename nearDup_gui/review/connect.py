"""What each action of the menus does to the group that is shown, and to all."""

from nearDup_gui.frame.menus import Menus
from nearDup_gui.removal.controller import ReviewController
from nearDup_gui.review.page import ReviewPage


def connect_review(menus: Menus, page: ReviewPage, review: ReviewController) -> None:
    """Join the menus to the page of the review."""
    menus.connect_all(
        {
            menus.undo: review.undo_mark,
            menus.redo: review.redo_mark,
            menus.mark_copies: page.mark_copies,
            menus.keep_all: page.clear,
            menus.clear_all: review.clear_all,
            menus.focus_list: page.focus_list,
            menus.focus_grid: page.focus_grid,
            menus.compare: page.begin_comparing,
        }
    )
    history = review.history
    history.changed.connect(lambda: menus.show_history(history.to_undo, history.to_redo))
