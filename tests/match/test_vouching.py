"""A group answers the doubt whether its keeper was changed: others that were made of it are as it is."""

import pytest

from core.loss import Loss, LossKind
from core.match.vouching import losses_in_group
from core.photo import Lineage, Match, Relation

DOUBT = Loss(LossKind.SIBLING, 0.8)


def to_keeper(*losses: Loss, relation: Relation = Relation.SAME_PICTURE) -> Match:
    return Match(1, 2, relation, 0.9, 0.99, lineage=Lineage(0.95, 0.05, losses_b=losses))


def of_the_doubted(*others: Match, doubt: Loss = DOUBT) -> tuple[Loss, ...]:
    matches = {2: to_keeper(doubt), **dict(enumerate(others, 3))}
    return losses_in_group(matches)[2]


def test_of_two_alone_the_doubt_stays():
    assert of_the_doubted() == (DOUBT,)


def test_one_more_may_be_a_copy_of_the_changed_one():
    assert of_the_doubted(to_keeper()) == (DOUBT,)


def test_two_plain_copies_of_the_keeper_answer_it():
    assert of_the_doubted(to_keeper(), to_keeper()) == ()


def test_what_resolves_more_still_vouches():
    smaller = to_keeper(Loss(LossKind.DETAIL))
    assert of_the_doubted(smaller, smaller) == ()


@pytest.mark.parametrize("kind", [LossKind.SIBLING, LossKind.CONTENT, LossKind.COLOUR, LossKind.UNSEEN])
def test_who_is_doubted_too_does_not_vouch(kind: LossKind):
    assert of_the_doubted(to_keeper(Loss(kind)), to_keeper(Loss(kind))) == (DOUBT,)


def test_other_shots_of_the_scene_do_not_vouch():
    scene = to_keeper(relation=Relation.SAME_SCENE)
    assert of_the_doubted(scene, scene) == (DOUBT,)


def test_a_great_doubt_stays_all_the_same():
    great = Loss(LossKind.SIBLING, 0.97)
    assert of_the_doubted(to_keeper(), to_keeper(), doubt=great) == (great,)


def test_other_losses_are_left_alone():
    both = to_keeper(DOUBT, Loss(LossKind.EXTENT, 0.1))
    assert losses_in_group({2: both, 3: to_keeper(), 4: to_keeper()})[2] == (Loss(LossKind.EXTENT, 0.1),)
