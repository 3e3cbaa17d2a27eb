"""Stored matches grouped more or less strictly: no scan, and nothing that a person chose to leave out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.groups import MatchedPhotos
from core.match.histogram import similarity_histogram
from core.match.strictness import Strictness, relations_from
from core.photo import Match, Relation
from tests.photos import photo


def match(a: int, b: int, similarity: float, relation: Relation = Relation.SAME_PICTURE) -> Match:
    return Match(a, b, relation, similarity, 0.99)


LIBRARY = MatchedPhotos(
    (
        photo(1, "/a.jpg"),
        photo(2, "/b.jpg", size=(400, 300)),
        photo(3, "/b copy.jpg", content=2, size=(400, 300)),
        photo(4, "/c.jpg", size=(300, 200)),
        photo(5, "/d.jpg", bytes_=9),
        photo(6, "/d copy.jpg", content=5, bytes_=9),
    ),
    (match(1, 2, 0.9), match(1, 4, 0.8, Relation.SAME_SCENE)),
)


def stems(strictness: Strictness) -> list[list[str]]:
    return [[member.path.stem for member in group.photos] for group in LIBRARY.groups(strictness)]


def test_every_match_makes_groups_where_nothing_is_set():
    assert stems(Strictness()) == [["a", "b", "b copy", "c"], ["d", "d copy"]]


def test_less_alike_photos_leave_and_identical_files_always_stay():
    assert stems(Strictness(0.85)) == [["a", "b", "b copy"], ["d", "d copy"]]
    assert stems(Strictness(1.0)) == [["b", "b copy"], ["d", "d copy"]]


def test_a_match_exactly_as_alike_as_wanted_counts():
    assert stems(Strictness(0.9))[0] == ["a", "b", "b copy"]


def test_only_the_relations_that_are_wanted_bring_photos_together():
    assert stems(Strictness(relations=frozenset({Relation.IDENTICAL}))) == [["b", "b copy"], ["d", "d copy"]]
    assert stems(Strictness(relations=frozenset({Relation.IDENTICAL, Relation.SAME_SCENE}))) == [
        ["a", "c"],
        ["b", "b copy"],
        ["d", "d copy"],
    ]


def test_without_identical_each_content_takes_part_once():
    wanted = Strictness(relations=frozenset({Relation.SAME_PICTURE, Relation.SAME_SCENE}))
    assert stems(wanted) == [["a", "b", "c"]]


@given(st.floats(0, 1), st.floats(0, 1))
def test_stricter_never_brings_together_what_looser_keeps_apart(one: float, other: float):
    loose, strict = sorted((one, other))
    together = {frozenset(group) for group in stems(Strictness(loose))}
    for group in stems(Strictness(strict)):
        assert any(set(group) <= whole for whole in together)


def test_relations_are_read_from_a_command():
    assert relations_from("identical, same_scene") == {Relation.IDENTICAL, Relation.SAME_SCENE}
    with pytest.raises(ValueError, match="copies"):
        relations_from("copies")


def test_histogram_counts_each_match_in_its_per_cent_and_each_spare_file_at_the_top():
    counted = LIBRARY.histogram()
    assert counted.at(90) == {Relation.IDENTICAL: 0, Relation.SAME_PICTURE: 1, Relation.SAME_SCENE: 0}
    assert counted.at(80)[Relation.SAME_SCENE] == 1
    assert counted.at(100)[Relation.IDENTICAL] == 2
    assert counted.lowest == 80


def test_histogram_leaves_out_matches_of_photos_that_are_gone():
    assert similarity_histogram([photo(1)], [match(1, 2, 0.9)]).lowest == 100


@given(st.integers(0, 100))
def test_a_bar_is_on_the_side_of_the_slider_on_which_its_matches_are(percent: int):
    similarity = percent / 100
    counted = similarity_histogram([photo(1), photo(2)], [match(1, 2, similarity)])
    assert counted.at(percent)[Relation.SAME_PICTURE] == 1
    assert list(Strictness(percent / 100).matches([match(1, 2, similarity)]))
