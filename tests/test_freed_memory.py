"""What was freed goes back to the system, where the C library would keep it."""

import sys
from pathlib import Path

import pytest

from core.freed_memory import hand_back


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take freed memory back by themselves")
def test_freed_memory_is_no_longer_held() -> None:
    pieces = [bytes(20_000) for _ in range(3_000)]
    held = pieces[-1]  # the last piece of the heap, behind which nothing can be given back otherwise
    full = _resident()
    del pieces
    hand_back()
    assert full - _resident() > 30e6
    assert held


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096
