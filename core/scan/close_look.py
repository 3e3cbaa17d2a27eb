"""Comparing the photos of a group at full size: who was made of whom, and what each alone holds.

Only pairs that decide something are looked at: all pairs of a small group, and the keeper with each of the
others in a large one. What is found may make another photo the keeper, which is then compared with the
rest. A worker does it, since it decodes files, and keeps what it decoded last.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

from core.catalog import photos, similar
from core.catalog.catalog import Catalog
from core.errors import UnreadablePhoto
from core.groups import MatchedPhotos
from core.lineage.alignment import full_guess
from core.lineage.judgement import judge, of_a_thumbnail, of_equal_pixels, unlike
from core.lineage.measures import compare
from core.lineage.picture import FullPicture
from core.match.features import GREY_SIDE, Features, features_of
from core.match.ground import ground_around, laid_beside
from core.match.opencv import open_cv
from core.match.phylogeny import LEAST_ODDS, arrows
from core.match.registration import register
from core.photo import Change, DuplicateGroup, Finding, Lineage, Match, Relation, Skipped
from core.progress import CancelToken, Meter, Reporter, Stage
from core.scan.full_picture import open_full
from core.scan.workers import Workers

Pair = tuple[int, int]
"""Contents, the smaller first."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CloseLook:
    """Pairs of some photos to be compared. `path` names the first one, should all of it fail."""

    path: Path
    photos: Mapping[int, tuple[Path, bytes]]
    """By content: a file, and its thumbnail."""
    pairs: tuple[Pair, ...]


Compared = dict[Pair, tuple[Lineage, bool]]
"""For each pair what was found, and whether all pixels are equal."""


