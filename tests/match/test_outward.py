"""A folder that is not compared with itself: its photos match what lies elsewhere, all of that."""

from pathlib import Path

from core.match.grouping import PhotoGrouper
from core.match.outward import Outward
from core.photo import Match, Photo, Relation
from tests.photos import photo

CARD, LIBRARY = Path("/card"), Path("/library")


def match(a: int, b: int) -> Match:
    return Match(a, b, Relation.SAME_PICTURE, 0.9, 0.9)


def grouped(photos: list[Photo], matches: list[Match], *outward: Path) -> list[set[int]]:
    groups = PhotoGrouper(photos, outward=Outward(outward)).groups(matches)
    return [{one.id for one in group.photos} for group in groups]


def test_two_photos_of_it_are_in_no_group_and_two_of_another_are():
    photos = [photo(1, CARD / "a/1.jpg"), photo(2, CARD / "b/2.jpg"), photo(3, LIBRARY / "3.jpg")]
    photos.append(photo(4, LIBRARY / "4.jpg"))
    matches = [match(1, 2), match(3, 4)]
    assert grouped(photos, matches, CARD) == [{3, 4}]
    assert len(grouped(photos, matches)) == 2


def test_a_pair_with_another_folder_is_found_whatever_it_is_like_at_home():
    """The best of the card matches another of the card; that one matches the library's."""
    photos = [photo(1, CARD / "1.jpg", size=(6000, 4000)), photo(2, CARD / "2.jpg")]
    photos.append(photo(3, LIBRARY / "3.jpg"))
    assert grouped(photos, [match(1, 2), match(2, 3)], CARD) == [{2, 3}]


def test_of_copies_in_it_one_stands_beside_the_copy_elsewhere():
    photos = [photo(n, CARD / f"{n}.jpg", content=1) for n in (1, 2)]
    assert grouped(photos, [], CARD) == []
    photos.append(photo(3, LIBRARY / "3.jpg", content=1))
    found = grouped(photos, [], CARD)
    assert [len(one) for one in found] == [2]
    assert 3 in found[0]


def test_a_copy_elsewhere_brings_what_it_matches_at_home():
    photos = [photo(1, CARD / "1.jpg", content=1), photo(2, CARD / "2.jpg", content=2)]
    photos.append(photo(3, LIBRARY / "1.jpg", content=1))
    for ids in grouped(photos, [match(1, 2)], CARD):
        assert 3 in ids, "the two of the card are not there for each other's sake"


def test_of_folders_in_one_another_the_outer_one_counts():
    outward = Outward([CARD / "a", CARD])
    assert outward.are_together(photo(1, CARD / "a/1.jpg"), photo(2, CARD / "b/2.jpg"))
    assert not outward.are_together(photo(1, CARD / "1.jpg"), photo(2, Path("/card2/2.jpg")))
