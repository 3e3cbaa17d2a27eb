"""Numbers, sizes, dates and core's words as people read them, in their language.

Everything goes through Qt's translation; `%Ln` is the number, so that a translation may have as many
plural forms as its language wants. English spells its singular out.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from core.group_filter import Spread
from core.photo import Change, Finding, Photo, Relation
from core.progress import Stage
from core.review.taken import Taken, Teller, taken
from nearDup_gui.toolkit.writing import day, listed, minute, moment

if TYPE_CHECKING:
    from core.companions.units import Unit

translate = QCoreApplication.translate

_ON_CPU = re.compile(r"(.+) on CPU \((\d+) threads?\)")
"""A backend as core calls it."""


def photos(n: int) -> str:
    if n == 1:
        return translate("Wording", "1 photo")
    return translate("Wording", "%Ln photos", "", n)


def groups(n: int) -> str:
    if n == 1:
        return translate("Wording", "1 group")
    return translate("Wording", "%Ln groups", "", n)


def files(n: int) -> str:
    if n == 1:
        return translate("Wording", "1 file")
    return translate("Wording", "%Ln files", "", n)


def number(n: int) -> str:
    return QLocale().toString(n)


def size(n_bytes: int) -> str:
    """Bytes in the unit that file managers show: "8.4 MB"."""
    return QLocale().formattedDataSize(n_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def megapixels(pixels: int) -> str:
    return translate("Wording", "{0} MP").format(QLocale().toString(pixels / 1e6, "f", 1))


def dimensions(photo: Photo) -> str:
    """Width and height in pixels, without separators, as people are used to: "4000 × 3000"."""
    return f"{photo.width} × {photo.height}"


def date(photo: Photo) -> str:
    """When it was taken as the camera's clock or its name says, else when the file was written."""
    if (told := taken(photo)) is not None:
        return taken_text(told)
    written = datetime.fromtimestamp(photo.file.mtime_ns / 1e9)
    return translate("Wording", "File of {0}").format(moment(written))


def taken_text(told: Taken) -> str:
    """A capture time, with who tells it where that is not the camera."""
    text = day(told.moment) if told.day_only else moment(told.moment)
    return {
        Teller.CAMERA: "{0}",
        Teller.WRITTEN: translate("Wording", "{0}, as written beside it"),
        Teller.NAME: translate("Wording", "{0}, by its name"),
    }[told.teller].format(text)


def relation(kind: Relation) -> str:
    return {
        Relation.IDENTICAL: translate("Wording", "Identical"),
        Relation.SAME_PICTURE: translate("Wording", "Same picture"),
        Relation.SAME_SCENE: translate("Wording", "Same scene"),
    }[kind]


def same_bytes(twin: Photo) -> str:
    return translate("Wording", "Identical to {0}").format(twin.path.name)


def relation_explained(kind: Relation) -> str:
    return {
        Relation.IDENTICAL: translate("Wording", "The files are exactly the same."),
        Relation.SAME_PICTURE: translate("Wording", "One press of the shutter, saved in different ways."),
        Relation.SAME_SCENE: translate(
            "Wording", "Separate shots of nearly the same view. Which to keep is yours to say."
        ),
    }[kind]


def similarity(cosine: float) -> str:
    """A cosine as a share; 100 % is said of perfect likeness only."""
    percent = max(0, min(round(cosine * 100), 99)) if cosine < 0.9995 else 100
    return translate("Wording", "{0} % alike").format(percent)


def certainty(probability: float) -> str:
    """How sure the relation is; never said to be beyond doubt."""
    return translate("Wording", "{0} % certain").format(min(round(probability * 100), 99))


def findings(found: Sequence[Finding]) -> str:
    """What happened to a picture, in a line: "resized to 40 %, rotated by 90°"."""
    return listed(finding(one) for one in found)


