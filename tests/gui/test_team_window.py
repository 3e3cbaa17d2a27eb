"""The window on a catalogue that a team shares, on a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from core.catalog import marks, removals
from core.catalog.catalog import Catalog
from core.catalog.place import ServerAddress
from core.catalog.removals import State
from core.cli import build_app
from nearDup_gui.main_window import MainWindow
from nearDup_gui.services import CoreServices
from nearDup_gui.toolkit.look import Look
from tests.photos import grainy, save
from tests.team_server import Server

LONG_MS = 150_000


@pytest.fixture
def library(tmp_path: Path, server: Server, shared: ServerAddress) -> Path:
    """Three photos and smaller copies of them, scanned by a colleague."""
    root = tmp_path / "Photos"
    for number in range(3):
        picture = grainy(number)
        save(picture, root / f"IMG_{number}.jpg", quality=92)
        save(picture.resize((320, 240)), root / "small" / f"IMG_{number}.jpg", quality=80)
    address = server.text(str(shared.url.database))
    own = ["--catalog", address, "--settings", str(tmp_path / "settings.toml")]
    result = CliRunner().invoke(build_app(None), ["scan", str(root), *own])
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def window(
    library: Path, shared: ServerAddress, tmp_path: Path, look: Look, qtbot: QtBot
) -> Iterator[MainWindow]:
    """A window that shows the groups."""
    opened = MainWindow(CoreServices(shared, tmp_path / "settings.toml"), look)
    opened.show()
    with qtbot.waitSignal(opened.scans.restored, timeout=LONG_MS):
        opened.start()
    yield opened
    opened.close()
    opened.deleteLater()


def test_a_team_reviews_removes_and_undoes_in_its_windows(
    window: MainWindow, shared: ServerAddress, qtbot: QtBot, home: Path
):
    assert len(window.review.groups) == 3
    window.piles_view.choose(None)
    group = next(iter(window.review.groups))
    doomed = group.members[0].photo
    window.review_page.groups.choose(group.keeper.id)
    grid = window.review_page.group.grid
    grid.go_to(doomed.id)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)

    with Catalog.open(shared) as colleague:

        def marked() -> set[int]:
            with colleague.read() as connection:
                return marks.MARKED.ids(connection)

        def states() -> list[State]:
            with colleague.read() as connection:
                (session,) = removals.sessions(connection)
                return [removal.state for removal in removals.of_session(connection, session.id)]

        qtbot.waitUntil(lambda: marked() == {doomed.id})
        with qtbot.waitSignals([window.review.removed, window.scans.restored], timeout=LONG_MS):
            qtbot.mouseClick(window.review_page.bar.remove, Qt.MouseButton.LeftButton)
        assert not doomed.path.exists()
        assert (home / "data" / "Trash" / "files" / doomed.path.name).exists()
        assert states() == [State.DONE]
        assert len(window.review.groups) == 2

        with qtbot.waitSignals([window.restores.restored, window.scans.restored], timeout=LONG_MS):
            window.menus.undo.trigger()
        assert doomed.path.exists()
        assert states() == [State.RESTORED]
        qtbot.waitUntil(lambda: len(window.review.groups) == 3)
