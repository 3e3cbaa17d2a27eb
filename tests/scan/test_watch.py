"""Watched folders: what is told, when, and that nothing is left running."""

import errno
import queue
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from watchdog import events
from watchdog.observers.api import BaseObserver

from core.errors import ScanError
from core.photo import FileStamp
from core.progress import CancelToken
from core.scan.listening import Listener, Unwatched
from core.scan.news import News
from core.scan.walk import walk
from core.scan.watch import FolderWatch

QUIET_S = 0.05
GLANCE_S = 0.2
PATIENCE_S = 10
SILENCE_S = 0.6


class Watched:
    """A watch on a folder whose news is all that is in it, and what it told."""

    def __init__(self) -> None:
        self.told: queue.Queue[News] = queue.Queue()
        self.unwatched: queue.Queue[Mapping[Path, Unwatched]] = queue.Queue()
        self.looked = 0
        self.fault: Exception | None = None
        self.watch = FolderWatch(
            self._look, self.told.put, self.unwatched.put, start_s=0, quiet_s=QUIET_S, glance_s=GLANCE_S
        )

    def next_news(self) -> News:
        return self.told.get(timeout=PATIENCE_S)

    def names(self) -> set[str]:
        """The names of the next news."""
        return {Path(path.decode()).name for path in self.next_news().arrived}

    def is_silent(self) -> bool:
        try:
            self.told.get(timeout=SILENCE_S)
        except queue.Empty:
            return True
        return False

    def _look(self, roots: Sequence[Path], cancel: CancelToken) -> News:
        self.looked += 1
        if self.fault is not None:
            raise self.fault
        found: Mapping[bytes, FileStamp] = walk(
            [root for root in roots if root.exists()], cancel=cancel
        ).found
        return News(arrived=found)


