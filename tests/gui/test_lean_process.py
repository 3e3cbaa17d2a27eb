"""The window's process reads no sources to import them, and keeps no large piece that was freed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_IMPORTS = """
import linecache
from nearDup_gui.toolkit.lean_process import hold_less
hold_less()
import nearDup_gui.app
from PySide6.QtWidgets import *
read = [name for name, kept in linecache.cache.items() if len(kept) > 1 and "nearDup_gui" in name]
print(read, QWidget.__name__)
"""
_PIECES = """
from pathlib import Path
from nearDup_gui.toolkit.lean_process import hold_less
hold_less()
def resident():
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096
del [b"x" * (31 << 20)][0]  # by itself glibc takes no piece as large any more that is smaller than this one
full, pieces, between = resident(), [], []
for _ in range(60):
    pieces.append(b"x" * (2 << 20))
    between.append(b"x" * 900)
del pieces
print((resident() - full) >> 20)
"""


def test_what_is_imported_after_qt_is_not_read_for_qt() -> None:
    assert _said(_IMPORTS) == "[] QWidget"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take freed memory back by themselves")
def test_freed_pictures_are_given_back_though_small_things_lie_between_them() -> None:
    assert int(_said(_PIECES)) < 20


def _said(program: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
