"""What the window is asked to open with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.catalog.place import Place
from core.settings import catalog_path, settings_path


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """The person's own catalogue and settings, unless others are named.

    `folders` are scanned at once; the likes of the photo `query` are shown.
    """

    catalog: Place = field(default_factory=catalog_path)
    settings: Path = field(default_factory=settings_path)
    model: str = ""
    folders: tuple[Path, ...] = ()
    query: Path | None = None


OpenWindow = Callable[[WindowRequest], int]
"""Shows the window until it is closed, and returns the exit code."""
