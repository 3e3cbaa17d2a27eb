"""To NearDup's own quarantine: a hidden folder on the same volume, in which the tree is kept.

    /home/anna/Pictures/2024/a.jpg  ->  /home/anna/.neardup-quarantine/3/Pictures/2024/a.jpg   (session 3)

A move within a volume is one rename: nothing is copied, and the file can always be brought back. Scans leave
the folder out. It is emptied only by `core.review.quarantine.empty`, which says how much first.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from core.photo import ImageFile
from core.review.actions.action import ActionFailed, ActionKind
from core.review.actions.put_back import put_back
from core.review.moves import free_names, is_file_at, rename_new, was_moved
from core.storage.volumes import can_be_written, mount_point

QUARANTINE = ".neardup-quarantine"


class ToQuarantine:
    """Move to quarantine. An `Action`.

    Args:
        top: the folder in which the quarantine is to be, for every file; None finds one on each volume.
    """

    kind = ActionKind.QUARANTINE
    takes_away = True
    needs_twin = False

    def __init__(self, top: Path | None = None) -> None:
        self._top = top
        self._tops: dict[Path, Path | None] = {}

    def why_not(self, path: Path, twin: Path | None) -> str | None:
        if not can_be_written(path.parent):
            return f"Its folder {path.parent} is read-only."
        if self._top_for(path) is None:
            return f"No quarantine can be made on the volume of {path.parent}."
        return None

    def choose(self, parts: Sequence[Path], session: int) -> list[Path | None]:
        top = self._top_for(parts[-1])
        if top is None:
            return [None for _ in parts]
        kept = [
            part.relative_to(top) if part.is_relative_to(top) else Path(*part.parts[1:]) for part in parts
        ]
        return [*free_names([top / QUARANTINE / str(session) / path for path in kept])]

    def do(self, file: ImageFile, place: Path | None, twin: Path | None) -> Path | None:
        assert place is not None, "quarantine always knows its place"
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            rename_new(file.path, place)
        except OSError as error:
            if not was_moved(file, place):
                raise ActionFailed(
                    f"It could not be moved to quarantine: {error.strerror or error}."
                ) from error
        if not is_file_at(place, file):
            put_back(place, file.path)
        return place

    def _top_for(self, path: Path) -> Path | None:
        """The folder that holds, or is to hold, the quarantine for a file: the highest that can be written.

        The home folder is preferred, so that a system's root is not littered by whoever may write there.
        """
        if self._top is not None:
            return self._top
        if path.parent not in self._tops:
            top = mount_point(path)
            above = [folder for folder in path.parents if folder == top or folder.is_relative_to(top)]
            home = Path.home()
            order = [folder for folder in (home,) if folder in above] + above[::-1]
            self._tops[path.parent] = next((folder for folder in order if _is_usable(folder)), None)
        return self._tops[path.parent]


def quarantine_of(place: Path) -> Path:
    """The quarantine in which a file lies; its own folder, if it lies in none."""
    return next((folder for folder in place.parents if folder.name == QUARANTINE), place.parent)


def _is_usable(folder: Path) -> bool:
    """Whether a quarantine is there and ours, or can be made. A link of that name could lead anywhere."""
    place = folder / QUARANTINE
    try:
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            return False
        if place.exists():
            ours = not hasattr(os, "getuid") or place.stat().st_uid == os.getuid()
            return ours and can_be_written(place)
        return can_be_written(folder)
    except OSError:
        return False
