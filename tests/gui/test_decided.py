"""What was decided is listed in the window, and any of it can be taken back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.catalog import photos as photo_rows
from core.catalog.catalog import Catalog
from core.decision import Change, ChosenKeeper, Decision, Kind
from core.review.decided import decided_acts
from core.review.decisions import remember
from nearDup_gui.decisions.decided_dialog import DecidedDialog
from nearDup_gui.main_window import MainWindow
from tests.gui.deciding import Reviewing
from tests.photos import decoded


def opened_list(window: MainWindow, qtbot: QtBot) -> DecidedDialog:
    with qtbot.waitSignal(window.decisions.listed):
        window.menus.decided.trigger()
    dialog = window.findChild(DecidedDialog)
    assert dialog is not None
    return dialog


def choose_first(dialog: DecidedDialog, qtbot: QtBot) -> None:
    """By a click: `selectRow` heeds the keys that the last test held down."""
    middle = dialog.table.visualRect(dialog.rows.index(0, 1)).center()
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def told(dialog: DecidedDialog) -> list[tuple[str, str]]:
    rows, columns = range(dialog.rows.rowCount()), (1, 2)
    return [tuple(dialog.rows.index(row, column).data() for column in columns) for row in rows]  # pyright: ignore


def test_a_decision_is_listed_and_taken_back_and_that_is_undone(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, services = reviewing
    group = window.review.groups.get(1)
    assert group is not None
    window.decisions.settle(next(g for g in window.review.groups if g.keeper.id == 5), Kind.VARIANTS)
    with qtbot.waitSignal(window.decisions.told):
        window.decisions.not_duplicates(group, [group.members[0].photo])
    assert window.review.groups.group_of(2) is None
    dialog = opened_list(window, qtbot)
    assert told(dialog)[0][0] == "Not duplicates"
    assert told(dialog)[1] == (
        "All kept as variants",
        "IMG_0005.jpg, IMG_0006.jpg, IMG_0007.jpg, IMG_0008.jpg",
    )
    assert not dialog.take_back.isEnabled()
    choose_first(dialog, qtbot)
    with qtbot.waitSignals([window.decisions.told, window.decisions.listed]):
        qtbot.mouseClick(dialog.take_back, Qt.MouseButton.LeftButton)
    assert [what for what, _ in told(dialog)] == ["All kept as variants"]
    assert window.review.groups.group_of(2) is not None
    assert {decision.kind for decision in services.pairs.values()} == {Kind.VARIANTS}
    with qtbot.waitSignal(window.decisions.listed):
        window.menus.undo.trigger()
    assert window.review.groups.group_of(2) is None
    assert len(told(dialog)) == 2
    dialog.close()


def test_an_empty_list_says_what_will_be_in_it(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    dialog = opened_list(window, qtbot)
    assert dialog.said().startswith("Nothing has been decided yet.")
    dialog.close()


def test_nothing_is_taken_back_where_nothing_can_be_changed(reviewing: Reviewing, qtbot: QtBot) -> None:
    window, _ = reviewing
    window.decisions.settle(next(iter(window.review.groups)), Kind.REVIEWED)
    dialog = opened_list(window, qtbot)
    dialog.forbid("It can only be read.")
    choose_first(dialog, qtbot)
    assert (dialog.take_back.isEnabled(), dialog.take_back.toolTip()) == (False, "It can only be read.")
    dialog.close()


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog.open(tmp_path / "catalogue.sqlite3")


def test_acts_name_their_photos_and_count_what_is_gone(catalog: Catalog) -> None:
    one, two = (decoded(f"/p/{name}.jpg", name.encode(), inode=n) for n, name in enumerate(("a", "b"), 1))
    with catalog, catalog.write() as connection:
        photo_rows.add(connection, [one, two])
        when = datetime(2026, 5, 1, tzinfo=UTC)
    with Catalog.open(catalog.path) as again:
        pair = tuple(sorted((one.sha256, two.sha256)))
        unknown = tuple(sorted((one.sha256, b"\x01" * 32)))
        remember(again, Change({pair: Decision(Kind.REVIEWED, when)}))  # pyright: ignore[reportArgumentType]
        later = when.replace(day=2)
        remember(again, Change({unknown: Decision(Kind.NOT_DUPLICATES, later)}))  # pyright: ignore[reportArgumentType]
        remember(again, Change(keepers={two.sha256: ChosenKeeper(Path("/p/b.jpg"), later)}))
        acts = decided_acts(again)
        assert {(act.kind, tuple(photo.path.name for photo in act.photos), act.gone) for act in acts} == {
            (Kind.REVIEWED, ("a.jpg", "b.jpg"), 0),
            (Kind.NOT_DUPLICATES, ("a.jpg",), 1),
            (None, ("b.jpg",), 0),
        }
        for act in acts:
            remember(again, act.forgotten)
        assert decided_acts(again) == []
