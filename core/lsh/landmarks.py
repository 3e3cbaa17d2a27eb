"""Landmarks by the hundred thousand, and who lies near each, at the price of a few thousand.

The library is turned at random, and each half of a landmark is an axis of that turn, forth or back: what a
photo has along the two says how near the landmark it lies. So 256 products place it among 8,192 landmarks.
Becker, Ducas, Gama and Laarhoven (SODA 2016) call landmarks made of parts a random product code.

Landmarks that share an axis are not independent: a pair may have bad luck with many of them at once. So the
axes are dealt into small hands, and there are several turns. Of the pairs with 9 landmarks in common on
average, one in 26 had none with two hands of 128 axes in a turn; with sixteen hands of 16 it is one in 300.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.integer_product import IntegerProduct, shifted
from core.lsh.short import SHORT_DIM, Short

Rows = NDArray[np.int64]

_HAND = 16
DEALS = range(SHORT_DIM // (2 * _HAND))
AXES_PER_DEAL = _HAND
"""Of its first hand: cells are asked for by these."""
LANDMARKS_PER_TURN = len(DEALS) * (2 * _HAND) ** 2
"""In each deal an axis of the first hand and one of the second, each forth or back."""


class Turn:
    """A library turned at random, and the cells around the landmarks of this turn.

    Call `place` for all pieces, in any order and number of threads, before asking for cells. Beside the short
    vectors it takes 33 bytes a photo and deal: 264 for all.

    Args:
        short: int8[n, m], m at most 256.
        rows: which photos take part, as cells count them; a photo's cells do not depend on the others.
        number: which of the random turns it is.
        deals: those deals whose cells will be asked for.
    """

    def __init__(self, short: Short, rows: Rows, number: int, deals: range = DEALS) -> None:
        self._short = short
        self._rows = rows
        self._deals = deals
        axes = _random_axes(number).reshape(len(DEALS), 2 * _HAND, -1)[deals.start : deals.stop]
        self._axes = shifted(axes.reshape(-1, SHORT_DIM)[:, : short.shape[1]])
        self._product = IntegerProduct()
        self._first = np.empty((len(deals), _HAND, len(rows)), dtype=np.int8)
        self._second = np.empty((len(deals), len(rows), _HAND), dtype=np.int8)
        self._most_in_second = np.empty((len(deals), len(rows)), dtype=np.int8)

    def pieces(self) -> Iterator[tuple[int]]:
        return ((first,) for first in range(0, len(self._rows), _PIECE))

    def place(self, piece: int) -> None:
        """Find out where a piece of the library lies along all axes."""
        end = min(piece + _PIECE, len(self._rows))
        for first in range(piece, end, _PLACED):
            here = slice(first, min(first + _PLACED, end))
            along = self._product(self._axes, self._short.take(self._rows[here], axis=0))
            along >>= 7
            hands = np.clip(along, -127, 127, out=along).astype(np.int8)
            hands = hands.reshape(len(self._deals), 2, _HAND, -1)
            self._first[:, :, here] = hands[:, 0]
            self._second[:, here] = hands[:, 1].transpose(0, 2, 1)
            self._most_in_second[:, here] = np.abs(hands[:, 1]).max(axis=1)

    def border(self, share: float) -> int:
        """The border at which cells hold `share` of the photos, or just above it, on average."""
        lying = np.zeros(255, dtype=np.int64)
        for deal, axis in self.axes():
            here = deal - self._deals.start
            both = np.abs(self._first[here, axis]).astype(np.int16)[:, None] + np.abs(self._second[here])
            lying += np.bincount(both.ravel(), minlength=255)
        # Of the four landmarks that two axes make, a photo can only be in the cell of the one on its side.
        beyond = np.cumsum(lying[::-1])[::-1] / (4 * lying.sum())
        return int(np.flatnonzero(beyond >= min(share, 0.25))[-1])

    def axes(self) -> Iterator[tuple[int, int]]:
        """Every axis of a first hand: the number of the deal, and its place in the hand."""
        return ((deal, axis) for deal in self._deals for axis in range(_HAND))

    def cells(self, deal: int, axis: int, border: int) -> list[Rows]:
        """The rows, rising, in the cell of each of the 64 landmarks that an axis of a first hand is half of.

        A photo is in a cell when it lies on the landmark's side of both axes, and what it has along the two
        adds up to the border.
        """
        deal -= self._deals.start
        along, most = self._first[deal, axis], self._most_in_second[deal]
        near = np.flatnonzero(_sums(along, most) >= border)
        along, others = along[near], self._second[deal].take(near, axis=0)
        place, other = np.divmod(np.flatnonzero(_sums(along[:, None], others) >= border), _HAND)
        cell = (4 * other + 2 * (others[place, other] < 0) + (along[place] < 0)).astype(np.uint8)
        members = near[place[np.argsort(cell, kind="stable")]]  # bytes are sorted by counting them
        return np.split(members, np.cumsum(np.bincount(cell, minlength=4 * _HAND))[:-1])


def _sums(one: NDArray[np.int8], other: NDArray[np.int8]) -> NDArray[np.uint8]:
    """What lies along two axes, either way, added up: at most 254, so that bytes do."""
    return np.abs(one).view(np.uint8) + np.abs(other).view(np.uint8)


def _random_axes(number: int) -> NDArray[np.int8]:
    """int8[256, 256]: rows of 256 steps at right angles; a photo has about 28 * 128 along each."""
    drawn = np.random.default_rng([_SEED, number]).standard_normal((SHORT_DIM, SHORT_DIM))
    return np.clip(np.rint(np.linalg.qr(drawn)[0] * 256), -127, 127).astype(np.int8)


_SEED = 2016
_PIECE, _PLACED = 1 << 14, 512  # products with 512 photos are half a megabyte, which stays in the cache
