"""The piles in the window: what each shows, and the main job in a few clicks."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.group_filter import GroupFilter
from core.loss import Loss, LossKind
from core.photo import DuplicateGroup, Relation
from core.review.decisions import Status
from core.review.piles import Pile
from core.settings import Settings
from nearDup_gui.frame.places import ComparePlace, GroupPlace
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrangement import Arrangement
from nearDup_gui.toolkit.messages import Level
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_photo

Opened = tuple[MainWindow, FakeServices]
SURE = [(1, 2, 3), (4, 5)]
LOOK = [(11, 12, 13), (14, 15), (16, 17)]
LEFT = Qt.MouseButton.LeftButton


def with_losses(group: DuplicateGroup) -> DuplicateGroup:
    extent = (Loss(LossKind.EXTENT, 0.12),)
    return replace(group, members=tuple(replace(one, losses=extent) for one in group.members))


def groups() -> list[DuplicateGroup]:
    sure = [make_group(*map(make_photo, ids)) for ids in SURE]
    look = [with_losses(make_group(*map(make_photo, ids))) for ids in LOOK]
    shots = make_group(make_photo(21), make_photo(22), relation=Relation.SAME_SCENE)
    return [*sure, *look, shots]


@pytest.fixture
def piled(open_window: MakeWindow, qtbot: QtBot) -> Opened:
    window, services = open_window(make_library(groups()))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.piles.known)
    return window, services


@pytest.fixture
def wall(piled: Opened) -> Opened:
    piled[0].piles_view.choose(Pile.SURE)
    return piled


@pytest.fixture
def looking(piled: Opened) -> Opened:
    piled[0].piles_view.choose(Pile.LOOK)
    return piled


def ids(window: MainWindow) -> list[int]:
    return [pair.photo.id for pair in window.piles_view.wall.model.pairs()]


def ticked(window: MainWindow) -> set[int]:
    return {photo.id for _, photos in window.piles.ticked() for photo in photos}


def pair_of(window: MainWindow) -> tuple[int, int]:
    pair = window.comparing.pair
    assert pair is not None
    return pair.left.id, pair.right.id


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.decisions.busy and window.jobs.running == 0)


class Pointer:
    """A mouse that counts its clicks, and knows whether the button below it stayed there."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.clicks = 0

    def click(self, button: QPushButton) -> QPoint:
        """Click a button; returns where it is on the screen."""
        assert button.isVisible()
        assert button.isEnabled()
        where = button.mapToGlobal(QPoint(0, 0))
        self._qtbot.mouseClick(button, LEFT)
        self.clicks += 1
        return where


def places_of_buttons(window: MainWindow) -> dict[QPushButton, QPoint]:
    """Where on the screen the buttons are that can be pressed, but for those of the message that passes."""
    shown = (one for one in window.findChildren(QPushButton) if one.isVisible())
    return {one: one.mapToGlobal(QPoint(0, 0)) for one in shown if not window.messages.isAncestorOf(one)}


def test_tabs_tell_counts_and_bytes(piled: Opened) -> None:
    bar = piled[0].piles_view.bar
    assert bar.tab(Pile.SURE).text() == "Surely the same\n3 photos · 12.6 MB"
    assert bar.tab(Pile.LOOK).text() == "Please look\n4 photos · 16.8 MB"
    assert bar.tab(Pile.SHOTS).text() == "Similar shots\n1 photo · 4.2 MB"
    assert bar.tab(None).text() == "All groups\n6 groups · 33.6 MB"


def test_the_wall_shows_what_is_covered_and_all_of_it_is_ticked(wall: Opened) -> None:
    window, _ = wall
    assert ids(window) == [2, 3, 5]
    assert ticked(window) == {2, 3, 5}
    assert window.piles_view.wall.isVisible()
    assert not window.review_page.bar.isVisible()
    assert window.piles_view.wall.bar.remove.text() == "Move 3 photos to the trash, 12.6 MB"


