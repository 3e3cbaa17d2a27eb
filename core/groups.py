"""From the catalogue to groups: everything needed is stored, so nothing is scanned or embedded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.catalog import embeddings, photos, similar
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec
from core.match.grouping import group_photos
from core.match.histogram import SimilarityHistogram, similarity_histogram
from core.match.strictness import Strictness
from core.photo import DuplicateGroup, Match, Photo
from core.review.units import as_units

ALL_MATCHES = Strictness()


def duplicate_groups(
    catalog: Catalog,
    spec: ModelSpec,
    roots: Sequence[Path] | None = None,
    strictness: Strictness = ALL_MATCHES,
) -> tuple[DuplicateGroup, ...]:
    """Group the photos that the last scans found. What belongs to one shot, RAW and JPEG say, is one photo.

    Args:
        catalog: where photos and similar pairs are stored.
        spec: the model whose vectors count.
        roots: only photos below these folders; None for all.
        strictness: which matches make groups.

    Returns:
        the groups, those that free the most bytes first.
    """
    return matched_photos(catalog, spec, roots).groups(strictness)


def matched_photos(catalog: Catalog, spec: ModelSpec, roots: Sequence[Path] | None = None) -> "MatchedPhotos":
    """Read what groups are made of, to group it more than once; arguments as for `duplicate_groups`."""
    with catalog.read() as connection:
        model = embeddings.find_model_id(connection, spec.digest)
        taking_part = tuple(_each_file_once(photos.present(connection, roots)))
        matches = tuple(similar.matches(connection, model)) if model is not None else ()
    return MatchedPhotos(taking_part, matches)


@dataclass(frozen=True, slots=True)
class MatchedPhotos:
    """Photos and the matches among their contents."""

    photos: tuple[Photo, ...] = ()
    matches: tuple[Match, ...] = ()

    def groups(self, strictness: Strictness = ALL_MATCHES) -> tuple[DuplicateGroup, ...]:
        """Group them, as strictly as is wanted; looks at their folders for what belongs to one shot."""
        found = as_units(group_photos(self.photos, strictness.matches(self.matches)))
        return tuple(strictness.groups(found))

    def histogram(self) -> SimilarityHistogram:
        """How alike the matches are."""
        return similarity_histogram(self.photos, self.matches)


def _each_file_once(found: Iterable[Photo]) -> Iterator[Photo]:
    """Leave out second paths to a file, which scans of different folders may have brought together.

    Offering a file as a copy of itself is how such tools lose the only one.
    """
    seen: set[tuple[int, int]] = set()
    for photo in found:
        identity = (photo.file.dev, photo.file.inode)
        if photo.file.inode == 0 or identity not in seen:
            seen.add(identity)
            yield photo
