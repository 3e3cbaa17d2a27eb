"""A tree with every convention of the table: removed in every way, brought back, each byte where it was."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.companions.conventions import CONVENTIONS, Kind
from core.companions.edits import EDITS
from core.companions.units import Units
from core.photo import DuplicateGroup, Evidence, ImageFile, Member, Relation
from core.progress import CancelToken
from core.review import journal
from core.review.actions.action import Action
from core.review.actions.quarantine import ToQuarantine
from core.review.actions.to_folder import CopyTo, MoveTo
from core.review.actions.to_trash import ToTrash
from core.review.marks import Marks
from core.review.plan import GroupRemoval, RemovalPlan, plan_removal
from core.review.removal import Status
from core.review.restore import Return, restore
from core.review.unfinished import resolve_unfinished
from tests.companions.test_conventions import HEIC, JPEG, LIVE, RAW
from tests.review.disk import OpenTrash, as_scanned, catalogued, run, silent


class RoomyTrash(OpenTrash):
    """A trash that gives namesakes names of their own, as every real one does."""

    def move(self, path: Path) -> None:
        number = len(list(self.folder.iterdir()))
        path.rename(self.folder / f"{number} {path.name}")


@pytest.fixture
def trash(tmp_path: Path) -> RoomyTrash:
    return RoomyTrash(tmp_path / "trash")


STARTS = {".heic": HEIC, ".jpg": JPEG, ".jpeg": JPEG, ".png": b"\x89PNG\r\n\x1a\n"}
TAKES_AWAY: dict[str, Callable[[Path, OpenTrash], Action]] = {
    "trash": lambda folder, trash: ToTrash(trash),
    "quarantine": lambda folder, trash: ToQuarantine(folder),
    "move": lambda folder, trash: MoveTo(made(folder / "away"), ToTrash(trash)),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Below album/, a folder for each example of the tables, with photo and companion; below copies/, a
    photo alone with the same bytes."""
    album, copies = tmp_path / "Photos" / "album", tmp_path / "Photos" / "copies"
    pairs = [(row.kind, *example) for row in CONVENTIONS for example in row.examples]
    pairs += [(Kind.PICTURE, *edit.example) for edit in EDITS]
    for number, (kind, companion, photo) in enumerate(pairs):
        content = STARTS.get(Path(photo).suffix.lower(), RAW) + f"{number:03d}".encode()
        written(album / f"{number:03d}" / photo, content)
        written(copies / f"{number:03d}" / photo, content)
        beside = LIVE if kind is Kind.FILM else f'{{"title": "{photo}"}}'.encode()
        if kind is Kind.PICTURE:
            beside = STARTS.get(Path(companion).suffix.lower(), RAW) + b"edited"
        written(album / f"{number:03d}" / companion, beside + f"{number:03d}".encode())
    return tmp_path / "Photos"


