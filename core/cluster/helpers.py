"""Pieces of computing on a cluster, asked for with a scan's own verdicts."""

from collections.abc import Callable, Iterable, Iterator

from core.cluster.asking import answers
from core.cluster.connection import Connection
from core.progress import CancelToken
from core.scan.helpers import Answer, Piece


class ClusterHelpers:
    """A cluster that computes; satisfies `Helpers`.

    Args:
        connection: the cluster.
        cancel: ends what is under way.
    """

    def __init__(self, connection: Connection, cancel: CancelToken) -> None:
        self._connection = connection
        self._cancel = cancel
        self._blind: set[str] = set()
        """Workers that do not see the files that were asked about."""

    @property
    def count(self) -> int:
        return max(1, sum(self._connection.workers().values()))

    def answers(
        self, work: Callable[[Piece], Answer], pieces: Iterable[Piece], most: int
    ) -> Iterator[Answer]:
        """See `Helpers.answers`; all workers take their share."""
        return answers(self._connection, work, pieces, self._cancel, self._blind)
