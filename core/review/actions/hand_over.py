"""Over to the photo that stays: beside it, under the name by which it belongs to that."""

from collections.abc import Sequence
from pathlib import Path

from core.photo import ImageFile
from core.review.actions.action import Action, ActionKind
from core.review.actions.to_folder import MoveTo
from core.storage.volumes import can_be_written


class HandOver:
    """Move a file that belongs to a photo to a place beside another. An `Action`.

    Args:
        place: where it will lie.
        after_copy: what becomes of an original that had to be copied to another volume.
    """

    kind = ActionKind.MOVE
    takes_away = True
    needs_twin = False

    def __init__(self, place: Path, after_copy: Action) -> None:
        self._place = place
        there = next(folder for folder in place.parents if folder.is_dir())
        self._move = MoveTo(there, after_copy)

    def why_not(self, path: Path, twin: Path | None) -> str | None:
        if path.parent == self._place.parent:
            return None if can_be_written(path.parent) else f"Its folder {path.parent} is read-only."
        return self._move.why_not(path, twin)

    def choose(self, parts: Sequence[Path], session: int) -> list[Path | None]:
        return [self._place for _ in parts]

    def do(self, file: ImageFile, place: Path | None, twin: Path | None) -> Path | None:
        return self._move.do(file, self._place, twin)
