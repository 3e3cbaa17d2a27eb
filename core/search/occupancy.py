"""What the hash tables hold: how full their buckets are, and what lies in one. For the curious, and to tune.

With random hyperplanes and vectors in every direction alike, each of the 2**bits buckets of a table would be
met equally often; how far a library is from that says how its vectors crowd together.
"""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from core.catalog import buckets, embeddings, photos
from core.catalog.buckets import Bucket
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec
from core.photo import Neighbour, Photo
from core.progress import CancelToken
from core.scan.hash_tables import HashTables, stored_tables
from core.settings import LshParams


@dataclass(frozen=True, slots=True)
class SizeClass:
    """How many buckets hold between `low` and `high` pictures."""

    low: int
    high: int
    buckets: int


@dataclass(frozen=True, slots=True)
class Occupancy:
    """One hash table: its shape, its buckets by size, and the fullest of them.

    `expected` is how many buckets would be occupied if every bucket were as likely as any other.
    `fullest` may leave the smaller ones out; `occupied` counts all.
    """

    table: int
    params: LshParams
    pictures: int
    occupied: int
    expected: float
    sizes: tuple[SizeClass, ...]
    fullest: tuple[Bucket, ...]

    @property
    def hyperplanes(self) -> int:
        """Of all tables together."""
        return self.params.tables * self.params.bits

    @property
    def buckets(self) -> int:
        """Occupied or not."""
        return 2**self.params.bits


def occupancy(catalog: Catalog, spec: ModelSpec, table: int, most: int = 500) -> Occupancy | None:
    """Look into one hash table. At a million pictures it is one pass over a million rows, and few values.

    Args:
        table: its number, from 0; one that does not exist is taken for the last.
        most: how many of the fullest buckets to name.

    Returns:
        what it holds; None before the first scan with this model.
    """
    with catalog.read() as connection:
        index = _tables(connection, spec)
        if index is None:
            return None
        params = index.params
        table = min(table, params.tables - 1)
        sizes = buckets.sizes_of_table(connection, index.id, table)
        fullest = buckets.buckets_of_table(connection, index.id, table, most)
    pictures = sum(size * count for size, count in sizes.items())
    return Occupancy(
        table=table,
        params=params,
        pictures=pictures,
        occupied=sum(sizes.values()),
        expected=expected_occupied(pictures, params.bits),
        sizes=_in_classes(sizes),
        fullest=tuple(fullest),
    )


def expected_occupied(pictures: int, bits: int) -> float:
    """How many of 2**bits buckets `pictures` would occupy, thrown in at random: B (1 - (1 - 1/B)**n)."""
    return float(-np.expm1(pictures * np.log1p(-(2.0**-bits))) * 2.0**bits)


def bucket_of(photo: Photo, catalog: Catalog, spec: ModelSpec, table: int) -> int | None:
    """The key of the bucket that a photo fell into; None if it was never hashed."""
    with catalog.read() as connection:
        index = _tables(connection, spec)
        return None if index is None else buckets.key_of(connection, index.id, table, photo.content_id)


def photos_of_bucket(
    catalog: Catalog, spec: ModelSpec, table: int, key: int, cancel: CancelToken, *, top: int = 500
) -> list[Neighbour]:
    """The photos of one bucket, ranked by how much they look like its middle one.

    The middle one is the picture that lies nearest to the mean of all: what the bucket is about, if anything.

    Returns:
        at most `top` neighbours by falling cosine, the middle one first with a cosine of 1.

    Raises:
        Cancelled: `cancel` was raised.
    """
    with catalog.read() as connection:
        index = _tables(connection, spec)
        model = embeddings.find_model_id(connection, spec.digest)
        if index is None or model is None:
            return []
        inside = buckets.contents_of_bucket(connection, index.id, table, key, _MOST_RANKED)
        cancel.check()
        contents, vectors = embeddings.vectors_of(connection, model, inside, spec.dim)
        if not len(contents):
            return []
        middle = vectors[np.argmax(vectors @ vectors.mean(axis=0))]
        cosines = np.minimum(vectors @ middle, 1.0)
        order = np.argsort(-cosines, kind="stable")[:top]
        found = photos.of_contents(connection, contents[order].tolist())
        by_content: dict[int, list[Photo]] = {}
        for photo in found:
            by_content.setdefault(photo.content_id, []).append(photo)
    keys = index.hyperplanes.keys(vectors[order])
    shared = (keys == index.hyperplanes.keys(middle[np.newaxis])).mean(axis=1)
    ranked = zip(contents[order].tolist(), cosines[order].tolist(), shared.tolist(), strict=True)
    neighbours = [
        Neighbour(photo, cosine, share)
        for content, cosine, share in ranked
        for photo in by_content.get(content, [])
    ]
    return neighbours[:top]


_MOST_RANKED = 20_000
"""A bucket of a million would be all of a library whose tables have a bit or two; its first ones will do."""


def _tables(connection: Connection, spec: ModelSpec) -> HashTables | None:
    model = embeddings.find_model_id(connection, spec.digest)
    return None if model is None else stored_tables(connection, model)


def _in_classes(sizes: dict[int, int]) -> tuple[SizeClass, ...]:
    """Buckets of 1, 2, 3-4, 5-8 ... pictures, up to the fullest."""
    classes: dict[int, int] = {}
    for size, count in sizes.items():
        power = (size - 1).bit_length()
        classes[power] = classes.get(power, 0) + count
    return tuple(
        SizeClass(2 ** (power - 1) + 1 if power else 1, 2**power, classes.get(power, 0))
        for power in range(max(classes, default=-1) + 1)
    )
