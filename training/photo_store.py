"""Keeps the training photos decoded in one file, because decoding them anew costs more than an edit.

    photos.bin     the pixels of all photos, uint8 RGB, one after the other
    photos.npz     where each begins, and its height and width

10,392 photos with a shorter side of 208 pixels take 1.8 GB on disk, which the system keeps in memory and all
worker processes share.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""uint8[height, width, 3] in RGB."""

HELD_OUT_EVERY = 10
"""Every tenth photo is for validation and is never trained on."""


@dataclass(frozen=True)
class PhotoStore:
    """Decoded photos by number. Opening one reads nothing yet."""

    pixels: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    shapes: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.offsets)

    def __getitem__(self, number: int) -> Picture:
        height, width = (int(side) for side in self.shapes[number])
        start = int(self.offsets[number])
        return self.pixels[start : start + height * width * 3].reshape(height, width, 3)


def open_store(folder: Path) -> PhotoStore:
    """Open what `fill_store` wrote."""
    with np.load(folder / "photos.npz") as table:
        offsets, shapes = table["offsets"], table["shapes"]
    return PhotoStore(np.memmap(folder / "photos.bin", np.uint8, "r"), offsets, shapes)


def fill_store(photos: Path, folder: Path, *, longest: int = 416) -> PhotoStore:
    """Decode a folder of JPEGs in the order of their names; nothing is done where that has been done.

    Args:
        photos: the folder.
        folder: where to write.
        longest: panoramas are cut to this many pixels, their middle kept.
    """
    import cv2

    if (folder / "photos.npz").is_file():
        return open_store(folder)
    folder.mkdir(parents=True, exist_ok=True)
    offsets: list[int] = []
    shapes: list[tuple[int, int]] = []
    written = 0
    with (folder / "photos.bin").open("wb") as file:
        for path in sorted(photos.glob("*.jpg")):
            picture = cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
            top, left = (max(0, side - longest) // 2 for side in picture.shape[:2])
            picture = picture[top : top + longest, left : left + longest]
            file.write(np.ascontiguousarray(picture).tobytes())
            offsets.append(written)
            shapes.append(picture.shape[:2])
            written += picture.size
    np.savez(folder / "photos.npz", offsets=np.array(offsets, np.int64), shapes=np.array(shapes, np.int32))
    return open_store(folder)


def split(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of the photos to train with, and of those held out."""
    numbers = np.arange(count)
    held_out = numbers % HELD_OUT_EVERY == 0
    return numbers[~held_out], numbers[held_out]
