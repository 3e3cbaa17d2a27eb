"""The only place in NearDup that erases files. Each function says what it may erase, and why.

Photos are never erased by what NearDup decides; a test holds every other file to that.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from core.storage.names import part_of


def discard_own_copy(part: Path) -> None:
    """Erase a copy that NearDup itself was making and that did not become whole."""
    with suppress(OSError):
        part.unlink()


def discard_own_sidecar(sidecar: Path, sha256: bytes) -> bool:
    """Erase a sidecar that NearDup wrote, while it still has the very bytes; says whether it is gone.

    It takes another name first, so that what a program writes meanwhile is not what is erased.
    """
    part = part_of(sidecar)
    try:
        sidecar.rename(part)
    except OSError:
        return False
    if not part.is_symlink() and _digest(part) == sha256:
        part.unlink()
        return True
    part.rename(sidecar)
    return False


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def discard_trash_note(info: Path) -> None:
    """Erase the note about a file (`.trashinfo`) that came back from the trash, or never came there."""
    with suppress(OSError):
        info.unlink()


def erase_from_quarantine(place: Path) -> None:
    """Erase a file for good: a person was told how many files and bytes, and said yes.

    Raises:
        OSError: it cannot be erased.
    """
    place.unlink()


def remove_empty_folder(folder: Path) -> None:
    """Take away a folder in which nothing lies: where anything does, the system refuses.

    Raises:
        OSError: it is not empty, or may not be taken away.
    """
    folder.rmdir()


def remove_empty_folders(folder: Path, top: Path) -> None:
    """Take away the empty folders that a file leaves behind in quarantine, up to and without `top`."""
    with suppress(OSError):  # not empty: somebody's, or another file's
        while folder != top and folder.is_relative_to(top):
            folder.rmdir()
            folder = folder.parent
