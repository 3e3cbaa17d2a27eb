"""When a photo was taken, and who says so: the camera, what somebody wrote down, or the photo's name."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.companions.clock import time_in_name
from core.photo import Photo
from core.review.dialects.written import NOTHING_WRITTEN, Written


class Teller(StrEnum):
    """Who tells when a photo was taken, the most trusted first."""

    CAMERA = "camera"
    WRITTEN = "written"
    """XMP, or what Google wrote beside it."""
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Taken:
    """When a photo was taken: `moment` is a face of a clock, without zone. `day_only`: its hour is none."""

    moment: datetime
    teller: Teller
    day_only: bool = False


def taken(photo: Photo, written: Written = NOTHING_WRITTEN) -> Taken | None:
    """When a photo was taken, as far as anything tells.

    Args:
        photo: the photo.
        written: what was written about it, where that was read.
    """
    if photo.exif.captured is not None:
        return Taken(photo.exif.captured.replace(tzinfo=None), Teller.CAMERA)
    if written.captured is not None:
        return Taken(_here(written.captured), Teller.WRITTEN)
    told = time_in_name(photo.path)
    return None if told is None else Taken(_here(told.moment), Teller.NAME, told.day_only)


def _here(moment: datetime) -> datetime:
    """A time of a known zone as a clock here shows it."""
    return moment if moment.tzinfo is None else moment.astimezone().replace(tzinfo=None)
