"""Judging the close pairs of a catalogue: in cases, which others work on (core/scan/cases.py)."""

import math
import time
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.catalog.chunks import batched
from core.embed.embedder import Thresholds
from core.match.features import Found
from core.photo import Match
from core.scan.cases import Case, Looked, Pairs, cut, judged, keypoints_of, left_open, met_in, settled
from core.scan.evidence import ClosePairs, Known, asks_for_a_look, ruled_out
from core.scan.helpers import Helpers, answers_of

_NOTHING: Mapping[int, Known] = {}
_NONE: Mapping[int, Found] = {}


class Evidence:
    """Judges close pairs of a catalogue's contents.

    Args:
        catalog: what is known of the contents.
        thresholds: the model's.
        helpers: who works on the cases. What none of them can do is done here.
    """

    def __init__(self, catalog: Catalog, thresholds: Thresholds, helpers: Helpers) -> None:
        self._catalog = catalog
        self._thresholds = thresholds
        self._helpers = helpers

    def judge(self, close: ClosePairs) -> Iterator[tuple[int, list[Match]]]:
        """Judge close pairs, in parts that take a fraction of a second each.

        Yields:
            for each part, the number of pairs judged and the matches among them.
        """
        count, matches, began = 0, list[Match](), time.monotonic()
        for done, found in self._judged(close):
            count += done
            matches += found
            if time.monotonic() - began > _LOOK_UP_S:
                yield count, matches
                count, matches, began = 0, list[Match](), time.monotonic()
        if count:
            yield count, matches

    def undecided(self, close: ClosePairs, drafts: Container[int]) -> set[int]:
        """Contents that are known by a small copy only, in pairs that a glance at it does not rule out.

        Their pictures have to be read whole before such a pair is judged.

        Args:
            close: the pairs.
            drafts: the contents that are known by a small copy.
        """
        parts = self._cut(close)
        cases = (self._case(part, drafts=drafts) for part in parts)
        return set[int]().union(*answers_of(self._helpers, left_open, cases, _worth(parts)))

    def _judged(self, close: ClosePairs) -> Iterator[tuple[int, list[Match]]]:
        """Where few contents hang together they are met in one case, and judged there.

        Where many do, each is met in several cases. Pairs that may lie on each other are tried first there;
        then keypoints are found once for all cases.
        """
        parts = self._cut(close)
        shared = _met_often(parts)
        alone = [part for part in parts if shared.isdisjoint(met_in(part))]
        yield from answers_of(self._helpers, judged, map(self._case, alone), _worth(alone))
        told = known_of(self._catalog, sorted(shared)[:_KEPT])
        together = [pair for part in parts if not shared.isdisjoint(met_in(part)) for pair in part]
        alike = self._cut([pair for pair in together if pair[2] >= self._thresholds.same_scene])
        far = [pair for pair in together if pair[2] < self._thresholds.same_scene]
        left = [pair for pair in far if not self._tells(ruled_out, pair, told)]
        if len(left) < len(far):
            yield len(far) - len(left), []
        cases = (self._case(part, told) for part in alike)
        for matches, rest in answers_of(self._helpers, settled, cases, _worth(alike)):
            left += rest
            yield len(matches), matches
        parts = self._cut(left)
        looks = [[pair for pair in part if self._tells(asks_for_a_look, pair, told)] for part in parts]
        found = self._keypoints(told, _met_often(looks))
        cases = (self._case(part, told, found) for part in parts)
        yield from answers_of(self._helpers, judged, cases, _worth(parts))

    def _tells(
        self,
        whether: Callable[[tuple[int, int, float], Known, Known, Thresholds], bool],
        pair: tuple[int, int, float],
        told: Mapping[int, Known],
    ) -> bool:
        """Whether something is so of a pair by what is known of both; not where little is."""
        one, other = told.get(pair[0]), told.get(pair[1])
        return one is not None and other is not None and whether(pair, one, other, self._thresholds)

    def _cut(self, close: ClosePairs) -> list[Pairs]:
        enough = math.ceil(len(close) / (self._helpers.count * _CASES_EACH))
        return list(cut(close, min(_MOST_PAIRS, max(enough, _PAIRS_WORTH_ONE))))

    def _case(
        self,
        part: Pairs,
        told: Mapping[int, Known] = _NOTHING,
        found: Mapping[int, Found] = _NONE,
        drafts: Container[int] = (),
    ) -> Case:
        contents = sorted(met_in(part))
        known = known_of(self._catalog, [content for content in contents if content not in told])
        known |= {content: told[content] for content in contents if content in told}
        here = frozenset(content for content in known if content in drafts)
        theirs = {content: found[content] for content in known if content in found}
        return Case(tuple(part), known, self._thresholds, here, theirs)

    def _keypoints(self, told: Mapping[int, Known], wanted: set[int]) -> dict[int, Found]:
        """The keypoints of what is wanted, where its thumbnail is at hand."""
        parts = list(batched([content for content in told if content in wanted], _LOOKED_AT))
        looked = (Looked({content: told[content].facts.thumbnail for content in part}) for part in parts)
        answers = answers_of(self._helpers, keypoints_of, looked, len(parts))
        return {content: found for answer in answers for content, found in answer.items()}


def _met_often(parts: Sequence[Pairs]) -> set[int]:
    """Contents that are met in more than one part."""
    times = Counter(content for part in parts for content in met_in(part))
    return {content for content, count in times.items() if count > 1}


def _worth(parts: Sequence[Pairs]) -> int:
    """How many are worth it to work on some parts at a time."""
    return math.ceil(sum(map(len, parts)) / _PAIRS_WORTH_ONE)


def known_of(catalog: Catalog, contents: Sequence[int]) -> dict[int, Known]:
    """What a catalogue tells of some contents."""
    with catalog.read() as connection:
        facts = photos.facts_of(connection, contents)
        undated = [content for content in contents if facts[content].exif.captured is None]
        names = photos.names_of(connection, undated)
    return {content: Known(facts[content], tuple(names.get(content, ()))) for content in contents}


_CASES_EACH = 4
"""Cases for each who works, so that they end at about the same time."""

_MOST_PAIRS, _PAIRS_WORTH_ONE = 64, 32
"""Fewer are not worth one more who works: to import what judges them takes as long as a hundred pairs."""

_LOOKED_AT = 8
_KEPT = 1000
"""Contents that are met often whose thumbnails and keypoints are held, 65 kB each."""

_LOOK_UP_S = 0.2
"""Where pairs are settled at a glance, parts are longer: a transaction for 64 of them would take most of the
time."""
