"""A catalogue that is full, locked, read-only or from the future ends in a sentence."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.catalog.recovery import open_or_recover, recover
from core.errors import CatalogError, CatalogLocked, CatalogTooNew
from core.review import journal
from core.review.removal import Status
from core.review.unfinished import resolve_unfinished
from tests.photos import decoded
from tests.review.disk import OpenTrash, group_of, marking, on_disk, present, run

ROOT = Path(__file__).parents[2]


def test_a_full_disk_ends_in_a_sentence_and_keeps_what_was_stored(used):
    with Catalog.open(used) as catalog:
        before = len(present(catalog))

        def little_room(connection: sqlite3.Connection, *_: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 1}")

        event.listen(catalog._database.backend.engine, "connect", little_room)
        catalog._database.backend.engine.dispose()
        with pytest.raises(CatalogError, match="is full"), catalog.write() as connection:
            photos.add(connection, [decoded(f"/new/{n}.jpg", b"%d" % n * 900) for n in range(900)])
    with Catalog.open(used) as catalog:
        assert len(present(catalog)) == before


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small tmpfs")
def test_a_truly_full_disk_does_not_cost_a_photo(tmp_path):
    """On a disk of 400 kB, in a mount namespace of its own: a removal goes on until nothing can be noted."""
    program = """
import sys
from pathlib import Path
from core.catalog.catalog import Catalog
from core.errors import CatalogError
from core.review import journal
from tests.review.disk import OpenTrash, catalogued, group_of, marking, on_disk, run
disk, folder = Path(sys.argv[1]), Path(sys.argv[2])
photos = [on_disk(folder / f"{n}.jpg", n) for n in range(1, 40)]
with Catalog.open(disk / "catalogue.sqlite3") as catalog:
    filler = (disk / "filler").open("wb", buffering=0)
    try:
        while True: filler.write(bytes(1024))
    except OSError: pass
    try:
        outcomes = run(marking(group_of(*photos), *range(1, 39)), catalog, OpenTrash(folder / "trash"))
    except CatalogError as error:
        print("refused as a whole:", error); outcomes = ()
    for outcome in outcomes: print(outcome.status, outcome.reason)
