"""Close pairs in cases that other processes or machines judge: what is known goes out, matches come back.

    pairs --cases--> [ a few dozen photos and the pairs among them ] --judged--> matches

Thumbnails go along, so that nobody reads a file or a catalogue for it. A case holds what hangs together; of
photos that are met in several the keypoints, which take most of the time, are found beforehand and go along.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import local

from core.embed.embedder import Thresholds
from core.match.features import Found, features_of
from core.match.opencv import open_cv
from core.photo import Match
from core.scan.evidence import MET_AT_ONCE, ClosePairs, EvidenceRoom, Known

Pairs = list[tuple[int, int, float]]


@dataclass(frozen=True)
class Case:
    """Pairs to be judged, and what is known of their contents.

    `drafts` are those known by a small copy, `found` the keypoints of contents that are met in several cases.
    """

    pairs: tuple[tuple[int, int, float], ...]
    known: Mapping[int, Known]
    thresholds: Thresholds
    drafts: frozenset[int] = frozenset()
    found: Mapping[int, Found] = field(default_factory=dict[int, Found])

    @property
    def path(self) -> Path:
        """Where one of the photos lies, for a log."""
        return next((name for known in self.known.values() for name in known.names), Path("?"))


@dataclass(frozen=True)
class Looked:
    """Contents whose keypoints are wanted, each with its thumbnail."""

    thumbnails: Mapping[int, bytes]
    path: Path = Path("?")


def keypoints_of(looked: Looked) -> dict[int, Found]:
    """In a worker: the keypoints of some contents."""
    open_cv().setNumThreads(1)  # as many at a time as there are cores
    return {
        content: features_of(thumbnail).found_by_most() for content, thumbnail in looked.thumbnails.items()
    }


def judged(case: Case) -> tuple[int, list[Match]]:
    """In a worker: how many pairs were judged, and the matches among them."""
    return len(case.pairs), _room_for(case).judge(case.pairs, case.known, case.found)


def settled(case: Case) -> tuple[list[Match], ClosePairs]:
    """In a worker: the matches that can be told at once, and the pairs that are left."""
    return _room_for(case).settle(case.pairs, case.known)


def left_open(case: Case) -> set[int]:
    """In a worker: the drafts that have to be read whole before their pairs are judged."""
    return _room_for(case).undecided(case.pairs, case.known, case.drafts)


def _room_for(case: Case) -> EvidenceRoom:
    """This thread's room, which has the features of contents of earlier cases at hand."""
    open_cv().setNumThreads(1)  # as many cases at a time as there are cores
    room: EvidenceRoom | None = getattr(_thread, "room", None)
    if room is None or room.thresholds != case.thresholds:
        room = _thread.room = EvidenceRoom(case.thresholds)
    return room


_thread = local()


def cut(close: ClosePairs, most: int) -> Iterator[Pairs]:
    """Cut pairs into parts that share few contents; each pair is in one of them.

    What hangs together by pairs stays together. A larger company is cut into tiles, all of one block of it
    with all of another: of a thousand frames that are all close, each would else be met anew for every other.

    Args:
        close: the pairs.
        most: pairs of a part; it holds `MET_AT_ONCE` contents at most.
    """
    part: Pairs = []
    met: set[int] = set()
    for company in _companies(close):
        for tile in _tiles(company, most):
            contents = met_in(tile)
            if part and (len(part) + len(tile) > most or len(met | contents) > MET_AT_ONCE):
                yield part
                part, met = [], set()
            part += tile
            met |= contents
    if part:
        yield part


def met_in(close: ClosePairs) -> set[int]:
    """The contents of some pairs."""
    return {content for a, b, _ in close for content in (a, b)}


def _companies(close: ClosePairs) -> Iterator[Pairs]:
    """Pairs by what hangs together through them, in the order in which the first of each comes."""
    leader: dict[int, int] = {}

    def leads(content: int) -> int:
        while (above := leader.setdefault(content, content)) != content:
            leader[content] = content = leader[above]
        return content

    for a, b, _ in close:
        leader[leads(b)] = leads(a)
    companies: defaultdict[int, Pairs] = defaultdict(list)
    for pair in close:
        companies[leads(pair[0])].append(pair)
    yield from companies.values()


def _tiles(company: Pairs, most: int) -> Iterator[Pairs]:
    """The pairs of one block of contents with another, block by block, at most so many at a time."""
    contents = sorted(met_in(company))
    block = {content: place // _BLOCK for place, content in enumerate(contents)}
    tiles: defaultdict[tuple[int, int], Pairs] = defaultdict(list)
    for a, b, cosine in company:
        tiles[block[a], block[b]].append((a, b, cosine))
    for _, tile in sorted(tiles.items()):
        yield from (tile[start : start + most] for start in range(0, len(tile), most))


_BLOCK = MET_AT_ONCE // 2
