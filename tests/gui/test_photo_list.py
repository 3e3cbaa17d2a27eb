"""Lists of photos stay quick when there are tens of thousands of them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from pytestqt.qtbot import QtBot

from core.photo import Evidence, Member, Relation
from core.review.piles import Pile, PiledPhoto
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.piles.wall import Wall
from nearDup_gui.piles.wall_model import WallModel
from nearDup_gui.toolkit.look import Look
from tests.gui.values import make_group, make_photo, picture

MANY = 3000


class CountedModel(WallModel):
    """Counts how often it is asked how many rows there are, which Qt does for every row that it looks at."""

    asked = 0

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        self.asked += 1
        return super().rowCount(parent)


@pytest.fixture
def thumbnails(qapp: object) -> Iterator[Thumbnails]:
    thumbnails = Thumbnails(lambda content_id: picture(content_id, 40, 30), workers=1)
    yield thumbnails
    thumbnails.close()


def test_a_tick_is_seen_and_asks_nothing_about_the_rows_out_of_sight(
    look: Look, thumbnails: Thumbnails, qtbot: QtBot
) -> None:
    asked_ticks: list[int] = []

    def is_ticked(pair: PiledPhoto) -> bool:
        asked_ticks.append(pair.photo.id)
        return True

    model = CountedModel(is_ticked)
    wall = Wall(model, look, thumbnails)
    qtbot.addWidget(wall)
    wall.resize(700, 500)
    wall.show()
    pairs = []
    for number in range(1, MANY):
        group = make_group(make_photo(2 * number), make_photo(2 * number + 1))
        member = Member(group.members[0].photo, Relation.SAME_PICTURE, Evidence(0.9))
        pairs.append(PiledPhoto(group, member, Pile.SURE))
    model.replace(pairs)
    last = model.index(len(pairs) - 1)
    qtbot.waitUntil(lambda: not wall.visualRect(last).isEmpty())  # cards are laid out in pieces
    asked_ticks.clear()
    model.asked = 0
    model.touch()
    qtbot.waitUntil(lambda: pairs[0].photo.id in asked_ticks)
    assert len(set(asked_ticks)) < 100
    assert model.asked < MANY / 2
