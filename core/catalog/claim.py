"""One NearDup at a time scans into a catalogue or removes, and one window marks: locks that die with it.

SQLite keeps two writers from tearing the file; this keeps them from undoing each other's plans. The lock is
the operating system's, on a file beside the catalogue, so that a process that was killed leaves none behind.
The file itself stays: removing it would let two processes hold "the" lock on two files of one name.
"""

import errno
import os
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from core.errors import CatalogError, CatalogLocked

WORK = ".lock"
WINDOW = ".window"
"""What is claimed: work that is under way, or a window's right to mark and decide as long as it is open."""

SAID = {
    WORK: "Another NearDup is scanning or removing with the catalogue {0}. "
    "Let it finish, or close it there, then try again.",
    WINDOW: "Another NearDup window has the catalogue {0} open. Here you can look and search; to mark, "
    "remove or scan, use the other window, or close it.",
}


class SharedClaim(ABC):
    """What all claims have in common: one lock for a process, held as long as any of its threads wants it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._holders = 0

    @contextmanager
    def held(self) -> Generator[None]:
        """Hold the claim for a block.

        Raises:
            CatalogLocked: another process holds it.
            CatalogError: it cannot be asked for.
        """
        with self._guard:
            if self._holders == 0:
                self._take()
            self._holders += 1
        try:
            yield
        finally:
            with self._guard:
                self._holders -= 1
                if self._holders == 0:
                    self._give()

    def check(self) -> None:
        """Make sure that a claim that is held still is. A lock of the operating system is.

        Raises:
            CatalogError: it was lost.
        """
        return

    @property
    def is_held_elsewhere(self) -> bool:
        """Whether another process holds it, as far as can be told without waiting."""
        try:
            with self.held():
                return False
        except CatalogLocked:
            return True
        except CatalogError:
            return False

    @abstractmethod
    def _take(self) -> None:
        """Take the lock for this process, or raise at once."""

    @abstractmethod
    def _give(self) -> None:
        """Give it back. Never raises."""


class FileClaim(SharedClaim):
    """The right to change a catalogue in a file, by a lock of the operating system.

    Args:
        catalog: the catalogue's file.
        what: WORK or WINDOW; one does not keep out the other.
    """

    def __init__(self, catalog: Path, what: str = WORK) -> None:
        super().__init__()
        self._catalog = catalog
        self._what = what
        self._beside = catalog.with_name(catalog.name + what)
        self._descriptor = -1

    def _take(self) -> None:
        self._descriptor = self._locked_descriptor()

    def _give(self) -> None:
        os.close(self._descriptor)

    def _locked_descriptor(self) -> int:
        try:
            descriptor = os.open(self._beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise CatalogError(
                f"The catalogue {self._catalog} cannot be written here ({error.strerror}). "
                "Choose another with --catalog."
            ) from error
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            if error.errno not in _HELD:
                raise CatalogError(
                    f"The catalogue {self._catalog} cannot be locked where it lies ({error.strerror}): two "
                    "NearDups could undo each other's work. Choose a place on this machine with --catalog."
                ) from error
            raise CatalogLocked(SAID[self._what].format(self._catalog)) from error
        return descriptor


_HELD = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
"""How systems say that another holds a lock. Anything else says that there are no locks there."""


def _lock(descriptor: int) -> None:
    """Lock a whole file for this process, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
