"""How alike the matches of a library are, counted per cent: what a person sees at the similarity slider."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.photo import Match, Photo, Relation

PERCENTS = 101
"""Bars: one for each whole per cent from 0 to 100."""


def _nothing() -> Mapping[Relation, tuple[int, ...]]:
    return dict.fromkeys(Relation, (0,) * PERCENTS)


@dataclass(frozen=True, slots=True)
class SimilarityHistogram:
    """Matches by relation and by whole per cent of similarity, rounded down.

    `counts[relation][p]` matches reach `p` per cent and not `p + 1`: a bar counts whole or not at all.
    """

    counts: Mapping[Relation, tuple[int, ...]] = field(default_factory=_nothing)

    @property
    def lowest(self) -> int:
        """The first per cent with a match; 100 if there is none."""
        return next((p for p in range(PERCENTS) if any(self.at(p).values())), PERCENTS - 1)

    def at(self, percent: int) -> dict[Relation, int]:
        """The bar of one per cent, by relation."""
        return {relation: counted[percent] for relation, counted in self.counts.items()}


def similarity_histogram(photos: Iterable[Photo], matches: Iterable[Match]) -> SimilarityHistogram:
    """Count the matches between the contents of some photos; files with the same bytes are 100 % alike.

    Each file beside the first of its content is one identical match, as it would be in a group.
    """
    files = Counter(photo.content_id for photo in photos)
    found: dict[Relation, list[float]] = {relation: [] for relation in Relation}
    found[Relation.IDENTICAL] = [1.0] * (files.total() - len(files))
    for match in matches:
        if match.a in files and match.b in files:
            found[match.relation].append(match.similarity)
    return SimilarityHistogram({relation: _per_cent(values) for relation, values in found.items()})


def _per_cent(similarities: list[float]) -> tuple[int, ...]:
    import numpy as np  # not to be waited for by the first window, which shows that there is nothing yet

    # 0.29 * 100 is a little less than 29: without the nudge a bar would lose what lies on its edge.
    floors = np.floor(np.asarray(similarities, dtype=np.float64) * 100 + 1e-9).astype(np.int64)
    counted = np.bincount(np.clip(floors, 0, PERCENTS - 1), minlength=PERCENTS)
    return tuple(int(count) for count in counted)
