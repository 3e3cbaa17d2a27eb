"""Comparing the photos of a group at full size: who was made of whom, and what each alone holds.

Only pairs that decide something are looked at: all pairs of a small group, and the keeper with each of the
others in a large one. What is found may make another photo the keeper, which is then compared with the
rest. Workers do it (core/scan/full_look.py), since files are decoded.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from core.catalog import photos, similar
from core.catalog.catalog import Catalog
from core.groups import MatchedPhotos
from core.match.phylogeny import LEAST_ODDS, arrows
from core.photo import Change, DuplicateGroup, Finding, Lineage, Match, Relation, Skipped
from core.progress import CancelToken, Meter, Reporter, Stage
from core.scan.full_look import CloseLook, Compared, Pair, compare_all, paths_of, unseen
from core.scan.workers import Workers

_log = logging.getLogger(__name__)


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
