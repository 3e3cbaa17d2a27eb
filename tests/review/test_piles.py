"""Which pile a photo is in, what it holds in all, and what leaves it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.decision import Kind
from core.loss import Loss, LossKind
from core.photo import DuplicateGroup, Member, Relation
from core.review.decisions import Decisions, reviewed
from core.review.piles import Pile, PileSize, only, pair_of, pile_of, piled, sizes
from tests.photos import grouped, photo

NOW = datetime(2026, 11, 29, 15, 0, tzinfo=UTC)


@pytest.fixture
def group() -> DuplicateGroup:
    """A keeper, its twin, a smaller copy, a crop with more at its edge, and another shot of the scene."""
    photos = [
        photo(1, "/1.jpg"),
        photo(2, "/backup/1.jpg", content=1),
        photo(3, size=(2000, 1500), bytes_=2_000_000),
        photo(4, size=(1600, 1200), bytes_=1_000_000),
        photo(5, size=(1200, 900), bytes_=500_000),
    ]
    (found,) = grouped(photos, [(1, 3, 0.95), (1, 4, 0.95), (1, 5, 0.7)])
    extent = (Loss(LossKind.EXTENT, 0.12),)
    members = (replace(one, losses=extent) if one.photo.id == 4 else one for one in found.members)
    return replace(found, members=tuple(members))


def member(group: DuplicateGroup, identity: int) -> Member:
    return next(one for one in group.members if one.photo.id == identity)


def ids(groups: Sequence[DuplicateGroup]) -> list[list[int]]:
    return [[one.id for one in group.photos] for group in groups]


@pytest.mark.parametrize(
    ("identity", "pile"), [(2, Pile.SURE), (3, Pile.SURE), (4, Pile.LOOK), (5, Pile.SHOTS)]
)
def test_covered_photos_are_sure_shots_are_shots_and_the_rest_is_to_be_looked_at(
    group: DuplicateGroup, identity: int, pile: Pile
):
    assert pile_of(group, member(group, identity)) is pile


@pytest.mark.parametrize("kind", list(LossKind))
def test_a_loss_of_any_kind_makes_a_photo_one_to_look_at(group: DuplicateGroup, kind: LossKind):
    assert pile_of(group, replace(member(group, 2), losses=(Loss(kind, 1.0),))) is Pile.LOOK


def test_a_loss_makes_no_shot_one_to_look_at(group: DuplicateGroup):
    assert pile_of(group, replace(member(group, 5), losses=(Loss(LossKind.UNSEEN),))) is Pile.SHOTS


def test_a_protected_copy_is_not_sure_since_only_its_keeper_could_go(group: DuplicateGroup):
    copy = member(group, 2)
    assert pile_of(replace(group, protected=frozenset({2})), copy) is Pile.LOOK
    assert pile_of(replace(group, libraries=((2, "immich"),)), copy) is Pile.LOOK


def test_two_that_both_stay_anyway_are_in_no_pile(group: DuplicateGroup):
    assert pile_of(replace(group, protected=frozenset({1, 2})), member(group, 2)) is None
    both = replace(group, libraries=((1, "immich"), (2, "immich")))
    assert pile_of(both, member(group, 2)) is None
    assert pile_of(both, member(group, 3)) is Pile.SURE


def test_piles_have_counts_and_bytes_of_what_may_go(group: DuplicateGroup):
    assert sizes(piled([group])) == {
        Pile.SURE: PileSize(2, 1, 5_000_000),
        Pile.LOOK: PileSize(1, 1, 1_000_000),
        Pile.SHOTS: PileSize(1, 1, 500_000),
    }
    assert sizes(()) == dict.fromkeys(Pile, PileSize())


def test_bytes_leave_out_what_stays_anyway(group: DuplicateGroup):
    """Of the twin and the crop, both protected, only their keeper could go, and it is counted once."""
    kept = replace(group, protected=frozenset({2, 4, 5}))
    assert {pile: size.bytes for pile, size in sizes(piled([kept])).items()} == {
        Pile.SURE: 2_000_000,
        Pile.LOOK: 3_000_000,
        Pile.SHOTS: 0,
    }
    assert kept.reclaimable == 2_000_000


def test_a_pile_shows_its_photos_and_their_keepers_alone(group: DuplicateGroup):
    found = piled([group])
    assert ids(only(Pile.SURE, found)) == [[1, 2, 3]]
    assert ids(only(Pile.LOOK, found)) == [[1, 4]]
    assert ids(only(Pile.SHOTS, found)) == [[1, 5]]


@pytest.mark.parametrize("kind", [Kind.REVIEWED, Kind.VARIANTS])
def test_what_is_decided_is_in_no_pile(group: DuplicateGroup, kind: Kind):
    decisions = Decisions()
    decisions.apply(reviewed(group, kind, NOW))
    assert piled([group], decisions.state_of) == ()


def test_what_is_put_off_stays_in_its_pile_and_says_so(group: DuplicateGroup):
    decisions = Decisions()
    decisions.apply(reviewed(group, Kind.LATER, NOW))
    assert all(one.later for one in piled([group], decisions.state_of))
    assert not any(one.later for one in piled([group]))


def test_a_decision_about_one_pair_leaves_the_others_in_their_piles(group: DuplicateGroup):
    decisions = Decisions()
    decisions.apply(reviewed(pair_of(group, member(group, 4)), Kind.VARIANTS, NOW))
    assert [one.photo.id for one in piled([group], decisions.state_of)] == [2, 3, 5]


def test_a_new_twin_of_a_reviewed_group_is_to_be_decided(group: DuplicateGroup):
    decisions = Decisions()
    before = replace(group, members=(member(group, 2),))
    decisions.apply(reviewed(before, Kind.REVIEWED, NOW))
    new = replace(member(group, 2), photo=photo(9, "/phone/1.jpg", content=1))
    now = replace(before, members=(*before.members, new))
    assert [one.photo.id for one in piled([now], decisions.state_of)] == [2, 9]


def test_groups_keep_their_order(group: DuplicateGroup):
    (other,) = grouped([photo(11), photo(12, content=11)])
    assert ids(only(Pile.SURE, piled([other, group]))) == [[11, 12], [1, 2, 3]]
    assert {m.relation for m in other.members} == {Relation.IDENTICAL}
