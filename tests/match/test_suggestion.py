"""A suggestion to group more strictly follows from what a person turned down, and only where it is clear."""

from itertools import combinations

from core.match.suggestion import suggest
from core.photo import Match, Relation


def match(a: int, b: int, cosine: float, relation: Relation = Relation.SAME_SCENE) -> Match:
    return Match(a, b, relation, cosine, 0.95)


COPIES = [match(1000 + 2 * n, 1001 + 2 * n, 0.8 + n / 200, Relation.SAME_PICTURE) for n in range(30)]
LOOK_ALIKES = [match(2 * n, 2 * n + 1, 0.62 + n / 100) for n in range(8)]


def pairs(matches: list[Match]) -> set[tuple[int, int]]:
    return {(found.a, found.b) for found in matches}


def test_cosine_above_the_look_alikes_and_below_the_copies_is_suggested():
    found = suggest([*COPIES, *LOOK_ALIKES], pairs(LOOK_ALIKES))
    assert found is not None
    assert found.at_least == 0.7
    assert (found.left_out, found.turned_down, found.lost, found.others) == (8, 8, 0, 30)
    assert found.strictness.at_least == 0.7


def test_it_is_said_in_a_sentence_with_what_it_costs():
    found = suggest([*COPIES, *LOOK_ALIKES], pairs(LOOK_ALIKES))
    assert found is not None
    assert found.sentence(1) == (
        "Grouping only photos that are at least 70 % alike would have left out 8 of the 8 cases that you "
        "said are no duplicates, and 0 of 30 other matches. 1 group would change."
    )


def test_few_decisions_suggest_nothing():
    assert suggest([*COPIES, *LOOK_ALIKES], pairs(LOOK_ALIKES[:3])) is None
    assert suggest([*COPIES, *LOOK_ALIKES], set()) is None
    assert suggest([], pairs(LOOK_ALIKES)) is None


def test_look_alikes_among_the_copies_suggest_nothing():
    mixed = [match(2 * n, 2 * n + 1, 0.81 + n / 60) for n in range(8)]
    assert suggest([*COPIES, *mixed], pairs(mixed)) is None


def test_one_large_group_taken_apart_is_one_case():
    group = [match(a, b, 0.65) for a, b in combinations(range(20), 2)]
    assert suggest([*COPIES, *group], pairs(group)) is None


def test_copies_are_not_given_up_for_look_alikes():
    crops = [match(500 + 2 * n, 501 + 2 * n, 0.5, Relation.SAME_PICTURE) for n in range(5)]
    assert suggest([*COPIES, *crops, *LOOK_ALIKES], pairs(LOOK_ALIKES)) is None


def test_order_of_matches_changes_nothing():
    everything = [*COPIES, *LOOK_ALIKES]
    assert suggest(everything[::-1], pairs(LOOK_ALIKES)) == suggest(everything, pairs(LOOK_ALIKES))
