"""OpenCV, imported when it is first needed."""

import importlib
from typing import Any


def open_cv() -> Any:
    """OpenCV on one thread: pictures are small, and the scan's own workers use the cores."""
    cv2: Any = importlib.import_module("cv2")
    if cv2.getNumThreads() != 1:
        cv2.setNumThreads(1)
    return cv2
