"""Pairs of folders as a picture: a row for each folder, a column for each that may cover it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.folders.parts import FolderPair, FolderPart

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Levels = NDArray[np.uint8]
    """uint8[folders, folders]: `NOTHING`, `ALIKE`, and from 2 to `FULL` the share that is covered."""

NOTHING, ALIKE, FULL = 0, 1, 255
"""Levels of a cell: the two have nothing in common, photos that want a look, all is covered."""
MOST = 1_500
"""Folders in a picture, those with the most bytes in pairs: more are not told apart on a screen."""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Folders in the order of their paths, the level of every two, and how many folders are left out.

    `places` is int32[folders, folders]: the place of a cell's pair among those that the picture was made of,
    or -1 where there is none.
    """

    parts: tuple[FolderPart, ...]
    levels: "Levels"
    places: "NDArray[np.int32]"
    left_out: int = 0


def matrix_of(pairs: Sequence[FolderPair], most: int = MOST) -> Matrix:
    """Make the picture of some pairs.

    Args:
        pairs: those that would free the most first.
        most: folders in it.
    """
    import numpy as np  # a worker's; the first window knows the levels

    found = list(dict.fromkeys(part for pair in pairs for part in (pair.folder, pair.other)))
    parts = sorted(found[:most], key=lambda part: (os.fsencode(part.path), part.whole))
    number_of = {part: number for number, part in enumerate(parts)}
    levels = np.zeros((len(parts), len(parts)), dtype=np.uint8)
    places = np.full((len(parts), len(parts)), -1, dtype=np.int32)
    for place, pair in enumerate(pairs):
        row, column = number_of.get(pair.folder), number_of.get(pair.other)
        if row is not None and column is not None:
            levels[row, column] = level_of(pair)
            places[row, column] = place
    return Matrix(tuple(parts), levels, places, len(found) - len(parts))


def level_of(pair: FolderPair) -> int:
    """How full a cell is; only a folder that is covered whole is full."""
    if not pair.covered:
        return ALIKE if pair.alike else NOTHING
    return FULL if pair.covered == pair.photos else 2 + int(pair.share * (FULL - 3))
