"""Deciding about groups: marks, the button that restates its effect, and what a removal truly did."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from pytestqt.qtbot import QtBot

from core.group_filter import GroupFilter
from core.photo import ImageFile, Relation
from core.review.actions.action import ActionKind
from core.review.removal import Status
from nearDup_gui.frame.places import GroupPlace
from nearDup_gui.library.groups import Library
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrangement import Arrangement, Order
from nearDup_gui.overview.groups_model import GroupRole
from nearDup_gui.photos.cards import CardRole
from nearDup_gui.removal.dialogs import RemovalDialog
from nearDup_gui.removal.service import RemovalWay
from nearDup_gui.toolkit.table_dialog import TableDialog
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_groups, make_photo

KEEPER, COPY, SCENE = 1, 2, 3


def mixed_library() -> Library:
    """A group of a keeper, a copy and another shot, and two groups that have no more than copies."""
    copies = make_group(make_photo(KEEPER), make_photo(COPY), relation=Relation.SAME_PICTURE)
    scene = make_group(make_photo(KEEPER), make_photo(SCENE), relation=Relation.SAME_SCENE, similarity=0.9)
    mixed = make_group(make_photo(KEEPER))
    mixed = type(mixed)(mixed.keeper, mixed.reason, (*copies.members, *scene.members))
    other = make_group(make_photo(11), make_photo(12), relation=Relation.IDENTICAL)
    third = make_group(make_photo(21), make_photo(22), relation=Relation.IDENTICAL)
    return make_library([mixed, other, third])


@pytest.fixture
def reviewing(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices]:
    window, services = open_window(mixed_library())
    qtbot.waitExposed(window)
    return window, services


def click(window: MainWindow, qtbot: QtBot, photo_id: int) -> None:
    grid = window.review_page.group.grid
    index = grid.model().index_of(photo_id)  # pyright: ignore[reportAttributeAccessIssue]
    middle = grid.visualRect(index).center() - QPoint(0, 60)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def rows(window: MainWindow) -> list[int]:
    """The keys of the groups in the list."""
    model = window.review_page.groups.list.model()
    return [model.index(row, 0).data(GroupRole.GROUP).keeper.id for row in range(model.rowCount())]


def cards(window: MainWindow) -> list[int]:
    """The ids of the photos in the grid."""
    model = window.review_page.group.grid.model()
    return [model.index(row, 0).data(CardRole.CARD).photo.id for row in range(model.rowCount())]


def test_groups_show_their_thumbnails_and_the_first_is_chosen(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    assert rows(window) == [KEEPER, 11, 21]
    assert cards(window) == [KEEPER, COPY, SCENE]
    qtbot.waitUntil(lambda: window.thumbnails.pixmap(22, 64) is not None)


def test_nothing_slow_is_asked_on_the_gui_thread(reviewing: tuple[MainWindow, FakeServices]) -> None:
    import threading

    _, services = reviewing
    assert threading.main_thread() not in services.threads


def test_click_marks_and_a_second_click_lets_stay(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    click(window, qtbot, COPY)
    assert window.review.is_marked(COPY)
    click(window, qtbot, COPY)
    assert not window.review.is_marked(COPY)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Delete])
def test_keys_go_to_a_photo_and_mark_it(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot, key: Qt.Key
) -> None:
    window, _ = reviewing
    page = window.review_page
    qtbot.keyClick(page.groups.list, Qt.Key.Key_Return)
    grid = page.group.grid
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, key)
    assert window.review.is_marked(COPY)


def test_last_photo_of_a_group_is_refused_with_a_sentence(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    for photo_id in (COPY, SCENE, KEEPER):
        click(window, qtbot, photo_id)
    assert [window.review.is_marked(photo_id) for photo_id in (COPY, SCENE, KEEPER)] == [True, True, False]
    assert "At least one photo of a group stays" in window.messages.text


def test_button_restates_what_it_will_do(reviewing: tuple[MainWindow, FakeServices]) -> None:
    window, _ = reviewing
    remove = window.review_page.bar.remove
    assert not remove.isEnabled()
    window.review.toggle(COPY)
    assert remove.text() == "Move 1 photo to the trash, 4.2 MB"
    window.review.toggle(12)
    assert remove.text() == "Move 2 photos to the trash, 8.4 MB"
    window.review.clear_all()
    assert not remove.isEnabled()


def test_mark_copies_of_a_group_leaves_other_shots_alone(
    reviewing: tuple[MainWindow, FakeServices],
) -> None:
    window, _ = reviewing
    window.review_page.mark_copies()
    assert window.review.is_marked(COPY)
    assert not window.review.is_marked(SCENE)


def test_removed_photos_leave_group_and_list_at_once(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    window.review.toggle(SCENE)
    with qtbot.waitSignal(window.review.removed):
        qtbot.mouseClick(window.review_page.bar.remove, Qt.MouseButton.LeftButton)
    assert services.removed == [Path("/photos/IMG_0003.jpg")]
    assert cards(window) == [KEEPER, COPY]
    assert window.messages.text == "1 photo moved to the trash, 4.2 MB."


def test_group_that_lost_its_copies_leaves_the_list_and_the_next_is_shown(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    window.review.toggle(COPY)
    window.review.toggle(SCENE)
    with qtbot.waitSignal(window.review.removed):
        window.review_page.remove()
    assert rows(window) == [11, 21]
    assert cards(window) == [11, 12]


def test_marks_out_of_sight_are_listed_before_they_are_removed(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    window.review.toggle(12)
    with qtbot.waitSignal(window.review.removal_planned):
        window.review_page.remove()
    dialog = window.review_page.findChild(TableDialog)
    assert dialog is not None
    assert services.removed == []
    with qtbot.waitSignal(window.review.removed):
        dialog.accept()
    assert services.removed == [Path("/photos/IMG_0012.jpg")]


def test_result_tells_the_truth_per_file(reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot) -> None:
    window, services = reviewing
    services.refusals[COPY] = (Status.REFUSED, "It changed since the scan. Scan again.")
    window.review.toggle(COPY)
    window.review.toggle(SCENE)
    with qtbot.waitSignal(window.review.removed):
        window.review_page.remove()
    assert window.messages.text == "1 photo moved to the trash, 4.2 MB. 1 photo left alone."
    dialog = window.review_page.findChild(TableDialog)
    assert dialog is not None
    told = [[dialog.rows.index(row, column).data() for column in (0, 1, 3)] for row in range(2)]
    assert told == [
        ["Left alone", "IMG_0002.jpg", "It changed since the scan. Scan again."],
        ["Moved to the trash", "IMG_0003.jpg", ""],
    ]
    assert window.review.is_marked(COPY)
    dialog.close()


def test_files_that_go_along_are_listed_before_they_go(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    window.review.toggle(COPY)
    with qtbot.waitSignal(window.review.removal_planned) as planned:
        window.review.plan_removal()
    qtbot.waitUntil(lambda: not window.review.removing)
    film = ImageFile(Path("/photos/IMG_0002.mov"), 900_000, 1, 1, 999)
    assert planned.args is not None
    plan = replace(planned.args[0], along={Path("/photos/IMG_0002.jpg"): (film,)})
    dialog = RemovalDialog(window.look, plan, RemovalWay(), window)
    assert [dialog.rows.row_at(row).path.name for row in range(2)] == ["IMG_0002.jpg", "IMG_0002.mov"]
    assert "1 file that belongs to them goes along." in dialog.said()
    dialog.deleteLater()
    plan = replace(plan, over={film.path: Path("/photos/IMG_0001.mov")})
    dialog = RemovalDialog(window.look, plan, RemovalWay(), window)
    assert dialog.rows.rowCount() == 1
    assert "1 file that belongs to them moves over to the photo that stays." in dialog.said()
    assert plan.bytes == plan.items[0].file.size
    dialog.deleteLater()


def test_volume_without_a_trash_is_named_before_the_button_is_pressed(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    services.stands_against = {ActionKind.TRASH: "The volume /nas has no trash."}
    window.review.toggle(COPY)
    qtbot.waitUntil(lambda: window.review_page.bar.warning() != "")
    assert "The volume /nas has no trash." in window.review_page.bar.warning()


def test_marks_survive_a_new_scan_where_the_group_does(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    window.review.toggle(COPY)
    window.review.toggle(12)
    assert services.library is not None
    services.library = make_library(list(services.library.groups)[1:])
    with qtbot.waitSignal(window.scans.found):
        window.scans.scan_again()
    assert window.review.is_marked(12)
    assert not window.review.is_marked(COPY)
    assert window.review_page.bar.remove.text() == "Move 1 photo to the trash, 4.2 MB"


def test_marks_never_take_a_whole_group_after_it_was_grouped_anew(
    reviewing: tuple[MainWindow, FakeServices],
) -> None:
    window, _ = reviewing
    window.review.toggle(COPY)
    window.review.toggle(12)
    regrouped = make_group(make_photo(COPY), make_photo(12), relation=Relation.SAME_PICTURE)
    window.review.set_library(make_library([regrouped]))
    assert window.review.count_marked(regrouped) == 1


def test_ctrl_down_goes_through_groups_from_anywhere(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    window.review_page.focus_grid()
    window.menus.next.trigger()
    assert cards(window) == [11, 12]
    window.menus.previous.trigger()
    assert cards(window) == [KEEPER, COPY, SCENE]


def test_find_similar_button_on_a_card_asks_instead_of_marking(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    grid = window.review_page.group.grid
    index = grid.model().index(0, 0)
    delegate = grid.itemDelegate()
    button = delegate.similar_button(QRectF(grid.visualRect(index)), grid.font())  # pyright: ignore
    with qtbot.waitSignal(window.queries.answered):
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=button.center().toPoint())
    assert services.asked == [Path("/photos/IMG_0001.jpg")]
    assert not window.review.is_marked(KEEPER)


def test_twenty_thousand_groups_are_a_list_like_any_other(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = open_window(make_library(make_groups(20_000, per_group=2)))
    groups = window.review_page.groups
    assert groups.list.model().rowCount() == 20_000
    groups.list.scrollToBottom()
    groups.list.setCurrentIndex(groups.list.model().index(19_999, 0))
    assert cards(window) == [39_999, 40_000]


def together(window: MainWindow) -> bool:
    """The chosen row, the group that is shown, its photos and what the keys act on are of one group."""
    page = window.review_page
    key, group = page.groups.current_key(), page.current_group()
    photo = page.group.grid.current_photo()
    return (
        group is not None
        and key == group.keeper.id
        and key in rows(window)
        and cards(window) == [photo.id for photo in group.photos]
        and photo in group.photos
        and window.places.here == GroupPlace(group.keeper.id)
    )


@pytest.mark.parametrize("filtered", [False, True])
def test_after_a_removal_list_and_photos_stay_together(
    filtered: bool, open_window: MakeWindow, qtbot: QtBot
) -> None:
    """Where the group that a person is at goes, and where another one before or after it does."""
    window, services = open_window(make_library(make_groups(8, per_group=3)))
    page = window.review_page
    window.piles_view.choose(None)
    if filtered:
        page.groups.arrange.show_arrangement(Arrangement(Order.DATE, GroupFilter(text="IMG")))
    for at, marked in ((4, [5, 6]), (10, [2]), (10, [14]), (22, [23]), (19, [20]), (7, [8, 9])):
        page.groups.choose(at)
        assert together(window)
        for photo_id in marked:
            window.review.toggle(photo_id)
        removed = len(services.removed) + len(marked)
        page.remove()
        if at + 1 not in marked:  # out of sight, so a person is asked
            qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(RemovalDialog)))
            next(one for one in window.findChildren(RemovalDialog) if one.isVisible()).accept()
        qtbot.waitUntil(lambda removed=removed: len(services.removed) == removed)
        qtbot.waitUntil(lambda: not window.busy and window.jobs.running == 0)
        qtbot.waitUntil(lambda: together(window))
        if at + 1 not in marked:
            assert page.groups.current_key() == at
