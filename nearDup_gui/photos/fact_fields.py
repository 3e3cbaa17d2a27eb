"""What can be known about a photo, fact by fact: how it is written, and which of two is the better one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from core.photo import Photo
from core.review.dialects.written import NOTHING_WRITTEN
from core.review.losses import known_facts
from core.review.taken import Taken, Teller, taken
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.writing import folder_name, listed, moment

if TYPE_CHECKING:
    from core.review.details import PhotoDetails

translate = QCoreApplication.translate

NONE = "–"
"""Where a photo does not have a fact."""


@dataclass(frozen=True, slots=True)
class FactField:
    """One fact. `text` is empty where a photo does not have it.

    `worth` says how good it is, the more the better, where one can be better at all; of photos in different
    formats, not where `of_one_format`. Facts that are read from the file when they are looked at get None for
    details that are not there yet.
    """

    name: str
    text: Callable[[Photo, "PhotoDetails | None"], str]
    worth: Callable[[Photo, "PhotoDetails | None"], float] | None = None
    from_file: bool = False
    of_one_format: bool = False


def fact_fields() -> tuple[FactField, ...]:
    """Every fact in the order in which it is shown, in the language of now."""
    return (
        FactField(
            translate("Facts", "Dimensions"),
            lambda photo, more: wording.dimensions(photo),
            lambda photo, more: photo.pixels,
        ),
        FactField(
            translate("Facts", "Size"),
            lambda photo, more: wording.size(photo.file.size),
            lambda photo, more: photo.file.size,
            of_one_format=True,  # an AVIF of half the bytes may have lost less than the JPEG beside it
        ),
        FactField(translate("Facts", "Format"), lambda photo, more: photo.format),
        FactField(
            translate("Facts", "JPEG quality"),
            lambda photo, more: _about(more.quality if more else None),
            lambda photo, more: (more.quality if more else None) or 0,
            from_file=True,
        ),
        FactField(
            translate("Facts", "Sharpness"),
            lambda photo, more: QLocale().toString(photo.sharpness, "f", 3),
            lambda photo, more: round(photo.sharpness, 3),
        ),
        FactField(
            translate("Facts", "Taken"),
            lambda photo, more: wording.taken_text(told) if (told := _taken(photo, more)) else "",
            lambda photo, more: _trust(_taken(photo, more)),
        ),
        FactField(
            translate("Facts", "Camera"),
            lambda photo, more: photo.exif.camera or "",
            lambda photo, more: bool(photo.exif.camera),
        ),
        FactField(
            translate("Facts", "Lens"),
            lambda photo, more: (more.lens if more else None) or "",
            lambda photo, more: bool(more and more.lens),
            from_file=True,
        ),
        FactField(
            translate("Facts", "Exposure"),
            lambda photo, more: exposure(more) if more else "",
            lambda photo, more: bool(more and exposure(more)),
            from_file=True,
        ),
        FactField(
            translate("Facts", "Place"),
            place,
            lambda photo, more: bool(place(photo, more)),
        ),
        FactField(
            translate("Facts", "Rating"),
            lambda photo, more: rating(more.written.rating if more else None),
            lambda photo, more: (more.written.rating if more else None) or 0,
            from_file=True,
        ),
        FactField(
            translate("Facts", "Keywords"),
            lambda photo, more: listed(more.written.keywords) if more else "",
            lambda photo, more: len(more.written.keywords) if more else 0,
            from_file=True,
        ),
        FactField(
            translate("Facts", "Title"),
            lambda photo, more: (more.written.title if more else None) or "",
            from_file=True,
        ),
        FactField(
            translate("Facts", "Caption"),
            lambda photo, more: (more.written.caption if more else None) or "",
            from_file=True,
        ),
        FactField(
            translate("Facts", "People"),
            lambda photo, more: listed(more.written.persons) if more else "",
            lambda photo, more: len(more.written.persons) if more else 0,
            from_file=True,
        ),
        FactField(
            translate("Facts", "Label"),
            lambda photo, more: (more.written.label if more else None) or "",
            from_file=True,
        ),
        FactField(
            translate("Facts", "Author"),
            lambda photo, more: (more.written.artist if more else None) or "",
            from_file=True,
        ),
        FactField(
            translate("Facts", "Copyright"),
            lambda photo, more: (more.written.copyright if more else None) or "",
            from_file=True,
        ),
        FactField(
            translate("Facts", "Develop settings"),
            lambda photo, more: translate("Facts", "yes") if more and more.written.developed else "",
            lambda photo, more: bool(more and more.written.developed),
            from_file=True,
        ),
        FactField(
            translate("Facts", "Saved by"),
            lambda photo, more: photo.exif.software or "",
        ),
        FactField(
            translate("Facts", "File changed"),
            lambda photo, more: moment(datetime.fromtimestamp(photo.file.mtime_ns / 1e9)),
        ),
        FactField(translate("Facts", "Name"), lambda photo, more: photo.path.name),
        FactField(translate("Facts", "Folder"), lambda photo, more: folder_name(photo.path)),
    )


def _taken(photo: Photo, more: "PhotoDetails | None") -> Taken | None:
    return taken(photo, more.written) if more else taken(photo)


def _trust(told: Taken | None) -> int:
    """A camera's clock is better than a name."""
    return 0 if told is None else len(Teller) - list(Teller).index(told.teller)


def place(photo: Photo, more: "PhotoDetails | None" = None) -> str:
    """Where it was taken, in degrees, as the camera or somebody wrote; empty where that is not known."""
    known = known_facts(photo, more.written if more else NOTHING_WRITTEN)
    latitude, longitude = known.latitude, known.longitude
    if latitude is None or longitude is None:
        return ""
    north = translate("Facts", "N") if latitude >= 0 else translate("Facts", "S")
    east = translate("Facts", "E") if longitude >= 0 else translate("Facts", "W")
    number = QLocale().toString
    return f"{number(abs(latitude), 'f', 4)}° {north}, {number(abs(longitude), 'f', 4)}° {east}"


def exposure(more: "PhotoDetails") -> str:
    """Time, aperture, sensitivity and focal length, as cameras write them: "1/250 s · f/2.8 · ISO 100"."""
    said: list[str] = []
    if more.exposure is not None:
        short = more.exposure < 0.3
        seconds = f"1/{round(1 / more.exposure)}" if short else f"{more.exposure:.3g}"
        said.append(translate("Facts", "{0} s").format(seconds))
    if more.f_number is not None:
        said.append(f"f/{more.f_number:.3g}")
    if more.iso is not None:
        said.append(f"ISO {more.iso}")
    if more.focal is not None:
        said.append(translate("Facts", "{0} mm").format(f"{more.focal:.3g}"))
    return " · ".join(said)


def rating(stars: int | None) -> str:
    """Stars, as many as there are, and the empty ones; -1 is what editors call rejected."""
    if stars is None:
        return ""
    return translate("Facts", "rejected") if stars < 0 else "★" * stars + "☆" * (5 - stars)


def _about(quality: int | None) -> str:
    return "" if quality is None else translate("Facts", "about {0}").format(quality)