def finding(one: Finding) -> str:
    """One thing that happened to a picture, or that is known about the pair."""
    said = {
        Change.RESIZED: translate("Wording", "resized to {0} %"),
        Change.CROPPED: translate("Wording", "cropped to {0} %"),
        Change.SURROUNDED: translate("Wording", "set into a larger picture ({0} % of it)"),
        Change.OVERLAPPING: translate("Wording", "shows {0} % of the keeper"),
        Change.ROTATED: translate("Wording", "rotated by {1}°"),
        Change.TILTED: translate("Wording", "turned by {1}°"),
        Change.MIRRORED: translate("Wording", "mirrored"),
        Change.STRETCHED: translate("Wording", "stretched"),
        Change.BRIGHTER: translate("Wording", "brighter"),
        Change.DARKER: translate("Wording", "darker"),
        Change.MORE_CONTRAST: translate("Wording", "more contrast"),
        Change.LESS_CONTRAST: translate("Wording", "less contrast"),
        Change.GREY: translate("Wording", "black and white"),
        Change.COLOURED: translate("Wording", "in colour"),
        Change.TINTED: translate("Wording", "tinted, such as sepia"),
        Change.OTHER_COLOURS: translate("Wording", "other colours"),
        Change.COVERED: translate("Wording", "something was added ({0} % of it)"),
        Change.SAME_DATA: translate("Wording", "the same to the pixel"),
        Change.SECONDS_APART: _apart(one.amount),
        Change.SECONDS_NAMED: translate("Wording", "{2} apart by their names"),
        Change.SAME_CAMERA: translate("Wording", "same camera"),
        Change.OTHER_CAMERA: translate("Wording", "another camera"),
    }[one.change]
    return said.format(max(1, round(one.amount * 100)), round(abs(one.amount)), duration(one.amount))


def _apart(seconds: float) -> str:
    if seconds < 1:
        return translate("Wording", "in the same second")
    days = round(seconds / 86_400)
    if days > 1:
        return translate("Wording", "%Ln days apart", "", days)
    return translate("Wording", "{0} apart").replace("{0}", duration(seconds))


