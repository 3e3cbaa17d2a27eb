"""What lets the window's process hold less from its start on, and changes nothing else."""

import builtins

import PySide6.QtCore  # noqa: F401  (it puts its own import in the place of Python's)

from core.freed_memory import hand_back_from

_LARGE = 1 << 20


def hold_less() -> None:
    """Call it before the window is imported. Any thread."""
    _import_plainly()
    hand_back_from(_LARGE, kept=2 * _LARGE)


def _import_plainly() -> None:
    """Put Python's own import back.

    PySide's looks for its own name in the source of every module that is imported, to know whether
    "from __feature__ import" shall act there; nobody writes that here. The lines that it read stay in
    `linecache`: 33 MB after a scan, and it takes a tenth of the time to the first window.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