def test_the_main_job_from_the_scan_to_its_undo_takes_three_clicks_on_buttons_that_stay(
    piled: Opened, qtbot: QtBot
) -> None:
    window, services = piled
    mouse, view = Pointer(qtbot), window.piles_view
    window.resize(1024, 700)
    mouse.click(window.header.rescan)
    qtbot.waitUntil(lambda: len(services.scanned) == 1 and not window.scans.running)
    qtbot.waitUntil(view.wall.isVisible)
    idle(window, qtbot)
    remove = view.wall.bar.remove
    before = mouse.click(remove)
    qtbot.waitUntil(lambda: not window.review.removing and window.messages.undo.isVisible())
    idle(window, qtbot)
    assert {path.name for path in services.removed} == {"IMG_0002.jpg", "IMG_0003.jpg", "IMG_0005.jpg"}
    places = places_of_buttons(window)
    mouse.click(window.messages.undo)
    qtbot.waitUntil(lambda: services.removed == [] and ids(window) == [2, 3, 5])
    idle(window, qtbot)
    assert remove.mapToGlobal(QPoint(0, 0)) == before
    after = places_of_buttons(window)
    assert {one: places[one] for one in places.keys() & after.keys()} == {
        one: after[one] for one in places.keys() & after.keys()
    }
    assert mouse.clicks == 3


def test_keys_do_not_wander_off_while_photos_are_removed(wall: Opened, qtbot: QtBot) -> None:
    """What is shown after it takes those that nobody has; the size of the cards kept them."""
    window, _ = wall
    bar = window.piles_view.wall.bar
    window.activateWindow()
    qtbot.waitUntil(window.piles_view.wall.list.hasFocus)
    bar.remove.setFocus()
    bar.show_removing(3)
    assert QApplication.focusWidget() is None
    bar.show_removal_over()


def test_the_main_job_by_keys_alone(piled: Opened, qtbot: QtBot) -> None:
    window, services = piled
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    wall = window.piles_view.wall
    qtbot.waitUntil(wall.list.hasFocus)
    qtbot.keyClick(wall.list, Qt.Key.Key_Space)
    assert ticked(window) == {3, 5}
    with qtbot.waitSignal(window.review.removed):
        qtbot.keyClick(wall.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert {path.name for path in services.removed} == {"IMG_0003.jpg", "IMG_0005.jpg"}


def test_one_click_unticks_and_the_button_stays_where_it_is(wall: Opened, qtbot: QtBot) -> None:
    window, _ = wall
    view, button = window.piles_view.wall.list, window.piles_view.wall.bar.remove
    before = button.mapToGlobal(QPoint(0, 0)), button.size()
    centre = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=centre)
    assert ticked(window) == {3, 5}
    assert (button.mapToGlobal(QPoint(0, 0)), button.size()) == before
    assert button.text() == "Move 2 photos to the trash, 8.4 MB"
    qtbot.mouseClick(view.viewport(), LEFT, pos=centre)
    assert ticked(window) == {2, 3, 5}


def test_unticking_can_be_undone(wall: Opened) -> None:
    window, _ = wall
    window.piles_view.wall.bar.clear_all.click()
    assert ticked(window) == set()
    assert not window.piles_view.wall.bar.remove.isEnabled()
    assert window.menus.undo.text() == "&Undo: Let copies stay"
    window.menus.undo.trigger()
    assert ticked(window) == {2, 3, 5}


def test_what_is_not_ticked_is_known_after_a_restart(
    wall: Opened, open_window: MakeWindow, qtbot: QtBot
) -> None:
    window, services = wall
    window.piles.tick(window.piles_view.wall.model.pairs()[:1], False)
    window.close()
    assert services.spared == {2}
    again, others = open_window(None)
    others.library, others.spared = services.library, services.spared
    again.scans.restore()
    qtbot.waitUntil(lambda: ticked(again) == {3, 5})


