"""From close pairs to matches: lay the thumbnails over each other, weigh the evidence, keep what holds.

Every close pair is judged by itself, also those of which no group makes use today (two copies of one keeper):
another scan, another folder or a removed keeper may ask for them tomorrow, and the groups must not depend on
what was scanned first.
"""

import math
import os
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.catalog.chunks import batched
from core.catalog.photos import ContentFacts
from core.embed.embedder import ModelSpec
from core.match.congruence import Sheet, congruent, sheet_of
from core.match.features import Features, features_of
from core.match.findings import Side, findings
from core.match.glance import worth_comparing
from core.match.registration import Registration, register
from core.match.relation import one_press, same_camera, seconds_apart
from core.match.verdict import clock_decides, judge
from core.photo import Match

ClosePairs = Sequence[tuple[int, int, float]]
"""`(content a, content b, cosine)`."""


class EvidenceRoom:
    """Compares contents by their thumbnails, keeping the features of those it met last.

    A few threads share the work: OpenCV finds corners without holding Python's lock, and that is most of it.
    They live as long as one call of `judge`.
    """

    def __init__(self, catalog: Catalog, spec: ModelSpec) -> None:
        self._catalog = catalog
        self._thresholds = spec.thresholds
        self._kept: OrderedDict[int, _Content] = OrderedDict()

    def judge(self, close: ClosePairs) -> Iterator[tuple[int, list[Match]]]:
        """Judge close pairs, in parts that take a fraction of a second each.

        Yields:
            for each part, the number of pairs judged and the matches among them.
        """
        with ThreadPoolExecutor(_THREADS, "evidence") as pool:
            count, matches, began = 0, list[Match](), time.monotonic()
            for part in batched(_in_tiles(close), _PART):
                self._meet(sorted({content for a, b, _ in part for content in (a, b)}), pool)
                at_once = [self._at_once(pair) for pair in part]
                rest = [pair for pair, match in zip(part, at_once, strict=True) if match is None]
                matches += [match for match in (*at_once, *pool.map(self._match, rest)) if match]
                count += len(part)
                if time.monotonic() - began > _LOOK_UP_S:
                    yield count, matches
                    count, matches, began = 0, list[Match](), time.monotonic()
            if count:
                yield count, matches

    def _meet(self, contents: Sequence[int], pool: ThreadPoolExecutor) -> None:
        """Have some contents at hand, and let go of those that were not met for longest."""
        unseen = [content for content in contents if content not in self._kept]
        if unseen:
            with self._catalog.read() as connection:
                facts = photos.facts_of(connection, unseen)
            found = pool.map(features_of, [facts[content].thumbnail for content in unseen])
            for content, features in zip(unseen, found, strict=True):
                self._kept[content] = _Content(facts[content], features)
        for content in contents:
            self._kept.move_to_end(content)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _at_once(self, pair: tuple[int, int, float]) -> Match | None:
        """The match of two pictures that lie on each other from the start; None where that has to be seen.

        The cosine counts in steps here, rounded down, so that pairs of one camera have one verdict.
        """
        a, b, cosine = pair
        if cosine < self._thresholds.same_scene:
            return None
        found = congruent(self._kept[a].sheet, self._kept[b].sheet)
        return found and self._weighed(pair, found, math.floor(cosine / _STEP) * _STEP)

    def _match(self, pair: tuple[int, int, float]) -> Match | None:
        a, b, cosine = pair
        first, second = self._kept[a], self._kept[b]
        if self._is_doubtful(cosine) and not worth_comparing(first.features, second.features):
            return None
        decided = clock_decides(cosine, self._thresholds.same_scene, *_clocks(first.facts, second.facts))
        registration = None if decided else register(first.features, second.features)
        return self._weighed(pair, registration, cosine)

    def _weighed(
        self, pair: tuple[int, int, float], registration: Registration | None, closeness: float
    ) -> Match | None:
        """The match that the evidence amounts to; `closeness` is the cosine as it counts in the verdict."""
        a, b, cosine = pair
        one, other = self._kept[a].facts, self._kept[b].facts
        first, second = self._kept[a].features, self._kept[b].features
        apart, camera, press = _clocks(one, other)
        verdict = judge(
            closeness,
            registration,
            same_scene=self._thresholds.same_scene,
            same_picture=self._thresholds.same_picture,
            detail=min(first.detail, second.detail),
            seconds_apart=apart,
            same_camera=camera,
            one_press=press,
        )
        if verdict.relation is None:
            return None
        sides = Side(one.width, one.height, first.colours), Side(other.width, other.height, second.colours)
        back: Registration | None = registration.swapped() if registration else None
        return Match(
            a,
            b,
            verdict.relation,
            cosine,
            verdict.probability,
            findings(registration, *sides, seconds_apart=apart, same_camera=camera),
            findings(back, *reversed(sides), seconds_apart=apart, same_camera=camera),
        )

    def _is_doubtful(self, cosine: float) -> bool:
        """Whether most pairs of this cosine come by chance: nearer to a candidate's than to a scene's."""
        return cosine < (self._thresholds.candidate + self._thresholds.same_scene) / 2


def _clocks(one: ContentFacts, other: ContentFacts) -> tuple[float | None, bool | None, bool | None]:
    """What the cameras' clocks say of two photos, as `judge` and `clock_decides` ask for it."""
    exif = one.exif, other.exif
    return seconds_apart(*exif), same_camera(*exif), one_press(*exif)


class _Content:
    """What is known of one content while its pairs are judged."""

    def __init__(self, facts: ContentFacts, features: Features) -> None:
        self.facts = facts
        self.features = features
        self._sheet: Sheet | None = None

    @property
    def sheet(self) -> Sheet:
        """Drawn when first asked for; two threads at once draw the same one."""
        if self._sheet is None:
            self._sheet = sheet_of(self.features)
        return self._sheet


def _in_tiles(close: ClosePairs) -> list[tuple[int, int, float]]:
    """Pairs in an order in which few contents are met at a time: all of one block with all of another.

    Of a thousand frames that are all close, each would otherwise be read anew for every other one.
    """
    contents = sorted({content for a, b, _ in close for content in (a, b)})
    block = {content: place // (_KEPT // 2) for place, content in enumerate(contents)}
    return sorted(close, key=lambda pair: (block[pair[0]], block[pair[1]], pair[0], pair[1]))


_PART = 32
"""Pairs judged between two looks at the cancel token: half a second at worst on one core."""

_LOOK_UP_S = 0.2
"""Where pairs are settled at a glance, parts are longer: a transaction for 32 of them would take most of the
time."""

_STEP = 0.01

_KEPT = 512
"""Contents whose features are kept, about 400 kB each with their sheets."""

_THREADS = min(8, os.cpu_count() or 1)
"""Python's lock leaves work for no more."""
