"""A drive that is mounted elsewhere, or has another letter, is the same drive: what is known follows it."""

import os
import shutil
from dataclasses import replace
from pathlib import Path, PurePath

import pytest

from core.catalog import drives, marks, photos, scans
from core.catalog.catalog import Catalog
from core.catalog.tables import Base, FsPath
from core.progress import CancelToken
from core.review import journal, quarantine, whereabouts
from core.review import restore as restoring
from core.review.actions.quarantine import ToQuarantine
from core.review.older_plan import plan_where_drives_are
from core.review.plan_file import read_plan, write_plan
from core.review.removal import Status
from core.review.restore import Return, restore
from core.settings import Settings
from core.storage.drives import Mount, mount_of, mounts
from core.storage.moved_drives import follow_drives, is_unplugged, remember_drives, with_moved_folders
from tests.review.disk import OpenTrash, catalogued, group_of, marking, on_disk, present, run, silent


class Drives:
    """A system's list of mounts, made of folders: a drive is moved by renaming its folder."""

    def __init__(self) -> None:
        self.there: list[Mount] = []

    def __call__(self) -> tuple[Mount, ...]:
        return tuple(self.there)

    def mount(self, top: Path, volume: str = "uuid:1", inside: str = "/") -> None:
        top.mkdir(parents=True, exist_ok=True)
        self.there.append(Mount(top, volume, PurePath(inside), "exfat"))

    def move(self, old: Path, new: Path) -> None:
        old.rename(new)
        self.there = [replace(one, top=new) if one.top == old else one for one in self.there]


@pytest.fixture
def system() -> Drives:
    return Drives()


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


@pytest.fixture
def usb(tmp_path: Path, system: Drives, catalog: Catalog):
    """A drive with a photo and its copy, as a scan left it."""
    top = tmp_path / "usb"
    system.mount(top)
    keeper, copy = on_disk(top / "P" / "a" / "1.jpg", 1), on_disk(top / "P" / "b" / "1.jpg", 2)
    catalogued(catalog, keeper, copy)
    with catalog.write() as connection:
        scans.add(connection, [top / "P"], 2, 1.0, "CPU")
        connection.exec_driver_sql(
            "INSERT INTO mark (path, sha256) VALUES (?, ?)", (os.fsencode(copy.path), copy.sha256)
        )
    remember_drives(catalog, [top / "P"], system)
    return group_of(keeper, copy)


def back(catalog: Catalog, trash: OpenTrash):
    entries = journal.entries(catalog, 1)
    return restore(entries, catalog, trash, report=silent, cancel=CancelToken())


def test_photos_and_scans_follow_a_drive(usb, catalog, system, tmp_path):
    system.move(tmp_path / "usb", tmp_path / "usb1")
    assert follow_drives(catalog, system) == [(tmp_path / "usb", tmp_path / "usb1")]
    there = tmp_path / "usb1" / "P"
    assert present(catalog) == [there / "a" / "1.jpg", there / "b" / "1.jpg"]
    assert catalog.last_roots() == (there,)
    with catalog.read() as connection:
        assert len(marks.MARKED.ids(connection)) == 1
    assert follow_drives(catalog, system) == []


def test_every_list_of_a_person_follows_a_drive(usb, catalog, system, tmp_path):
    lists = (marks.SPARED, marks.LOOKED_OVER)
    with catalog.write() as connection:
        for photos_of_a_person in lists:
            photos_of_a_person.add(connection, [2])
    system.move(tmp_path / "usb", tmp_path / "usb1")
    follow_drives(catalog, system)
    with catalog.read() as connection:
        assert [photos_of_a_person.ids(connection) for photos_of_a_person in lists] == [{2}, {2}]


def test_whatever_is_kept_by_its_path_follows_a_drive():
    held = {
        table.name: {column.name for column in table.columns if isinstance(column.type, FsPath)}
        for table in Base.metadata.sorted_tables
    }
    del held["drive"]  # where a drive was seen stays what it was
    assert {name: set(columns) for name, columns in drives.WITH_PATHS.items()} == {
        name: columns for name, columns in held.items() if columns
    }


def test_a_drive_that_comes_back_to_its_place_is_followed_back(usb, catalog, system, tmp_path):
    for old, new in (("usb", "usb1"), ("usb1", "usb")):
        system.move(tmp_path / old, tmp_path / new)
        assert follow_drives(catalog, system) == [(tmp_path / old, tmp_path / new)]
    assert present(catalog) == [photo.path for photo in usb.photos]


