"""Parts of a path as text: they are asked for several times a photo, and another `Path` takes as long as all
the rest."""

import os
from pathlib import Path


def folder_and_name(path: Path) -> tuple[str, str]:
    """The folder of a file, and its name there."""
    folder, _, name = os.fspath(path).rpartition(os.sep)
    return folder or os.sep, name


def folder_name(path: Path) -> str:
    """The folder of a file."""
    return folder_and_name(path)[0]


BY_CAMERAS = r"(?!orig)[a-z]{0,4}_?\d+(?:_\d+)*"
"""Names without their suffix as cameras count: a few letters and numbers, as nearly all have. Nobody marked
such a photo, so that the long patterns of marks need not be tried."""
