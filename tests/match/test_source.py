"""The photo that others were made of is kept before a larger one that only contains it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from core.match.grouping import group_photos
from core.match.keeper import KeeperOrder
from core.photo import Change, Decided, DuplicateGroup, Finding, Match, Photo, Relation
from tests.photos import photo

SCREENSHOT, PHOTO, COPY, CROP, SMALL_CROP = range(1, 6)
IN_IT = (Finding(Change.CROPPED, 0.6),)
"""What leads from the screenshot to the photo: the photo is a part of it, as large as by itself."""


def library(**of_screenshot: object) -> list[Photo]:
    return [
        photo(SCREENSHOT, "/screenshot.png", size=(480, 1045), **of_screenshot),  # pyright: ignore[reportArgumentType]
        photo(PHOTO, "/photo.jpg", size=(480, 640)),
        photo(COPY, "/copy.jpg", size=(320, 427)),
        photo(CROP, "/crop.jpg", size=(240, 320)),
        photo(SMALL_CROP, "/small crop.jpg", size=(160, 214)),
    ]


def matches(pairs: Iterable[tuple[int, int]], forth: tuple[Finding, ...] = IN_IT) -> Sequence[Match]:
    return [
        Match(a, b, Relation.SAME_PICTURE, 0.8, 0.99, forth if (a, b) == (SCREENSHOT, PHOTO) else ())
        for a, b in pairs
    ]


ALL_MATCH_THE_PHOTO = [
    (SCREENSHOT, PHOTO),
    (SCREENSHOT, COPY),
    (PHOTO, COPY),
    (PHOTO, CROP),
    (PHOTO, SMALL_CROP),
]


def keepers(groups: Sequence[DuplicateGroup]) -> list[str]:
    return [group.keeper.path.stem for group in groups]


def test_a_screenshot_does_not_take_the_place_of_the_photo_in_it_nor_its_copies_away():
    (group,) = group_photos(library(), matches(ALL_MATCH_THE_PHOTO))
    assert group.keeper.path.stem == "photo"
    assert len(group.photos) == 5
    assert "screenshot.png, which is larger" in group.reason


def test_one_copy_more_is_not_enough_since_a_crop_may_have_a_crop():
    pairs = [pair for pair in ALL_MATCH_THE_PHOTO if pair != (PHOTO, SMALL_CROP)]
    assert keepers(group_photos(library(), matches(pairs))) == ["screenshot"]


@pytest.mark.parametrize(
    "finding",
    [Finding(Change.RESIZED, 0.5), Finding(Change.SURROUNDED, 0.7), Finding(Change.OVERLAPPING, 0.7)],
)
def test_a_photo_that_shows_less_does_not_outdo_a_larger_one(finding: Finding):
    groups = group_photos(library(), matches(ALL_MATCH_THE_PHOTO, (finding,)))
    assert keepers(groups) == ["screenshot"]


def test_a_photo_that_its_camera_took_is_never_outdone_by_a_part_of_it():
    photos = library(format_="JPEG", captured=datetime(2024, 5, 14, 12), camera="Camera")
    assert keepers(group_photos(photos, matches(ALL_MATCH_THE_PHOTO))) == ["screenshot"]


def test_a_preferred_folder_counts_more_than_copies():
    preferred = KeeperOrder(preferred=(Path("/best"),))
    photos = library()
    photos[0] = photo(SCREENSHOT, "/best/screenshot.png", size=(480, 1045))
    assert keepers(group_photos(photos, matches(ALL_MATCH_THE_PHOTO), preferred)) == ["screenshot"]


def test_a_keeper_that_a_person_chose_stays_the_keeper():
    decided = Decided(keepers={SCREENSHOT: Path("/screenshot.png")})
    assert "screenshot" in keepers(group_photos(library(), matches(ALL_MATCH_THE_PHOTO), decided=decided))


def test_the_better_of_two_sources_is_kept():
    photos = [*library(), photo(6, "/larger photo.jpg", size=(480, 645))]
    pairs = [*ALL_MATCH_THE_PHOTO, (PHOTO, 6), (SCREENSHOT, 6), (COPY, 6), (CROP, 6), (SMALL_CROP, 6)]
    assert keepers(group_photos(photos, matches(pairs))) == ["larger photo"]
