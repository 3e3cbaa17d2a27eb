"""Memory that was freed, handed back to the system.

The C library keeps what is freed for the next who asks. After a scan nobody does: of 334 MB that a process
held after 602 photos, 101 were free (glibc; others hand back by themselves).
"""

import ctypes
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Names of <malloc.h>: what is larger than the second is given back, of the rest all but the first."""


def hand_back() -> None:
    """Give back what is free. Any thread; takes some milliseconds."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def hand_back_from(size: int, *, kept: int) -> None:
    """From now on, give back pieces of so many bytes as soon as they are free; of smaller ones, keep so many.

    By itself glibc raises the size with the pieces that are freed, to 32 MB: pictures then lie between small
    things that stay, and are kept for ever. A small size costs who asks again a page fault for every 4 kB.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc's; other libraries have none
        if mallopt is not None:
            mallopt(_M_MMAP_THRESHOLD, size)
            mallopt(_M_TRIM_THRESHOLD, kept)