def test_protected_copies_are_not_on_the_wall(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(None)
    group = make_group(make_photo(1), make_photo(2, folder=Path("/album")), make_photo(3))
    services.library = make_library([group])
    services.settings = Settings(protected_folders=(Path("/album"),))
    window.scans.restore()
    qtbot.waitUntil(lambda: ids(window) == [3])
    window.piles_view.choose(Pile.LOOK)
    assert pair_of(window) == (1, 2)
    assert window.piles_view.look_bar.why == "One of the two lies where nothing is removed."
    window.looking.left_stays()
    assert window.messages.text == "IMG_0002.jpg lies in a protected folder, so it stays."
    assert window.review.marked_ids == set()


def test_search_works_in_each_pile(wall: Opened, qtbot: QtBot) -> None:
    window, _ = wall
    window.piles_view.wall.arrange.show_arrangement(Arrangement(filter=GroupFilter(text="IMG_0005")))
    qtbot.waitUntil(lambda: ids(window) == [5])
    assert window.review_page.groups.arrange.text.text() == "IMG_0005"
    window.piles_view.wall.arrange.show_arrangement(Arrangement(filter=GroupFilter(text="IMG_0014")))
    qtbot.waitUntil(lambda: ids(window) == [])
    assert window.piles_view.wall.empty.text == "No copies are left that could go without a look."
    window.piles_view.wall.empty.clear_filters.click()
    qtbot.waitUntil(lambda: ids(window) == [2, 3, 5])


def test_comparing_from_the_wall_leads_back_to_it(wall: Opened, qtbot: QtBot) -> None:
    window, _ = wall
    view = window.piles_view.wall
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert pair_of(window) == (1, 2)
    assert not view.isVisible()
    window.menus.stop_comparing.trigger()
    assert view.isVisible()


def test_please_look_opens_straight_into_comparing_and_says_why(looking: Opened) -> None:
    window, _ = looking
    assert pair_of(window) == (11, 12)
    assert window.piles_view.look_bar.why == "Only the right one has: more at its edges (12 %)"
    assert window.piles_view.look_bar.isVisible()
    window.comparing.swap()
    assert window.piles_view.look_bar.why == "Only the left one has: more at its edges (12 %)"


def test_answers_stay_below_the_pointer_and_lead_on_at_once(looking: Opened, qtbot: QtBot) -> None:
    window, services = looking
    mouse, bar = Pointer(qtbot), window.piles_view.look_bar
    places = [mouse.click(bar.left)]
    assert pair_of(window) == (11, 13)
    places.append(mouse.click(bar.left))
    assert pair_of(window) == (14, 15)
    places.append(mouse.click(bar.left))
    assert pair_of(window) == (16, 17)
    assert len(set(places)) == 1
    assert window.review.marked_ids == {12, 13, 15}
    mouse.click(bar.both)
    assert window.piles_view.nothing_to_look_at.isVisible()
    idle(window, qtbot)
    group = window.review.groups.get(16)
    assert group is not None
    assert services.decisions.state_of(group).status is Status.VARIANTS


def test_the_right_one_stays_as_the_keeper_and_the_left_one_is_marked(looking: Opened, qtbot: QtBot) -> None:
    window, _ = looking
    for _ in range(2):
        window.looking.left_stays()
    assert pair_of(window) == (14, 15)
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert pair_of(window) == (16, 17)
    idle(window, qtbot)
    group = window.review.groups.group_of(14)
    assert group is not None
    assert group.keeper.id == 15
    assert window.review.marked_ids == {12, 13, 14}
    assert pair_of(window) == (16, 17)


def test_quick_answers_are_all_carried_out(looking: Opened, qtbot: QtBot) -> None:
    window, _ = looking
    bar = window.piles_view.look_bar
    for button in (bar.right, bar.apart, bar.right, bar.apart):
        qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: not window.looking.left())
    idle(window, qtbot)
    assert window.review.groups.group_of(17) is None
    assert 14 in window.review.marked_ids


