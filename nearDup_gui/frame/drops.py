"""What a person means by dropping files on the window: folders to scan, or one image to ask about."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Drop:
    """Folders to scan, or an image whose neighbours are wanted; neither if nothing can be made of it."""

    folders: tuple[Path, ...] = ()
    image: Path | None = None

    @property
    def is_empty(self) -> bool:
        return not self.folders and self.image is None


def read_drop(paths: Sequence[Path]) -> Drop:
    """Folders win over files that came along; several files without a folder mean nothing."""
    folders = tuple(path for path in paths if path.is_dir())
    if folders:
        return Drop(folders=folders)
    if len(paths) == 1 and paths[0].is_file():
        return Drop(image=paths[0])
    return Drop()
