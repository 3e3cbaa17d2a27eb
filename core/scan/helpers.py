"""Who does pieces of computing for a scan: this machine's processes, or a cluster.

    pieces --answers--> [ some under way ] --in order--> answers; what nobody could do is done here

A piece that ends its process, or takes too long, costs time and nothing else.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from core.errors import ScanError
from core.photo import Skipped
from core.scan.decode_pool import HasPath

_log = logging.getLogger(__name__)

Piece = TypeVar("Piece", bound=HasPath)
Answer = TypeVar("Answer")


class Unseen(ScanError):
    """No helper sees the files that a piece is about."""


class Helpers(Protocol):
    """Others who work on pieces."""

    @property
    def count(self) -> int:
        """How many they work on at a time."""
        ...

    def answers(
        self, work: Callable[[Piece], Answer], pieces: Iterable[Piece], most: int
    ) -> Iterator[Answer | Skipped]:
        """The answers to pieces of work, in their order; a reason for one that could not be worked on.

        Args:
            work: a function of a module.
            pieces: taken as the answers are.
            most: those who work on them at a time that are worth it.

        Raises:
            Unseen: none of them sees the files that a piece is about.
            ScanError: those who work have gone, and do not come back.
            Cancelled: the scan was.
        """
        ...


def answers_of(
    helpers: Helpers, work: Callable[[Piece], Answer], pieces: Iterable[Piece], most: int
) -> Iterator[Answer]:
    """The answers to all pieces, as `Helpers.answers` has them; what none of them can do is done here."""
    if not most:
        return
    asked: deque[Piece] = deque()

    def noted() -> Iterator[Piece]:
        for piece in pieces:
            asked.append(piece)
            yield piece

    for answer in helpers.answers(work, noted(), most):
        piece = asked.popleft()
        if isinstance(answer, Skipped):
            _log.warning("Pairs are compared again in the scan's own process: %s", answer.reason)
            yield work(piece)
        else:
            yield answer
