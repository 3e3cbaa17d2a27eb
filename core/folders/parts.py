"""Folders as a person speaks of them, with all that lies below: told apart down to some depth."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

EACH_FOLDER = 1_000
"""A depth that no folder reaches: every folder that holds photos by itself."""


@dataclass(frozen=True, slots=True, order=True)
class FolderPart:
    """A folder: with all that lies below it, or what lies in it directly."""

    path: Path
    whole: bool = True

    def holds(self, folder: str) -> bool:
        """Whether the photos of a folder belong to this part.

        Args:
            folder: its path.
        """
        own = os.fspath(self.path)
        if folder == own:
            return True
        return self.whole and folder.startswith(own.rstrip(os.sep) + os.sep)


@dataclass(frozen=True, slots=True)
class FolderPair:
    """What the folder `other` has of the photos of `folder`. Bytes are those of the covered photos.

    `alike` photos have their picture in the other folder, but something of theirs would be lost.
    """

    folder: FolderPart
    other: FolderPart
    photos: int
    covered: int
    alike: int
    bytes: int

    @property
    def rest(self) -> int:
        """Photos of which the other folder has nothing."""
        return self.photos - self.covered - self.alike

    @property
    def share(self) -> float:
        """How much of the folder is covered, 0 to 1."""
        return self.covered / self.photos if self.photos else 0.0


class Side(Enum):
    """On which side of a pair of folders something lies."""

    ONE = auto()
    OTHER = auto()
    NEITHER = auto()


def side_of(folder: str, one: FolderPart, other: FolderPart) -> Side:
    """On which side the photos of a folder are. Of two parts in one another, the inner has its own."""
    in_one, in_other = one.holds(folder), other.holds(folder)
    if in_one and in_other:
        return Side.ONE if len(os.fspath(one.path)) > len(os.fspath(other.path)) else Side.OTHER
    if in_one:
        return Side.ONE
    return Side.OTHER if in_other else Side.NEITHER


def parts_at(folders: Sequence[Path], roots: Sequence[Path], depth: int) -> list[FolderPart]:
    """Which part each folder belongs to, if folders are told apart down to a depth below the scanned ones.

    Args:
        folders: those that hold photos.
        roots: the scanned folders, which are at depth 0.
        depth: folders below it count as part of the one at it.

    Returns:
        one part for each of `folders`. A folder above the depth that holds photos beside folders of its own
        is a part without these.
    """
    base = {os.fspath(root): len(root.parts) for root in roots}
    by_length = sorted(base, key=len, reverse=True)
    texts = [os.fspath(folder) for folder in folders]
    having_more = {parent for text in texts for parent in _above(text)}
    made: dict[str, FolderPart] = {}
    found: list[FolderPart] = []
    for folder, text in zip(folders, texts, strict=True):
        root = next((r for r in by_length if text == r or text.startswith(r.rstrip(os.sep) + os.sep)), "")
        deepest = base.get(root, 1) + depth
        if len(folder.parts) > deepest:
            folder = Path(*folder.parts[:deepest])
            part = FolderPart(folder)
        else:
            part = FolderPart(folder, len(folder.parts) == deepest or text not in having_more)
        found.append(made.setdefault(f"{part.path}\0{part.whole}", part))
    return found


def deepest_of(folders: Sequence[Path], roots: Sequence[Path]) -> int:
    """How far below the scanned folders the deepest folder with photos lies."""
    depths = [
        len(folder.parts) - len(root.parts)
        for folder in folders
        for root in roots
        if folder.is_relative_to(root)
    ]
    return max(depths, default=0)


def _above(path: str) -> list[str]:
    found: list[str] = []
    parent = os.path.dirname(path)  # noqa: PTH120 - some thousand paths, at once
    while parent != path:
        found.append(parent)
        path, parent = parent, os.path.dirname(parent)  # noqa: PTH120
    return found
