"""From close pairs to matches: lay the thumbnails over each other, weigh the evidence, keep what holds."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.catalog.chunks import batched
from core.catalog.photos import ContentFacts
from core.embed.embedder import ModelSpec
from core.match.features import Features, features_of
from core.match.findings import Side, findings
from core.match.registration import Registration, register
from core.match.relation import same_camera, seconds_apart
from core.match.verdict import clock_decides, judge
from core.photo import Match

ClosePairs = Sequence[tuple[int, int, float]]
"""`(content a, content b, cosine)`."""


class EvidenceRoom:
    """Compares contents by their thumbnails, keeping the features of those it met last."""

    def __init__(self, catalog: Catalog, spec: ModelSpec) -> None:
        self._catalog = catalog
        self._thresholds = spec.thresholds
        self._kept: OrderedDict[int, Features] = OrderedDict()

    def judge(self, close: ClosePairs) -> Iterator[tuple[int, list[Match]]]:
        """Judge close pairs, in parts that take a fraction of a second each.

        Yields:
            for each part, the number of pairs judged and the matches among them.
        """
        for part in batched(sorted(close), _PART):
            with self._catalog.read() as connection:
                facts = photos.facts_of(connection, {content for a, b, _ in part for content in (a, b)})
            yield len(part), [match for pair in part if (match := self._match(*pair, facts))]

    def _match(self, a: int, b: int, cosine: float, facts: dict[int, ContentFacts]) -> Match | None:
        one, other = facts[a], facts[b]
        apart, camera = seconds_apart(one.exif, other.exif), same_camera(one.exif, other.exif)
        first, second = self._features(a, one), self._features(b, other)
        decided = clock_decides(cosine, self._thresholds.same_scene, apart, camera)
        registration = None if decided else register(first, second)
        verdict = judge(
            cosine,
            registration,
            same_scene=self._thresholds.same_scene,
            same_picture=self._thresholds.same_picture,
            detail=min(first.detail, second.detail),
            seconds_apart=apart,
            same_camera=camera,
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

    def _features(self, content: int, facts: ContentFacts) -> Features:
        known = self._kept.get(content)
        if known is None:
            known = self._kept[content] = features_of(facts.thumbnail)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(content)
        return known


_PART = 32
"""Pairs judged between two looks at the cancel token: a third of a second at worst."""

_KEPT = 512
"""Contents whose features are kept, about 150 kB each."""
