"""Marks: what they may not do."""

from dataclasses import replace

import pytest

from core.errors import RemovalRefused
from core.photo import Relation
from core.review.marks import Marks
from tests.photos import grouped, photo


@pytest.fixture
def group():
    """A keeper, an identical copy, a smaller copy and another shot of the scene."""
    photos = [
        photo(1, "/a.jpg"),
        photo(2, "/b/a.jpg", content=1),
        photo(3, size=(640, 480)),
        photo(4, size=(320, 240)),
    ]
    (found,) = grouped(photos, [(1, 3, 0.95), (1, 4, 0.7)])
    return found


def test_toggling_twice_changes_nothing(group):
    marks = Marks()
    marks.toggle(group, 3)
    assert marks.is_marked(3)
    marks.toggle(group, 3)
    assert marks.marked(group) == ()


def test_the_last_photo_of_a_group_cannot_be_marked(group):
    marks = Marks()
    for identity in (1, 2, 3):
        marks.toggle(group, identity)
    with pytest.raises(RemovalRefused, match="At least one photo of a group stays"):
        marks.toggle(group, 4)
    assert [p.id for p in marks.kept(group)] == [4]


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        ({"protected": frozenset({1, 2})}, "lies in a protected folder, so it stays"),
        ({"libraries": ((1, "immich"), (2, "immich"))}, "lies in a library of immich, so it stays"),
    ],
)
def test_what_stays_anyway_cannot_be_marked_be_it_the_keeper_or_a_copy(group, kept, why):
    kept, marks = replace(group, **kept), Marks()
    for identity in (1, 2):
        with pytest.raises(RemovalRefused, match=why):
            marks.toggle(kept, identity)
    assert [p.id for p in marks.copies(kept)] == [3]
    assert marks.mark_copies(kept) == 1
    assert [p.id for p in marks.marked(kept)] == [3]


def test_bulk_marking_takes_copies_but_never_another_shot_of_the_scene(group):
    marks = Marks()
    assert marks.mark_copies(group) == 2
    assert {p.id for p in marks.marked(group)} == {2, 3}
    assert marks.mark_copies(group) == 0


def test_marking_the_identical_leaves_what_was_made_anew(group):
    marks = Marks()
    assert [p.id for p in marks.copies(group, {Relation.IDENTICAL})] == [2]
    assert marks.mark_copies(group, {Relation.IDENTICAL}) == 1
    assert {p.id for p in marks.marked(group)} == {2}


def test_identical_files_that_are_not_the_keepers_leave_one_of_them():
    photos = [photo(1), *(photo(n, f"/b/{n}.jpg", content=9, size=(640, 480)) for n in (2, 3, 4))]
    (found,) = grouped(photos, [(1, 9, 0.95)])
    marks = Marks()
    first, second, third = (member.photo.id for member in found.members)
    marks.toggle(found, first)
    marks.mark_copies(found, {Relation.IDENTICAL})
    assert {p.id for p in marks.marked(found)} == {first, third}
    assert not marks.is_marked(second)


def test_asking_for_the_scene_in_bulk_marks_nothing_of_it(group):
    marks = Marks()
    marks.mark_copies(group, set(Relation))
    assert {p.id for p in marks.marked(group)} == {2, 3}


def test_where_nothing_is_identical_a_marked_keeper_stays_marked():
    (found,) = grouped([photo(1), photo(2, size=(640, 480))], [(1, 2, 0.95)])
    marks = Marks()
    marks.toggle(found, 1)
    assert marks.mark_copies(found, {Relation.IDENTICAL}) == 0
    assert marks.is_marked(1)


def test_bulk_marking_gives_the_keeper_back(group):
    marks = Marks()
    marks.toggle(group, 1)
    marks.toggle(group, 4)
    marks.mark_copies(group)
    assert not marks.is_marked(1)


def test_clearing_takes_every_mark_of_the_group(group):
    marks = Marks()
    marks.mark_copies(group)
    marks.clear(group)
    assert marks.marked(group) == ()
