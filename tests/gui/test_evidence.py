"""Why two photos match, in words: on the card, in its tooltip, and for a screen reader."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.photo import Change, Finding
from nearDup_gui.photos import wording
from nearDup_gui.photos.cards import CardsModel, cards_of_group
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import make_library
from tests.gui.values import make_edited_group, make_groups


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (Finding(Change.RESIZED, 0.4), "resized to 40 %"),
        (Finding(Change.CROPPED, 0.001), "cropped to 1 %"),
        (Finding(Change.ROTATED, -90.0), "rotated by 90°"),
        (Finding(Change.MIRRORED), "mirrored"),
        (Finding(Change.COVERED, 0.031), "something was added (3 % of it)"),
        (Finding(Change.SECONDS_APART, 0.4), "in the same second"),
        (Finding(Change.SECONDS_APART, 3.0), "3 s apart"),
        (Finding(Change.SECONDS_APART, 7200.0), "2 h 0 min apart"),
        (Finding(Change.SECONDS_APART, 3 * 86_400.0), "3 days apart"),
    ],
)
def test_finding_is_said_as_people_say_it(finding: Finding, said: str) -> None:
    assert wording.finding(finding) == said


@pytest.mark.parametrize("change", list(Change))
def test_every_change_has_words(change: Change) -> None:
    assert wording.finding(Finding(change, 0.5))


def test_certainty_is_never_said_to_be_complete() -> None:
    assert wording.certainty(1.0) == "99 % certain"


def test_card_tells_all_evidence_in_its_tooltip_and_to_a_screen_reader(qapp: object) -> None:
    model = CardsModel()
    model.replace(cards_of_group(make_edited_group()))
    told = model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert told.splitlines()[-7:] == [
        "resized to 40 %",
        "cropped to 82 %",
        "mirrored",
        "rotated by 90°",
        "brighter",
        "same camera",
        "99 % certain",
    ]
    assert "3 s apart, same camera" in model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_cards_are_taller_only_where_there_is_evidence_to_tell(open_window: MakeWindow, qtbot: QtBot) -> None:
    plain = make_groups(2)[1]
    window, _ = open_window(make_library([make_edited_group(), plain]))
    grid = window.review_page.group.grid
    told = grid.gridSize().height()
    window.review_page.groups.choose(plain.keeper.id)
    assert grid.gridSize().height() < told
