"""To a folder that a person chose: moved there, or copied. Nothing there is ever overwritten.

Within a volume a move is one rename. Between volumes it is three steps, each seen to be done before the next:
copy and let it reach the disk, compare the copy byte by byte, and only then put the original into the trash.
The original is not erased even then: a move between volumes leaves it in the trash of its own volume, and is
refused beforehand where that volume has none. The room is freed when the person empties the trash.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from core.companions.conventions import shot_of
from core.photo import ImageFile
from core.review.actions.action import Action, ActionFailed, ActionKind
from core.review.actions.put_back import put_back
from core.review.moves import copy_new, free_names, is_file_at, rename_new, was_moved
from core.storage.names import room_in
from core.storage.volumes import can_be_written, same_volume


class MoveTo:
    """Move to a chosen folder. An `Action`.

    Args:
        folder: where to; it must be there.
        after_copy: what becomes of an original that had to be copied to another volume.
    """

    kind = ActionKind.MOVE
    takes_away = True
    needs_twin = False

    def __init__(self, folder: Path, after_copy: Action) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._after_copy = after_copy
        self._names = _Names(self._folder)

    def why_not(self, path: Path, twin: Path | None) -> str | None:
        if reason := _why_not(self._folder, path):
            return reason
        if not can_be_written(path.parent):
            return f"Its folder {path.parent} is read-only."
        if not same_volume(path, self._folder / path.name) and (
            reason := self._after_copy.why_not(path, None)
        ):
            return f"It would be copied to another volume, and the original kept in the trash. {reason}"
        return None

    def choose(self, parts: Sequence[Path], session: int) -> list[Path | None]:
        return [*self._names.choose(parts)]

    def do(self, file: ImageFile, place: Path | None, twin: Path | None) -> Path | None:
        assert place is not None, "a chosen folder is known beforehand"
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if not same_volume(file.path, place):
                return self._copy_then_trash(file, place)
            rename_new(file.path, place)
        except OSError as error:
            if not was_moved(file, place):
                raise ActionFailed(f"It could not be moved: {error.strerror or error}.") from error
        if not is_file_at(place, file):
            put_back(place, file.path)
        return place

    def _copy_then_trash(self, file: ImageFile, place: Path) -> Path:
        copy_new(file.path, place)
        if not is_file_at(file.path, file):
            raise ActionFailed(f"It changed while it was copied. The copy is at {place}, the file stays.")
        try:
            self._after_copy.do(file, None, None)
        except ActionFailed as failure:
            raise ActionFailed(f"It was copied to {place}, but stays here as well: {failure}") from failure
        return place


class CopyTo:
    """Copy to a chosen folder; the file stays where it is. An `Action`."""

    kind = ActionKind.COPY
    takes_away = False
    needs_twin = False

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._names = _Names(self._folder)

    def why_not(self, path: Path, twin: Path | None) -> str | None:
        return _why_not(self._folder, path)

    def choose(self, parts: Sequence[Path], session: int) -> list[Path | None]:
        return [*self._names.choose(parts)]

    def do(self, file: ImageFile, place: Path | None, twin: Path | None) -> Path | None:
        assert place is not None, "a chosen folder is known beforehand"
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            copy_new(file.path, place)
        except OSError as error:
            raise ActionFailed(f"It could not be copied: {error.strerror or error}.") from error
        return place


class _Names:
    """The names in a folder that is filled: looked at once, and remembered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shots: set[str] | None = None

    def choose(self, parts: Sequence[Path]) -> list[Path]:
        """Where a photo, the last, and what belongs to it are to lie.

        CaptureOne/Settings/IMG_1.CR2.cos stays below its photo, or its program would not find it. A stem that
        is there is taken, whatever its extension: another photo's RAW or sidecar would join the newcomer.
        """
        if self._shots is None:
            with os.scandir(self._folder) as entries:
                self._shots = {shot_of(entry.name) for entry in entries if not entry.is_dir()}
        shots, beside = self._shots, parts[-1].parent
        places = free_names(
            [
                self._folder / (part.relative_to(beside) if part.is_relative_to(beside) else part.name)
                for part in parts
            ],
            is_taken=lambda path: (
                os.path.lexists(path) or (path.parent == self._folder and shot_of(path.name) in shots)
            ),
        )
        shots.update(shot_of(place.relative_to(self._folder).parts[0]) for place in places)
        return places


def _why_not(folder: Path, path: Path) -> str | None:
    if not folder.is_dir():
        return f"There is no folder {folder}."
    if not can_be_written(folder):
        return f"The folder {folder} cannot be written."
    if room_in(folder, path.name) < 0:
        return f"Its name is too long for {folder}. Choose another folder, or shorten its name."
    if Path(os.path.realpath(path.parent)) == folder:
        return "It lies in that folder already."
    return None