def written(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def whole(tree: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder: its bytes and its time."""
    return {
        path.relative_to(tree).as_posix(): (
            hashlib.sha256(path.read_bytes()).digest(),
            path.stat().st_mtime_ns,
        )
        for path in tree.rglob("*")
        if path.is_file()
    }


def plan_of(tree: Path, catalog: Catalog) -> RemovalPlan:
    """All photos of album/ that have a copy in copies/, marked."""
    groups: list[DuplicateGroup] = []
    marks = Marks()
    copies = [path for path in sorted((tree / "copies").rglob("*")) if path.is_file()]
    for number, copy in enumerate(copies, 1):
        goes = as_scanned(tree / "album" / copy.relative_to(tree / "copies"), 2 * number)
        stays = as_scanned(copy, 2 * number + 1)
        catalogued(catalog, stays, goes)
        member = Member(goes, Relation.IDENTICAL, Evidence(1.0))
        groups.append(DuplicateGroup(stays, "Kept because the test says so.", (member,)))
        marks.toggle(groups[-1], goes.id)
    return plan_removal(groups, marks)


def brought_back(catalog: Catalog, trash: OpenTrash, order: random.Random | None = None) -> None:
    for session in journal.sessions(catalog):
        entries = [one for one in journal.entries(catalog, session.id) if one.is_away]
        if order is not None:
            order.shuffle(entries)
        for entry in [[one] for one in entries] if order else [entries]:
            outcomes = restore(entry, catalog, trash, report=silent, cancel=CancelToken())
            assert {one.status for one in outcomes} <= {Return.RESTORED, Return.ALREADY}


@pytest.mark.parametrize("way", TAKES_AWAY)
def test_all_of_it_goes_and_comes_back_to_its_place(tree, catalog, trash, tmp_path, way):
    before = whole(tree)
    plan = plan_of(tree, catalog)
    outcomes = run(plan, catalog, trash, action=TAKES_AWAY[way](tmp_path, trash))
    assert {outcome.reason for outcome in outcomes if outcome.status is Status.REFUSED} == set()
    assert len(before) - len(whole(tree)) == plan.count + len(plan.companions)
    brought_back(catalog, trash)
    assert whole(tree) == before


@pytest.mark.parametrize("way", TAKES_AWAY)
def test_what_is_brought_back_file_by_file_in_any_order_is_in_its_place(tree, catalog, trash, tmp_path, way):
    before = whole(tree)
    plan = plan_of(tree, catalog)
    some = replace(plan, groups=plan.groups[::4])
    run(some, catalog, trash, action=TAKES_AWAY[way](tmp_path, trash))
    brought_back(catalog, trash, random.Random(20231207))
    assert whole(tree) == before


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("way", TAKES_AWAY)
@pytest.mark.parametrize(("nth", "after"), [(2, True), (5, False)])
def test_what_was_interrupted_is_settled_and_comes_back(
    tree, catalog, trash, tmp_path, monkeypatch, way, nth, after
):
    before = whole(tree)
    action = TAKES_AWAY[way](tmp_path, trash)
    do, calls = action.do, iter(range(1, 1000))

    def deadly(*arguments):
        now = next(calls) == nth
        if now and not after:
            raise Killed
        done = do(*arguments)
        if now:
            raise Killed
        return done

    plan = plan_of(tree, catalog)
    with monkeypatch.context() as patched:
        patched.setattr(type(action), "do", lambda self, *arguments: deadly(*arguments))
        with pytest.raises(Killed):
            run(replace(plan, groups=plan.groups[-9:]), catalog, trash, action=action)
    resolve_unfinished(catalog, trash)
    brought_back(catalog, trash)
    assert whole(tree) == before


@pytest.mark.parametrize("way", ["copy", "move"])
def test_what_a_program_keeps_below_a_photo_s_folder_stays_below_it(tree, catalog, trash, tmp_path, way):
    plan = plan_of(tree, catalog)
    below = [group for group in plan.groups if any(_is_below(file, group) for file in plan.companions)]
    away = made(tmp_path / "away")
    action = CopyTo(away) if way == "copy" else MoveTo(away, ToTrash(trash))
    run(replace(plan, groups=tuple(below)), catalog, trash, action=action)
    entries = {entry.path: entry.place for entry in journal.entries(catalog, 1)}
    for group in below:
        (photo,) = group.removed
        files = {file.path.relative_to(photo.path.parent) for file in plan.along[photo.path]}
        now = entries[photo.path]
        assert now is not None
        there = {path.relative_to(away) for path in Units().bound_to(now)}
        assert {path.parent for path in there} == {path.parent for path in files}
    before = whole(tree) if way == "copy" else None
    brought_back(catalog, trash)
    assert before is None or whole(tree) == before
    assert way == "copy" or list(away.iterdir()) == []


def _is_below(file: ImageFile, group: GroupRemoval) -> bool:
    return file.path.parent.is_relative_to(group.removed[0].path.parent) and (
        file.path.parent != group.removed[0].path.parent
    )
