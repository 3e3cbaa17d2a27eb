"""The only place in NearDup that erases files. Each function says what it may erase, and why.

Photos are never erased by what NearDup decides; a test holds every other file to that.
"""

from contextlib import suppress
from pathlib import Path


def discard_own_copy(part: Path) -> None:
    """Erase a copy that NearDup itself was making and that did not become whole."""
    with suppress(OSError):
        part.unlink()


def discard_trash_note(info: Path) -> None:
    """Erase the note about a file (`.trashinfo`) that was brought back from the trash."""
    with suppress(OSError):
        info.unlink()


def erase_from_quarantine(place: Path) -> None:
    """Erase a file for good: a person was told how many files and bytes, and said yes.

    Raises:
        OSError: it cannot be erased.
    """
    place.unlink()


def remove_empty_folders(folder: Path, top: Path) -> None:
    """Take away the empty folders that a file leaves behind in quarantine, up to and without `top`."""
    with suppress(OSError):  # not empty: somebody's, or another file's
        while folder != top and folder.is_relative_to(top):
            folder.rmdir()
            folder = folder.parent
