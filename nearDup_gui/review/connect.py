"""What each action of the menus does to the group that is shown, to all, and to the size of photos."""

from nearDup_gui.comparing.page import ZOOM_STEP
from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.menus import Menus
from nearDup_gui.frame.places import ComparePlace
from nearDup_gui.photos.card_size import CardSize
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


def connect_card_size(frame: Frame, page: ReviewPage, size: CardSize) -> None:
    """Let the menu make photos larger or smaller: in the lists, or the two that are compared."""
    menus, canvas = frame.menus, page.compare.canvas

    def comparing() -> bool:
        return isinstance(frame.places.here, ComparePlace)

    menus.connect_all(
        {
            menus.larger: lambda: canvas.zoom_by(ZOOM_STEP) if comparing() else size.step_by(1),
            menus.smaller: lambda: canvas.zoom_by(1 / ZOOM_STEP) if comparing() else size.step_by(-1),
            menus.fitting: lambda: canvas.fit() if comparing() else size.reset(),
        }
    )
