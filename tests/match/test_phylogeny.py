"""Who was made of whom, as the pairs of a group tell it together."""

from core.match.phylogeny import arrows
from core.photo import Change, Finding, Lineage, Match, Relation
from tests.photos import photo

BRIGHTER = (Finding(Change.BRIGHTER, 20.0),)
MIRRORED = (Finding(Change.MIRRORED),)


def match(a: int, b: int, *findings: Finding, lineage: Lineage | None = None) -> Match:
    return Match(a, b, Relation.SAME_PICTURE, 0.9, 0.99, findings, findings, lineage)


def test_where_the_pixels_are_undecided_the_original_shares_most_with_the_others() -> None:
    undecided = match(1, 2, *BRIGHTER, lineage=Lineage(0.5, 0.5))
    others = [match(1, 3), match(1, 4, *MIRRORED), match(2, 3, *BRIGHTER), match(2, 4, *BRIGHTER, *MIRRORED)]
    (arrow,) = arrows([undecided, *others], {})
    assert (arrow.parent, arrow.child) == (1, 2)
    assert arrow.odds > 1


def test_of_two_alone_what_was_changed_says_nothing_about_which_was_first() -> None:
    (arrow,) = arrows([match(1, 2, *BRIGHTER, lineage=Lineage(0.5, 0.5))], {})
    assert arrow.odds == 0


def test_pixels_that_are_sure_are_not_outvoted() -> None:
    sure = match(1, 2, *BRIGHTER, lineage=Lineage(0.02, 0.98))
    others = [match(1, 3), match(1, 4, *MIRRORED), match(2, 3, *BRIGHTER), match(2, 4, *BRIGHTER, *MIRRORED)]
    (arrow,) = arrows([sure, *others], {})
    assert (arrow.parent, arrow.child) == (2, 1)


def test_a_name_that_says_so_tips_the_scales_unless_the_pixels_are_sure() -> None:
    photos = {1: photo(1, "/a/high-contrast.jpg"), 2: photo(2, "/a/bridge-original.jpg")}
    (likely,) = arrows([match(1, 2, lineage=Lineage(0.83, 0.17))], photos)
    (sure,) = arrows([match(1, 2, lineage=Lineage(0.99, 0.01))], photos)
    assert (likely.parent, likely.child, sure.parent, sure.child) == (2, 1, 1, 2)
