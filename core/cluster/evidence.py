"""Judging close pairs on a cluster: what is known of two photos goes out, their match comes back.

Thumbnails go along, so that workers read no file for it. A worker judges as the scan's own machine would,
with the same `EvidenceRoom`, and so with the same verdicts.
"""

import threading
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from core.catalog.catalog import Catalog
from core.catalog.chunks import batched
from core.cluster.asking import answers
from core.cluster.connection import Connection
from core.embed.embedder import Thresholds
from core.match.opencv import open_cv
from core.photo import Match
from core.progress import CancelToken
from core.scan.evidence import ClosePairs, EvidenceRoom, Known, in_tiles, known_of


class ClusterEvidence:
    """Judges close pairs on a cluster, and few of them here; satisfies `Evidence`.

    Args:
        connection: the cluster.
        catalog: the contents.
        thresholds: the model's.
        cancel: ends what is under way.
    """

    def __init__(
        self, connection: Connection, catalog: Catalog, thresholds: Thresholds, cancel: CancelToken
    ) -> None:
        self._connection = connection
        self._catalog = catalog
        self._thresholds = thresholds
        self._cancel = cancel
        self._own = EvidenceRoom(partial(known_of, catalog), thresholds)

    def judge(self, close: ClosePairs) -> Iterator[tuple[int, list[Match]]]:
        """See `Evidence.judge`."""
        if len(close) < _WORTH_ASKING:
            yield from self._own.judge(close)
            return
        yield from answers(self._connection, judged, self._cases(close), self._cancel, set())

    def undecided(self, close: ClosePairs, drafts: Container[int]) -> set[int]:
        """See `Evidence.undecided`."""
        if len(close) < _WORTH_ASKING:
            return self._own.undecided(close, drafts)
        cases = self._cases(close, drafts)
        return set[int]().union(*answers(self._connection, left_open, cases, self._cancel, set()))

    def forget(self, contents: Iterable[int]) -> None:
        """See `Evidence.forget`."""
        self._own.forget(contents)

    def _cases(self, close: ClosePairs, drafts: Container[int] = ()) -> Iterator["Case"]:
        for pairs in batched(in_tiles(close), _PAIRS):
            contents = sorted({content for a, b, _ in pairs for content in (a, b)})
            known = known_of(self._catalog, contents)
            here = frozenset(content for content in contents if content in drafts)
            yield Case(tuple(pairs), known, self._thresholds, here)


_PAIRS = 64
"""Pairs of one case: half a second of a core at most, and 128 thumbnails, 3 MB."""

_WORTH_ASKING = 2 * _PAIRS


@dataclass(frozen=True)
class Case:
    """Pairs to be judged, and what is known of their contents; `drafts` are those known by a small copy."""

    pairs: tuple[tuple[int, int, float], ...]
    known: Mapping[int, Known]
    thresholds: Thresholds
    drafts: frozenset[int] = field(default_factory=frozenset[int])


def judged(case: Case) -> tuple[int, list[Match]]:
    """In a worker: how many pairs were judged, and the matches among them."""
    return len(case.pairs), [match for _, matches in _room_for(case).judge(case.pairs) for match in matches]


def left_open(case: Case) -> set[int]:
    """In a worker: the drafts that have to be read whole before their pairs are judged."""
    return _room_for(case).undecided(case.pairs, case.drafts)


def _room_for(case: Case) -> EvidenceRoom:
    """This thread's room, which knows the contents of earlier cases if they are what they were."""
    open_cv().setNumThreads(1)  # as many cases at a time as there are workers
    room = _thread.room
    if room is None or _thread.thresholds != case.thresholds:
        room = _thread.room = EvidenceRoom(_thread.tell, case.thresholds, threads=1)
        _thread.thresholds = case.thresholds
    _thread.known = case.known
    room.forget_changed(case.known)
    return room


class _Thread(threading.local):
    """What a worker's thread keeps in between."""

    def __init__(self) -> None:
        self.room: EvidenceRoom | None = None
        self.thresholds: Thresholds | None = None
        self.known: Mapping[int, Known] = {}

    def tell(self, contents: Iterable[int]) -> dict[int, Known]:
        return {content: self.known[content] for content in contents}


_thread = _Thread()
