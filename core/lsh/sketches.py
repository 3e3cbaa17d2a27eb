"""A photo's sketch: all its keys side by side, so that comparing two photos is a few XORs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.photo import BucketKeys

Rows = NDArray[np.int64]
Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Sketches:
    """The keys of every row, packed into as few words as hold them, 64 // bits tables to a word.

    Words are columns: looking up whole short rows in NumPy takes five times as long.
    """

    words: Words  # uint64[words, n]
    bits: int

    @classmethod
    def pack(cls, keys: BucketKeys, bits: int) -> "Sketches":
        n, tables = keys.shape
        per_word = 64 // bits
        words = np.zeros((-(-tables // per_word), n), dtype=np.uint64)
        for table in range(tables):
            shift = np.uint64(table % per_word * bits)
            words[table // per_word] |= keys[:, table].astype(np.uint64) << shift
        return cls(words, bits)

    def newly_met(self, low: Rows, high: Rows, table: int, probes: int, max_hamming: int | None) -> Rows:
        """Which pairs are near enough, and met in no table before `table`? Positions into `low`."""
        left = np.arange(len(low))
        if max_hamming is not None:
            distance = np.zeros(len(low), dtype=np.uint16)
            for word in self.words:
                distance += np.bitwise_count(word[low] ^ word[high])
            left = np.flatnonzero(distance <= max_hamming)
            low, high = low[left], high[left]
        per_word, field = 64 // self.bits, np.uint64((1 << self.bits) - 1)
        met = np.zeros(len(left), dtype=np.bool_)
        differing = np.empty(0, dtype=np.uint64)
        for earlier in range(table):
            if earlier % per_word == 0:
                word = self.words[earlier // per_word]
                differing = word[low] ^ word[high]
            shift = np.uint64(earlier % per_word * self.bits)
            met |= np.bitwise_count(differing >> shift & field) <= probes
        return left[~met]
