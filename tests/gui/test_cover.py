"""What a copy holds that the keeper does not: told where a person decides, and never marked in bulk."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.loss import Loss, LossKind
from core.photo import DuplicateGroup, Relation
from nearDup_gui.main_window import MainWindow
from nearDup_gui.marks.bulk_dialog import BulkMarkDialog
from nearDup_gui.photos import cover
from nearDup_gui.removal.dialogs import RemovalDialog
from nearDup_gui.removal.loss_section import LossSection
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_group, make_photo

MORE = (Loss(LossKind.EXTENT, 0.12), Loss(LossKind.DETAIL))
UNSEEN = (Loss(LossKind.UNSEEN),)
Opened = tuple[MainWindow, FakeServices]


def holding(group: DuplicateGroup, *losses: tuple[Loss, ...]) -> DuplicateGroup:
    """The group, its members holding what the keeper does not."""
    members = zip(group.members, losses, strict=True)
    return replace(group, members=tuple(replace(member, losses=held) for member, held in members))


@pytest.fixture
def opened(open_window: MakeWindow) -> Opened:
    """Copies (1, 2, 3, 4): 3 shows more, 4 was not compared; and (11, 12), where 12 shows more."""
    group = make_group(make_photo(1), make_photo(2), make_photo(3), make_photo(4))
    return open_window(
        make_library(
            [
                holding(group, (), MORE, UNSEEN),
                holding(make_group(make_photo(11), make_photo(12)), MORE),
            ]
        )
    )


def asked_to_mark(window: MainWindow, qtbot: QtBot) -> BulkMarkDialog:
    with qtbot.waitSignal(window.review.bulk_planned):
        window.review_page.mark_all()
    dialog = window.review_page.findChild(BulkMarkDialog)
    assert dialog is not None
    return dialog


@pytest.mark.parametrize("kind", LossKind)
def test_every_kind_of_loss_has_its_words(kind: LossKind) -> None:
    assert cover.kind(kind)
    assert "{" not in cover.held(Loss(kind, 3.0))


def test_a_card_tells_the_first_and_its_tip_all_of_them(opened: Opened) -> None:
    cards = opened[0].review_page.group.grid.cards
    index = cards.index_of(3)
    assert cover.first(cards.card_at(index.row()).losses) == "Only here: more at its edges (12 %) +1"
    told = "Never marked in bulk, since only this photo has: more at its edges (12 %), finer detail"
    assert told in index.data(Qt.ItemDataRole.ToolTipRole)
    assert told in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "bulk" not in cards.index_of(2).data(Qt.ItemDataRole.ToolTipRole)


def test_cards_make_room_for_a_loss_only_where_there_is_one(opened: Opened, open_window: MakeWindow) -> None:
    plain, _ = open_window(make_library([make_group(make_photo(1), make_photo(2))]))
    grids = [window.review_page.group.grid for window in (opened[0], plain)]
    assert [grid.cards.tells_losses for grid in grids] == [True, False]
    card = grids[0].itemDelegate()
    low, tall = (card.set_width(240, grids[0].font(), losses=told).height() for told in (False, True))
    assert tall > low


def test_the_button_says_what_it_leaves_alone(opened: Opened) -> None:
    window, _ = opened
    page = window.review_page.group
    assert (
        page._mark.toolTip()
        == "Mark 1 copy of this group for removal; not 2 copies with something of their own"
    )
    window.review_page.mark_copies()
    assert window.review.marked_ids == {2}
    assert page._mark.toolTip() == "Nothing to mark: each copy left holds something that the keeper does not."
    assert not page._mark.isEnabled()


def test_the_bulk_dialog_lists_covered_copies_and_says_why_not_the_others(
    opened: Opened, qtbot: QtBot
) -> None:
    dialog = asked_to_mark(opened[0], qtbot)
    assert [dialog.rows.row_at(row).photo.id for row in range(dialog.rows.rowCount())] == [2]
    assert "only copies that hold nothing that the photo that stays does not" in dialog.said()
    assert dialog.left_out.text() == (
        "Left out, as they hold something that the photo that stays does not: 3 photos. "
        "Mostly: 2 × more at its edges, 1 × not compared yet."
    )
    dialog.reject()


def test_where_no_copy_is_covered_the_dialog_still_says_why(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, _ = open_window(make_library([holding(make_group(make_photo(1), make_photo(2)), UNSEEN)]))
    dialog = asked_to_mark(window, qtbot)
    assert not dialog.accept_button.isEnabled()
    assert "1 photo" in dialog.left_out.text()
    dialog.reject()


def test_a_mark_by_hand_is_taken_and_its_loss_told_on_the_card_and_in_the_head(
    opened: Opened, qtbot: QtBot
) -> None:
    window, _ = opened
    window.review.toggle(3)
    page = window.review_page.group
    qtbot.waitUntil(lambda: "IMG_0003.jpg: more at its edges (12 %), finer detail" in page.losses())


def test_a_removal_of_what_was_marked_by_hand_asks_and_lists_the_loss(opened: Opened, qtbot: QtBot) -> None:
    window, services = opened
    window.review.toggle(3)
    with qtbot.waitSignal(window.review.removal_planned):
        window.review_page.remove()
    dialog = window.review_page.findChild(RemovalDialog)
    assert dialog is not None
    assert services.removed == []
    texts: list[str] = []

    def listed() -> bool:
        section = dialog.findChild(LossSection)
        if section is not None:
            texts[:] = [section.list.item(row).text() for row in range(section.list.count())]
        return bool(texts)

    qtbot.waitUntil(listed)
    assert texts == ["IMG_0003.jpg: more at its edges (12 %), finer detail"]
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert (
        "Not marked, as they hold something that the photo that stays does not: 1 photo. "
        "Mostly: 1 × not compared yet."
    ) in said
    dialog.reject()


def test_the_table_of_facts_tells_what_only_one_photo_has(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    window.menus.facts.setChecked(True)
    model = window.review_page.group.facts.model
    qtbot.waitUntil(lambda: model.rowCount() > 0 and model.columnCount() == 4)
    assert model.headerData(0, Qt.Orientation.Vertical) == "Only here"
    texts = [model.index(0, column).data() for column in range(4)]
    assert texts[2:] == ["more at its edges (12 %), finer detail", "not compared yet"]
    window.menus.facts.setChecked(False)


def test_another_shot_of_the_scene_says_nothing_of_the_kind(open_window: MakeWindow) -> None:
    window, _ = open_window(
        make_library([make_group(make_photo(1), make_photo(2), relation=Relation.SAME_SCENE)])
    )
    assert not window.review_page.group.grid.cards.tells_losses