@pytest.mark.parametrize("kind", ["trash", "quarantine"])
def test_what_was_removed_comes_back_on_a_drive_that_moved(usb, catalog, system, tmp_path, monkeypatch, kind):
    trash = OpenTrash(tmp_path / "usb" / ".Trash-1")
    action = None if kind == "trash" else ToQuarantine(tmp_path / "usb")
    run(marking(usb, 1), catalog, trash, action=action)
    system.move(tmp_path / "usb", tmp_path / "usb1")
    trash.folder = tmp_path / "usb1" / ".Trash-1"
    monkeypatch.setattr(restoring, "follow_drives", lambda catalog: follow_drives(catalog, system))
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.RESTORED, outcome.reason
    assert outcome.to == tmp_path / "usb1" / "P" / "b" / "1.jpg"
    assert outcome.to.read_bytes() == b"picture"


@pytest.mark.parametrize("kind", ["trash", "quarantine"])
def test_what_lies_on_an_unplugged_drive_is_never_called_gone(
    usb, catalog, system, tmp_path, monkeypatch, kind
):
    trash = OpenTrash(tmp_path / "usb" / ".Trash-1")
    action = None if kind == "trash" else ToQuarantine(tmp_path / "usb")
    run(marking(usb, 1), catalog, trash, action=action)
    shutil.move(tmp_path / "usb", tmp_path / "drawer")
    trash.folder.mkdir(parents=True)
    shutil.rmtree(tmp_path / "usb")
    (tmp_path / "usb" / ".Trash-1").mkdir(parents=True)
    system.there = []
    monkeypatch.setattr(whereabouts, "is_unplugged", lambda path, known: is_unplugged(path, known, system))
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.FAILED
    assert outcome.reason == "Its drive is not plugged in. Plug it in, and try again."


def test_quarantine_is_found_where_its_drive_is_now(usb, catalog, system, tmp_path, monkeypatch):
    run(marking(usb, 1), catalog, OpenTrash(tmp_path / "t"), action=ToQuarantine(tmp_path / "usb"))
    system.move(tmp_path / "usb", tmp_path / "usb1")
    monkeypatch.setattr(quarantine, "follow_drives", lambda catalog: follow_drives(catalog, system))
    found = quarantine.in_quarantine(catalog)
    assert (found.count, found.missing) == (1, ())


def test_a_plan_that_was_made_before_a_drive_moved_is_carried_out(usb, catalog, system, tmp_path):
    write_plan(marking(usb, 1), tmp_path / "plan.json")
    system.move(tmp_path / "usb", tmp_path / "usb1")
    follow_drives(catalog, system)
    plan = plan_where_drives_are(read_plan(tmp_path / "plan.json"), catalog, system)
    (outcome,) = run(plan, catalog, OpenTrash(tmp_path / "t"))
    assert outcome.status is Status.TRASHED, outcome.reason


def test_protected_folders_stay_protected_on_a_drive_that_moved(usb, catalog, system, tmp_path):
    settings = Settings(protected_folders=(tmp_path / "usb" / "P", tmp_path / "other"))
    assert with_moved_folders(settings, catalog, system) == settings
    system.move(tmp_path / "usb", tmp_path / "usb1")
    follow_drives(catalog, system)
    moved = with_moved_folders(settings, catalog, system)
    assert tmp_path / "usb1" / "P" in moved.protected_folders
    assert set(settings.protected_folders) <= set(moved.protected_folders)


def test_another_drive_with_a_known_identity_is_not_believed(usb, catalog, system, tmp_path):
    """Numbers of a boot go to other volumes at the next, and disks are copied: no known file lies there."""
    system.there = []
    system.mount(tmp_path / "other")
    (tmp_path / "other" / "x.jpg").write_bytes(b"x")
    assert follow_drives(catalog, system) == []
    assert present(catalog) == [photo.path for photo in usb.photos]


