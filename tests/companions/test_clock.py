"""Names tell a time where EXIF does not."""

from pathlib import PurePath

import pytest

from core.companions.clock import time_in_name


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("IMG_20231207_101605.jpg", "2023-12-07T10:16:05"),
        ("20231207_101605.jpg", "2023-12-07T10:16:05"),
        ("PXL_20230101_120000000.RAW-01.COVER.jpg", "2023-01-01T12:00:00+00:00"),
        ("PXL_20230101_120000123~2.jpg", "2023-01-01T12:00:00.123000+00:00"),
        ("Screenshot_2023-12-07-10-16-05.png", "2023-12-07T10:16:05"),
        ("signal-2023-12-07-10-16-05-123.jpg", "2023-12-07T10:16:05.123000"),
        ("20180512_112358_003.jpg", "2018-05-12T11:23:58"),
    ],
)
def test_a_name_tells_the_time_its_program_wrote_into_it(name, moment):
    told = time_in_name(PurePath("/photos") / name)
    assert told is not None
    assert (told.moment.isoformat(), told.day_only) == (moment, False)
    assert told.source in name


def test_whatsapp_tells_the_day_alone():
    told = time_in_name(PurePath("IMG-20231207-WA0001.jpg"))
    assert told is not None
    assert (told.moment.isoformat(), told.day_only) == ("2023-12-07T00:00:00", True)


@pytest.mark.parametrize(
    "name", ["IMG_0001.JPG", "20230231_101010.jpg", "12345678_123456.jpg", "120231207_1016051.jpg"]
)
def test_numbers_that_are_no_time_tell_none(name):
    assert time_in_name(PurePath(name)) is None