left = len(list(folder.rglob("*.jpg")))
assert left == 39, left
"""
    disk, folder = tmp_path / "disk", tmp_path / "photos"
    disk.mkdir()
    folder.mkdir()
    script = (
        f'mount -t tmpfs -o size=400k tmpfs "{disk}" && '
        f'exec "{sys.executable}" -c "$PROGRAM" "{disk}" "{folder}"'
    )
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        env={**os.environ, "PROGRAM": program, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare:" in done.stderr or "mount:" in done.stderr:
        pytest.skip("may not mount here")
    assert done.returncode == 0, done.stderr
    assert "full" in done.stdout


def test_a_catalogue_opened_for_reading_is_read_and_refuses_to_write(used):
    with Catalog.open(used, read_only=True) as catalog:
        assert catalog.read_only
        assert len(present(catalog)) == 201
        assert len(journal.sessions(catalog)) == 1
        assert resolve_unfinished(catalog) == []
        with pytest.raises(CatalogError, match="opened for reading only"), catalog.write():
            pass


def test_reading_an_absent_catalogue_makes_none(path):
    with pytest.raises(CatalogError, match="unable to open"):
        Catalog.open(path, read_only=True)
    assert not path.exists()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)
def test_a_folder_that_cannot_be_written_still_lets_groups_be_read(used):
    used.parent.chmod(0o500)
    try:
        with Catalog.open(used, read_only=True) as catalog:
            assert len(present(catalog)) == 201
    finally:
        used.parent.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a mount that is read-only")
def test_a_catalogue_on_a_read_only_disk_is_listed_and_not_scanned_into(used, tmp_path):
    script = (
        f'mount --bind "{used.parent}" "{used.parent}" && mount -o remount,ro,bind "{used.parent}" && '
        f'"{sys.executable}" main.py history --catalog "{used}"; echo "code $?"; '
        f'"{sys.executable}" main.py groups --catalog "{used}"; echo "code $?"'
    )
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare:" in done.stderr or "mount:" in done.stderr:
        pytest.skip("may not mount here")
    assert "Traceback" not in done.stderr
    assert "1 file, 7 bytes, moved to the trash" in done.stdout
    assert done.stdout.count("code 0") + done.stdout.count("code 1") == 2


def test_a_second_instance_is_told_who_is_at_work_and_may_read(used):
    """Another process holds the claim; killed, it leaves none behind."""
    program = (
        "import sys, time; from pathlib import Path; from core.catalog.catalog import Catalog\n"
        "with Catalog.open(Path(sys.argv[1])) as catalog, catalog.claim():\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, used], cwd=ROOT, stdout=-1) as other:
        assert other.stdout.readline() == b"held\n"
        with Catalog.open(used) as catalog:
            assert catalog.is_claimed_elsewhere
            assert len(present(catalog)) == 201
            with (
                pytest.raises(CatalogLocked, match="Another NearDup is scanning or removing"),
                catalog.claim(),
            ):
                pass
        with pytest.raises(CatalogLocked):
            recover(used)
        other.kill()
        other.wait()
        with Catalog.open(used) as catalog, catalog.claim(), catalog.claim():
            assert not catalog.is_claimed_elsewhere


def test_a_drive_that_knows_no_locks_is_not_called_another_neardup(used, monkeypatch):
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    with Catalog.open(used) as catalog:
        monkeypatch.setattr("core.catalog.claim._lock", no_locks)
        with pytest.raises(CatalogError, match="cannot be locked where it lies") as refused, catalog.claim():
            pass
        assert not isinstance(refused.value, CatalogLocked)


def test_a_writer_that_does_not_end_is_a_sentence(used, monkeypatch):
    monkeypatch.setattr("core.catalog.sqlite.BUSY_TIMEOUT_MS", 50)
    other = sqlite3.connect(used, isolation_level=None)
    with Catalog.open(used) as catalog:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CatalogLocked, match="in use by another NearDup"), catalog.write():
            pass
        other.execute("ROLLBACK")
        with catalog.write() as connection:
            photos.add(connection, [decoded("/after.jpg")])
    other.close()


def test_a_newer_catalogue_is_neither_opened_nor_recovered(used):
    connection = sqlite3.connect(used)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for only_read in (False, True):
        with pytest.raises(CatalogTooNew):
            Catalog.open(used, read_only=only_read)
    with pytest.raises(CatalogTooNew):
        open_or_recover(used)
    assert [path.name for path in used.parent.iterdir() if "damaged" in path.name] == []


def test_a_read_only_catalogue_lets_no_photo_be_removed(used, tmp_path):
    keeper, copy = on_disk(tmp_path / "c.jpg", 1), on_disk(tmp_path / "d.jpg", 2)
    plan = marking(group_of(keeper, copy), 1)
    with Catalog.open(used, read_only=True) as catalog:
        (outcome,) = run(plan, catalog, OpenTrash(tmp_path / "trash"))
    assert outcome.status is Status.REFUSED
    assert copy.path.exists()


def test_two_that_begin_at_once_make_one_catalogue(path):
    """Migrations of two processes that start in the same moment do not trip over each other."""
    program = (
        "import sys; from pathlib import Path; from core.catalog.catalog import Catalog\n"
        "Catalog.open(Path(sys.argv[1])).close()"
    )
    started = [subprocess.Popen([sys.executable, "-c", program, path], cwd=ROOT, stderr=-1) for _ in range(3)]
    errors = [process.communicate()[1] for process in started]
    assert errors == [b"", b"", b""]
    with Catalog.open(path) as catalog:
        assert present(catalog) == []
    shutil.rmtree(path.parent)
