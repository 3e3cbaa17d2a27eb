"""A tip names the key that a button's action has now."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton

from nearDup_gui.frame.key_tips import KeyTips
from nearDup_gui.main_window import MainWindow
from nearDup_gui.toolkit.labels import DOES
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import make_library
from tests.gui.values import make_groups


@pytest.fixture
def window(open_window: MakeWindow) -> MainWindow:
    return open_window(make_library(make_groups(2)))[0]


def tips(window: MainWindow) -> KeyTips:
    made = window.findChild(KeyTips)
    assert isinstance(made, KeyTips)
    return made


def test_every_button_that_says_what_it_does_means_an_action_there_is(window: MainWindow) -> None:
    meant = {made.property(DOES) for made in window.findChildren(QAbstractButton)} - {None, ""}
    assert len(meant) > 20
    for name in meant:
        assert isinstance(getattr(window.menus, name, None), QAction), name


def test_a_changed_key_is_the_one_that_the_tip_names(window: MainWindow) -> None:
    later = window.review_page.group.decisions.later
    assert tips(window).tip(later) == "Put this group off and go on (L)"
    keys = {one.name: one.keys for one in window.shortcuts.commands()}
    window.shortcuts.change({**keys, "later": ("Ctrl+9",)})
    assert tips(window).tip(later) == "Put this group off and go on (Ctrl+9)"
    window.shortcuts.change({**keys, "later": ()})
    assert tips(window).tip(later) == "Put this group off and go on"


def test_what_cannot_be_pressed_says_why_without_a_key(window: MainWindow) -> None:
    keeper = window.review_page.group.decisions.keeper  # the keeper itself is chosen
    assert not keeper.isEnabled()
    assert "(" not in tips(window).tip(keeper)
