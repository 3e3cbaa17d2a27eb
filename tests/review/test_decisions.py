"""What acts of a person change, and where they stand with a group afterwards."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.decision import Change, Kind
from core.errors import DecisionRefused
from core.photo import DuplicateGroup, Photo
from core.review.decisions import (
    OPEN,
    Decisions,
    GroupState,
    Status,
    keeper_chosen,
    not_duplicates,
    reviewed,
    split_off,
)
from tests.photos import grouped, photo

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
REVIEWED = GroupState(Status.REVIEWED)


def sized(identity: int, **more: object) -> Photo:
    """A photo; the lower its number, the better it is."""
    return photo(identity, size=(4000 - 100 * identity, 3000), **more)  # pyright: ignore[reportArgumentType]


def group_of(*photos: Photo) -> DuplicateGroup:
    """Photos that all match each other."""
    contents = sorted({one.content_id for one in photos})
    pairs = [(a, b, 0.95) for a in contents for b in contents if a < b]
    (group,) = grouped(photos, pairs)
    return group


ONE, TWO, THREE, FOUR = (sized(n) for n in (1, 2, 3, 4))


def test_a_group_is_open_until_all_of_it_is_reviewed():
    decisions, group = Decisions(), group_of(ONE, TWO, THREE)
    assert decisions.state_of(group) == OPEN
    decisions.apply(reviewed(group, Kind.REVIEWED, NOW))
    assert decisions.state_of(group) == REVIEWED


def test_a_new_arrival_reopens_the_group_and_is_counted():
    decisions = Decisions()
    decisions.apply(reviewed(group_of(ONE, TWO), Kind.REVIEWED, NOW))
    assert decisions.state_of(group_of(ONE, TWO, FOUR)) == GroupState(Status.OPEN, new=1)
    assert decisions.state_of(group_of(ONE, TWO, THREE, FOUR)) == GroupState(Status.OPEN, new=2)


def test_a_better_photo_that_arrives_and_becomes_the_keeper_reopens_the_group():
    decisions = Decisions()
    decisions.apply(reviewed(group_of(TWO, THREE), Kind.REVIEWED, NOW))
    assert decisions.state_of(group_of(ONE, TWO, THREE)) == GroupState(Status.OPEN, new=1)


def test_another_copy_with_the_same_bytes_reopens_the_group():
    twin, third = sized(8, content=1), sized(9, content=1)
    decisions = Decisions()
    decisions.apply(reviewed(group_of(ONE, twin, TWO), Kind.REVIEWED, NOW))
    assert decisions.state_of(group_of(ONE, twin, TWO)) == REVIEWED
    assert decisions.state_of(group_of(ONE, twin, third, TWO)) == GroupState(Status.OPEN, new=1)
    assert decisions.state_of(group_of(ONE, TWO)) == REVIEWED


def test_a_moved_file_does_not_reopen_its_group():
    decisions = Decisions()
    decisions.apply(reviewed(group_of(ONE, TWO), Kind.REVIEWED, NOW))
    moved = sized(2, path=Path("/elsewhere/renamed.jpg"))
    assert decisions.state_of(group_of(ONE, moved)) == REVIEWED


def test_a_group_stays_reviewed_without_the_photos_that_were_removed_from_it():
    """Also without its keeper: the others were seen together."""
    decisions = Decisions()
    decisions.apply(reviewed(group_of(ONE, TWO, THREE), Kind.REVIEWED, NOW))
    assert decisions.state_of(group_of(ONE, THREE)) == REVIEWED
    assert decisions.state_of(group_of(TWO, THREE)) == REVIEWED


def test_photos_reviewed_in_different_groups_were_not_seen_together():
    decisions = Decisions()
    decisions.apply(reviewed(group_of(ONE, TWO), Kind.REVIEWED, NOW))
    decisions.apply(reviewed(group_of(THREE, FOUR), Kind.REVIEWED, LATER))
    assert decisions.state_of(group_of(TWO, THREE)).status is Status.OPEN


def test_all_variants_are_said_to_be_variants_and_what_is_put_off_is_not_reviewed():
    decisions, group = Decisions(), group_of(ONE, TWO, sized(9, content=2))
    decisions.apply(reviewed(group, Kind.VARIANTS, NOW))
    assert decisions.state_of(group).status is Status.VARIANTS
    assert decisions.state_of(group).is_reviewed
    decisions.apply(reviewed(group, Kind.LATER, LATER))
    assert decisions.state_of(group).status is Status.LATER
    assert not decisions.state_of(group).is_reviewed


def test_a_group_can_be_opened_again():
    decisions, group = Decisions(), group_of(ONE, TWO, sized(9, content=2))
    back = decisions.apply(reviewed(group, Kind.REVIEWED, NOW))
    decisions.apply(decisions.reopened(group))
    assert decisions.state_of(group) == OPEN
    decisions.apply(reviewed(group, Kind.LATER, LATER))
    decisions.apply(back)
    assert decisions.state_of(group) == OPEN


def digests(*photos: Photo) -> set[tuple[bytes, ...]]:
    return {tuple(sorted(one.sha256 for one in photos))}


def pairs_of(change: Change) -> set[tuple[bytes, ...]]:
    return set(change.pairs)


def test_one_photo_is_no_duplicate_of_anything_in_its_group():
    change = not_duplicates(group_of(ONE, TWO, THREE), [THREE], NOW)
    assert pairs_of(change) == digests(ONE, THREE) | digests(TWO, THREE)
    assert change.regroups


def test_no_photo_of_a_group_is_a_duplicate_of_another():
    group = group_of(ONE, TWO, THREE)
    change = not_duplicates(group, group.photos, NOW)
    assert pairs_of(change) == digests(ONE, TWO) | digests(ONE, THREE) | digests(TWO, THREE)


def test_a_second_file_with_the_keepers_bytes_may_be_wanted():
    twin = sized(9, content=1)
    change = not_duplicates(group_of(ONE, twin, TWO), [twin], NOW)
    assert pairs_of(change) == digests(ONE, ONE)
    assert [decision.copies for decision in change.pairs.values()] == [2]  # pyright: ignore


def test_split_off_photos_stay_duplicates_of_each_other():
    change = split_off(group_of(ONE, TWO, THREE, FOUR), [THREE, FOUR], NOW)
    expected = [digests(a, b) for a in (ONE, TWO) for b in (THREE, FOUR)]
    assert pairs_of(change) == set().union(*expected)


def test_nothing_is_split_off_from_nothing():
    group = group_of(ONE, TWO)
    with pytest.raises(DecisionRefused, match="Leave at least one"):
        split_off(group, group.photos, NOW)
    same = group_of(ONE, sized(9, content=1))
    with pytest.raises(DecisionRefused, match="same bytes stay together"):
        split_off(same, [ONE], NOW)


def test_too_many_pairs_to_remember_are_refused():
    group = group_of(*(sized(n) for n in range(1, 330)))
    with pytest.raises(DecisionRefused, match="pairs to remember"):
        not_duplicates(group, group.photos, NOW)


def test_a_chosen_keeper_takes_the_place_of_one_chosen_before():
    group = group_of(ONE, TWO, THREE)
    decisions = Decisions()
    decisions.apply(keeper_chosen(group, TWO, NOW))
    decisions.apply(keeper_chosen(group, THREE, LATER))
    assert [decisions.chosen_keeper(one) for one in (ONE, TWO, THREE)] == [False, False, True]


ACTS = st.lists(
    st.tuples(st.sets(st.integers(0, 5), min_size=2), st.sampled_from(list(Kind)), st.integers(0, 5)),
    max_size=8,
)


@given(acts=ACTS)
def test_every_act_can_be_undone(acts: list[tuple[set[int], Kind, int]]):
    """Undone in turn, the latest first, all acts leave every group as it was before them."""
    decisions = Decisions()
    groups, backs, before = [], [], []
    for number, (members, kind, chosen) in enumerate(acts):
        group = group_of(*(sized(n + 1) for n in sorted(members)))
        now = NOW + timedelta(minutes=number)
        groups.append(group)
        before.append([decisions.state_of(one) for one in groups])
        if kind is Kind.NOT_DUPLICATES:
            change = not_duplicates(group, [group.photos[chosen % len(group.photos)]], now)
        else:
            change = reviewed(group, kind, now)
        backs.append(decisions.apply(change))
    while backs:
        decisions.apply(backs.pop())
        assert [decisions.state_of(one) for one in groups] == before.pop()
        groups.pop()


@given(members=st.sets(st.integers(1, 9), min_size=2), seed=st.integers(0, 99))
def test_the_state_of_a_group_depends_on_no_order(members: set[int], seed: int):
    photos = [sized(n) for n in sorted(members)]
    decisions = Decisions()
    decisions.apply(reviewed(group_of(*photos), Kind.REVIEWED, NOW))
    random.Random(seed).shuffle(photos)
    assert decisions.state_of(group_of(*photos)) == REVIEWED
