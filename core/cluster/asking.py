"""Pieces of computing for a cluster: asked for a few ahead of the reader, answered in their order.

Unlike `core.cluster.pool` no piece opens a photo, so that a worker does it in its own process. Dask gives the
pieces of a worker that died to another one; those of a scheduler that was restarted are asked for again.
"""

import importlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from core import __version__
from core.cluster.connection import Asked, Connection
from core.errors import NearDupError, ScanError
from core.progress import CancelToken
from core.scan.helpers import Unseen

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")


def answers(
    connection: Connection,
    work: Callable[[Piece], Answer],
    pieces: Iterable[Piece],
    cancel: CancelToken,
    blind: set[str],
) -> Iterator[Answer]:
    """Have workers do pieces of computing.

    Args:
        connection: the cluster.
        work: what to do with a piece; a function of a module. It raises FileNotFoundError where a worker
            does not see a file.
        pieces: taken when there is room, `_AHEAD` for each thread of a worker.
        cancel: ends it.
        blind: workers that are not asked; those that do not see the files are added.

    Yields:
        the answer to each piece, in their order.

    Raises:
        Unseen: no worker sees the files.
        ScanError: the cluster has gone, a worker runs another NearDup, or a piece ends every worker.
        Cancelled: `cancel` was raised.
    """
    source = iter(pieces)
    under_way: deque[_Question[Piece]] = deque()

    def ask(question: "_Question[Piece]") -> None:
        # Between batches of photos that wait, these go first: the scan waits for them.
        sighted = [worker for worker in connection.workers() if worker not in blind] if blind else []
        if blind and not sighted:
            raise Unseen(
                f"No worker of the cluster {connection.place} sees the folder that vectors are laid out in. "
                "Name one with --cluster-folder that is mounted at the same path on all machines."
            )
        question.asked = connection.ask(
            at_worker, work, __version__, question.piece, only=sighted, first=True
        )

    def answer_to(question: "_Question[Piece]") -> Answer:
        while True:
            if connection.wait(_asked(question), cancel):
                try:
                    worker, found = connection.answer(_asked(question))
                except Exception as error:
                    if not connection.is_lost(_asked(question)):
                        raise _as_sentence(error) from error
                else:
                    connection.forget(_asked(question))
                    if isinstance(found, _NotThere):
                        blind.add(worker)
                        ask(question)
                        continue
                    return found
            for each in (question, *under_way):
                if connection.is_lost(_asked(each)):
                    connection.forget(_asked(each))
                    ask(each)

    try:
        while True:
            room = _AHEAD * max(1, sum(connection.workers().values())) - len(under_way)
            for piece in islice(source, max(0, room)):
                under_way.append(_Question(piece))
                ask(under_way[-1])
            if not under_way:
                return
            yield answer_to(under_way[0])
            under_way.popleft()
    finally:
        for question in under_way:
            if question.asked is not None:
                connection.forget(question.asked)


_AHEAD = 2
"""Pieces for each thread: they take a second or more, and evidence carries its thumbnails along."""


@dataclass(eq=False, slots=True)
class _Question(Generic[Piece]):
    piece: Piece
    asked: Asked | None = None


def _asked(question: _Question[Any]) -> Asked:
    assert question.asked is not None
    return question.asked


@dataclass(frozen=True, slots=True)
class _NotThere:
    """The answer of a worker that does not see the files."""


def at_worker(work: Callable[[Any], Any], version: str, piece: Any) -> tuple[str, Any]:
    """In a worker: do a piece, and say who did."""
    worker: Any = importlib.import_module("distributed").get_worker()
    if version != __version__:
        raise ScanError(
            f"The worker {worker.address} runs NearDup {__version__}, and the scan {version}. Install the "
            "same one on all machines."
        )
    try:
        return str(worker.address), work(piece)
    except FileNotFoundError:
        return str(worker.address), _NotThere()


def _as_sentence(error: Exception) -> Exception:
    """What is told of an error that came from a worker."""
    if type(error).__name__ == "KilledWorker":
        return ScanError(
            "Workers of the cluster end again and again while they compare photos; have they enough memory? "
            "What was found is kept; the next scan goes on from there."
        )
    if isinstance(error, (ImportError, AttributeError)):
        return ScanError(
            f"A worker of the cluster cannot run NearDup {__version__}: {error}. Install the same NearDup "
            "where it runs, and start it with: neardup worker ADDRESS"
        )
    if isinstance(error, OSError) and not isinstance(error, NearDupError):
        return ScanError(
            f"A worker of the cluster cannot read the vectors that were laid out for it: {error}."
        )
    return error
