"""Whether there is a screen to show a window on. Asked before Qt, which aborts without one, is imported."""

import os
import sys
from collections.abc import Mapping


def display_available(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """True if a window can be shown. On Linux and its like a display server has to be named."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
