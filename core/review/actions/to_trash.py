"""To the system's trash, from where the desktop, and NearDup where it finds it again, can bring it back."""

import os
from collections.abc import Sequence
from pathlib import Path

from core.photo import ImageFile
from core.review.actions.action import ActionFailed, ActionKind
from core.review.actions.put_back import put_back
from core.review.moves import is_file_at
from core.review.trash import SearchableTrash, Trash


class ToTrash:
    """Move to the trash. An `Action`."""

    kind = ActionKind.TRASH
    takes_away = True
    needs_twin = False

    def __init__(self, trash: Trash) -> None:
        self._trash = trash

    def why_not(self, path: Path, twin: Path | None) -> str | None:
        return self._trash.why_not(path)

    def choose(self, parts: Sequence[Path], session: int) -> list[Path | None]:
        return [None for _ in parts]

    def do(self, file: ImageFile, place: Path | None, twin: Path | None) -> Path | None:
        fault: Exception | None = None
        try:
            moved = ImageFile(file.path, *_facts(file.path))
        except OSError as error:
            raise ActionFailed(f"The trash did not take it: {error.strerror or error}.") from error
        try:
            self._trash.move(file.path)
        except Exception as error:  # each desktop's trash fails in its own way: the disk tells what it did
            fault = error
        if os.path.lexists(file.path):
            raise ActionFailed(_not_taken(fault)) from fault
        searchable = self._trash if isinstance(self._trash, SearchableTrash) else None
        found = searchable.find(moved) if searchable else None
        if fault is not None and found is None:
            raise ActionFailed(
                f"The trash failed ({_why(fault)}), and the file is no longer at its path. Look for it in "
                "the trash."
            ) from fault
        if searchable and found is not None and not is_file_at(found, file):
            try:
                put_back(found, file.path)
            finally:
                searchable.forget(found)
        return found


def _facts(path: Path) -> tuple[int, int, int, int]:
    status = path.lstat()
    return status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino


def _not_taken(fault: Exception | None) -> str:
    if fault is None:
        return "The trash reported success, but the file is still there."
    return f"The trash did not take it: {_why(fault)}."


def _why(fault: Exception) -> str:
    return (fault.strerror if isinstance(fault, OSError) else None) or str(fault) or type(fault).__name__
