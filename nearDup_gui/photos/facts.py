"""What is known about two photos, beside each other: which facts differ, and who has the better one."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from core.photo import Photo
from nearDup_gui.photos import wording
from nearDup_gui.photos.fact_fields import place

translate = QCoreApplication.translate


class Standing(Enum):
    """How one photo's fact stands beside the others'."""

    SAME = "same"
    OTHER = "other"
    """They differ, and neither is better."""
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of one photo. `name` is said by screen readers and tooltips."""

    name: str
    text: str
    standing: Standing

    @property
    def spoken(self) -> str:
        """The fact and how it stands, in words."""
        return spoken(self.name, self.text, self.standing)


def spoken(name: str, text: str, standing: Standing) -> str:
    """A fact and how it stands, in words."""
    how = {
        Standing.SAME: translate("Facts", "the same"),
        Standing.OTHER: translate("Facts", "differs"),
        Standing.BETTER: translate("Facts", "better"),
        Standing.WORSE: translate("Facts", "worse"),
    }[standing]
    return f"{name}: {text} ({how})"


def facts_of(photo: Photo, other: Photo) -> tuple[Fact, ...]:
    """A photo's facts as they stand beside those of another; what neither of them knows is left out."""
    by_size = _bytes if photo.format == other.format else None  # codecs differ in what they make of a byte
    told = [
        _fact(translate("Facts", "Dimensions"), photo, other, wording.dimensions, lambda p: p.pixels),
        _fact(translate("Facts", "Size"), photo, other, _size, by_size),
        _fact(translate("Facts", "Format"), photo, other, lambda p: p.format, None),
        _fact(translate("Facts", "Date"), photo, other, wording.date, lambda p: p.exif.captured is not None),
    ]
    if _has_camera(photo) or _has_camera(other):
        told.append(_fact(translate("Facts", "Camera"), photo, other, _camera, _has_camera))
    if _has_place(photo) or _has_place(other):
        told.append(_fact(translate("Facts", "Place"), photo, other, _place, _has_place))
    return tuple(told)


def _bytes(photo: Photo) -> int:
    return photo.file.size


def _size(photo: Photo) -> str:
    return wording.size(photo.file.size)


def _camera(photo: Photo) -> str:
    return photo.exif.camera or translate("Facts", "no camera")


def _place(photo: Photo) -> str:
    return place(photo) or translate("Facts", "no place")


def _has_camera(photo: Photo) -> bool:
    return bool(photo.exif.camera)


def _has_place(photo: Photo) -> bool:
    return photo.exif.latitude is not None and photo.exif.longitude is not None


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
