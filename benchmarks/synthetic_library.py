"""Vectors of a library that was never photographed: as many as are wanted, near-duplicates known.

What is like a real library was measured with the bundled model on 5,192 everyday photos: cosines of unrelated
photos spread by 0.063 around 0.01. So do these (vectors live in 238 of their dimensions). One in ten has
a near-duplicate at a known cosine, and one in two hundred belongs to a crowd that looks alike: black frames,
flat skies, screenshots.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

DIM = 512
LIVELY = 238
"""Dimensions that vectors live in, so that unrelated ones have cosines of 0 +- 1/sqrt(238) = 0.065."""

THRESHOLD = 0.61
"""Where the bundled model begins to call two photos one scene."""

COSINES = (0.612, 0.65, 0.7, 0.8, 0.9, 0.97)
"""The first is just above the threshold: stored in half precision, 0.61 itself may lie on either side."""

CROWDS = {"black frames": (0.001, 0.98), "flat skies": (0.002, 0.8), "screenshots": (0.002, 0.65)}
"""The share of the library that belongs to each crowd, and the cosine between its members."""

_CHUNK = 20_000


@dataclass(frozen=True)
class Planted:
    """Rows of near-duplicates, and the cosine they were made at."""

    pairs: NDArray[np.int64]
    cosine: NDArray[np.float64]


def vectors(count: int, seed: int = 1) -> Iterator[Vectors]:
    """The library's unit vectors, float32[<= 20000, DIM] at a time; the same for the same count and seed."""
    crowds = _crowds(count)
    for first in range(0, count, _CHUNK):
        stream = np.random.default_rng([seed, first])
        size = min(_CHUNK, count - first)
        chunk = _unit(_lively(stream, size))
        for name, rows in crowds.items():
            mine = rows[(rows >= first) & (rows < first + size)] - first
            centre = _unit(_lively(np.random.default_rng([seed, len(name)]), 1))
            share = np.sqrt(CROWDS[name][1])
            chunk[mine] = _unit(share * centre + np.sqrt(1 - share**2) * chunk[mine])
        near = _planted_in(first, size, crowds)
        away = _lively(stream, len(near.pairs))
        one = chunk[near.pairs[:, 0] - first]
        away -= (away * one).sum(axis=1, keepdims=True) * one
        cosine = near.cosine[:, None].astype(np.float32)
        chunk[near.pairs[:, 1] - first] = cosine * one + np.sqrt(1 - cosine**2) * _unit(away)
        yield chunk


def planted(count: int) -> Planted:
    """Where the near-duplicates are."""
    crowds = _crowds(count)
    parts = [_planted_in(first, min(_CHUNK, count - first), crowds) for first in range(0, count, _CHUNK)]
    return Planted(np.concatenate([p.pairs for p in parts]), np.concatenate([p.cosine for p in parts]))


def _planted_in(first: int, size: int, crowds: dict[str, NDArray[np.int64]]) -> Planted:
    """In each chunk the first tenth of the rows is paired with the second; those of crowds are left out."""
    tenth = size // 10
    ones = np.arange(first, first + tenth)
    pairs = np.stack((ones, ones + tenth), axis=1)
    pairs = pairs[~np.isin(pairs, np.concatenate(list(crowds.values()))).any(axis=1)]
    return Planted(pairs, np.resize(COSINES, len(pairs)))


def _crowds(count: int) -> dict[str, NDArray[np.int64]]:
    """Rows of each crowd, spread over the whole library."""
    rows = np.random.default_rng(7).permutation(count)
    found: dict[str, NDArray[np.int64]] = {}
    for name, (share, _) in CROWDS.items():
        size = round(count * share)
        found[name], rows = np.sort(rows[:size]), rows[size:]
    return found


def _lively(stream: np.random.Generator, count: int) -> Vectors:
    drawn = np.zeros((count, DIM), dtype=np.float32)
    drawn[:, :LIVELY] = stream.standard_normal((count, LIVELY), dtype=np.float32)
    return drawn


def _unit(rows: Vectors) -> Vectors:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
