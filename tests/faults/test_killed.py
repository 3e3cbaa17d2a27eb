"""kill -9 at every step of a scan, of a removal and of a restore: nothing is lost, and the work goes on.

Each point costs a process of its own, so the usual run takes every third; NEARDUP_FAULTS=all takes all of
them, and benchmarks/faults.py each of them at several calls.
"""

import os
import shutil
import sys
from pathlib import Path

import pytest

from core.catalog import removals
from core.catalog.removals import State
from core.groups import matched_photos
from core.progress import CancelToken
from core.review import journal
from core.review.actions.action import ActionKind
from core.review.restore import Return, restore
from core.review.trash import SystemTrash
from tests.fakes import FakeEmbedder
from tests.faults import crashing
from tests.faults.after_crash import contents, make_library, reopened, run_until_killed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

EVERY = 1 if os.environ.get("NEARDUP_FAULTS") == "all" else 3


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library and its catalogue, to be copied."""
    folder = tmp_path_factory.mktemp("scanned")
    make_library(folder)
    assert not run_until_killed("scan", folder, "before:os:abort")
    return folder


def library_from(scanned: Path, folder: Path) -> Path:
    """The same library elsewhere; scanned again there, since a catalogue knows whole paths."""
    shutil.copytree(scanned / "Photos", folder / "Photos")
    crashing.scan(folder)
    return folder


@pytest.fixture(autouse=True)
def unpatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """`crashing.scan` puts its own decoding into the pipeline; take it out again afterwards."""
    monkeypatch.setattr("core.scan.workers.DecodePool", crashing.workers.DecodePool)
    monkeypatch.setattr("core.scan.workers._OwnHelpers", crashing.workers._OwnHelpers)
    monkeypatch.setattr("core.scan.pipeline.BATCH", crashing.pipeline.BATCH)


def test_every_point_is_a_function_that_there_is():
    """The usual run takes a third of the points: a name that is no more would go unseen."""
    points = (
        *crashing.SCAN_POINTS,
        *crashing.REMOVAL_POINTS,
        *crashing.MOVE_POINTS,
        *crashing.LINK_POINTS,
        *crashing.RESTORE_POINTS,
    )
    for point in points:
        if not point.endswith((":ACTION", ":RENAME")):  # which functions these are depends on the action
            assert callable(getattr(*crashing.looked_up(point)[1:3]))


@pytest.mark.parametrize("point", crashing.SCAN_POINTS[::EVERY])
def test_a_scan_that_is_killed_goes_on_where_it_was(scanned, tmp_path, point):
    shutil.copytree(scanned / "Photos", tmp_path / "Photos")
    assert run_until_killed("scan", tmp_path, point), "the point was never reached"
    with reopened(tmp_path) as (catalog, unfinished):
        assert unfinished == []
        with catalog.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    groups = crashing.scan(tmp_path).groups
    assert [len(group.photos) for group in groups] == [3, 3, 3]


def check_nothing_is_lost(folder: Path, before, elsewhere: Path | None = None) -> None:
    """Every file is there, in its place or not; where not, the journal says so, and it comes back."""
    with reopened(folder) as (catalog, _):
        after = contents(folder) + (contents(elsewhere) if elsewhere else type(before)())
        assert not before - after
        with catalog.read() as connection:
            assert removals.in_state(connection, State.INTENDED) == []
            assert removals.in_state(connection, State.UNKNOWN) == []
            gone = removals.in_state(connection, State.DONE)
        missing = {path for path in before_paths(folder) if not path.exists()}
        assert missing == {removal.path for removal in gone if not removal.path.exists()}
        outcomes = restore(gone, catalog, SystemTrash(), report=crashing.silent, cancel=CancelToken())
        assert {outcome.status for outcome in outcomes} <= {Return.RESTORED, Return.ALREADY}
    assert not {path for path in before_paths(folder) if not path.exists()}
    assert not list((folder / "Photos").rglob("*.neardup-part*"))


def before_paths(folder: Path) -> list[Path]:
    photos = folder / "Photos"
    names = [photos / f"{n}.jpg" for n in range(3)]
    names += [photos / place / f"{n}.jpg" for place in ("Backup", "Small") for n in range(3)]
    return [*names, photos / "Small" / "0.xmp"]


@pytest.mark.parametrize(
    ("kind", "nth"),
    [("trash", 1), ("quarantine", 4), *([("trash", 4), ("quarantine", 1)] if EVERY == 1 else [])],
)
@pytest.mark.parametrize("point", crashing.REMOVAL_POINTS[::EVERY])
def test_a_removal_that_is_killed_loses_nothing(scanned, tmp_path, kind, point, nth):
    library_from(scanned, tmp_path)
    before = contents(tmp_path / "Photos")
    assert run_until_killed(kind, tmp_path, point, nth), "the point was never reached"
    check_nothing_is_lost(tmp_path, before)
    if kind == "trash":  # `send2trash` looks for the home folder once in a process
        assert not run_until_killed(kind, tmp_path, "before:os:abort")
    else:
        crashing.remove(tmp_path, ActionKind.QUARANTINE, None)
    with reopened(tmp_path) as (catalog, _):
        assert matched_photos(catalog, FakeEmbedder().spec).groups() == ()


@pytest.mark.parametrize("point", crashing.MOVE_POINTS[::EVERY])
def test_a_move_between_volumes_that_is_killed_loses_nothing(scanned, tmp_path, other_volume, point):
    library_from(scanned, tmp_path)
    before = contents(tmp_path / "Photos")
    assert run_until_killed(f"move:{other_volume}", tmp_path, point, 2), "the point was never reached"
    check_nothing_is_lost(tmp_path, before, other_volume)


@pytest.mark.parametrize("point", crashing.LINK_POINTS[::EVERY])
def test_a_link_that_is_killed_leaves_a_whole_file_at_every_path(scanned, tmp_path, point):
    library_from(scanned, tmp_path)
    before = contents(tmp_path / "Photos")
    assert run_until_killed("hardlink", tmp_path, point), "the point was never reached"
    assert {path for path in before_paths(tmp_path) if not path.exists()} == set()
    check_nothing_is_lost(tmp_path, before)


@pytest.mark.parametrize("point", crashing.RESTORE_POINTS[::EVERY])
def test_a_restore_that_is_killed_loses_nothing(scanned, tmp_path, point):
    library_from(scanned, tmp_path)
    before = contents(tmp_path / "Photos")
    crashing.remove(tmp_path, ActionKind.QUARANTINE, None)
    assert run_until_killed("restore", tmp_path, point, 2), "the point was never reached"
    check_nothing_is_lost(tmp_path, before)


def test_the_history_names_what_was_interrupted(scanned, tmp_path):
    library_from(scanned, tmp_path)
    run_until_killed("trash", tmp_path, "after:core.review.trash:SystemTrash.move")
    with reopened(tmp_path) as (catalog, unfinished):
        assert unfinished
        assert all(entry.reason.startswith("It was interrupted") for entry in unfinished)
        (session,) = journal.sessions(catalog)
        assert session.files >= len(unfinished)
