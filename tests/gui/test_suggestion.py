"""What "not duplicates" teach is told below the slider, done only when asked, and let go of for good."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.match.strictness import Strictness
from core.match.suggestion import Suggestion
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.suggestion_line import SuggestionLine
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups

STRICTER = Suggestion(at_least=0.81, left_out=5, turned_down=6, lost=3, others=210)
SAID = "From 81 % on, 5 of 6 that you said are no duplicates would not have come."


@pytest.fixture
def suggesting(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices]:
    window, services = open_window(make_library(make_groups(3)))
    services.suggested = STRICTER
    look_again(window, qtbot)
    return window, services


def line(window: MainWindow) -> SuggestionLine:
    return window.review_page.groups.similarity.suggestion


def look_again(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.suggestions.suggested):
        window.suggestions.look_soon()


def test_it_is_told_and_nothing_is_done(suggesting: tuple[MainWindow, FakeServices]) -> None:
    window, services = suggesting
    assert line(window).said() == SAID
    assert "3 of 210 other matches would go" in line(window).apply.toolTip()
    assert services.strictness == Strictness()


def test_applied_it_moves_the_slider_and_is_no_news_any_more(
    suggesting: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = suggesting
    with qtbot.waitSignal(window.regrouping.regrouped):
        qtbot.mouseClick(line(window).apply, Qt.MouseButton.LeftButton)
    assert services.strictness == Strictness(at_least=0.81)
    assert window.review_page.groups.similarity.slider.value() == 81
    assert line(window).said() == ""
    window.review_page.groups.similarity.reset.click()
    assert line(window).said() == SAID


def test_waved_away_it_comes_again_only_when_much_more_speaks_for_it(
    suggesting: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = suggesting
    qtbot.mouseClick(line(window).close_it, Qt.MouseButton.LeftButton)
    assert line(window).said() == ""
    look_again(window, qtbot)
    assert line(window).said() == ""
    services.suggested = Suggestion(0.83, 9, 10, 3, 210)
    look_again(window, qtbot)
    assert line(window).said().startswith("From 83 % on, 9 of 10")


def test_decisions_are_looked_at_anew(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library(make_groups(3)))
    with qtbot.waitSignal(window.suggestions.suggested):
        pass  # the library's own
    services.suggested = STRICTER
    with qtbot.waitSignal(window.suggestions.suggested):
        window.menus.none_duplicates.trigger()
    assert line(window).said() == SAID
