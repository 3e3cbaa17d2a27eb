"""Stars, tags and comments that a file manager keeps beside a file on the disk go with it, and count."""

import os
import shutil
from pathlib import Path

import pytest

from core.companions.units import Units
from core.loss import Loss, LossKind
from core.match.keeper import KeeperOrder
from core.photo import DuplicateGroup, Evidence, Member, Relation
from core.review.beside import NOTED
from core.review.covering import with_surroundings
from core.review.dialects.attributes import from_attributes, has_attributes
from core.review.dialects.written import Written
from core.review.losses import untold
from core.review.written import NOTHING_WRITTEN, read_written
from tests.photos import draw, photo, save
from tests.review.disk import as_scanned

SAID = Written(rating=4, keywords=("sea", "dog"), caption="At the sea")


def note(path: Path) -> None:
    for name, value in (("xdg.tags", b"sea,dog"), ("xdg.comment", b"At the sea"), ("baloo.rating", b"8")):
        os.setxattr(path, f"user.{name}", value)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A bare file, and a copy of its bytes of which something is noted."""
    bare, noted = tmp_path / "a.jpg", tmp_path / "with notes.jpg"
    save(draw(1), bare)
    shutil.copy(bare, noted)
    try:
        note(noted)
    except (AttributeError, OSError):
        pytest.skip("this disk or this system keeps no notes with a file")
    return bare, noted


def test_what_a_file_manager_notes_is_read(pair):
    bare, noted = pair
    assert (has_attributes(bare), has_attributes(noted)) == (False, True)
    assert from_attributes(noted) == SAID
    assert read_written(noted) == SAID
    assert untold(photo(1), photo(2), NOTHING_WRITTEN, read_written(noted)).facts.keywords == ("sea", "dog")


def test_other_attributes_and_senseless_ones_say_nothing(pair):
    bare, noted = pair
    os.setxattr(bare, "user.checksum", b"abc")
    assert not has_attributes(bare)
    for name, value in (("xdg.tags", b" , "), ("xdg.comment", b""), ("baloo.rating", "²".encode())):
        os.setxattr(noted, f"user.{name}", value)
    assert from_attributes(noted) == NOTHING_WRITTEN
    assert not has_attributes(noted)
    assert from_attributes(noted.with_name("gone.jpg")) == NOTHING_WRITTEN


def test_of_two_files_with_equal_bytes_the_noted_one_stays(pair):
    bare, noted = (as_scanned(path, number) for number, path in enumerate(pair, 1))
    group = DuplicateGroup(bare, "", (Member(noted, Relation.IDENTICAL, Evidence(1.0)),))
    seen = with_surroundings(group, Units(), KeeperOrder())
    assert (seen.keeper, seen.reason, seen.members[0].losses) == (noted, NOTED, ())


def test_what_lies_in_a_bin_stays_for_nothing_whatever_is_noted_of_it(pair):
    bin_ = pair[0].parent / "Papierkorb"
    bin_.mkdir()
    bare, noted = as_scanned(pair[0], 1), as_scanned(pair[1].rename(bin_ / "a.jpg"), 2)
    group = DuplicateGroup(bare, "", (Member(noted, Relation.IDENTICAL, Evidence(1.0)),))
    seen = with_surroundings(group, Units(), KeeperOrder())
    assert (seen.keeper, seen.members[0].losses) == (bare, (Loss(LossKind.FACTS),))


def test_a_copy_that_alone_is_noted_is_no_mere_copy(pair):
    save(draw(1), pair[0].with_suffix(".png"))
    bare, noted = as_scanned(pair[0].with_suffix(".png"), 1), as_scanned(pair[1], 2)
    member = Member(noted, Relation.SAME_PICTURE, Evidence(0.9), losses=())
    group = with_surroundings(DuplicateGroup(bare, "", (member,)), Units(), KeeperOrder())
    assert (group.keeper, group.members[0].losses) == (bare, (Loss(LossKind.FACTS),))