def test_a_folder_of_a_drive_that_is_mounted_by_itself_is_found(usb, catalog, system, tmp_path):
    """A bind mount, a subvolume: only a part of what was seen is seen now, or more than that."""
    system.there = []
    (tmp_path / "all").mkdir()
    (tmp_path / "usb").rename(tmp_path / "all" / "part")
    with catalog.write() as connection:
        drives.remember(connection, [Mount(tmp_path / "usb", "uuid:1", PurePath("/part"), "")])
    system.mount(tmp_path / "all")
    assert follow_drives(catalog, system) == [(tmp_path / "usb", tmp_path / "all" / "part")]
    assert present(catalog)[0] == tmp_path / "all" / "part" / "P" / "a" / "1.jpg"


def test_volumes_within_the_place_of_another_stay_where_they_are(usb, catalog, system, tmp_path):
    inner = tmp_path / "usb" / "inner"
    system.mount(inner, "uuid:2")
    other = on_disk(inner / "z.jpg", 3, b"inner")
    catalogued(catalog, other)
    remember_drives(catalog, [inner], system)
    with catalog.write() as connection:
        drives.move(connection, tmp_path / "usb", tmp_path / "usb1", [inner])
    assert other.path in present(catalog)


def test_where_both_places_were_scanned_the_later_row_stays(usb, catalog, system, tmp_path):
    system.move(tmp_path / "usb", tmp_path / "usb1")
    later = on_disk(tmp_path / "usb1" / "P" / "a" / "1.jpg", 9, b"changed")
    catalogued(catalog, later)
    follow_drives(catalog, system)
    with catalog.read() as connection:
        assert photos.at(connection, later.path).sha256 == later.sha256
        assert photos.at(connection, tmp_path / "usb" / "P" / "a" / "1.jpg") is None


def test_names_that_are_no_text_follow_too(usb, catalog, system, tmp_path):
    odd = on_disk(tmp_path / "usb" / "P" / os.fsdecode(b"caf\xe9.jpg"), 5, b"odd")
    catalogued(catalog, odd)
    system.move(tmp_path / "usb", tmp_path / "usb1")
    follow_drives(catalog, system)
    assert tmp_path / "usb1" / "P" / os.fsdecode(b"caf\xe9.jpg") in present(catalog)


def test_a_renamed_folder_takes_back_what_was_removed_from_it(usb, catalog, system, tmp_path):
    trash = OpenTrash(tmp_path / "t")
    run(marking(usb, 1), catalog, trash)
    (tmp_path / "usb" / "P").rename(tmp_path / "usb" / "Photos")
    keeper = usb.photos[0]
    new = tmp_path / "usb" / "Photos" / "a" / "1.jpg"
    catalogued(catalog, replace(keeper, file=replace(keeper.file, path=new)))
    with catalog.write() as connection:
        photos.set_absent(connection, [keeper.path])
    (outcome,) = back(catalog, trash)
    assert (outcome.status, outcome.to) == (Return.RESTORED, tmp_path / "usb" / "Photos" / "b" / "1.jpg")
    assert "another name now" in outcome.reason
    assert not (tmp_path / "usb" / "P").exists()


def test_this_system_tells_its_mounts(tmp_path: Path):
    here = mount_of(tmp_path, mounts())
    assert here is not None
    assert here.volume
    assert tmp_path.is_relative_to(here.top)


def stick(tmp_path: Path, system: Drives, catalog: Catalog, volume: str, content: bytes):
    """Another stick at the mount point of the first, with photos under the same names, scanned."""
    top = tmp_path / "usb"
    system.there = []
    system.mount(top, volume)
    found = on_disk(top / "P" / "a" / "1.jpg", 7, content), on_disk(top / "P" / "b" / "1.jpg", 8, content)
    follow_drives(catalog, system)
    catalogued(catalog, *found)
    remember_drives(catalog, [top / "P"], system)
    return group_of(*found)


def test_two_sticks_at_one_mount_point_are_told_apart(usb, catalog, system, tmp_path):
    (tmp_path / "usb").rename(tmp_path / "drawer")
    second = stick(tmp_path, system, catalog, "uuid:2", b"another picture")
    waiting = tmp_path / "usb (uuid-1)" / "P" / "a" / "1.jpg"
    assert {waiting, second.keeper.path} < set(present(catalog))
    assert is_unplugged(waiting, catalog, system)
    assert not is_unplugged(second.keeper.path, catalog, system)
    (tmp_path / "usb").rename(tmp_path / "other drawer")
    (tmp_path / "drawer").rename(tmp_path / "usb")
    system.there = []
    system.mount(tmp_path / "usb", "uuid:1")
    follow_drives(catalog, system)
    with catalog.read() as connection:
        at = photos.at(connection, usb.keeper.path)
        assert at is not None
        assert at.sha256 == usb.keeper.sha256
        assert len(marks.MARKED.ids(connection)) == 1
    assert tmp_path / "usb (uuid-2)" / "P" / "a" / "1.jpg" in present(catalog)
    assert follow_drives(catalog, system) == []


