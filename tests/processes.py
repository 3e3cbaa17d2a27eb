"""The processes that a test's own one has started, to see that none is left."""

from contextlib import suppress

import psutil


def processes_below(parent: int | None = None) -> list[psutil.Process]:
    """Python's workers and their workers; its own helper for spawning is none, and stays."""
    found: list[psutil.Process] = []
    for child in psutil.Process(parent).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found
