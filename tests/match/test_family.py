"""The family of a group: who was made of whom, what happened on the way, and the keeper's reason."""

import pytest

from core.grouping_settings import GroupingSettings
from core.groups import MatchedPhotos
from core.keeper_settings import RuleName
from core.loss import Loss, LossKind
from core.match.family import Family
from core.match.keeper import KeeperOrder
from core.match.keeper_kin import kind_of
from core.photo import Change, Decided, DuplicateGroup, Finding, Lineage, Match, Photo, Relation
from tests.photos import photo

ORIGINAL, TWIN, LARGE, GREY, SHOT = range(1, 6)
SMALLER, LARGER = (Finding(Change.RESIZED, 0.5),), (Finding(Change.RESIZED, 2.0),)
IN_GREY = (Finding(Change.GREY),)
BY_LINEAGE = GroupingSettings(KeeperOrder((RuleName.SOURCE, RuleName.RESOLUTION, RuleName.PATH)))


def made(
    parent: int, child: int, *there: Finding, sure: float = 0.95, back: tuple[Finding, ...] = ()
) -> Match:
    """A match that tells that one content was made of another."""
    a_first = parent < child
    odds = (sure, 1 - sure) if a_first else (1 - sure, sure)
    ways = (there, back) if a_first else (back, there)
    return Match(
        min(parent, child), max(parent, child), Relation.SAME_PICTURE, 0.95, 0.99, *ways, Lineage(*odds)
    )


def library() -> list[Photo]:
    return [
        photo(ORIGINAL, "/a.jpg", size=(400, 300)),
        photo(TWIN, "/backup/a.jpg", content=ORIGINAL, size=(400, 300)),
        photo(LARGE, "/large.jpg", size=(800, 600)),
        photo(GREY, "/grey.jpg", size=(800, 600)),
    ]


MATCHES = (
    made(ORIGINAL, LARGE, *LARGER, back=SMALLER),
    made(LARGE, GREY, *IN_GREY, sure=0.85),
    made(ORIGINAL, GREY, *IN_GREY, *LARGER, sure=0.8),
)


def family(photos: list[Photo], *matches: Match, decided: Decided | None = None) -> Family:
    matched = MatchedPhotos(tuple(photos), matches, decided or Decided(), BY_LINEAGE)
    (group,) = matched.groups()
    return matched.family(group)


def test_each_content_is_one_relative_with_its_generation_and_all_its_files() -> None:
    found = family(library(), *MATCHES)
    assert [(one.content, one.generation) for one in found.relatives] == [(1, 0), (LARGE, 1), (GREY, 2)]
    assert [one.id for one in found.relatives[0].photos] == [ORIGINAL, TWIN]
    assert found.relatives[0].relation is None
    assert found.compared


def test_arrows_carry_what_happened_from_parent_to_child() -> None:
    found = family(library(), *MATCHES)
    assert [(one.parent, one.child) for one in found.descents] == [(ORIGINAL, LARGE), (LARGE, GREY)]
    to_large, to_grey = found.descents
    assert to_large.findings == LARGER
    assert to_grey.findings == IN_GREY
    assert 0.5 < to_grey.certainty < to_large.certainty < 1
    assert found.descent_of(GREY) == to_grey
    assert found.children_of(ORIGINAL) == (LARGE,)
    assert found.descent_of(ORIGINAL) is None


def test_findings_are_told_the_other_way_where_the_child_has_the_smaller_id() -> None:
    photos = [photo(1, "/large.jpg", size=(800, 600)), photo(2, "/small.jpg", size=(400, 300))]
    (descent,) = family(photos, made(2, 1, *LARGER, back=SMALLER)).descents
    assert (descent.parent, descent.child, descent.findings) == (2, 1, LARGER)


def test_nobody_is_a_relative_before_two_were_compared() -> None:
    unlooked = Match(1, 3, Relation.SAME_PICTURE, 0.9, 0.9)
    found = family([photo(1), photo(3)], unlooked)
    assert not found.compared
    assert found.descents == ()
    assert [one.generation for one in found.relatives] == [0, 0]


