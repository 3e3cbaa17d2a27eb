"""Groups as a person decided: no duplicates, wanted copies, chosen keepers."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.match.grouping import CHOSEN, group_photos
from core.photo import Decided, DuplicateGroup, Match, Photo, Relation
from tests.photos import photo


def sized(identity: int, **more: object) -> Photo:
    """A photo; the lower its number, the better it is."""
    return photo(identity, size=(4000 - 100 * identity, 3000), **more)  # pyright: ignore[reportArgumentType]


def matching(*pairs: tuple[int, int]) -> list[Match]:
    return [Match(a, b, Relation.SAME_PICTURE, 0.95, 0.99) for a, b in pairs]


def ids(groups: tuple[DuplicateGroup, ...]) -> list[list[int]]:
    return sorted([group.keeper.id, *sorted(m.photo.id for m in group.members)] for group in groups)


PHOTOS = [sized(n) for n in (1, 2, 3, 4)]
ALL = matching((1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4))


def test_what_is_no_duplicate_of_the_others_is_in_no_group():
    decided = Decided(apart=frozenset({(1, 3), (2, 3), (3, 4)}))
    assert ids(group_photos(PHOTOS, ALL, decided=decided)) == [[1, 2, 4]]


def test_what_is_split_off_forms_its_own_group():
    decided = Decided(apart=frozenset({(1, 3), (1, 4), (2, 3), (2, 4)}))
    assert ids(group_photos(PHOTOS, ALL, decided=decided)) == [[1, 2], [3, 4]]


def test_without_the_keeper_the_others_still_belong_together():
    decided = Decided(apart=frozenset({(1, 2), (1, 3), (1, 4)}))
    assert ids(group_photos(PHOTOS, ALL, decided=decided)) == [[2, 3, 4]]


def test_files_with_the_same_bytes_may_be_wanted_side_by_side_until_one_more_comes():
    two = [photo(1, "/a.jpg", content=7), photo(2, "/b/a.jpg", content=7)]
    decided = Decided(copies_apart={7: 2})
    assert group_photos(two, [], decided=decided) == ()
    third = photo(3, "/c/d/a.jpg", content=7)
    assert ids(group_photos([*two, third], [], decided=decided)) == [[1, 2, 3]]


def test_of_wanted_copies_one_still_stands_for_its_bytes():
    photos = [photo(1, "/a.jpg", content=1), photo(2, "/b/a.jpg", content=1), photo(3, size=(99, 99))]
    decided = Decided(copies_apart={1: 2})
    assert ids(group_photos(photos, matching((1, 3)), decided=decided)) == [[1, 3]]


def test_a_chosen_keeper_takes_over_its_group_and_says_so():
    decided = Decided(keepers={3: PHOTOS[2].path})
    (group,) = group_photos(PHOTOS, ALL, decided=decided)
    assert group.keeper.id == 3
    assert group.reason == CHOSEN
    assert len(group.members) == 3


def test_what_does_not_match_the_chosen_keeper_is_grouped_without_it():
    matches = matching((1, 2), (1, 3), (1, 4), (2, 3))
    decided = Decided(keepers={2: PHOTOS[1].path})
    assert ids(group_photos(PHOTOS, matches, decided=decided)) == [[2, 1, 3]]
    five = [*PHOTOS, sized(5)]
    more = matching((1, 2), (1, 3), (1, 4), (1, 5), (2, 3), (4, 5))
    assert ids(group_photos(five, more, decided=decided)) == [[2, 1, 3], [4, 5]]


def test_a_chosen_keeper_takes_nothing_from_other_groups():
    """5 matches the chosen keeper 2 as well, but its group is that of 4."""
    five = [sized(1), sized(2), sized(4), sized(5)]
    matches = matching((1, 2), (4, 5), (2, 5))
    assert ids(group_photos(five, matches)) == [[1, 2], [4, 5]]
    decided = Decided(keepers={2: sized(2).path})
    assert ids(group_photos(five, matches, decided=decided)) == [[2, 1], [4, 5]]


def test_a_photo_that_nothing_matches_cannot_be_the_keeper():
    photos, matches = PHOTOS[:3], matching((1, 2), (1, 3))
    decided = Decided(keepers={3: PHOTOS[2].path}, apart=frozenset({(1, 3)}))
    assert ids(group_photos(photos, matches, decided=decided)) == [[1, 2]]


def test_of_files_with_the_same_bytes_the_chosen_one_is_the_keeper():
    copies = [photo(1, "/a.jpg", content=7), photo(2, "/b/a.jpg", content=7)]
    (group,) = group_photos(copies, [], decided=Decided(keepers={7: Path("/b/a.jpg")}))
    assert (group.keeper.id, group.reason) == (2, CHOSEN)
    (group,) = group_photos(copies, [], decided=Decided(keepers={7: Path("/moved/away.jpg")}))
    assert group.keeper.id == 1


PAIRS = st.sets(st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda p: p[0] < p[1]))


@given(
    matched=PAIRS,
    apart=PAIRS,
    keepers=st.sets(st.integers(1, 9)),
    wanted=st.dictionaries(st.integers(1, 9), st.integers(0, 3)),
    seed=st.integers(0, 99),
)
def test_decided_groups_never_chain_and_depend_on_no_order(
    matched: set[tuple[int, int]],
    apart: set[tuple[int, int]],
    keepers: set[int],
    wanted: dict[int, int],
    seed: int,
):
    photos = [sized(n) for n in range(1, 10)] + [sized(n + 10, content=n) for n in (1, 4, 7)]
    matches = matching(*matched)
    decided = Decided(frozenset(apart), wanted, {n: sized(n).path for n in keepers})
    groups = group_photos(photos, matches, decided=decided)
    met: list[int] = []
    for group in groups:
        met += [one.id for one in group.photos]
        for member in group.members:
            pair = tuple(sorted((group.keeper.content_id, member.photo.content_id)))
            assert pair[0] == pair[1] or (pair in matched and pair not in apart)
    assert len(met) == len(set(met))
    shuffled = random.Random(seed)
    shuffled.shuffle(photos)
    shuffled.shuffle(matches)
    assert group_photos(photos, matches, decided=decided) == groups