def duration(seconds: float) -> str:
    """A time to wait, in the roughness that an estimate deserves."""
    if seconds < 60:
        return translate("Wording", "{0} s").format(max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return translate("Wording", "{0} min").format(minutes)
    return translate("Wording", "{0} h {1} min").format(minutes // 60, minutes % 60)


def stage(kind: Stage) -> str:
    """What long work is doing, in a few words."""
    return {
        Stage.ENGINE: translate("Wording", "Preparing the graphics card"),
        Stage.WALK: translate("Wording", "Looking for photos"),
        Stage.READ: translate("Wording", "Reading photos"),
        Stage.HASH: translate("Wording", "Preparing to compare"),
        Stage.MATCH: translate("Wording", "Comparing photos"),
        Stage.COMPARE: translate("Wording", "Looking at copies closely"),
        Stage.GROUP: translate("Wording", "Forming groups"),
        Stage.CHECK: translate("Wording", "Checking, and changing nothing"),
        Stage.TRASH: translate("Wording", "Moving photos to the trash"),
        Stage.QUARANTINE: translate("Wording", "Moving photos to quarantine"),
        Stage.MOVE: translate("Wording", "Moving photos"),
        Stage.COPY: translate("Wording", "Copying photos"),
        Stage.LINK: translate("Wording", "Linking photos"),
        Stage.RESTORE: translate("Wording", "Bringing photos back"),
        Stage.ERASE: translate("Wording", "Erasing from quarantine"),
        Stage.DEMO: translate("Wording", "Making demo photos"),
        Stage.MEASURE: translate("Wording", "Measuring the model"),
    }[kind]


def backend(name: str, pace: float = 0.0) -> str:
    """What computed the last scan, and how many pictures it took per second, if that is known."""
    if (on_cpu := _ON_CPU.fullmatch(name)) is not None:
        name = _on_cpu(int(on_cpu[2])).format(on_cpu[1])
    if not pace:
        return name
    return translate("Wording", "{0}  ·  {1} images/s").format(name, number(round(pace)))


def _on_cpu(threads: int) -> str:
    if threads == 1:
        return translate("Wording", "{0} on CPU (1 thread)")
    return translate("Wording", "{0} on CPU (%Ln threads)", "", threads)


def library(program: str) -> str:
    """Whose library a photo lies in; empty for most."""
    return translate("Wording", "In the library of {0}").format(program) if program else ""


def protected() -> str:
    """Where a photo lies that can never be marked."""
    return translate("Wording", "In a protected folder")


def why_no_mark(*, outside: bool) -> str:
    """Why a photo of an answer cannot be marked, in a few words."""
    if outside:
        return translate("Wording", "Outside the scanned folders")
    return translate("Wording", "In no group")


def keeper() -> str:
    return translate("Wording", "Keeper")


def neighbour(cosine: float, tables_matched: float) -> str:
    """How near a photo is to the one that was asked about: the cosine, and the share of hash tables."""
    return translate("Wording", "Cosine {0} · {1} % of tables").format(
        QLocale().toString(cosine, "f", 2), round(tables_matched * 100)
    )


def copies(n: int) -> str:
    if n == 1:
        return translate("Wording", "1 copy")
    return translate("Wording", "%Ln copies", "", n)


def skipped(n: int) -> str:
    if n == 1:
        return translate("Wording", "1 skipped")
    return translate("Wording", "%Ln skipped", "", n)


def spread(over: Spread) -> str:
    """Over which folders a group lies."""
    return {
        Spread.FOLDERS: translate("Wording", "In several folders"),
        Spread.ROOTS: translate("Wording", "In several scanned folders"),
        Spread.WITHIN: translate("Wording", "Within one folder"),
    }[over]


def of(done: int, total: int) -> str:
    return translate("Wording", "{0} of {1}").format(number(done), number(total))


def pairs_of(done: int, total: int) -> str:
    """How many pairs of photos were compared, and how many there are."""
    return translate("Wording", "{0} of {1} pairs").format(number(done), number(total))


def so_far(done: int) -> str:
    """How much was done, where nobody knows how much there is to do."""
    if not done:
        return translate("Wording", "how long is not known")
    return translate("Wording", "{0} so far").format(number(done))


def rate(per_second: float) -> str:
    shown = QLocale().toString(per_second, "f", 1) if per_second < 10 else number(round(per_second))
    return translate("Wording", "{0} per second").format(shown)


def time_left_in_step(seconds: float) -> str:
    """What is left of one step of a scan: more come after it."""
    return translate("Wording", "about {0} left in this step").format(duration(seconds))


def skipped_files(n: int) -> str:
    """A sentence on files that were left out."""
    if n == 1:
        return translate("Wording", "1 file was skipped.")
    return translate("Wording", "%Ln files were skipped.", "", n)


def time(when: datetime) -> str:
    """When something was done, by the clock on the wall here."""
    return minute(when.astimezone())


def unit(one: "Unit") -> str:
    """What belongs to a photo, in a few words: "RAW + JPEG, sidecar"."""
    names = {
        "raw_jpeg": translate("Wording", "RAW + JPEG"),
        "live_photo": translate("Wording", "Live Photo"),
        "sidecar": translate("Wording", "sidecar"),
    }
    said = listed(names[bond] for bond in one.bonds)
    return translate("Wording", "{0} (apart)").format(said) if one.apart else said


def unit_in_full(one: "Unit") -> str:
    """What belongs to a photo, file by file, and what that means."""
    names = listed(path.name for path in one.others)
    if one.apart:
        return translate("Wording", "{0}: treated apart from {1}").format(unit(one), names)
    return translate("Wording", "{0}: goes and stays together with {1}").format(unit(one), names)
