"""How much of one folder another covers, from matches alone: no file exists."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from core.folders.coverage import FolderCoverage, FolderSize, coverage_of
from core.folders.pairs import depths_of, first_depth, first_to_clear, pair_of, pairs_at
from core.folders.parts import EACH_FOLDER, FolderPart, parts_at
from core.loss import Loss, LossKind
from core.match.grouping import group_photos
from core.path_text import folder_name
from core.photo import Decided, Lineage, Match, Photo, Relation
from tests.photos import photo

CARD, LIBRARY = Path("/media/card"), Path("/home/ann/library")
CROPPED = (Loss(LossKind.EXTENT, 0.2),)


def match(a: int, b: int, losses_a=(), losses_b=(), relation=Relation.SAME_PICTURE) -> Match:
    return Match(a, b, relation, 0.9, 0.9, lineage=Lineage(0.5, 0.5, losses_a, losses_b))


def covered(
    photos: Sequence[Photo],
    matches: Iterable[Match] = (),
    roots: Sequence[Path] = (CARD, LIBRARY),
    apart: Iterable[tuple[int, int]] = (),
) -> FolderCoverage:
    sizes: dict[str, FolderSize] = {}
    for one in photos:
        known = sizes.get(folder_name(one.path), FolderSize())
        sizes[folder_name(one.path)] = FolderSize(known.photos + 1, known.bytes + one.file.size)
    found = list(matches)
    groups = group_photos(photos, found, decided=Decided(frozenset(apart)))
    return coverage_of(photos, found, groups, sizes, roots, set(apart))


def of(coverage: FolderCoverage, one: Path = CARD, other: Path = LIBRARY) -> tuple[int, int, int]:
    """Covered, to be looked at, not covered."""
    pair = pair_of(coverage, FolderPart(one), FolderPart(other))
    return pair.covered, pair.alike, pair.rest


def test_each_photo_is_covered_or_wants_a_look_or_lies_in_the_folder_alone():
    photos = [
        photo(1, CARD / "DCIM/1.jpg", content=1),
        photo(2, CARD / "DCIM/2.jpg", content=2),
        photo(3, CARD / "DCIM/3.jpg", content=3),
        photo(4, CARD / "DCIM/4.jpg", content=4),
        photo(5, LIBRARY / "2023/1.jpg", content=1),
        photo(6, LIBRARY / "2023/2.jpg", content=6),
        photo(7, LIBRARY / "2024/3.jpg", content=7),
    ]
    coverage = covered(photos, [match(2, 6), match(3, 7, losses_a=CROPPED)])
    assert of(coverage) == (2, 1, 1)
    assert of(coverage, LIBRARY, CARD) == (3, 0, 0)
    assert of(coverage, CARD / "DCIM", LIBRARY / "2023") == (2, 0, 2)


def test_a_photo_that_two_folders_of_a_library_cover_counts_once():
    photos = [photo(1, CARD / "1.jpg", content=1)]
    photos += [photo(n, LIBRARY / f"{n}/1.jpg", content=1) for n in (2, 3, 4)]
    assert of(covered(photos)) == (1, 0, 0)


def test_another_shot_of_the_scene_covers_nothing():
    photos = [photo(1, CARD / "1.jpg"), photo(2, LIBRARY / "2.jpg")]
    assert of(covered(photos, [match(1, 2, relation=Relation.SAME_SCENE)])) == (0, 0, 1)


def test_what_was_called_no_duplicate_covers_nothing():
    photos = [photo(1, CARD / "1.jpg"), photo(2, LIBRARY / "2.jpg")]
    assert of(covered(photos, [match(1, 2)], apart=[(1, 2)])) == (0, 0, 1)


def test_copies_that_were_not_compared_at_full_size_want_a_look():
    photos = [photo(1, CARD / "1.jpg"), photo(2, LIBRARY / "2.jpg")]
    assert of(covered(photos, [Match(1, 2, Relation.SAME_PICTURE, 0.9, 0.9)])) == (0, 1, 0)


def test_of_a_card_and_its_copy_the_card_is_cleared_though_the_copy_is_covered_whole():
    photos = [photo(n, CARD / f"DCIM/100/{n}.jpg", content=n) for n in range(5)]
    photos += [photo(10 + n, LIBRARY / f"2023/{n}.jpg", content=n) for n in range(4)]
    coverage = covered(photos)
    pairs = pairs_at(coverage, 0)
    assert pairs[0].folder == FolderPart(LIBRARY), "it frees as much, and leaves less"
    first = first_to_clear(coverage, pairs)
    assert first is not None
    assert first.folder == FolderPart(CARD)
    assert first_to_clear(coverage, ()) is None


def test_of_two_folders_in_one_another_the_inner_one_has_its_own_photos():
    album = LIBRARY / "album"
    photos = [photo(1, LIBRARY / "1.jpg", content=1), photo(2, album / "1.jpg", content=1)]
    photos.append(photo(3, LIBRARY / "3.jpg"))
    coverage = covered(photos)
    assert of(coverage, album, LIBRARY) == (1, 0, 0)
    assert of(coverage, LIBRARY, album) == (1, 0, 1)


def test_folders_are_told_apart_at_the_first_depth_at_which_they_overlap():
    home = Path("/home/ann")
    photos = [
        photo(1, home / "phone/2023/1.jpg", content=1),
        photo(2, home / "backup/old/1.jpg", content=1),
        photo(3, home / "backup/old/deep/3.jpg", content=3),
        photo(4, home / "backup/new/3.jpg", content=3),
    ]
    coverage = covered(photos, roots=[home])
    assert first_depth(coverage) == 1
    assert {(p.folder.path.name, p.other.path.name) for p in pairs_at(coverage, 1)} == {
        ("phone", "backup"),
        ("backup", "phone"),
    }
    assert len(pairs_at(coverage, 2)) == 4
    assert depths_of(coverage)[-1] == EACH_FOLDER


def test_a_folder_with_photos_beside_its_folders_is_a_part_without_these():
    folders = [LIBRARY, LIBRARY / "2023", LIBRARY / "2023/summer"]
    at_root, year, below = parts_at(folders, [LIBRARY], 1)
    assert at_root == FolderPart(LIBRARY, whole=False)
    assert year == below == FolderPart(LIBRARY / "2023")
    assert at_root.holds(str(LIBRARY))
    assert not at_root.holds(str(LIBRARY / "2023"))


def test_a_name_that_begins_like_another_is_another_folder():
    photos = [photo(1, CARD / "1.jpg", content=1), photo(2, Path("/media/card2/1.jpg"), content=1)]
    coverage = covered(photos, roots=[CARD, Path("/media/card2")])
    assert of(coverage, CARD, Path("/media/card2")) == (1, 0, 0)


def test_only_what_others_have_of_one_folder_is_listed_around_it():
    photos = [photo(n, folder / "1.jpg", content=1) for n, folder in enumerate((CARD, LIBRARY, Path("/c")))]
    coverage = covered(photos, roots=[CARD, LIBRARY, Path("/c")])
    around = pairs_at(coverage, 0, FolderPart(CARD))
    assert {pair.folder for pair in around} == {FolderPart(CARD)}
    assert len(around) == 2
