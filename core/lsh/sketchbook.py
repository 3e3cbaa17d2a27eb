"""The sketches of a whole library in memory, for questions: 32 MB a million, looked through in milliseconds.

A sketch is the signs of a short vector, a bit a number. Two vectors at an angle differ in each bit with
probability angle / pi (Charikar 2002), so the nearest by bits are, nearly always, among the few thousand of a
million that a question has to look at more closely: at a cosine of 0.61 about 75 of 256 bits differ, 7 more
or less, and of unrelated photos one in a thousand differs in so few as 98.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Words = NDArray[np.uint64]

PackedSketches = NDArray[np.uint8]
"""uint8[n, bytes]: the bits of each sketch, the first number's in the highest bit of the first byte."""

Signs = NDArray[np.float32]
"""float32[m]: a vector's margins, or its short vector; only signs and proportions matter."""


@dataclass(frozen=True, slots=True)
class Sketchbook:
    """Contents and their sketches, in pages that stay in a processor's cache. Never changes, any thread.

    A page holds its contents' ids, int64[n], and their sketches, uint64[words, n]: words are columns.
    """

    pages: tuple[tuple[Rows, Words], ...] = ()

    def __len__(self) -> int:
        return sum(len(contents) for contents, _ in self.pages)

    def with_more(self, contents: Rows, packed: PackedSketches) -> "Sketchbook":
        """A book with further contents behind these. Whole pages are shared, the last one is copied."""
        words = _as_words(packed)
        pages = list(self.pages)
        if pages and len(pages[-1][0]) < _PAGE:
            last, last_words = pages.pop()
            contents, words = np.concatenate((last, contents)), np.concatenate((last_words, words), axis=1)
        for first in range(0, len(contents), _PAGE):
            part = slice(first, first + _PAGE)
            pages.append((contents[part], np.ascontiguousarray(words[:, part])))
        return Sketchbook(tuple(pages))

    def nearest(self, own: Signs, most: int) -> Rows:
        """Contents that are likely to be the nearest, the likeliest first.

        Those that differ in the fewest bits are ranked with the question's own numbers: a bit says more where
        the question lies far from its plane (asymmetric distance: Dong, Charikar and Li 2008).
        """
        if not self.pages:
            return np.empty(0, dtype=np.int64)
        sought = _as_words(np.packbits(own > 0)[np.newaxis])[:, 0]
        contents, words = self._at(_smallest(self._distances(sought), max(_WEIGHED, most)))
        bits = np.unpackbits(np.ascontiguousarray(words.T).view(np.uint8), axis=1, count=len(own))
        return contents[np.argsort(-(bits.astype(np.float32) @ own), kind="stable")[:most]]

    def _distances(self, sought: NDArray[np.uint64]) -> NDArray[np.uint8]:
        """uint8[n]: in how many bits each sketch differs. All 256 would count as none, and never do."""
        distances = np.zeros(len(self), dtype=np.uint8)
        differing, counts = np.empty(_PAGE, dtype=np.uint64), np.empty(_PAGE, dtype=np.uint8)
        for number, (contents, words) in enumerate(self.pages):
            size = len(contents)
            distance = distances[number * _PAGE : number * _PAGE + size]
            for word, own in zip(words, sought, strict=True):
                np.bitwise_xor(word, own, out=differing[:size])
                distance += np.bitwise_count(differing[:size], out=counts[:size])
        return distances

    def _at(self, rows: Rows) -> tuple[Rows, Words]:
        """The contents and words of some rows, which rise."""
        places = np.split(rows % _PAGE, np.searchsorted(rows, np.arange(1, len(self.pages)) * _PAGE))
        contents = [page.take(at) for (page, _), at in zip(self.pages, places, strict=True)]
        words = [page.take(at, axis=1) for (_, page), at in zip(self.pages, places, strict=True)]
        return np.concatenate(contents), np.concatenate(words, axis=1)


_PAGE = 1 << 15
"""Contents to a page: the 256 kB of one column, and what is computed from it, stay in the cache."""

_WEIGHED = 1000
_SAMPLED = 64


def _smallest(distances: NDArray[np.uint8], most: int) -> Rows:
    """Rows of the `most` smallest distances, in rising order of rows; as far as some are equal, a few more.

    Counting a million distances takes a fifth of the time of finding them; so every 64th tells first how far
    the smallest may reach.
    """
    reach = _least_with(distances[::_SAMPLED], 2 * most / _SAMPLED + 8)
    rows = np.flatnonzero(distances <= reach)
    return rows[distances[rows] <= _least_with(distances[rows], most)]


def _least_with(distances: NDArray[np.uint8], count: float) -> int:
    """The least distance that so many do not exceed; the largest there is, where they are fewer."""
    upto = np.cumsum(np.bincount(distances))
    return int(np.searchsorted(upto, count)) if count <= upto[-1] else 255


def _as_words(packed: PackedSketches) -> Words:
    """uint64[words, n], with zeros where the bits end."""
    padded = np.zeros((len(packed), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    padded[:, : packed.shape[1]] = packed
    return np.ascontiguousarray(padded.view(np.uint64).T)