def test_a_stick_whose_place_is_taken_is_followed_to_where_it_is(usb, catalog, system, tmp_path):
    (tmp_path / "usb").rename(tmp_path / "usb1")
    stick(tmp_path, system, catalog, "uuid:2", b"another picture")
    system.mount(tmp_path / "usb1", "uuid:1")
    follow_drives(catalog, system)
    assert {tmp_path / "usb1" / "P" / "a" / "1.jpg", tmp_path / "usb" / "P" / "a" / "1.jpg"} < set(
        present(catalog)
    )


def test_two_sticks_that_changed_places_are_both_followed(usb, catalog, system, tmp_path):
    system.mount(tmp_path / "usb1", "uuid:2")
    other = on_disk(tmp_path / "usb1" / "P" / "a" / "1.jpg", 9, b"another picture")
    catalogued(catalog, other)
    remember_drives(catalog, [tmp_path / "usb1" / "P"], system)
    (tmp_path / "usb").rename(tmp_path / "between")
    (tmp_path / "usb1").rename(tmp_path / "usb")
    (tmp_path / "between").rename(tmp_path / "usb1")
    system.there = []
    system.mount(tmp_path / "usb1", "uuid:1")
    system.mount(tmp_path / "usb", "uuid:2")
    follow_drives(catalog, system)
    with catalog.read() as connection:
        for path, photo in ((tmp_path / "usb1", usb.keeper), (tmp_path / "usb", other)):
            at = photos.at(connection, path / "P" / "a" / "1.jpg")
            assert at is not None
            assert at.sha256 == photo.sha256


@pytest.mark.parametrize("kind", ["trash", "quarantine"])
def test_what_was_removed_on_one_stick_is_not_called_gone_while_the_other_is_there(
    usb, catalog, system, tmp_path, monkeypatch, kind
):
    trash = OpenTrash(tmp_path / "usb" / ".Trash-1")
    run(marking(usb, 1), catalog, trash, action=None if kind == "trash" else ToQuarantine(tmp_path / "usb"))
    (tmp_path / "usb").rename(tmp_path / "drawer")
    stick(tmp_path, system, catalog, "uuid:2", b"another picture")
    monkeypatch.setattr(whereabouts, "is_unplugged", lambda path, known: is_unplugged(path, known, system))
    monkeypatch.setattr(restoring, "follow_drives", lambda catalog: follow_drives(catalog, system))
    trash.folder.mkdir()
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.FAILED
    assert "not plugged in" in outcome.reason or "not there" in outcome.reason
    shutil.rmtree(tmp_path / "usb")
    (tmp_path / "drawer").rename(tmp_path / "usb")
    system.there = []
    system.mount(tmp_path / "usb", "uuid:1")
    (outcome,) = back(catalog, trash)
    assert outcome.status is Return.RESTORED, outcome.reason
    assert outcome.to == tmp_path / "usb" / "P" / "b" / "1.jpg"


def test_a_drive_that_was_copied_onto_another_goes_on_as_the_same(usb, catalog, system, tmp_path):
    system.there = []
    system.mount(tmp_path / "usb", "uuid:new")
    follow_drives(catalog, system)
    assert present(catalog) == [photo.path for photo in usb.photos]
    assert not is_unplugged(usb.keeper.path, catalog, system)


def test_a_plan_follows_its_stick_where_another_one_has_its_place(usb, catalog, system, tmp_path):
    write_plan(marking(usb, 1), tmp_path / "plan.json")
    (tmp_path / "usb").rename(tmp_path / "usb1")
    stick(tmp_path, system, catalog, "uuid:2", b"another picture")
    system.mount(tmp_path / "usb1", "uuid:1")
    plan = plan_where_drives_are(read_plan(tmp_path / "plan.json"), catalog, system)
    assert [photo.path for photo in plan.items] == [tmp_path / "usb1" / "P" / "b" / "1.jpg"]
