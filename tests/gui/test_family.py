"""The family tree of a group: opened, walked along by key, marked in, and left for a comparison."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.errors import CatalogError
from core.photo import Change, DuplicateGroup, Finding, Lineage, Match, Relation
from nearDup_gui.family.dialog import FamilyDialog
from nearDup_gui.family.node import FamilyNode
from nearDup_gui.frame.places import ComparePlace
from nearDup_gui.main_window import MainWindow
from nearDup_gui.review.photo_menu import Seat
from nearDup_gui.toolkit.labels import DOES
from tests.gui.conftest import MakeWindow, settled
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_photo

Opened = tuple[MainWindow, FakeServices]
KEEPER, SMALL, GREY, OTHER, TWIN = 1, 2, 3, 4, 5


def made(parent: int, child: int, *findings: Finding) -> Match:
    return Match(parent, child, Relation.SAME_PICTURE, 0.95, 0.99, findings, (), Lineage(0.95, 0.05))


LINEAGES = [
    made(KEEPER, SMALL, Finding(Change.RESIZED, 0.4), Finding(Change.CROPPED, 0.62)),
    made(SMALL, GREY, Finding(Change.GREY)),
    made(KEEPER, OTHER),
]


def family_group() -> DuplicateGroup:
    """The keeper with its twin 5; 2 made of it, 3 made of 2; and 4 made of it by saving again."""
    group = make_group(make_photo(KEEPER), make_photo(SMALL), make_photo(GREY), make_photo(OTHER))
    twin = replace(make_photo(TWIN), content_id=KEEPER)
    return replace(
        group,
        members=(replace(group.members[0], photo=twin, relation=Relation.IDENTICAL), *group.members),
    )


@pytest.fixture
def opened(open_window: MakeWindow, qtbot: QtBot) -> Opened:
    window, services = open_window(make_library([family_group()]))
    services.lineages = LINEAGES
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, services


def shown(window: MainWindow, qtbot: QtBot) -> FamilyDialog:
    with qtbot.waitSignal(window.families.known):
        window.menus.family.trigger()
    dialog = window.findChild(FamilyDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def focused(dialog: FamilyDialog) -> int:
    node = dialog.focusWidget()
    assert isinstance(node, FamilyNode)
    return node.relative.content


def press(dialog: FamilyDialog, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(dialog.focusWidget(), key)


def test_a_node_stands_right_of_what_it_was_made_of(opened: Opened, qtbot: QtBot) -> None:
    dialog = shown(opened[0], qtbot)
    nodes = dialog.tree.nodes
    assert list(nodes) == [KEEPER, SMALL, GREY, OTHER]
    left = {content: node.x() for content, node in nodes.items()}
    assert left[KEEPER] < left[SMALL] == left[OTHER] < left[GREY]
    places = [node.geometry() for node in nodes.values()]
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[:n])
    assert "Each arrow leads from a photo to what was made of it" in dialog.sentence.text()
    dialog.reject()


def test_the_keys_go_along_the_tree(opened: Opened, qtbot: QtBot) -> None:
    dialog = shown(opened[0], qtbot)
    walked = [focused(dialog)]
    for key in (
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_Left,
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_Home,
        Qt.Key.Key_Left,
    ):
        press(dialog, qtbot, key)
        walked.append(focused(dialog))
    assert walked == [KEEPER, SMALL, GREY, GREY, SMALL, OTHER, OTHER, SMALL, KEEPER, KEEPER]
    dialog.reject()


def test_space_marks_and_lets_stay_as_in_the_grid(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    dialog = shown(window, qtbot)
    press(dialog, qtbot, Qt.Key.Key_Right)
    press(dialog, qtbot, Qt.Key.Key_Space)
    assert window.review.marked_ids == {SMALL}
    assert "marked for removal" in dialog.tree.nodes[SMALL].accessibleName()
    press(dialog, qtbot, Qt.Key.Key_Space)
    assert window.review.marked_ids == set()
    assert dialog.tree.nodes[SMALL].accessibleName().endswith("stays")
    dialog.reject()


def test_files_of_equal_bytes_are_one_node_and_one_of_the_group_stays(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    for photo_id in (SMALL, GREY, OTHER):
        window.review.toggle(photo_id)
    dialog = shown(window, qtbot)
    press(dialog, qtbot, Qt.Key.Key_Home)
    press(dialog, qtbot, Qt.Key.Key_Space)
    assert window.review.marked_ids == {SMALL, GREY, OTHER, TWIN}
    assert "1 of 2 marked" in dialog.tree.nodes[KEEPER].accessibleName()
    assert not dialog.refusal.isHidden()
    assert "At least one photo of a group stays" in dialog.refusal.text()
    dialog.reject()


def test_enter_compares_with_the_parent(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    dialog = shown(window, qtbot)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        press(dialog, qtbot, key)
    assert window.places.here == ComparePlace(KEEPER, GREY, SMALL)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_a_double_click_on_the_root_compares_it_with_its_first_child(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    dialog = shown(window, qtbot)
    qtbot.mouseDClick(dialog.tree.nodes[KEEPER], Qt.MouseButton.LeftButton)
    assert window.places.here == ComparePlace(KEEPER, SMALL, KEEPER)
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_a_click_chooses_and_marks_nothing(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    dialog = shown(window, qtbot)
    qtbot.mouseClick(dialog.tree.nodes[OTHER], Qt.MouseButton.LeftButton)
    assert focused(dialog) == OTHER
    assert window.review.marked_ids == set()
    dialog.reject()


def test_a_node_says_what_it_was_made_of_and_how(opened: Opened, qtbot: QtBot) -> None:
    dialog = shown(opened[0], qtbot)
    assert dialog.tree.nodes[KEEPER].accessibleName() == (
        "IMG_0001.jpg, IMG_0005.jpg, Keeper, 2 photos were made of it, stays"
    )
    assert dialog.tree.nodes[SMALL].accessibleName() == (
        "IMG_0002.jpg, made of IMG_0001.jpg: resized to 40 %, cropped to 62 %, 99 % certain, "
        "1 photo was made of it, stays"
    )
    assert "saved again" in dialog.tree.nodes[OTHER].toolTip()
    dialog.reject()


@pytest.mark.parametrize(
    ("relation", "lineages", "words"),
    [
        (Relation.IDENTICAL, [], "are exactly the same"),
        (Relation.SAME_SCENE, [], "separate shots"),
        (Relation.SAME_PICTURE, [], "have not been compared closely yet"),
        (
            Relation.SAME_PICTURE,
            [Match(1, 2, Relation.SAME_PICTURE, 0.9, 0.9, lineage=Lineage(0.5, 0.5))],
            "cannot",
        ),
    ],
)
def test_without_a_tree_it_says_why_and_shows_the_photos(
    open_window: MakeWindow, qtbot: QtBot, relation: Relation, lineages: list[Match], words: str
) -> None:
    window, services = open_window(
        make_library([make_group(make_photo(1), make_photo(2), relation=relation)])
    )
    services.lineages = lineages
    dialog = shown(window, qtbot)
    assert words in dialog.sentence.text()
    assert list(dialog.tree.nodes) == [1, 2]
    dialog.reject()


def test_a_fault_is_told_in_place_of_the_tree(opened: Opened, qtbot: QtBot) -> None:
    window, services = opened
    settled(window, qtbot)  # or whatever is still under way would meet the fault
    services.fault = CatalogError("The catalogue is gone.")
    with qtbot.waitSignal(window.families.failed):
        window.menus.family.trigger()
    dialog = window.findChild(FamilyDialog)
    assert dialog is not None
    assert dialog.sentence.text() == "The catalogue is gone."
    dialog.reject()


def test_it_opens_by_key_by_button_and_from_a_photos_menu(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    page = window.review_page.group
    buttons = [one for one in page.findChildren(QPushButton) if one.property(DOES) == "family"]
    menu = window.photo_menus.of_photo(family_group().members[1].photo, Seat.GROUP, page.grid)
    (entry,) = [action for action in menu.actions() if action.text().startswith("Family tree")]
    for open_it, first in (
        (lambda: qtbot.keyClick(window, Qt.Key.Key_T), KEEPER),
        (buttons[0].click, KEEPER),
        (entry.trigger, SMALL),
    ):
        with qtbot.waitSignal(window.families.known):
            open_it()
        dialog = window.findChildren(FamilyDialog)[-1]
        qtbot.waitUntil(dialog.isActiveWindow)
        assert focused(dialog) == first
        dialog.reject()
    menu.close()


def test_where_no_group_is_shown_there_is_no_tree(open_window: MakeWindow) -> None:
    window, _ = open_window(make_library([]))
    assert not window.menus.family.isEnabled()
    assert window.family_view.show() is None
