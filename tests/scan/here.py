"""Works on pairs in the test's own process, where it can be watched."""

from collections.abc import Callable, Iterable, Iterator

from core.scan.helpers import Answer, Piece


class Here:
    """Satisfies `Helpers`."""

    count = 1

    def answers(
        self, work: Callable[[Piece], Answer], pieces: Iterable[Piece], most: int
    ) -> Iterator[Answer]:
        return map(work, pieces)
