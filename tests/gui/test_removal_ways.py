"""How photos are removed: chosen in the window, known beforehand, rehearsed, undone, kept for next time."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from core.companions.units import Bond, Unit
from core.photo import ImageFile
from core.review.actions.action import ActionKind
from core.review.removal import Status
from core.settings import RemovalSettings
from nearDup_gui.main_window import MainWindow
from nearDup_gui.photos.cards import CardRole
from nearDup_gui.removal.dialogs import RemovalDialog
from nearDup_gui.removal.service import RemovalWay
from nearDup_gui.removal.wording import OFFERED, explained
from nearDup_gui.toolkit.table_dialog import TableDialog
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import FakeServices, make_library
from tests.gui.values import make_groups

COPY, OUT_OF_SIGHT = 5, 8
"""Of groups of three: the first is identical copies, of the second and third the others."""


@pytest.fixture
def reviewing(open_window: MakeWindow, qtbot: QtBot) -> tuple[MainWindow, FakeServices]:
    window, services = open_window(make_library(make_groups(4)))
    qtbot.waitExposed(window)
    return window, services


def mark(window: MainWindow, qtbot: QtBot, photo_id: int) -> None:
    """Mark a photo, and wait until it is known what can be done to it."""
    window.review.toggle(photo_id)
    qtbot.waitUntil(lambda: bool(window.review.ways.possible))


def choose(window: MainWindow, qtbot: QtBot, kind: ActionKind) -> None:
    bar = window.review_page.bar
    qtbot.mouseClick(bar.choose, Qt.MouseButton.LeftButton)
    bar.choice.buttons[kind].click()
    bar.choice.close()


def test_every_way_says_what_happens_and_how_it_comes_back(
    reviewing: tuple[MainWindow, FakeServices],
) -> None:
    window, _ = reviewing
    choice = window.review_page.bar.choice
    for kind in OFFERED:
        assert choice.note(kind).startswith(explained(kind))
        assert explained(kind) in choice.buttons[kind].accessibleDescription()
    assert len({explained(kind) for kind in OFFERED}) == len(OFFERED)


def test_the_button_and_the_removal_follow_the_choice_and_it_is_kept(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    mark(window, qtbot, 2)
    choose(window, qtbot, ActionKind.QUARANTINE)
    assert window.review_page.bar.remove.text() == "Move 1 photo to quarantine, 4.2 MB"
    assert services.settings.removal == RemovalSettings("quarantine", "")
    with qtbot.waitSignal(window.review.removed):
        qtbot.mouseClick(window.review_page.bar.remove, Qt.MouseButton.LeftButton)
    assert services.removed_by == [RemovalWay(ActionKind.QUARANTINE)]
    assert window.messages.text == "1 photo moved to quarantine, 4.2 MB."


def test_moving_asks_for_a_folder_once_and_not_having_one_changes_nothing(
    reviewing: tuple[MainWindow, FakeServices],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    window, services = reviewing
    mark(window, qtbot, 2)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *arguments: "")
    choose(window, qtbot, ActionKind.MOVE)
    assert window.review.ways.way == RemovalWay()
    assert window.review_page.bar.choice.buttons[ActionKind.TRASH].isChecked()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *arguments: str(tmp_path))
    choose(window, qtbot, ActionKind.MOVE)
    assert window.review.ways.way == RemovalWay(ActionKind.MOVE, tmp_path)
    assert tmp_path.name in window.review_page.bar.remove.text()
    assert services.settings.removal == RemovalSettings("move", str(tmp_path))


def test_the_way_that_was_chosen_last_is_there_at_the_next_start(qapp: object) -> None:
    from nearDup_gui.removal.ways import _remembered

    assert _remembered(RemovalSettings("quarantine", "")) == RemovalWay(ActionKind.QUARANTINE)
    assert _remembered(RemovalSettings("move", "/to")) == RemovalWay(ActionKind.MOVE, Path("/to"))
    for nonsense in (("move", ""), ("shred", ""), ("copy", "not/whole"), ("sidecar", "")):
        assert _remembered(RemovalSettings(*nonsense)).kind is ActionKind.TRASH


def test_without_a_trash_the_quarantine_is_offered_before_anything_is_pressed(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    services.stands_against = {ActionKind.TRASH: "The volume /nas has no trash, and none can be made there."}
    mark(window, qtbot, 2)
    bar = window.review_page.bar
    qtbot.waitUntil(lambda: bar.warning() != "")
    assert "The volume /nas has no trash" in bar.warning()
    assert not bar.remove.isEnabled()
    assert bar.remove.text() == "Not possible"
    qtbot.mouseClick(bar.quarantine, Qt.MouseButton.LeftButton)
    assert bar.warning() == ""
    assert bar.remove.text() == "Move 1 photo to quarantine, 4.2 MB"


def test_a_way_that_is_not_possible_cannot_be_chosen_and_says_why(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    services.stands_against = {ActionKind.REFLINK: "Its volume (ext4) cannot let files share blocks."}
    mark(window, qtbot, 2)
    choice = window.review_page.bar.choice
    assert not choice.buttons[ActionKind.REFLINK].isEnabled()
    assert "Its volume (ext4) cannot let files share blocks." in choice.note(ActionKind.REFLINK)
    assert choice.buttons[ActionKind.HARDLINK].isEnabled()


def test_the_sheet_is_used_by_keyboard_alone(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    mark(window, qtbot, 2)
    bar = window.review_page.bar
    bar.choose.setFocus()
    qtbot.keyClick(bar.choose, Qt.Key.Key_Space)
    assert bar.choice.isVisible()
    qtbot.keyClick(bar.choice.buttons[ActionKind.TRASH], Qt.Key.Key_Down)
    assert window.review.ways.way.kind is ActionKind.QUARANTINE
    qtbot.keyClick(bar.choice, Qt.Key.Key_Return)
    assert not bar.choice.isVisible()


def test_a_rehearsal_says_what_would_happen_and_changes_nothing(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    services.refusals[3] = (Status.REFUSED, "It changed since the scan. Scan again.")
    for photo_id in (2, 3):
        mark(window, qtbot, photo_id)
    with qtbot.waitSignal(window.review.ways.rehearsed):
        window.review_page.bar.choice.rehearse.click()
    dialog = window.review_page.findChild(TableDialog)
    assert dialog is not None
    told = [[dialog.rows.index(row, column).data() for column in (0, 1, 3)] for row in range(2)]
    assert told == [
        ["Left alone", "IMG_0003.jpg", "It changed since the scan. Scan again."],
        ["Would be done", "IMG_0002.jpg", ""],
    ]
    assert "Nothing was changed." in dialog.said()
    assert services.removed == []
    assert window.review.totals.photos == 2
    assert not window.review.removing


def test_a_hardlinked_copy_leaves_its_group_and_undo_is_offered(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    mark(window, qtbot, 2)
    choose(window, qtbot, ActionKind.HARDLINK)
    with qtbot.waitSignal(window.review.removed):
        window.review_page.remove()
    group = window.review.groups.get(1)
    assert group is not None
    assert [photo.id for photo in group.photos] == [1, 3]
    assert window.messages.undo.isVisible()


def test_a_copy_that_shares_its_bytes_stays_in_its_group_without_a_mark(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    mark(window, qtbot, 2)
    choose(window, qtbot, ActionKind.REFLINK)
    with qtbot.waitSignal(window.review.removed):
        window.review_page.remove()
    group = window.review.groups.get(1)
    assert group is not None
    assert [photo.id for photo in group.photos] == [1, 2, 3]
    assert window.review.totals.photos == 0


def test_copying_removes_nothing_and_keeps_the_marks(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, services = reviewing
    mark(window, qtbot, 2)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *arguments: str(tmp_path))
    choose(window, qtbot, ActionKind.COPY)
    with qtbot.waitSignal(window.review.removed):
        window.review_page.remove()
    assert window.messages.text == "1 photo copied, 4.2 MB."
    assert not window.messages.undo.isVisible()
    assert services.removed == []
    assert window.review.totals.photos == 1


def removal_dialog_with_a_film(window: MainWindow, qtbot: QtBot) -> RemovalDialog:
    window.review.toggle(2)
    with qtbot.waitSignal(window.review.removal_planned) as planned:
        window.review.plan_removal()
    qtbot.waitUntil(lambda: not window.review.removing)
    assert planned.args is not None
    film = ImageFile(Path("/photos/IMG_0002.mov"), 900_000, 1, 1, 999)
    plan = replace(planned.args[0], along={Path("/photos/IMG_0002.jpg"): (film,)})
    dialog = RemovalDialog(window.look, plan, window.review.ways.way, window)
    dialog.apart_wanted.connect(window.units.keep_apart)
    return dialog


def test_a_pair_is_parted_in_the_dialog_and_the_plan_follows(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, services = reviewing
    dialog = removal_dialog_with_a_film(window, qtbot)
    assert dialog.pairs.count() == 1
    assert dialog.rows.rowCount() == 2
    assert dialog.accept_button.text() == "Move 1 photo to the trash, 5.1 MB"
    with qtbot.waitSignal(window.units.parted):
        dialog.pairs.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.plan.along == {Path("/photos/IMG_0002.jpg"): ()}
    assert dialog.rows.rowCount() == 1
    assert dialog.accept_button.text() == "Move 1 photo to the trash, 4.2 MB"
    assert services.apart == {Path("/photos/IMG_0002.jpg")}
    with qtbot.waitSignal(window.units.parted):
        dialog.pairs.item(0).setCheckState(Qt.CheckState.Checked)
    assert services.apart == set()
    assert len(dialog.plan.companions) == 1
    dialog.deleteLater()


def test_a_card_shows_and_speaks_what_belongs_to_its_photo(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library([]))
    raw = Path("/photos/IMG_0001.jpg")
    services.units = {raw: Unit(raw, (Path("/photos/IMG_0001.xmp"),), (Bond.SIDECAR, Bond.RAW_JPEG), False)}
    window.review.set_library(make_library(make_groups(1)))
    grid = window.review_page.group.grid
    index = grid.cards.index_of(1)
    qtbot.waitUntil(lambda: grid.cards.index_of(1).data(CardRole.UNIT) is not None)
    assert "sidecar, RAW + JPEG" in grid.cards.index_of(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "goes and stays together with IMG_0001.xmp" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert grid.cards.index_of(2).data(CardRole.UNIT) is None
    part = next(a for a in grid.photo_menu(grid.cards.card_at(0).photo).actions() if "apart" in a.text())
    assert not part.isChecked()
    with qtbot.waitSignal(window.units.parted):
        part.trigger()
    assert services.apart == {raw}


def test_after_the_button_is_pressed_keys_act_on_the_photos_again(
    open_window: MakeWindow, qtbot: QtBot
) -> None:
    window, _ = open_window(make_library(make_groups(2)))
    window.review.toggle(2)
    window.review_page.bar.remove.setFocus()
    with qtbot.waitSignal(window.review.removed):
        qtbot.keyClick(window.review_page.bar.remove, Qt.Key.Key_Space)
    assert window.focusWidget() is window.review_page.group.grid


def test_what_two_photos_could_claim_is_said_to_stay(
    reviewing: tuple[MainWindow, FakeServices], qtbot: QtBot
) -> None:
    window, _ = reviewing
    plan = removal_dialog_with_a_film(window, qtbot).plan
    shared = {Path("/photos/IMG_0002.jpg"): (Path("/photos/IMG_0002.xmp"),)}
    dialog = RemovalDialog(window.look, replace(plan, shared=shared), window.review.ways.way, window)
    said = [label for label in dialog.findChildren(QLabel) if "IMG_0002.xmp" in label.text()]
    assert [label.text() for label in said] == [
        "1 file that another photo could claim too will stay: IMG_0002.xmp"
    ]
    assert said[0].toolTip() == "/photos/IMG_0002.xmp"
