"""The way in: from a file on the disk to a picture whose header is read, before any pixel is made."""

import hashlib
import os
import stat
from io import FileIO
from pathlib import Path

from core.errors import UnreadablePhoto
from core.scan.containers import open_container
from core.scan.faults import faults_as_sentences
from core.scan.formats import HEAD_BYTES, sniff
from core.scan.limits import MAX_BYTES
from core.scan.opened_picture import OpenedPicture
from core.scan.raw import camera_tiff_kind
from core.scan.unread import unread_picture


def digest_of(path: Path) -> bytes:
    """The SHA-256 of a file.

    Raises:
        UnreadablePhoto: it cannot be read.
    """
    return hashlib.sha256(read_bytes(path)).digest()


def read_bytes(path: Path) -> bytes:
    """Read a whole file, once.

    Raises:
        UnreadablePhoto: it is missing, forbidden, no regular file, empty, or too large.
    """
    try:
        with FileIO(path, opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadablePhoto("Not a file.")
            if status.st_size > MAX_BYTES:
                raise UnreadablePhoto(f"Larger than {MAX_BYTES >> 30} GiB, and a file is read as a whole.")
            data = file.readall()
    except OSError as error:
        raise UnreadablePhoto(f"The file cannot be read: {(error.strerror or 'unknown').lower()}.") from error
    if not data:
        raise UnreadablePhoto("The file is empty.")
    return data


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a pipe at once, instead of waiting for its writer for ever; for files this changes nothing."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def open_picture(data: bytes, suffix: str, want: int) -> OpenedPicture:
    """Open a picture by its content.

    Args:
        data: the whole file.
        suffix: the name's extension in lower case, for the few formats that bytes alone do not tell.
        want: a long side, in pixels, that is large enough for a RAW file's preview to be taken for
            the picture itself.

    Raises:
        UnreadablePhoto: no decoder knows it, its header is damaged, or it claims too many pixels.
    """
    name = sniff(data[:HEAD_BYTES], suffix)
    if name is None:
        unread = unread_picture(data[:HEAD_BYTES])
        raise UnreadablePhoto(unread or "Not a picture that NearDup can read (unknown format).")
    with faults_as_sentences():
        if name == "TIFF":
            name = camera_tiff_kind(data) or name
        return open_container(data, name, want)