@pytest.fixture
def watched() -> Iterator[Watched]:
    before = set(threading.enumerate())
    made = Watched()
    yield made
    made.watch.close()
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(2)
    assert not [thread.name for thread in left if thread.is_alive()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "Photos" / "2026"
    place.mkdir(parents=True)
    return tmp_path / "Photos"


def put(path: Path, data: bytes = b"\xff\xd8\xff\xe0 a photo") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def begin(watched: Watched, folder: Path) -> None:
    watched.watch.watch([folder])
    assert watched.unwatched.get(timeout=PATIENCE_S) == {}
    watched.next_news()


def test_there_is_a_look_at_the_start(watched: Watched, folder: Path):
    put(folder / "since.jpg")
    watched.watch.watch([folder])
    assert watched.names() == {"since.jpg"}


def test_photos_that_arrive_together_are_told_at_once_wherever_they_lie(watched: Watched, folder: Path):
    begin(watched, folder)
    put(folder / "2026" / "a.jpg")
    put(folder / "made since" / "b.heic")
    while watched.names() != {"a.jpg", "b.heic"}:
        pass


def test_photos_that_go_are_told(watched: Watched, folder: Path):
    photo = put(folder / "a.jpg")
    begin(watched, folder)
    photo.unlink()
    assert watched.names() == set()


def test_other_files_and_hidden_folders_are_not_even_looked_at(watched: Watched, folder: Path):
    (folder / ".cache").mkdir()
    begin(watched, folder)
    put(folder / "notes.txt")
    put(folder / "catalogue.sqlite3-wal")
    put(folder / ".cache" / "thumbnail.png")
    assert watched.is_silent()
    assert watched.looked == 1


def test_a_photo_that_is_still_being_copied_is_not_told(
    watched: Watched, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    begin(watched, folder)
    keeps_still = threading.Event()
    monkeypatch.setattr("core.scan.watch._as_they_were", lambda files: keeps_still.is_set())
    put(folder / "half.jpg")
    assert watched.is_silent()
    keeps_still.set()
    assert watched.names() == {"half.jpg"}


def test_a_file_that_grows_or_goes_does_not_keep_still(folder: Path):
    from core.scan.watch import _as_they_were

    photo = put(folder / "a.jpg")
    found = walk([folder], cancel=CancelToken()).found
    assert _as_they_were(found)
    put(photo, b"\xff\xd8\xff\xe0 more of a photo")
    assert not _as_they_were(found)
    photo.unlink()
    assert not _as_they_were(found)


def test_it_rests_and_looks_when_it_wakes(watched: Watched, folder: Path):
    begin(watched, folder)
    watched.watch.rest()
    put(folder / "a.jpg")
    assert watched.is_silent()
    watched.watch.wake()
    assert watched.names() == {"a.jpg"}


def test_other_folders_take_the_place_of_the_first(watched: Watched, folder: Path, tmp_path: Path):
    begin(watched, folder)
    other = tmp_path / "Other"
    put(other / "b.jpg")
    watched.watch.watch([other])
    assert watched.names() == {"b.jpg"}
    put(folder / "a.jpg")
    assert watched.is_silent()
    watched.watch.watch([])
    assert watched.names() == set()


def test_a_folder_on_a_missing_drive_is_no_error(watched: Watched, folder: Path, tmp_path: Path):
    watched.watch.watch([tmp_path / "unplugged", folder])
    assert watched.unwatched.get(timeout=PATIENCE_S) == {}
    assert watched.names() == set()
    put(folder / "a.jpg")
    assert watched.names() == {"a.jpg"}


def test_a_look_that_fails_is_not_the_last(watched: Watched, folder: Path):
    begin(watched, folder)
    watched.fault = ScanError("The folder vanished.")
    put(folder / "a.jpg")
    assert watched.is_silent()
    watched.fault = None
    put(folder / "b.jpg")
    assert watched.names() == {"a.jpg", "b.jpg"}


@pytest.mark.parametrize(
    ("number", "why"), [(errno.ENOSPC, Unwatched.LIMIT), (errno.EACCES, Unwatched.REFUSED)]
)
def test_a_folder_that_the_system_will_not_watch_is_named(
    watched: Watched, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: Unwatched
):
    def refuse(self: BaseObserver, *args: object, **options: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    put(folder / "a.jpg")
    watched.watch.watch([folder])
    assert watched.unwatched.get(timeout=PATIENCE_S) == {folder: why}
    assert watched.names() == {"a.jpg"}


def test_a_limit_met_in_a_subfolder_is_found_out(
    watched: Watched, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    really = BaseObserver.schedule

    def once(self: BaseObserver, ear: object, path: str, **options: object) -> object:
        if not options.get("recursive"):
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return really(self, ear, path, **options)

    monkeypatch.setattr("core.scan.listening.sys.platform", "linux")
    monkeypatch.setattr(BaseObserver, "schedule", once)
    watched.watch.watch([folder])
    assert watched.unwatched.get(timeout=PATIENCE_S) == {folder: Unwatched.LIMIT}


@pytest.mark.skipif(sys.platform != "linux", reason="inotify's limit")
def test_a_limit_met_later_is_found_out(watched: Watched, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """watchdog 7 goes on with the part of the tree that it could get, and says nothing."""
    begin(watched, folder)

    def refuse(self: BaseObserver, *args: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    put(folder / "made since" / "a.jpg")
    assert watched.unwatched.get(timeout=PATIENCE_S) == {folder: Unwatched.LIMIT}


def test_a_folder_in_the_place_of_one_that_was_moved_away_is_heard(watched: Watched, folder: Path):
    begin(watched, folder)
    folder.rename(folder.with_name("Put away"))
    assert watched.names() == set()
    put(folder / "2027" / "a.jpg")
    while watched.names() != {"a.jpg"}:
        pass
    put(folder / "2027" / "b.jpg")
    while watched.names() != {"a.jpg", "b.jpg"}:
        pass


def test_what_happens_in_a_folder_that_was_moved_away_is_not_looked_at(watched: Watched, folder: Path):
    """watchdog goes on telling of it, by the path at which it was."""
    begin(watched, folder)
    away = folder.parent / "Put away"
    (folder / "2026").rename(away)
    watched.next_news()
    assert watched.is_silent()
    looked = watched.looked
    put(away / "a.jpg")
    assert watched.is_silent()
    assert watched.looked == looked


def test_a_drive_that_comes_back_is_looked_at(
    watched: Watched, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """Nothing happens in the folder on which it is mounted: what was there lies below it."""
    begin(watched, folder)
    assert watched.is_silent()
    mounted = frozenset({("8:1", "/", str(folder / "2026"), "exfat", "a drive")})
    monkeypatch.setattr("core.scan.listening.mounts_in", lambda roots: mounted)
    watched.next_news()
    assert watched.unwatched.get(timeout=PATIENCE_S) == {}


@pytest.mark.parametrize("name", ["FileAttribEvent", "DirAttribEvent"])
def test_new_rights_and_times_are_heard(name: str, folder: Path):
    """Events of their own since watchdog 7.1. A folder that lets us in now has to be listened to as well."""
    if not hasattr(events, name):
        pytest.skip("before watchdog 7.1 they are modifications")
    sounds: list[str] = []
    listener = Listener(lambda: sounds.append(name))
    listener.listen([folder.parent / "Unplugged"])
    listener.on_any_event(getattr(events, name)(str(put(folder / "a.jpg"))))
    assert sounds == [name]
    assert listener.is_astray() == (name == "DirAttribEvent")


def test_a_folder_on_another_machine_is_named(
    watched: Watched, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("core.scan.listening.is_on_network", lambda path: True)
    watched.watch.watch([folder])
    assert watched.unwatched.get(timeout=PATIENCE_S) == {folder: Unwatched.NETWORK}


def test_it_can_be_closed_at_any_time(folder: Path):
    for _ in range(3):
        made = Watched()
        made.watch.watch([folder])
        made.watch.close()
    unused = Watched()
    unused.watch.close()
    unused.watch.watch([folder])
    assert not any(thread.name == "folder watch" for thread in threading.enumerate())
