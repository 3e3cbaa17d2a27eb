"""Two windows on one catalogue: the first may change it, the second looks and says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.catalog.opening import open_for_window
from core.errors import CatalogDamaged, CatalogError, CatalogTooNew
from tests.photos import decoded
from tests.review.disk import present

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "catalogue.sqlite3"


def filled(path: Path) -> None:
    with Catalog.open(path) as catalog, catalog.write() as connection:
        photos.add(connection, [decoded("/photos/a.jpg")])


@pytest.mark.parametrize("name", ["a b", "a%20b", "a+b", "q?x=y#z", "caf\u00e9", "semi;co:lon"])
def test_a_catalogue_of_any_name_is_the_very_file(tmp_path: Path, name: str):
    """SQLAlchemy 2.1 unquotes `%20` in the text of an address; ours is never text."""
    if os.name == "nt" and set(name) & set("?:"):
        pytest.skip("no name on Windows")
    path = tmp_path / name / f"{name}.sqlite3"
    filled(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Catalog.open(path, read_only=True) as catalog:
        assert present(catalog) == [Path("/photos/a.jpg")]
    assert sorted(place.name for place in tmp_path.iterdir()) == [name]


def test_the_first_window_may_change_the_catalogue(path):
    opened = open_for_window(path)
    assert opened.only_read == ""
    with opened.catalog.write() as connection:
        photos.add(connection, [decoded("/photos/a.jpg")])
    opened.close()


def test_the_second_window_looks_and_is_told_of_the_first(path):
    filled(path)
    first = open_for_window(path)
    second = open_for_window(path)
    assert "Another NearDup window has the catalogue" in second.only_read
    assert present(second.catalog) == [Path("/photos/a.jpg")]
    with pytest.raises(CatalogError, match="opened for reading only"), second.catalog.write():
        pass
    with first.catalog.write() as connection:
        photos.add(connection, [decoded("/photos/b.jpg", b"two")])
    assert len(present(second.catalog)) == 2  # and sees what the first one does
    first.close()
    second.close()


def test_the_second_window_may_change_it_once_the_first_is_closed(path):
    filled(path)
    first = open_for_window(path)
    second = open_for_window(path)
    second.close()
    first.close()
    third = open_for_window(path)
    assert third.only_read == ""
    third.close()


def test_a_window_that_was_killed_keeps_nobody_out(path):
    filled(path)
    program = (
        "import sys, time; from pathlib import Path; from core.catalog.opening import open_for_window\n"
        "opened = open_for_window(Path(sys.argv[1])); print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, path], cwd=ROOT, stdout=-1) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        second = open_for_window(path)
        assert second.only_read
        second.close()
        other.kill()
        other.wait()
    opened = open_for_window(path)
    assert opened.only_read == ""
    opened.close()


def test_the_command_line_works_beside_an_open_window(path):
    filled(path)
    window = open_for_window(path)
    with Catalog.open(path) as catalog, catalog.claim():
        assert len(present(catalog)) == 1
    window.close()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a mount that is read-only")
def test_a_catalogue_on_a_read_only_disk_is_looked_at(path):
    filled(path)
    program = (
        "import sys; from pathlib import Path; from core.catalog.opening import open_for_window\n"
        "from tests.review.disk import present\n"
        "opened = open_for_window(Path(sys.argv[1])); print(opened.only_read, len(present(opened.catalog)))"
    )
    folder = path.parent
    script = (
        f'mount --bind "{folder}" "{folder}" && mount -o remount,ro,bind "{folder}" && '
        f'"{sys.executable}" -c "$PROGRAM" "{path}"'
    )
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        env={**os.environ, "PROGRAM": program},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare:" in done.stderr or "mount:" in done.stderr:
        pytest.skip("may not mount here")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("You can look and search. 1")


def test_a_damaged_catalogue_is_set_aside_and_the_window_may_work(path):
    filled(path)
    raw = bytearray(path.read_bytes())
    raw[100:4096] = os.urandom(3996)
    path.write_bytes(raw)
    opened = open_for_window(path)
    assert opened.only_read == ""
    assert opened.recovery is not None
    assert opened.recovery.aside.exists()
    opened.close()


def test_what_is_no_catalogue_or_a_newer_one_is_not_opened_at_all(path):
    path.parent.mkdir()
    path.write_text("my diary")
    with pytest.raises(CatalogDamaged):
        open_for_window(path)
    path.unlink()
    filled(path)
    with Catalog.open(path) as catalog, catalog.write() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 999")
    with pytest.raises(CatalogTooNew):
        open_for_window(path)
