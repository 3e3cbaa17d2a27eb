"""Some of a person's photos, to measure a model with: chosen at random, and every time the same ones."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.errors import UnreadablePhoto
from core.progress import CancelToken
from core.scan.apart import open_apart
from core.scan.walk import walk

SIDE = 480
"""The long side of the pictures: what a larger one shows more, no model sees."""

_SEED = 20260101


def pictures_below(folders: Sequence[Path], most: int, cancel: CancelToken) -> list[Image.Image]:
    """Open at most so many of the photos below some folders, in RGB and upright.

    Raises:
        ScanError: a folder does not exist.
        Cancelled: `cancel` was raised.
    """
    return _opened((file.path for file in walk(folders, cancel=cancel).files), most, cancel)


def scanned_pictures(catalog: Catalog, most: int, cancel: CancelToken) -> list[Image.Image]:
    """Open at most so many of the photos that were scanned and are still there.

    Raises:
        Cancelled: `cancel` was raised.
    """
    with catalog.read() as connection:
        paths = [photo.path for photo in photos.present(connection)]
    return _opened(paths, most, cancel)


def _opened(paths: Iterable[Path], most: int, cancel: CancelToken) -> list[Image.Image]:
    """Photos that cannot be read are passed over."""
    chosen = sorted(paths)
    random.Random(_SEED).shuffle(chosen)
    pictures: list[Image.Image] = []
    for path in chosen:
        if len(pictures) == most:
            break
        cancel.check()
        try:
            pictures.append(open_apart(path, SIDE, cancel))
        except UnreadablePhoto:
            continue
    return pictures
