"""From the catalogue to groups: everything needed is stored, so nothing is scanned or embedded."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from core.catalog import embeddings, photos, similar
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec
from core.match.grouping import group_photos
from core.photo import DuplicateGroup, Photo
from core.review.units import as_units


def duplicate_groups(
    catalog: Catalog, spec: ModelSpec, roots: Sequence[Path] | None = None
) -> tuple[DuplicateGroup, ...]:
    """Group the photos that the last scans found. What belongs to one shot, RAW and JPEG say, is one photo.

    Args:
        catalog: where photos and similar pairs are stored.
        spec: the model whose vectors count.
        roots: only photos below these folders; None for all.

    Returns:
        the groups, those that free the most bytes first.
    """
    with catalog.read() as connection:
        model = embeddings.find_model_id(connection, spec.digest)
        taking_part = list(_each_file_once(photos.present(connection, roots)))
        matches = similar.matches(connection, model) if model is not None else []
    return as_units(group_photos(taking_part, matches))


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
