"""The main path speaks plainly; what is technical is shown to those who ask for it."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.settings import Settings
from nearDup_gui.toolkit.translation import FOLDER
from nearDup_gui.toolkit.writing import drive_name
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import make_library
from tests.gui.values import make_groups

TECHNICAL = {
    *("TablesDialog", "TablesController", "SizeHistogram"),  # "Inside the hash tables"
    "core",  # sentences of the command line are among these
}
"""Contexts of texts that are asked for."""
ALLOWED = {
    "Cosine {0} · {1} % of tables",  # behind the switch
    "Inside the &hash tables…",
    "{0} in this bucket; first the one nearest to the middle, then those like it.",
    "Bucket {0} of table {1}",
}
JARGON = re.compile(
    r"cosine|\b(their|its|same|very) bytes|embed|vector|\bhash|bucket|hyperplane|"
    r"stands? against|change &?places",
    re.I,
)


def test_texts_of_the_main_path_are_free_of_jargon() -> None:
    found = [
        text
        for context in ET.parse(FOLDER / "neardup_ja.ts").iter("context")
        if context.findtext("name") not in TECHNICAL
        for message in context.iter("message")
        if JARGON.search(text := message.findtext("source", "")) and text not in ALLOWED
    ]
    assert found == []


@pytest.mark.parametrize(
    ("volume", "name"), [("/", "This computer"), ("/media/ann/PHOTOS 2", "PHOTOS 2"), ("/mnt/nas", "nas")]
)
def test_a_drive_is_named_as_people_know_it(volume: str, name: str, qapp: object) -> None:
    assert drive_name(Path(volume)) == name


def test_what_computes_is_shown_when_technical_facts_are_wanted_and_remembered(
    open_window: MakeWindow, qtbot: QtBot
) -> None:
    window, services = open_window(make_library(make_groups(1)))
    assert not window.backend.isVisible()
    window.menus.technical.trigger()
    assert window.backend.isVisible()
    assert services.settings.window.technical
    window.settings.change(Settings())
    assert not window.menus.technical.isChecked()
    assert not window.backend.isVisible()
