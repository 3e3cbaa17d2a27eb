"""From close pairs to matches: lay the thumbnails over each other, weigh the evidence, keep what holds.

Every close pair is judged by itself, also those of which no group makes use today (two copies of one keeper):
another scan, another folder or a removed keeper may ask for them tomorrow, and the groups must not depend on
what was scanned first.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.catalog.chunks import batched
from core.catalog.photos import ContentFacts
from core.cores import usable_cores
from core.embed.embedder import ModelSpec
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
        self._kept: OrderedDict[int, Features] = OrderedDict()

    def judge(self, close: ClosePairs) -> Iterator[tuple[int, list[Match]]]:
        """Judge close pairs, in parts that take a fraction of a second each.

        Yields:
            for each part, the number of pairs judged and the matches among them.
        """
        with ThreadPoolExecutor(_THREADS, "evidence") as pool:
            for part in batched(sorted(close), _PART):
                contents = sorted({content for a, b, _ in part for content in (a, b)})
                with self._catalog.read() as connection:
                    facts = photos.facts_of(connection, contents)
                unseen = [content for content in contents if content not in self._kept]
                found = pool.map(features_of, [facts[content].thumbnail for content in unseen])
                self._kept.update(zip(unseen, found, strict=True))
                judged = pool.map(partial(self._match, facts), part)
                yield len(part), [match for match in judged if match]
                self._forget(contents)

    def _match(self, facts: dict[int, ContentFacts], pair: tuple[int, int, float]) -> Match | None:
        a, b, cosine = pair
        one, other = facts[a], facts[b]
        apart, camera = seconds_apart(one.exif, other.exif), same_camera(one.exif, other.exif)
        press = one_press(one.exif, other.exif)
        first, second = self._kept[a], self._kept[b]
        if self._is_doubtful(cosine) and not worth_comparing(first, second):
            return None
        decided = clock_decides(cosine, self._thresholds.same_scene, apart, camera, press)
        registration = None if decided else register(first, second)
        verdict = judge(
            cosine,
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

    def _forget(self, met: Sequence[int]) -> None:
        """Let go of the features that were not met for longest."""
        for content in met:
            self._kept.move_to_end(content)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


_PART = 32
"""Pairs judged between two looks at the cancel token: half a second at worst on one core."""

_KEPT = 512
"""Contents whose features are kept, about 200 kB each."""

_THREADS = min(8, usable_cores())
"""Python's lock leaves work for no more."""
