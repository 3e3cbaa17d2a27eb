"""Finds which training photos look alike, as the bundled model sees them.

Two uses, with opposite aims. Pairs that are all but one scene (bursts, the same shop shelf twice) must not
be taught as different. Pairs that merely look alike are the negatives that teach most, so batches are built
around them.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.embed.registry import load_embedder
from training.photo_store import PhotoStore

SAME_CLASS = 0.5
"""Cosine of the bundled model above which two different photos may show one scene."""

_BUNDLED = "efficientnet-lite0-gem"


def embed_store(store: PhotoStore, cache: Path, batch: int = 64) -> NDArray[np.float32]:
    """The bundled model's float32[photos, 1280] of all photos, from `cache` where that exists."""
    import cv2

    if cache.is_file():
        return np.load(cache)
    embedder = load_embedder(_BUNDLED)
    side = embedder.spec.input_size
    found = []
    for start in range(0, len(store), batch):
        numbers = range(start, min(start + batch, len(store)))
        squashed = [cv2.resize(store[n], (side, side), interpolation=cv2.INTER_AREA) for n in numbers]
        found.append(embedder.embed(np.stack(squashed)))
    vectors = np.concatenate(found)
    np.save(cache, vectors)
    return vectors


def look_alikes(vectors: NDArray[np.float32], among: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The nearest different photos of each photo.

    Args:
        vectors: unit rows of all photos.
        among: the numbers of the photos to look at.
        count: how many neighbours to find.

    Returns:
        int64[len(among), count] photo numbers, the nearest first; never one of the same class.
    """
    chosen = vectors[among]
    nearest = np.empty((len(among), count), np.int64)
    for start in range(0, len(among), 512):
        cosines = chosen[start : start + 512] @ chosen.T
        cosines[cosines >= SAME_CLASS] = -1
        ranked = np.argpartition(-cosines, count, axis=1)[:, :count]
        order = np.argsort(-np.take_along_axis(cosines, ranked, axis=1), axis=1)
        nearest[start : start + 512] = among[np.take_along_axis(ranked, order, axis=1)]
    return nearest


def classes(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Give each photo the number of its class: photos linked by `SAME_CLASS`, directly or in a chain."""
    group = np.arange(len(vectors))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    for start in range(0, len(vectors), 512):
        cosines = vectors[start : start + 512] @ vectors.T
        for row, column in zip(*np.nonzero(cosines >= SAME_CLASS), strict=True):
            group[root(int(row) + start)] = root(int(column))
    return np.array([root(number) for number in range(len(vectors))])
