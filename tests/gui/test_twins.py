"""A file that goes for another one with its bytes is shown beside that one, not beside the keeper."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from core.photo import DuplicateGroup, Evidence, Member, Relation
from nearDup_gui.comparing.controller import Pair
from nearDup_gui.photos.cards import cards_of_group
from tests.gui.comparing import KEEPER, OTHER, compared
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import make_library
from tests.gui.values import make_photo

COPY = 9
KEPT, SHOT = make_photo(KEEPER), make_photo(OTHER)
BACKUP = replace(make_photo(COPY), content_id=SHOT.content_id, sha256=SHOT.sha256)
GROUP = DuplicateGroup(
    KEPT,
    "Kept because it is sharper.",
    (
        Member(SHOT, Relation.SAME_SCENE, Evidence(0.95, 0.9)),
        Member(BACKUP, Relation.IDENTICAL, Evidence(1.0), twin=SHOT),
    ),
)


def test_its_card_names_the_one_with_its_bytes():
    likeness = {card.photo.id: card.likeness for card in cards_of_group(GROUP)}
    assert likeness[COPY] == "Identical to IMG_0003.jpg"
    assert likeness[OTHER].startswith("Same scene")


def test_it_is_compared_with_the_one_with_its_bytes(open_window: MakeWindow, qtbot: QtBot):
    window, _ = open_window(make_library([GROUP]))
    window.comparing.begin(BACKUP)
    assert compared(window) == (OTHER, COPY)
    window.comparing.begin(SHOT)
    assert compared(window) == (KEEPER, OTHER)
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_with_the_keeper_it_was_not_matched():
    def relation(left, right):
        return Pair(GROUP, left, right, 1).relation

    assert relation(SHOT, BACKUP) is relation(BACKUP, SHOT) is Relation.IDENTICAL
    assert relation(KEPT, SHOT) is Relation.SAME_SCENE
    assert relation(KEPT, BACKUP) is None
