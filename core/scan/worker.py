"""What a process does that decodes for another one, before it does anything else."""

import importlib
import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path

from core.freed_memory import hand_back_from

CRASHED = "The decoder crashed on this file."
NO_MEMORY = "Decoding it needs more memory than there is."
UNABLE = (
    "The processes that read photos end before they have read any. Is there memory left, and may you read "
    "all of the folder that NearDup is installed in? What was read before is kept."
)

_WORKER_MEMORY = 4 << 30
"""Address space that a worker may add to its own: 300 megapixels take 1.2 GB, and a copy as much."""


def nothing() -> None:
    """Give a worker its first task."""


def settle(niceness: int, prepare: str) -> None:
    """In a worker, first of all: be polite, be bounded, do not outlive the parent, and import a module."""
    # Pebble's handler runs only when Python does; the default one stops a worker inside native code too.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # As many photos as there are cores are under way: a matrix product needs no threads of its own.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    _keep_freed_memory()
    _bound_memory()
    _silence_native_code()
    if prepare:
        importlib.import_module(prepare)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _keep_freed_memory() -> None:
    """Let the C library keep the megabytes of one photo for the next, instead of handing each back at once.

    Getting them again costs a page fault for every 4 kB, which was an eighth of reading a photo of 1.6 MP.
    """
    hand_back_from(8 << 20, kept=16 << 20)


def _bound_memory() -> None:
    """Let a decoder that asks for too much get a MemoryError instead of the whole machine's memory."""
    global _bounded
    _bounded = True
    allow_mapped(0)


def allow_mapped(size: int) -> None:
    """Files of so many bytes are about to be mapped, which takes address space and no memory.

    Where nothing is bounded, as in a scan's own process, this does nothing.
    """
    if _bounded and sys.platform == "linux":
        import resource

        own = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = own + size + _WORKER_MEMORY
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


_bounded = False
"""Whether this process is a worker whose memory is bounded."""


def _silence_native_code() -> None:
    """libtiff, libraw and others print about every damaged file; its `Skipped` says it better."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
