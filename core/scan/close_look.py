"""Comparing the photos of a group at full size: who was made of whom, and what each alone holds.

Only pairs that decide something are looked at: all pairs of a small group, and the keeper with each of the
others in a large one. What is found may make another photo the keeper, which is then compared with the
rest. Workers do it (core/scan/full_look.py), since files are decoded.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from types import TracebackType
from typing import Self

from core.catalog import photos, similar
from core.catalog.catalog import Catalog
from core.groups import MatchedPhotos
from core.match.phylogeny import LEAST_ODDS, arrows
from core.photo import Change, DuplicateGroup, Finding, Match, Photo, Relation, Skipped
from core.progress import CancelToken, Meter, Reporter, Stage
from core.scan.full_look import CloseLook, Compared, Pair, Seen, compare_all, paths_of, unseen
from core.scan.schedule import PairingSchedule
from core.scan.workers import Workers

_log = logging.getLogger(__name__)


def look_closely(
    catalog: Catalog,
    model: int,
    matched: MatchedPhotos,
    workers: Workers,
    report: Reporter,
    cancel: CancelToken,
    tell: Callable[[MatchedPhotos], None] | None = None,
) -> MatchedPhotos:
    """Compare what the groups ask for and was never compared, and store it.

    Args:
        tell: gets the matches before the first look, if any is needed, and now and then with what was found
            by then.

    Returns:
        the matches with what was found.

    Raises:
        Cancelled: what was found until then is kept.
    """
    looks = list(_looks(catalog, matched))
    if not looks:
        return matched
    if tell is not None:
        tell(matched)
    meter = Meter(report, Stage.COMPARE)
    schedule = PairingSchedule()
    done = 0
    with workers.pool(compare_all, paths_of, _SECONDS, len(looks) // _LOOKS_PER_WORKER) as pool:
        while looks:  # ends: each pair is compared once, if it can be
            meter.total = done + sum(len(look.pairs) for look in looks)
            meter.at(done)
            with _Findings(catalog, model, matched) as found:
                for look, outcome in zip(looks, pool.outcomes(looks, cancel), strict=True):
                    found.add(look.pairs, _outcome(look, outcome))
                    done += len(look.pairs)
                    meter.at(done)
                    if tell is not None and schedule.is_due(done):
                        with schedule.looking(done):
                            tell(found.matched())
            matched = found.matched()
            looks = list(_looks(catalog, matched))
    return matched


_LOOKS_PER_WORKER = 4
_SECONDS = 300.0
_ALL_PAIRS = 4
"""Photos of a group of which every pair is compared."""
_PAIRS_AT_ONCE = 8
"""Of one group, four seconds of a core at 12 MP: a bar that stands still longer looks broken."""


def _looks(catalog: Catalog, matched: MatchedPhotos) -> Iterator[CloseLook]:
    match_of = {(match.a, match.b): match for match in matched.matches}
    asked: set[Pair] = set()
    for group in matched.groups():
        pairs = [pair for pair in _wanted(group, match_of) if pair not in asked]
        asked.update(pairs)
        files_of: defaultdict[int, list[Photo]] = defaultdict(list)
        for photo in group.photos:
            files_of[photo.content_id].append(photo)
        for start in range(0, len(pairs), _PAIRS_AT_ONCE):
            part = tuple(pairs[start : start + _PAIRS_AT_ONCE])
            contents = sorted({content for pair in part for content in pair})
            with catalog.read() as connection:
                facts = photos.facts_of(connection, contents)
            seen = {each: _seen(files_of[each], facts[each].thumbnail) for each in contents}
            yield CloseLook(seen[part[0][0]].path, seen, part)


def _seen(files: Sequence[Photo], thumbnail: bytes) -> Seen:
    """What a look gets of a content, with a few of its files."""
    first, *others = files[:_FILES]
    return Seen(first.path, thumbnail, first.sha256, tuple(other.path for other in others))


_FILES = 4


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


class _Findings:
    """What is found of some matches. Use it in a `with`: it is stored now and then, and at the end."""

    def __init__(self, catalog: Catalog, model: int, matched: MatchedPhotos) -> None:
        self._catalog = catalog
        self._model = model
        self._matched = matched
        self._of = {(match.a, match.b): match for match in matched.matches}
        self._unstored: list[Match] = []
        self._stored_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store()

    def add(self, pairs: Iterable[Pair], compared: Compared) -> None:
        """Take in what was found of some pairs. Those that could not be compared cover nothing, and nothing
        is stored about them: the next scan may see them."""
        for pair in pairs:
            match = self._of[pair]
            if pair not in compared:
                self._of[pair] = replace(match, lineage=unseen())
                continue
            lineage, equal = compared[pair]
            same = (Finding(Change.SAME_DATA),) if equal else ()
            match = replace(match, lineage=lineage, forth=same + match.forth, back=same + match.back)
            self._of[pair] = match
            self._unstored.append(match)
        if time.monotonic() - self._stored_at > _STORED_EVERY_S:
            self._store()

    def matched(self) -> MatchedPhotos:
        """The matches, with what was found until now."""
        return self._matched.with_matches(tuple(self._of.values()))

    def _store(self) -> None:
        if self._unstored:
            with self._catalog.write() as connection:
                similar.add(connection, self._model, self._unstored)
        self._unstored, self._stored_at = [], time.monotonic()


_STORED_EVERY_S = 2.0
"""What a kill costs at most."""
