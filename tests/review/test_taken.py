"""When a photo was taken is told by the camera, else by what was written about it, else by its name."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from core.group_filter import day_of
from core.photo import Photo
from core.review.taken import Taken, Teller, taken
from core.review.written import Written
from tests.photos import photo

CAMERA = datetime(2023, 12, 7, 10, 16, 5)


def named(name: str, captured: datetime | None = None) -> Photo:
    made = photo(1, captured=captured)
    return replace(made, file=replace(made.file, path=Path("/photos") / name))


def test_the_camera_goes_before_what_was_written_and_that_before_the_name():
    written = Written(captured=datetime(2022, 1, 1, 12))
    name = "IMG_20210203_040506.jpg"
    assert taken(named(name, CAMERA), written) == Taken(CAMERA, Teller.CAMERA)
    assert taken(named(name), written) == Taken(datetime(2022, 1, 1, 12), Teller.WRITTEN)
    assert taken(named(name)) == Taken(datetime(2021, 2, 3, 4, 5, 6), Teller.NAME)
    assert taken(named("holiday.jpg")) is None


def test_a_time_of_a_known_zone_is_told_as_clocks_here_show_it():
    told = taken(named("PXL_20230101_120000000.jpg"))
    assert told is not None
    assert told.moment.astimezone() == datetime(2023, 1, 1, 12, tzinfo=UTC)


def test_whatsapp_names_tell_a_day_by_which_photos_are_filtered():
    whatsapp = named("IMG-20231207-WA0001.jpg")
    assert taken(whatsapp) == Taken(datetime(2023, 12, 7), Teller.NAME, day_only=True)
    assert day_of(whatsapp) == date(2023, 12, 7)
