"""What a copy holds that the keeper does not: told where a person decides, and never marked in bulk."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from core.loss import Loss, LossKind
from core.photo import DuplicateGroup
from nearDup_gui.main_window import MainWindow
from nearDup_gui.photos import cover
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
    low, tall = (card.size_of(240, grids[0].font(), losses=told).height() for told in (False, True))
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