def test_back_takes_back_what_was_said(looking: Opened, qtbot: QtBot) -> None:
    window, _ = looking
    bar = window.piles_view.look_bar
    assert not bar.back.isEnabled()
    bar.left.click()
    assert window.review.marked_ids == {12}
    qtbot.keyClick(window, Qt.Key.Key_Backspace)
    assert window.review.marked_ids == set()
    assert pair_of(window) == (11, 12)
    bar.apart.click()
    idle(window, qtbot)
    assert window.review.groups.group_of(12) is None
    bar.back.click()
    idle(window, qtbot)
    assert window.review.groups.group_of(12) is not None
    assert pair_of(window) == (11, 12)


def test_keys_of_decisions_are_about_the_pair(looking: Opened, qtbot: QtBot) -> None:
    window, _ = looking
    qtbot.keyClick(window, Qt.Key.Key_V)
    idle(window, qtbot)
    assert pair_of(window) == (11, 13)
    assert [one.photo.id for one in window.looking.left()] == [13, 15, 17]


def test_leaving_the_comparison_leads_to_the_groups(looking: Opened) -> None:
    window, _ = looking
    window.menus.stop_comparing.trigger()
    assert window.piles_view.pile is None
    assert window.places.here == GroupPlace(11)
    assert not window.piles_view.look_bar.isVisible()
    assert not window.menus.left_stays.isEnabled()


def test_marking_in_the_overview_goes_on_as_before(piled: Opened) -> None:
    window, _ = piled
    window.places.go(ComparePlace(1, 2))
    assert window.piles_view.pile is None
    assert not window.piles_view.look_bar.isVisible()


def test_a_mark_asks_nothing_about_what_is_ticked(piled: Opened) -> None:
    window, _ = piled
    window.piles.totals()
    window.piles.ways._timer.stop()
    window.review.toggle(2)
    assert window.review.is_marked(2)
    assert not window.piles.ways._timer.isActive()


def test_nobody_loses_their_place_where_the_same_pairs_are_sorted_anew(wall: Opened, qtbot: QtBot) -> None:
    window, _ = wall
    page, before = window.piles_view.wall, window.piles.wall()
    page.list.setCurrentIndex(page.model.index(1))
    window.piles.sort_soon()
    qtbot.waitUntil(lambda: window.piles.wall() is not before)
    assert page.list.currentIndex().row() == 1
    assert all(
        shown is sorted_ for shown, sorted_ in zip(page.model.pairs(), window.piles.wall(), strict=True)
    )


def test_a_window_that_may_only_look_ticks_and_removes_nothing(wall: Opened) -> None:
    window, services = wall
    services.only_read = "Another NearDup is at it."
    window.piles.tick(window.piles_view.wall.model.pairs(), False)
    assert ticked(window) == {2, 3, 5}
    assert window.messages.text == services.only_read
    window.piles.remove()
    assert services.removed == []


def test_a_fault_while_sorting_is_told_and_can_be_tried_again(
    wall: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, bugs: list[BaseException]
) -> None:
    window, _ = wall
    idle(window, qtbot)  # or a sort that is under way would know the piles again
    window.piles.known = False

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr("nearDup_gui.piles.controller.piled", broken)
        with qtbot.waitSignal(window.piles.failed):
            window.piles.sort_soon()
    assert window.piles_view.wall.empty.text == "The piles could not be sorted."
    assert len(bugs) == 1


def shots_of(*ids: int) -> DuplicateGroup:
    return make_group(*map(make_photo, ids), relation=Relation.SAME_SCENE)


