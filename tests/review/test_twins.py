"""Files with equal bytes go for one of them, also where the keeper covers neither."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.companions.units import Units
from core.loss import Loss, LossKind
from core.match.grouping import CHOSEN
from core.match.keeper import KeeperOrder
from core.photo import DuplicateGroup, Evidence, Member, Photo, Relation
from core.review.beside import BESIDE
from core.review.covering import with_surroundings
from core.review.marks import Marks
from core.review.piles import Pile, piled
from core.review.removal import Status, plan_removal
from tests.review.disk import FolderTrash, catalogued, on_disk, run

JPEG = b"\xff\xd8\xff\xe0" + bytes(64)
SHOT = JPEG + b"another shot"


@pytest.fixture
def keeper(tmp_path: Path) -> Photo:
    return on_disk(tmp_path / "trip" / "IMG_1.jpg", 1, JPEG)


@pytest.fixture
def other(tmp_path: Path) -> Photo:
    """What the keeper does not cover."""
    return on_disk(tmp_path / "trip" / "IMG_2.jpg", 2, SHOT)


@pytest.fixture
def backup(tmp_path: Path, other: Photo) -> Photo:
    """The same bytes once more."""
    return on_disk(tmp_path / "backup" / "IMG_2.jpg", 3, SHOT)


def around(
    keeper: Photo, *others: Photo, relation: Relation = Relation.SAME_SCENE, followers: tuple[Photo, ...] = ()
) -> DuplicateGroup:
    losses = () if relation is Relation.SAME_SCENE else (Loss(LossKind.CONTENT),)
    members = tuple(Member(photo, relation, Evidence(0.9, 0.99), losses) for photo in others)
    group = DuplicateGroup(keeper, "", members)
    return with_surroundings(group, Units(), KeeperOrder(), followers=followers)


def of(group: DuplicateGroup, photo: Photo) -> Member:
    return next(member for member in group.members if member.photo == photo)


@pytest.mark.parametrize("relation", [Relation.SAME_SCENE, Relation.SAME_PICTURE])
def test_the_backup_of_a_shot_or_an_edit_goes_for_it_and_not_for_the_keeper(keeper, other, backup, relation):
    group = around(keeper, other, backup, relation=relation)
    assert of(group, backup) == Member(backup, Relation.IDENTICAL, Evidence(1.0), twin=other)
    assert of(group, other).relation is relation
    assert not of(group, other).covered
    assert group.stays_for(of(group, backup)) == other
    assert group.stays_for(of(group, other)) == keeper


def test_it_is_surely_the_same_while_the_shot_is_chosen_by_hand(keeper, other, backup):
    found = piled([around(keeper, other, backup)])
    assert {one.photo: (one.pile, one.stays) for one in found} == {
        other: (Pile.SHOTS, keeper),
        backup: (Pile.SURE, other),
    }


def test_a_jpeg_that_belongs_to_the_raw_that_is_kept_stays_for_its_copies(tmp_path, backup):
    raw = on_disk(tmp_path / "trip" / "IMG_2.CR2", 4, b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(64))
    beside = on_disk(tmp_path / "trip" / "IMG_2.JPG", 5, SHOT)
    group = around(raw, backup, relation=Relation.SAME_PICTURE, followers=(beside,))
    assert of(group, backup).twin == beside
    assert of(group, backup).covered


RAW = b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(64)


@pytest.mark.parametrize("name", ["_DSC0815.CR2", "IMG_2.CR2"])
def test_of_copies_the_one_beside_the_raw_stays_whatever_the_two_are_called(name, tmp_path, other, backup):
    raw = on_disk(tmp_path / "backup" / name, 4, RAW)
    raw = replace(raw, format="CR2", exif=replace(raw.exif, camera="Another"))
    group = around(raw, other, backup, relation=Relation.SAME_PICTURE)
    assert (of(group, other).twin, of(group, other).covered) == (backup, True)
    assert not of(group, backup).covered


@pytest.mark.parametrize("name", ["IMG_2.MOV", "IMG_2.CR2", "IMG_2.xmp"])
def test_of_copies_the_one_with_files_of_its_name_stays_though_nothing_binds_them(name, other, backup):
    on_disk(backup.path.with_name("IMG_2.png"), 7, b"\x89PNG\r\n\x1a\n" + bytes(64))  # claims the XMP too
    backup.path.with_name(name).write_bytes(b"nothing that could be read")
    copies = (Member(backup, Relation.IDENTICAL, Evidence(1.0)),)
    group = with_surroundings(DuplicateGroup(other, "", copies), Units(), KeeperOrder())
    assert (group.keeper, group.reason) == (backup, BESIDE)
    assert group.members[0].photo == other
    chosen = DuplicateGroup(other, CHOSEN, copies)
    assert with_surroundings(chosen, Units(), KeeperOrder()).keeper == other


def test_what_belongs_to_the_copy_alone_is_lost_with_it_all_the_same(keeper, other, backup):
    recipe = "IMG_2.jpg.pp3"
    backup.path.with_name(recipe).write_text("[Exposure]\nCompensation=1\n")
    group = around(keeper, other, backup)
    assert group.stays_for(of(group, other)) == backup, "the one to which more belongs stays"
    other.path.with_name(recipe).write_text("[Exposure]\nCompensation=2\n")
    assert not any(member.covered for member in around(keeper, other, backup).members)


def test_a_copy_is_not_marked_in_bulk_once_its_twin_is_to_go(keeper, other, backup):
    group, marks = around(keeper, other, backup), Marks()
    assert marks.copies(group) == (backup,)
    assert marks.copies(group, {Relation.IDENTICAL}) == (backup,)
    marks.toggle(group, other.id)
    assert marks.copies(group) == ()
    assert marks.copies(group, {Relation.IDENTICAL}) == ()


def test_the_twin_is_looked_at_before_the_copy_goes(keeper, other, backup, catalog, tmp_path):
    catalogued(catalog, keeper, other, backup)
    group, marks = around(keeper, other, backup), Marks()
    marks.mark_copies(group)
    sure_alone = DuplicateGroup(keeper, "", (of(group, backup),))
    plan = plan_removal([sure_alone], marks)
    assert plan.groups[0].survivors == (keeper, other)
    other.path.write_bytes(SHOT[:-1] + b"!")
    (outcome,) = run(plan, catalog, FolderTrash(tmp_path / "trash"))
    assert outcome.status is Status.REFUSED
    assert "identical copy" in outcome.reason
    assert backup.path.exists()
