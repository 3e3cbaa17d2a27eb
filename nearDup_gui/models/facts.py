"""What is known about two photos, beside each other: which facts differ, and who has the better one."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QLocale

from core.photo import Photo
from nearDup_gui import wording

translate = QCoreApplication.translate


class Standing(Enum):
    """How one photo's fact stands beside the other's."""

    SAME = "same"
    OTHER = "other"
    """They differ, and neither is better."""
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of one photo. `name` is said by screen readers and tooltips; `text` may be "–" for nothing."""

    name: str
    text: str
    standing: Standing

    @property
    def spoken(self) -> str:
        """The fact and how it stands, in words."""
        how = {
            Standing.SAME: translate("Facts", "the same"),
            Standing.OTHER: translate("Facts", "differs"),
            Standing.BETTER: translate("Facts", "better"),
            Standing.WORSE: translate("Facts", "worse"),
        }[self.standing]
        return f"{self.name}: {self.text} ({how})"


def facts_of(photo: Photo, other: Photo) -> tuple[Fact, ...]:
    """A photo's facts as they stand beside those of another."""
    told = (
        (translate("Facts", "Dimensions"), wording.dimensions, lambda p: p.pixels),
        (translate("Facts", "Size"), lambda p: wording.size(p.file.size), lambda p: p.file.size),
        (translate("Facts", "Format"), lambda p: p.format, None),
        (translate("Facts", "Date"), wording.date, lambda p: p.exif.captured is not None),
        (translate("Facts", "Camera"), lambda p: p.exif.camera or _NOTHING, lambda p: bool(p.exif.camera)),
        (translate("Facts", "Place"), place, lambda p: p.exif.latitude is not None),
    )
    return tuple(_fact(name, photo, other, text, worth) for name, text, worth in told)


def place(photo: Photo) -> str:
    """Where it was taken, in degrees; "–" if the camera did not say."""
    latitude, longitude = photo.exif.latitude, photo.exif.longitude
    if latitude is None or longitude is None:
        return _NOTHING
    north = translate("Facts", "N") if latitude >= 0 else translate("Facts", "S")
    east = translate("Facts", "E") if longitude >= 0 else translate("Facts", "W")
    number = QLocale().toString
    return f"{number(abs(latitude), 'f', 4)}° {north}, {number(abs(longitude), 'f', 4)}° {east}"


_NOTHING = "–"


def _fact(
    name: str,
    photo: Photo,
    other: Photo,
    text: Callable[[Photo], str],
    worth: Callable[[Photo], float] | None,
) -> Fact:
    """One fact; `worth` says which is better where that can be said at all."""
    mine, theirs = text(photo), text(other)
    standing = Standing.SAME if mine == theirs else Standing.OTHER
    if worth is not None and worth(photo) != worth(other):
        standing = Standing.BETTER if worth(photo) > worth(other) else Standing.WORSE
    return Fact(name, mine, standing)
