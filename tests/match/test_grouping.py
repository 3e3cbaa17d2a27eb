"""Groups that can be trusted: no chains, no photo twice, no dependence on order."""

import random
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from core.photo import DuplicateGroup, Photo, Relation
from tests.photos import grouped, photo


def paths(groups: tuple[DuplicateGroup, ...]) -> list[list[str]]:
    return [[p.path.stem for p in group.photos] for group in groups]


def test_a_member_that_matches_only_another_member_stays_outside():
    chain = [
        photo(1, "/a.jpg", size=(400, 300)),
        photo(2, "/b.jpg", size=(300, 200)),
        photo(3, "/c.jpg", size=(200, 100)),
    ]
    groups = grouped(chain, [(1, 2, 0.9), (2, 3, 0.9)])
    assert paths(groups) == [["a", "b"]]


def test_files_with_the_same_bytes_are_identical_without_any_cosine():
    same = [photo(1, "/a.jpg", content=7), photo(2, "/backup/a.jpg", content=7)]
    (group,) = grouped(same, [])
    assert paths((group,)) == [["a", "a"]]
    assert group.members[0].relation is Relation.IDENTICAL
    assert group.members[0].evidence.similarity == 1.0


def test_all_copies_of_a_content_share_its_group():
    photos = [
        photo(1, "/a.jpg"),
        photo(2, "/b.jpg", content=9, size=(10, 10)),
        photo(3, "/c.jpg", content=9, size=(10, 10)),
    ]
    (group,) = grouped(photos, [(1, 9, 0.9)])
    assert {m.relation for m in group.members} == {Relation.SAME_PICTURE}
    assert len(group.photos) == 3


def test_a_burst_does_not_pull_a_photo_away_from_its_own_copies():
    first, second = datetime(2024, 5, 14, 12, 0, 0), datetime(2024, 5, 14, 12, 0, 3)
    best = photo(1, "/burst1.jpg", size=(5000, 4000), captured=first)
    other = photo(2, "/burst2.jpg", size=(4000, 3000), captured=second)
    copy = photo(3, "/burst2 copy.jpg", size=(400, 300), captured=second)
    # the copy of the second shot resembles the first shot too, but not enough to be in its group with it
    groups = grouped([best, other, copy], [(1, 2, 0.9), (2, 3, 0.95)])
    assert paths(groups) == [["burst2", "burst2 copy"]]
    # when all of it resembles the first shot, it joins whole
    (group,) = grouped([best, other, copy], [(1, 2, 0.9), (2, 3, 0.95), (1, 3, 0.85)])
    assert paths((group,)) == [["burst1", "burst2", "burst2 copy"]]
    assert group.relation is Relation.SAME_SCENE


def test_pairs_of_photos_that_are_gone_are_ignored():
    assert grouped([photo(1)], [(1, 2, 0.99)]) == ()
    assert grouped([], []) == ()


def test_groups_that_free_the_most_come_first():
    photos = [photo(i, bytes_=size) for i, size in enumerate([10, 10, 900, 900], 1)]
    groups = grouped(photos, [(1, 2, 0.9), (3, 4, 0.9)])
    assert [group.reclaimable for group in groups] == [900, 10]


@st.composite
def libraries(draw: st.DrawFn) -> tuple[list[Photo], list[tuple[int, int, float]]]:
    count = draw(st.integers(0, 9))
    contents = [draw(st.integers(1, 7)) for _ in range(count)]
    photos = [
        photo(
            i + 1,
            content=contents[i],
            size=(100 * draw(st.integers(1, 3)), 100),
            captured=draw(st.sampled_from([None, datetime(2024, 1, 1), datetime(2024, 1, 1, 0, 0, 9)])),
        )
        for i in range(count)
    ]
    pairs = st.tuples(st.integers(1, 7), st.integers(1, 7), st.floats(0.5, 1.0))
    similar = draw(st.lists(pairs, max_size=15, unique_by=lambda pair: (min(pair[:2]), max(pair[:2]))))
    return photos, similar


@given(libraries(), st.randoms(use_true_random=False))
def test_the_order_of_photos_and_pairs_changes_nothing(
    library: tuple[list[Photo], list[tuple[int, int, float]]], chance: random.Random
):
    photos, similar = library
    before = grouped(photos, similar)
    chance.shuffle(photos)
    chance.shuffle(similar)
    turned = [(b, a, cosine) if chance.random() < 0.5 else (a, b, cosine) for a, b, cosine in similar]
    assert grouped(photos, turned) == before


@given(libraries())
def test_every_member_matches_its_keeper_and_no_photo_is_in_two_groups(
    library: tuple[list[Photo], list[tuple[int, int, float]]],
):
    photos, similar = library
    matched = {frozenset((a, b)) for a, b, _ in similar}
    seen: list[int] = []
    for group in grouped(photos, similar):
        seen += [p.id for p in group.photos]
        assert len(group.photos) > 1
        for member in group.members:
            one, other = group.keeper.content_id, member.photo.content_id
            assert one == other or frozenset((one, other)) in matched
            assert (member.relation is Relation.IDENTICAL) == (one == other)
    assert len(seen) == len(set(seen))


@given(libraries())
def test_photos_with_the_same_bytes_are_always_together(
    library: tuple[list[Photo], list[tuple[int, int, float]]],
):
    photos, similar = library
    group_of = {p.id: n for n, g in enumerate(grouped(photos, similar)) for p in g.photos}
    for one in photos:
        for other in photos:
            if one.content_id == other.content_id and one.id != other.id:
                assert group_of[one.id] == group_of[other.id]
