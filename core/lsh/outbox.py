"""Blocks of pairs on their way out: gathered until a block is full, or until the caller has waited enough."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.int64]
"""int64[m, 2]: row numbers, the smaller first."""


class Outbox:
    """Gathers small finds into blocks, and hands over what there is after enough work, found or not."""

    _PATIENCE = 12  # blocks' worth of looking between two yields; 0.1 to 0.2 s at the default size

    def __init__(self, block: int) -> None:
        self._block = block
        self._waiting: list[Pairs] = []
        self._found = 0
        self._looked = 0

    def add(self, pairs: Pairs, worked: int) -> Iterator[Pairs]:
        if self._found + len(pairs) > self._block:
            yield from self.flush()
        if len(pairs):
            self._waiting.append(pairs)
            self._found += len(pairs)
        yield from self.worked(worked)

    def worked(self, count: int) -> Iterator[Pairs]:
        self._looked += count
        if self._looked >= self._block * self._PATIENCE:
            yield from self.flush()

    def flush(self) -> Iterator[Pairs]:
        yield np.concatenate(self._waiting) if self._waiting else np.empty((0, 2), dtype=np.int64)
        self._waiting, self._found, self._looked = [], 0, 0
