"""Extended attributes: what file managers note about a file outside it, lost with the file.

Dolphin and other programs of KDE write stars, tags and a comment (freedesktop.org's "Common extended
attributes", and Baloo's `user.baloo.rating`). Read on Linux: Python asks for them nowhere else.
"""

import os
import re
from pathlib import Path

from core.review.dialects.written import NOTHING_WRITTEN, Written, caption, each_once, stars

_TAGS, _COMMENT, _RATING = "user.xdg.tags", "user.xdg.comment", "user.baloo.rating"


_HALF_STARS = re.compile(r"[0-9]{1,2}")


def has_attributes(path: Path) -> bool:
    """Whether a file manager noted anything about a file that is read here."""
    return from_attributes(path) != NOTHING_WRITTEN


def from_attributes(path: Path) -> Written:
    """Read what a file manager noted about a file; what cannot be read counts as nothing."""
    if {_TAGS, _COMMENT, _RATING}.isdisjoint(_names(path)):
        return NOTHING_WRITTEN
    rated = _text(path, _RATING)
    return Written(
        rating=stars((int(rated) + 1) // 2) if _HALF_STARS.fullmatch(rated) else None,
        keywords=each_once(_text(path, _TAGS).split(",")),
        caption=caption(_text(path, _COMMENT)),
    )


def _names(path: Path) -> list[str]:
    try:
        return os.listxattr(path)
    except (AttributeError, OSError):  # another system; a disk without attributes, a file that is gone
        return []


def _text(path: Path, name: str) -> str:
    try:
        return os.getxattr(path, name).decode("utf-8", "replace").strip("\0 ")
    except OSError:
        return ""
