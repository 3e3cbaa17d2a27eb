"""Filters of groups: one photo has all that is asked for, and nothing is changed by looking."""

from datetime import date, datetime
from pathlib import Path

import pytest

from core.group_filter import GroupFilter, Spread, facets_of
from core.photo import DuplicateGroup, Relation
from tests.photos import grouped, photo

WALK = datetime(2024, 5, 14, 12)
BEACH, TRIP = grouped(
    [
        photo(1, "/p/2024/Beach.jpg", bytes_=4_000_000, captured=WALK),
        photo(2, "/p/backup/old copy.png", size=(400, 300), bytes_=90_000, format_="PNG", captured=WALK),
        photo(3, "/p/2019/trip.nef", size=(6000, 4000), format_="NEF", bytes_=30_000_000),
        photo(4, "/p/2019/trip.heif", size=(6000, 4000), format_="HEIF", captured=datetime(2019, 7, 1)),
    ],
    [(1, 2, 0.9), (3, 4, 0.9)],
)[::-1]


def fitting(wanted: GroupFilter, reviewed: tuple[DuplicateGroup, ...] = ()) -> list[str]:
    names = {BEACH.keeper.id: "beach", TRIP.keeper.id: "trip"}
    return [names[group.keeper.id] for group in wanted.fitting([BEACH, TRIP], reviewed.__contains__)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (GroupFilter(), ["beach", "trip"]),
        (GroupFilter(relation=Relation.SAME_PICTURE), ["beach", "trip"]),
        (GroupFilter(relation=Relation.IDENTICAL), []),
        (GroupFilter(text="beach"), ["beach"]),
        (GroupFilter(text="COPY backup"), ["beach"]),
        (GroupFilter(text="beach copy"), []),
        (GroupFilter(folder=Path("/p/2019")), ["trip"]),
        (GroupFilter(folder=Path("/p/201")), []),
        (GroupFilter(format="RAW"), ["trip"]),
        (GroupFilter(format="HEIC"), ["trip"]),
        (GroupFilter(format="PNG"), ["beach"]),
        (GroupFilter(after=date(2024, 5, 14), before=date(2024, 5, 14)), ["beach"]),
        (GroupFilter(before=date(2019, 12, 31)), ["trip"]),
        (GroupFilter(bytes_from=10_000_000), ["trip"]),
        (GroupFilter(bytes_to=100_000), ["beach"]),
        (GroupFilter(pixels_from=20_000_000), ["trip"]),
        (GroupFilter(pixels_to=1_000_000), ["beach"]),
        (GroupFilter(format="PNG", bytes_from=1_000_000), []),
        (GroupFilter(spread=Spread.FOLDERS), ["beach"]),
        (GroupFilter(spread=Spread.WITHIN), ["trip"]),
    ],
)
def test_groups_fit_if_one_photo_has_all_that_is_asked_for(wanted: GroupFilter, found: list[str]):
    assert fitting(wanted) == found


def test_groups_that_span_scanned_folders_are_found_by_the_innermost_of_them():
    roots = [Path("/p"), Path("/p/backup")]
    assert GroupFilter(spread=Spread.ROOTS).fitting([BEACH, TRIP], roots=roots) == [BEACH]
    assert GroupFilter(spread=Spread.ROOTS).fitting([BEACH, TRIP], roots=[Path("/p")]) == []


def test_reviewed_groups_are_left_out_if_that_is_wanted():
    assert fitting(GroupFilter(open_only=True), (BEACH,)) == ["trip"]
    assert fitting(GroupFilter(), (BEACH,)) == ["beach", "trip"]


def test_an_empty_filter_says_so():
    assert GroupFilter().is_empty
    assert GroupFilter(text="  ").is_empty
    assert not GroupFilter(open_only=True).is_empty


def test_what_there_is_to_ask_for_is_counted():
    facets = facets_of([BEACH, TRIP], [Path("/p")])
    assert facets.formats == {"JPEG": 1, "PNG": 1, "RAW": 1, "HEIC": 1}
    assert facets.folders == {Path("/p"): 4, Path("/p/2019"): 2, Path("/p/2024"): 1, Path("/p/backup"): 1}
    assert (facets.first, facets.last) == (date(2019, 7, 1), date(2024, 5, 14))
