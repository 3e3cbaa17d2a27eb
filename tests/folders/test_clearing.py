"""What could go from a card since the library has it, with what lies around the files on a real disk."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.folders.clearing import Clearing, Stays, clearing_of
from core.folders.covers import Covers
from core.folders.parts import FolderPart
from core.groups import MatchedPhotos
from core.loss import Loss, LossKind
from core.match.grouping import NOTHING_DECIDED
from core.photo import Decided, Lineage, Match, Photo, Relation
from core.review.decisions import GroupState, Status
from core.review.marks import Marks
from core.review.plan import plan_removal
from tests.photos import draw, save
from tests.review.disk import on_disk


class Disk:
    """A card and a library in a temporary folder, filled photo by photo."""

    def __init__(self, root: Path) -> None:
        self.card, self.library = root / "card", root / "library"
        self.photos: list[Photo] = []
        self.matches: list[Match] = []

    def put(self, where: str, content: bytes) -> Photo:
        one = on_disk(self.card.parent / where, len(self.photos) + 1, content)
        self.photos.append(one)
        return one

    def alike(self, a: Photo, b: Photo, *losses: Loss) -> None:
        """Let a match b, and lose something if it went."""
        self.matches.append(
            Match(
                a.content_id,
                b.content_id,
                Relation.SAME_PICTURE,
                0.95,
                0.95,
                lineage=Lineage(0.5, 0.5, losses),
            )
        )

    def clear(self, decided: Decided = NOTHING_DECIDED, **asked: object) -> Clearing:
        photos = sorted(self.photos, key=lambda one: os.fsencode(one.path))
        matched = MatchedPhotos(tuple(photos), tuple(self.matches), decided)
        covers = Covers.of(self.matches, matched.groups(), decided.apart)
        parts = FolderPart(self.card), FolderPart(self.library)
        return clearing_of(*parts, photos, matched, covers, **asked)  # type: ignore[arg-type]


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


def test_what_the_library_holds_goes_and_its_photo_there_stays(disk: Disk):
    disk.put("card/1.jpg", b"one")
    disk.put("card/2.jpg", b"two")
    kept = disk.put("library/2023/1.jpg", b"one")
    found = disk.clear()
    assert [one.photo.path.name for one in found.going] == ["1.jpg"]
    assert [photo.path.name for photo in found.alone] == ["2.jpg"]
    groups = found.groups()
    marks = Marks()
    for group in groups:
        marks.mark_copies(group)
    plan = plan_removal(groups, marks)
    assert [group.survivors for group in plan.groups] == [(kept,)]
    assert plan.count == 1


@pytest.mark.parametrize(
    "where", ["Papierkorb/1.jpg", ".thumbnails/1.jpg", "cache/web/1.jpg", ".trashed-1700000000-1.jpg"]
)
def test_what_lies_in_a_bin_of_the_library_stands_for_nothing(disk: Disk, where: str):
    disk.put("card/1.jpg", b"one")
    disk.put(f"library/{where}", b"one")
    assert disk.clear().going == ()
    disk.put("library/2023/1.jpg", b"one")
    (going,) = disk.clear().going
    assert going.stays.path.parent.name == "2023"


def test_what_is_spared_is_in_no_plan(disk: Disk):
    spared = disk.put("card/1.jpg", b"one")
    disk.put("library/1.jpg", b"one")
    assert disk.clear().groups([spared.id]) == ()


def test_a_photo_with_edits_that_the_library_lacks_wants_a_look(disk: Disk, tmp_path: Path):
    picture = save(draw(1), tmp_path / "picture.jpg").read_bytes()
    disk.put("card/IMG_1.jpg", picture)
    (disk.card / "IMG_1.jpg.pp3").write_text("[Version]")
    disk.put("library/IMG_1.jpg", picture)
    found = disk.clear()
    assert found.going == ()
    assert [loss.kind for loss in found.look[0].member.losses] == [LossKind.COMPANION]


def test_of_several_photos_in_the_library_one_that_covers_is_found(disk: Disk):
    card = disk.put("card/1.jpg", b"one")
    crop, whole = disk.put("library/crop.jpg", b"crop"), disk.put("library/whole.jpg", b"whole")
    disk.alike(card, crop, Loss(LossKind.EXTENT, 0.3))
    disk.alike(card, whole)
    assert [one.group.keeper for one in disk.clear().going] == [whole]


def test_a_smaller_copy_in_the_library_is_no_reason_to_go(disk: Disk):
    card, small = disk.put("card/1.jpg", b"one"), disk.put("library/1.jpg", b"small")
    disk.alike(card, small, Loss(LossKind.DETAIL))
    found = disk.clear()
    assert [one.photo for one in found.look] == [card]
    assert found.pair.covered == 0


@pytest.mark.parametrize("status", [Status.REVIEWED, Status.VARIANTS, Status.LATER])
def test_what_was_decided_stays(disk: Disk, status: Status):
    card = disk.put("card/1.jpg", b"one")
    disk.put("library/1.jpg", b"one")
    assert disk.clear(state_of=lambda group: GroupState(status)).staying == ((card, Stays.DECIDED),)


def test_nothing_goes_from_a_protected_folder(disk: Disk):
    card = disk.put("card/1.jpg", b"one")
    disk.put("library/1.jpg", b"one")
    assert disk.clear(is_protected=lambda photo: photo is card).staying == ((card, Stays.PROTECTED),)


def test_a_second_name_of_one_file_is_no_copy(disk: Disk, tmp_path: Path):
    kept = disk.put("library/1.jpg", b"one")
    disk.card.mkdir()
    os.link(kept.path, disk.card / "1.jpg")
    name = replace(kept.file, path=disk.card / "1.jpg")
    disk.photos.append(replace(kept, id=9, file=name))
    assert [why for _, why in disk.clear().staying] == [Stays.SAME_FILE]
