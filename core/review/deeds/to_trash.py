"""To the system's trash, from where the desktop, and NearDup where it finds it again, can bring it back."""

import os
from pathlib import Path

from core.photo import ImageFile
from core.review.deeds.action import ActionKind, DeedFailed
from core.review.deeds.put_back import put_back
from core.review.moves import is_file
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

    def choose(self, path: Path, session: int) -> Path | None:
        return None

    def do(self, file: ImageFile, place: Path | None, twin: Path | None) -> Path | None:
        try:
            moved = ImageFile(file.path, *_facts(file.path))
            self._trash.move(file.path)
        except OSError as error:
            raise DeedFailed(f"The trash did not take it: {error.strerror or error}.") from error
        if os.path.lexists(file.path):
            raise DeedFailed("The trash reported success, but the file is still there.")
        if not isinstance(self._trash, SearchableTrash):
            return None
        found = self._trash.find(moved)
        if found is not None and not is_file(found.lstat(), file):
            try:
                put_back(found, file.path)
            finally:
                self._trash.forget(found)
        return found


def _facts(path: Path) -> tuple[int, int, int, int]:
    status = path.lstat()
    return status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino
