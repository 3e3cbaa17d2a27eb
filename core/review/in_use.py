"""Whether another program is writing a file at the moment, as far as the system tells.

Linux grants a read lease only on a file that nobody has open for writing (fcntl(2), F_SETLEASE): asking for
one, and giving it back at once, answers the question without touching the file. It answers for one's own
files only, and not on every network drive. Windows refuses to move a file that is open, by itself. macOS does
not tell: there the checks of size and time, before and after, are what there is.
"""

import errno
import os
import sys
from pathlib import Path


def is_being_written(path: Path) -> bool:
    """Whether a program has the file open for writing; False where that cannot be known."""
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(descriptor)
    return False
