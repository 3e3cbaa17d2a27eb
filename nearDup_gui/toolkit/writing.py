"""How days, times, paths, words in a row and sentences in a row are written.

A date is the year first: so a day cannot be taken for a month.
"""

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime, QTimeZone

translate = QCoreApplication.translate


def moment(when: datetime) -> str:
    """What a clock showed, whatever its time zone; with seconds, so that a burst shows its order."""
    return _as_shown(when, translate("Writing", "yyyy-MM-dd HH:mm:ss"))


def minute(when: datetime) -> str:
    """What a clock showed, to the minute."""
    return _as_shown(when, translate("Writing", "yyyy-MM-dd HH:mm"))


def day(when: date) -> str:
    return QLocale().toString(_day(when), day_format())


def day_format() -> str:
    """How days are written and typed, as Qt says it."""
    return translate("Writing", "yyyy-MM-dd")


def listed(parts: Iterable[str]) -> str:
    """Words in a row, with what stands between them in this language."""
    return translate("Writing", ", ").join(parts)


def in_a_row(sentences: Iterable[str]) -> str:
    """Sentences one after the other, without those that are empty; a Japanese full stop brings its gap."""
    return " ".join(filter(None, sentences)).replace("。 ", "。")


def folder_name(path: Path) -> str:
    """The folder of a file, with the home folder as ~."""
    return short_path(path.parent)


def short_path(path: Path) -> str:
    """A path with the home folder as ~."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def folders_told_apart(one: Path, other: Path) -> tuple[str, str]:
    """The folders of two files seen beside each other, from where they part: `Card/2023`, `Album/2023`."""
    folders = one.parent, other.parent
    try:
        shared = Path(os.path.commonpath(folders))
    except ValueError:  # on two drives
        return folder_name(one), folder_name(other)
    if shared in folders:
        shared = shared.parent
    if shared == shared.parent:
        return folder_name(one), folder_name(other)
    return str(folders[0].relative_to(shared)), str(folders[1].relative_to(shared))


def drive_name(volume: Path) -> str:
    """A volume by the name that people know it by: that of the folder it shows up in."""
    if volume == Path("/"):
        return translate("Writing", "This computer")
    return volume.name or str(volume)


def _as_shown(when: datetime, pattern: str) -> str:
    """As if in UTC: a camera's clock may have shown an hour that this place skipped in spring."""
    time_of_day = QTime(when.hour, when.minute, when.second)
    utc = QTimeZone(QTimeZone.Initialization.UTC)
    return QLocale().toString(QDateTime(_day(when), time_of_day, utc), pattern)


def _day(when: date) -> QDate:
    return QDate(when.year, when.month, when.day)
