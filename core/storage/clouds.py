"""Files whose content lies in a cloud: reading one downloads it, and deleting it deletes it there.

Windows marks them by attributes (OneDrive, iCloud, Dropbox), macOS by the dataless flag; older macOS leaves a
hidden `.IMG_1.HEIC.icloud` in the photo's stead.
https://learn.microsoft.com/windows/win32/fileio/file-attribute-constants
"""

import errno
import os
from pathlib import Path
from typing import BinaryIO

ONLINE_ONLY = "Kept online only. Download it, then scan again."
"""Why a scan leaves such a file out."""

_OFFLINE = 0x0000_1000
_RECALL_ON_OPEN = 0x0004_0000
_RECALL_ON_DATA_ACCESS = 0x0040_0000
_DATALESS = 0x4000_0000
"""SF_DATALESS of macOS, in `st_flags`; see sys/stat.h."""


def is_online_only(status: os.stat_result) -> bool:
    """Whether a file's or a folder's content is elsewhere, as `stat` tells without fetching it."""
    attributes = getattr(status, "st_file_attributes", 0)
    if attributes & (_OFFLINE | _RECALL_ON_OPEN | _RECALL_ON_DATA_ACCESS):
        return True
    return bool(getattr(status, "st_flags", 0) & _DATALESS)


def open_here(path: Path) -> BinaryIO:
    """Open a file to be read, but only if that fetches nothing.

    Raises:
        OSError: it cannot be read, or its content is elsewhere.
    """
    if is_online_only(path.stat()):
        raise OSError(errno.ENODATA, "it is kept online only", str(path))
    return path.open("rb")


def stands_for(name: str) -> str:
    """The file that a hidden placeholder of iCloud stands for; "" if a name is none of those."""
    return name[1:-7] if name.startswith(".") and name.endswith(".icloud") else ""