@pytest.fixture
def shots(open_window: MakeWindow, qtbot: QtBot) -> Opened:
    """Two scenes: three frames, and two."""
    window, services = open_window(make_library([shots_of(1, 2, 3), shots_of(11, 12)]))
    qtbot.waitUntil(lambda: window.piles.known)
    window.piles_view.choose(Pile.SHOTS)
    idle(window, qtbot)
    return window, services


def test_strips_show_every_frame_and_nothing_is_marked_by_itself(shots: Opened) -> None:
    window, _ = shots
    model = window.piles_view.shots.model
    strips = [model.strip_at(row) for row in range(model.rowCount())]
    assert [[photo.id for photo in strip.frames] for strip in strips] == [[1, 2, 3], [11, 12]]
    assert window.review.marked_ids == set()
    assert window.piles_view.shots.isVisible()


def test_a_click_marks_a_frame_and_the_best_can_be_kept(shots: Opened, qtbot: QtBot) -> None:
    window, _ = shots
    page = window.piles_view.shots
    box = page.list.visualRect(page.list.model().index(0, 0))
    frame = page.list.itemDelegate().frames(box.toRectF(), 3)[2].center().toPoint()
    qtbot.mouseClick(page.list.viewport(), LEFT, pos=frame)
    assert window.review.marked_ids == {3}
    qtbot.waitUntil(lambda: page.model.remarks(0, page.model.strip_at(0).frames[0]) is not None)
    idle(window, qtbot)
    mouse = Pointer(qtbot)
    mouse.click(page.keep[0])
    idle(window, qtbot)
    assert len(window.review.marked_ids & {1, 2, 3}) == 2
    mouse.click(page.keep[1])
    idle(window, qtbot)
    assert len(window.review.marked_ids & {1, 2, 3}) == 1
    mouse.click(page.keep_all)
    assert window.review.marked_ids == set()
    window.menus.undo.trigger()
    assert len(window.review.marked_ids) == 1


def test_strips_by_keys_alone(shots: Opened, qtbot: QtBot) -> None:
    window, _ = shots
    view = window.piles_view.shots.list
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert window.review.marked_ids == {2}
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_1)
    idle(window, qtbot)
    assert len(window.review.marked_ids & {11, 12}) == 1


def test_protected_frames_are_never_marked_by_keeping_the_best(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(None)
    scene = make_group(
        make_photo(1), make_photo(2, folder=Path("/album")), make_photo(3), relation=Relation.SAME_SCENE
    )
    services.library = make_library([scene])
    services.settings = Settings(protected_folders=(Path("/album"),))
    window.scans.restore()
    qtbot.waitUntil(lambda: bool(window.piles.photos))
    window.piles_view.choose(Pile.SHOTS)
    idle(window, qtbot)
    window.piles_view.shots.keep[0].click()
    idle(window, qtbot)
    assert 2 not in window.review.marked_ids
    assert window.review.marked_ids


def test_a_message_moves_nothing_that_can_be_pressed(wall: Opened, qtbot: QtBot):
    window, _ = wall
    buttons = [one for one in window.findChildren(QPushButton) if one.isVisible()]
    before = [one.mapToGlobal(QPoint()) for one in buttons]
    window.messages.say(Level.GOOD, "51 photos moved to the trash. " * 6, undo=lambda: None)
    qtbot.waitExposed(window.messages)
    qtbot.wait(50)
    assert [one.mapToGlobal(QPoint()) for one in buttons] == before
    foot = window.messages.mapToGlobal(QPoint(0, window.messages.height()))
    assert foot.y() < window.piles_view.wall.bar.mapToGlobal(QPoint()).y()
    assert window.messages.undo.isVisible()
    window.piles_view.choose(Pile.LOOK)
    qtbot.waitUntil(lambda: window.piles_view.look_bar.isVisible())
    qtbot.wait(50)
    foot = window.messages.mapToGlobal(QPoint(0, window.messages.height()))
    assert foot.y() < window.piles_view.look_bar.mapToGlobal(QPoint()).y()