def test_another_shot_is_no_child_and_comes_last() -> None:
    shot = Match(ORIGINAL, SHOT, Relation.SAME_SCENE, 0.9, 0.9)
    found = family([*library(), photo(SHOT, "/shot.jpg", size=(100, 75))], *MATCHES, shot)
    assert found.relatives[-1].content == SHOT
    assert found.relatives[-1].relation is Relation.SAME_SCENE
    assert found.descent_of(SHOT) is None


def test_what_a_person_called_no_duplicates_is_no_relative() -> None:
    found = family(library(), *MATCHES, decided=Decided(apart=frozenset({(LARGE, GREY)})))
    assert [(one.parent, one.child) for one in found.descents] == [(ORIGINAL, LARGE), (ORIGINAL, GREY)]


def test_the_order_of_matches_changes_nothing() -> None:
    assert family(library(), *MATCHES) == family(library(), *reversed(MATCHES))


def reason(photos: list[Photo], *matches: Match) -> str:
    (group,) = MatchedPhotos(tuple(photos), matches, grouping=BY_LINEAGE).groups()
    assert isinstance(group, DuplicateGroup)
    return group.reason


def test_the_reason_tells_how_many_were_made_of_the_keeper_and_what_they_are() -> None:
    photos = [library()[0], *library()[2:], photo(7, "/Screenshot 1.png", size=(500, 900))]
    shot = made(ORIGINAL, 7, Finding(Change.SURROUNDED, 0.4))
    others = (
        made(ORIGINAL, GREY, *IN_GREY),
        made(ORIGINAL, LARGE, *LARGER),
        shot,
        *(made(LARGE, other, sure=0.51) for other in (GREY, 7)),
        made(GREY, 7, sure=0.51),
    )
    said = reason(photos, *others)
    assert said.startswith("Kept because the other three were made of it: ")
    for kind in ("an enlargement", "a screenshot", "a copy in black and white"):
        assert kind in said


def test_of_a_pair_the_reason_speaks_of_the_other() -> None:
    photos = [library()[0], library()[2]]
    assert reason(photos, MATCHES[0]) == "Kept because the other was made of it: an enlargement."


def test_its_own_bytes_elsewhere_are_not_said_to_be_made_of_it() -> None:
    said = reason(library()[:3], MATCHES[0])
    assert said == "Kept because one of the others was made of it: an enlargement."


def test_a_rule_that_comes_first_gives_its_own_reason() -> None:
    matched = MatchedPhotos(
        (library()[0], library()[2]),
        (MATCHES[0],),
        grouping=GroupingSettings(KeeperOrder((RuleName.RESOLUTION, RuleName.SOURCE))),
    )
    (group,) = matched.groups()
    assert group.keeper.id == LARGE
    assert "most pixels" in group.reason


@pytest.mark.parametrize(
    ("findings", "kind"),
    [
        ((), "a copy saved again"),
        ((Finding(Change.RESIZED, 0.4),), "a smaller copy"),
        ((Finding(Change.RESIZED, 0.4), Finding(Change.CROPPED, 0.6)), "a crop of it"),
        ((Finding(Change.BRIGHTER, 20.0),), "a copy in other tones"),
        ((Finding(Change.SAME_DATA),), "the same picture with other facts"),
        ((Finding(Change.COVERED, 0.1), Finding(Change.RESIZED, 2.0)), "a copy with something laid over it"),
    ],
)
def test_a_copy_is_called_by_what_tells_the_most_of_it(findings: tuple[Finding, ...], kind: str) -> None:
    assert kind_of(photo(1, "/b.jpg"), findings) == kind


def test_losses_do_not_hide_an_arrow() -> None:
    lineage = Lineage(0.9, 0.1, (), (Loss(LossKind.CLEAN),))
    match = Match(1, 3, Relation.SAME_PICTURE, 0.9, 0.9, SMALLER, LARGER, lineage)
    assert len(family([photo(1), photo(3)], match).descents) == 1
