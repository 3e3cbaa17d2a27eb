"""Empty folders after a removal: only truly empty ones go, and all of it comes back."""

from pathlib import Path

from core.catalog.catalog import Catalog
from core.catalog.removals import Intent, State
from core.folders.empty import find_empty, remove_empty
from core.progress import CancelToken
from core.review.actions.action import ActionKind
from core.review.journal import Journal, entries, sessions
from core.review.restore import Return, file_at, restore
from core.review.unfinished import resolve_unfinished
from tests.review.conftest import catalog, trash
from tests.review.disk import FolderTrash

__all__ = ["catalog", "trash"]


def make(path: Path, *files: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name in files:
        (path / name).write_bytes(b"")
    return path


def take(folders, catalog: Catalog, trash: FolderTrash, **asked):
    return remove_empty(folders, catalog, trash, report=lambda progress: None, cancel=CancelToken(), **asked)


def test_only_folders_with_nothing_but_litter_are_empty(tmp_path: Path):
    card = tmp_path / "card"
    roll = make(card / "DCIM" / "100CANON", ".DS_Store", "Thumbs.db", "._IMG_1.JPG")
    other = make(card / "DCIM" / "101CANON", "IMG_2.JPG")
    notes = make(card / "MISC" / "notes", "readme.txt")
    assert find_empty([roll, other, notes], card) == (roll,)


def test_a_folder_of_empty_folders_is_empty_and_the_card_itself_stays(tmp_path: Path):
    card = tmp_path / "card"
    roll = make(card / "DCIM" / "100CANON")
    make(card / "DCIM" / "EOSMISC")
    assert find_empty([roll], card) == (roll, card / "DCIM" / "EOSMISC", card / "DCIM")


def test_a_link_in_a_folder_is_somebodys(tmp_path: Path):
    roll = make(tmp_path / "card" / "DCIM")
    (roll / ".DS_Store").symlink_to(make(tmp_path / "elsewhere"))
    assert find_empty([roll], tmp_path / "card") == ()


def test_empty_folders_and_their_litter_come_back_by_one_session(tmp_path, catalog, trash):
    card = tmp_path / "card"
    roll = make(card / "DCIM" / "100CANON", "Thumbs.db")
    gone = take(find_empty([roll], card), catalog, trash)
    assert [(one.folder.name, one.gone) for one in gone] == [("100CANON", True), ("DCIM", True)]
    assert not (card / "DCIM").exists()
    (session,) = sessions(catalog)
    back = restore(
        entries(catalog, session.id), catalog, trash, report=lambda progress: None, cancel=CancelToken()
    )
    assert {one.status for one in back} <= {Return.RESTORED, Return.ALREADY}
    assert [one.name for one in roll.iterdir()] == ["Thumbs.db"]


def test_what_came_into_a_folder_meanwhile_keeps_it(tmp_path, catalog, trash):
    roll = make(tmp_path / "card" / "DCIM")
    empty = find_empty([roll], tmp_path / "card")
    make(roll, "IMG_1.JPG")
    (outcome,) = take(empty, catalog, trash)
    assert (outcome.gone, outcome.reason) == (False, "Something lies in it.")
    assert sessions(catalog) == []


def test_an_empty_folder_in_a_protected_one_stays(tmp_path, catalog, trash):
    roll = make(tmp_path / "card" / "DCIM")
    (outcome,) = take([roll], catalog, trash, protected=[tmp_path / "card"])
    assert not outcome.gone
    assert roll.is_dir()


def test_a_folder_whose_end_was_cut_short_is_closed_as_the_disk_says(tmp_path, catalog):
    roll = make(tmp_path / "card" / "DCIM")
    journal = Journal(catalog, ActionKind.FOLDER)
    journal.intend([Intent(1, ActionKind.FOLDER, file_at(roll), b"", roll)])
    assert [one.state for one in resolve_unfinished(catalog)] == [State.NOT_DONE]
    journal.intend([Intent(1, ActionKind.FOLDER, file_at(roll), b"", roll)])
    roll.rmdir()
    assert [one.state for one in resolve_unfinished(catalog)] == [State.DONE]