def look_closely(
    catalog: Catalog,
    model: int,
    matched: MatchedPhotos,
    workers: Workers,
    report: Reporter,
    cancel: CancelToken,
) -> MatchedPhotos:
    """Compare what the groups ask for and was never compared, and store it.

    Returns:
        the matches with what was found.

    Raises:
        Cancelled: what was stored until then is kept.
    """
    looks = list(_looks(catalog, matched))
    if not looks:
        return matched
    meter = Meter(report, Stage.COMPARE)
    done = 0
    with workers.pool(compare_all, paths_of, _SECONDS, len(looks) // _LOOKS_PER_WORKER) as pool:
        while looks:  # ends: each pair is compared once, if it can be
            meter.total = done + sum(len(look.pairs) for look in looks)
            found: Compared = {}
            for look, outcome in zip(looks, pool.outcomes(looks, cancel), strict=True):
                found.update(_outcome(look, outcome))
                done += len(look.pairs)
                meter.at(done)
            matched = _with_lineage(catalog, model, matched, found)
            looks = list(_looks(catalog, matched))
    return matched


def paths_of(look: CloseLook) -> list[Path]:
    """The files that a look opens."""
    return [path for path, _ in look.photos.values()]


_LOOKS_PER_WORKER = 4
_SECONDS = 300.0
_ALL_PAIRS = 4
"""Photos of a group of which every pair is compared."""
_PAIRS_AT_ONCE = 24


def _looks(catalog: Catalog, matched: MatchedPhotos) -> Iterator[CloseLook]:
    match_of = {(match.a, match.b): match for match in matched.matches}
    asked: set[Pair] = set()
    for group in matched.groups():
        pairs = [pair for pair in _wanted(group, match_of) if pair not in asked]
        asked.update(pairs)
        path_of = {photo.content_id: photo.path for photo in reversed(group.photos)}
        for start in range(0, len(pairs), _PAIRS_AT_ONCE):
            part = tuple(pairs[start : start + _PAIRS_AT_ONCE])
            contents = sorted({content for pair in part for content in pair})
            with catalog.read() as connection:
                facts = photos.facts_of(connection, contents)
            seen = {content: (path_of[content], facts[content].thumbnail) for content in contents}
            yield CloseLook(path_of[part[0][0]], seen, part)


def _wanted(group: DuplicateGroup, match_of: Mapping[Pair, Match]) -> list[Pair]:
    """Pairs of a group that show one picture and were not compared, those of the keeper first.

    In a large group the keeper first meets those that others were made of: one of them may take its place.
    """
    keeper = group.keeper.content_id
    others = dict.fromkeys(m.photo.content_id for m in group.members if m.relation is Relation.SAME_PICTURE)
    pairs = [_pair(keeper, other) for other in others]
    if len(others) < _ALL_PAIRS:
        return _to_compare((*pairs, *(_pair(*pair) for pair in combinations(others, 2))), match_of)
    photo_of = {photo.content_id: photo for photo in group.photos}
    within = [match_of[pair] for pair in combinations(sorted((keeper, *others)), 2) if pair in match_of]
    sources = {arrow.parent for arrow in arrows(within, photo_of) if arrow.odds >= LEAST_ODDS}
    return _to_compare((pair for pair in pairs if sources & {*pair} - {keeper}), match_of) or _to_compare(
        pairs, match_of
    )


def _to_compare(pairs: Iterable[Pair], match_of: Mapping[Pair, Match]) -> list[Pair]:
    """Those that show one picture and were not compared."""
    found = ((pair, match_of.get(pair)) for pair in pairs)
    return [
        pair
        for pair, match in found
        if match is not None and match.lineage is None and match.relation is Relation.SAME_PICTURE
    ]


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _outcome(look: CloseLook, outcome: Compared | Skipped) -> Compared:
    if isinstance(outcome, Skipped):
        _log.warning(
            "Photos beside %a could not be compared at full size: %s", str(look.path), outcome.reason
        )
        return {pair: (unseen(), False) for pair in look.pairs}
    return outcome


def unseen() -> Lineage:
    """Of photos that could not be compared, one that covers nothing."""
    blank = FullPicture(np.zeros((1, 1, 3), np.uint8), np.eye(3))
    return unlike(blank, blank)


def _with_lineage(
    catalog: Catalog, model: int, matched: MatchedPhotos, found: Mapping[Pair, tuple[Lineage, bool]]
) -> MatchedPhotos:
    changed: list[Match] = []
    matches: list[Match] = []
    for match in matched.matches:
        if (known := found.get((match.a, match.b))) is not None:
            lineage, equal = known
            same = (Finding(Change.SAME_DATA),) if equal else ()
            match = replace(match, lineage=lineage, forth=same + match.forth, back=same + match.back)
            changed.append(match)
        matches.append(match)
    with catalog.write() as connection:
        similar.add(connection, model, changed)
    return matched.with_matches(tuple(matches))


def compare_all(look: CloseLook) -> Compared:
    """In a worker: compare the pairs of some photos. A photo that cannot be read covers nothing."""
    open_cv().setNumThreads(1)  # as many looks at a time as there are cores
    opened = _Opened(look.photos)
    found: Compared = {}
    for a, b in look.pairs:
        try:
            found[a, b] = _compared(opened, a, b)
        except UnreadablePhoto:
            found[a, b] = unseen(), False
    return found


def _compared(opened: "_Opened", a: int, b: int) -> tuple[Lineage, bool]:
    one, other = _side_by_side(opened.picture(a), opened.picture(b))
    if np.array_equal(one.pixels, other.pixels) and np.array_equal(one.turned, other.turned):
        return of_equal_pixels(one, other), True
    laid = register(opened.features(a, beside=b), opened.features(b, beside=a))
    if laid is None:
        return unlike(one, other), False
    found = compare(one, other, full_guess(laid.mapping, one, other, GREY_SIDE))
    if found is None:
        whole = min(laid.covered_a, laid.covered_b) > _WHOLE and laid.agreement > _ALIKE
        return (of_a_thumbnail(one, other) if whole else None) or unlike(one, other), False
    return judge(found, one, other), found.equal


def _side_by_side(one: FullPicture, other: FullPicture) -> tuple[FullPicture, FullPicture]:
    """Two pictures, a transparent one laid on the ground of one that is not: what is visible counts."""
    if (one.alpha is None) == (other.alpha is None):
        return one, other
    ground = ground_around((other if other.alpha is None else one).pixels)
    return (one, other) if ground is None else (one.on_ground(ground), other.on_ground(ground))


_WHOLE, _ALIKE = 0.97, 0.9


class _Opened:
    """Photos decoded for a look, the last few of them kept."""

    def __init__(self, known: Mapping[int, tuple[Path, bytes]]) -> None:
        self._known = known
        self._pictures: dict[int, FullPicture] = {}
        self._features: dict[int, Features] = {}

    def picture(self, content: int) -> FullPicture:
        if content not in self._pictures:
            while self._pictures and sum(p.pixels.nbytes for p in self._pictures.values()) > _KEPT_BYTES:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[content] = open_full(self._known[content][0])
        self._pictures[content] = self._pictures.pop(content)  # the last used goes last
        return self._pictures[content]

    def features(self, content: int, beside: int) -> Features:
        """What `register` asks of a picture that is compared with another one."""
        thumbnail = self._known[content][1]
        laid = laid_beside(thumbnail, self._known[beside][1])
        if laid is not thumbnail:
            return features_of(laid)
        if content not in self._features:
            self._features[content] = features_of(thumbnail)
        return self._features[content]


_KEPT_BYTES = 300 << 20
