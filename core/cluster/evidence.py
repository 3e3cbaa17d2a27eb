"""Judging close pairs on a cluster, with the verdicts of the scan's own machine."""

from collections.abc import Callable, Iterable, Iterator

from core.cluster.asking import answers
from core.cluster.connection import Connection
from core.progress import CancelToken
from core.scan.judging import Answer, Piece


class ClusterJudges:
    """Work on pairs, on a cluster; satisfies `Judges`.

    Args:
        connection: the cluster.
        cancel: ends what is under way.
    """

    def __init__(self, connection: Connection, cancel: CancelToken) -> None:
        self._connection = connection
        self._cancel = cancel

    @property
    def count(self) -> int:
        return max(1, sum(self._connection.workers().values()))

    def answers(
        self, work: Callable[[Piece], Answer], pieces: Iterable[Piece], most: int
    ) -> Iterator[Answer]:
        """See `Judges.answers`; all workers take their share."""
        return answers(self._connection, work, pieces, self._cancel, set())
