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
    return losses_in_group(1, matches, {})[2]


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
    assert losses_in_group(1, {2: both, 3: to_keeper(), 4: to_keeper()}, {})[2] == (
        Loss(LossKind.EXTENT, 0.1),
    )


def compared(a: int, b: int, b_of_a: float, *losses: Loss) -> Match:
    return Match(a, b, Relation.SAME_PICTURE, 0.9, 0.99, lineage=Lineage(b_of_a, 1 - b_of_a, losses_b=losses))


def of_the_unsure(b_of_a: float, *between: Match, kind: LossKind = LossKind.SOURCE, surely: int = 4):
    """What is lost with photo 2, of which it is not certain that it was made of 1, as the others were."""
    matches = {
        2: compared(1, 2, b_of_a, Loss(kind)),
        **{n: compared(1, n, 0.98) for n in range(3, 3 + surely)},
    }
    return losses_in_group(1, matches, {(match.a, match.b): match for match in between})[2]


@pytest.mark.parametrize("kind", [LossKind.SOURCE, LossKind.CLEAN, LossKind.TONES, LossKind.DETAIL])
def test_what_is_likely_of_two_is_certain_where_all_others_were_made_of_the_keeper(kind: LossKind):
    assert of_the_unsure(0.8, kind=kind, surely=5) == ()


def test_two_alone_stay_unsure():
    assert of_the_unsure(0.8, surely=0) == (Loss(LossKind.SOURCE),)


def test_the_group_does_not_outvote_the_pair():
    assert of_the_unsure(0.6, surely=8) == (Loss(LossKind.SOURCE),)


def test_of_what_others_were_made_too_the_doubt_stays():
    between = [compared(2, n, 0.98) for n in range(3, 8)]
    assert of_the_unsure(0.8, *between, surely=5) == (Loss(LossKind.SOURCE),)


def test_what_was_made_of_others_is_no_rival():
    between = [compared(2, n, 0.1) for n in (3, 4)]
    assert of_the_unsure(0.8, *between, surely=2) == ()


def test_pairs_that_could_not_be_laid_over_each_other_say_nothing():
    unseen = Lineage(0.0, 0.0)
    between = [Match(2, n, Relation.SAME_PICTURE, 0.9, 0.99, lineage=unseen) for n in (3, 4)]
    assert of_the_unsure(0.8, *between, surely=2) == (Loss(LossKind.SOURCE),)
