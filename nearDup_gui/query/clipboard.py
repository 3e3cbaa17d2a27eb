"""What a person means by pasting: a file that was copied, a path that was copied as text, or a picture."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from nearDup_gui.frame.drops import Drop, read_drop
from nearDup_gui.toolkit.addresses import path_of, paths_of

_LONGEST_PATH = 4096


def read_clipboard(mime: QMimeData | None) -> Drop | QImage:
    """Files come before a picture: file managers put a picture of a file beside its name.

    Returns:
        files as if they had been dropped, or a picture; an empty `Drop` if nothing can be made of it.
    """
    if mime is None:
        return Drop()
    paths = paths_of(mime.urls())
    dropped = read_drop(paths or _paths_in(mime.text() if mime.hasText() else ""))
    if dropped.is_empty and mime.hasImage():
        image = QImage(mime.imageData())
        if not image.isNull():
            return image
    return dropped


def _paths_in(text: str) -> list[Path]:
    """A path, a file's address, or several of them on lines."""
    found: list[Path] = []
    for line in text[:_LONGEST_PATH].splitlines():
        said = line.strip().strip("\"'")
        path = path_of(QUrl(said)) if said.startswith("file:") else Path(said).expanduser()
        if said and path.is_absolute():
            found.append(path)
    return [path for path in found if _is_there(path)]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
