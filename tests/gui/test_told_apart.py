"""Two files of one name are told apart by their folders, as short as that can be said."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from core.photo import DuplicateGroup
from core.review.piles import Pile
from nearDup_gui.piles.wall import WallPage
from nearDup_gui.toolkit.writing import folders_told_apart
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import make_library
from tests.gui.values import make_group, make_photo


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("/lib/Album/2023/a.jpg", "/lib/Card/2023/a.jpg", ("Album/2023", "Card/2023")),
        ("/lib/Album/a.jpg", "/lib/Album/edited/a.jpg", ("Album", "Album/edited")),
        ("/lib/Album/a.jpg", "/lib/Album/b.jpg", ("Album", "Album")),
        ("/lib/a.jpg", "/mnt/card/a.jpg", ("/lib", "/mnt/card")),
        ("/a.jpg", "/b.jpg", ("/", "/")),
    ],
)
def test_folders_are_named_from_where_they_part(one: str, other: str, told: tuple[str, str]) -> None:
    assert folders_told_apart(Path(one), Path(other)) == tuple(str(Path(name)) for name in told)


def in_folders(stays: str, goes: str) -> DuplicateGroup:
    """A photo and its copy, both `IMG.jpg`."""
    one, other = (
        replace(photo, file=replace(photo.file, path=Path("/lib", folder, "IMG.jpg")))
        for photo, folder in ((make_photo(1), stays), (make_photo(2), goes))
    )
    return make_group(one, other)


def wall_of(open_window: MakeWindow, qtbot: QtBot, group: DuplicateGroup) -> WallPage:
    window, _ = open_window(make_library([group]))
    window.piles_view.choose(Pile.SURE)
    wall = window.piles_view.wall
    qtbot.waitUntil(lambda: wall.model.rowCount() == 1)
    return wall


def painted(wall: WallPage) -> QImage:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 400, 300)  # pyright: ignore[reportAttributeAccessIssue]
    painter = QPainter(image)
    wall.list.itemDelegate().paint(painter, option, wall.model.index(0))
    painter.end()
    return image


def test_a_pair_on_the_wall_shows_which_folder_keeps_its_copy(open_window: MakeWindow, qtbot: QtBot) -> None:
    one, same, other = (
        painted(wall_of(open_window, qtbot, in_folders(stays, goes)))
        for stays, goes in (("Album", "Card"), ("Album", "Card"), ("Card", "Album"))
    )
    assert one == same
    assert one != other


def test_a_pair_of_one_name_is_spoken_with_its_folders(open_window: MakeWindow, qtbot: QtBot) -> None:
    wall = wall_of(open_window, qtbot, in_folders("Album", "Card"))
    spoken = wall.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{Path('Card/IMG.jpg')} goes, 4.2 MB; {Path('Album/IMG.jpg')} stays"
