"""What looks like this one? From an image, in the catalogue or not, to its neighbours, nearest first."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.catalog import buckets, embeddings, photos
from core.catalog.catalog import Catalog
from core.embed.embedder import Embedder
from core.lsh.candidates import probe_keys
from core.photo import Embeddings, Neighbour, Photo
from core.progress import CancelToken
from core.scan.decode import decode
from core.scan.hash_tables import HashTables, stored_tables
from core.scan.walk import stat_image

RESEMBLANCE = 0.4
"""The share of the model's threshold for one scene from which photos look alike at all."""

QUERY_PROBES = 2
QUERY_KEYS = 40
"""One query can afford to look further than a scan: up to two bits flipped, the likeliest 40 keys a table."""


def find_similar(
    image: Path, catalog: Catalog, embedder: Embedder, *, top: int = 60, cancel: CancelToken
) -> list[Neighbour]:
    """Find the catalogue's photos that look most like an image file.

    A photo of the catalogue answers with its stored vector if the file has not changed; any other image
    is read and embedded first. The image itself, and nothing else, is left out of the answer.

    Returns:
        at most `top` neighbours, by falling cosine.

    Raises:
        UnreadablePhoto: the image cannot be read.
        Cancelled: `cancel` was raised.
    """
    with catalog.read() as connection:
        model = embeddings.find_model_id(connection, embedder.spec.digest)
        tables = stored_tables(connection, model) if model is not None else None
    if model is None or tables is None:
        return []
    vector = _vector(image, catalog, embedder, model)
    cancel.check()
    matched = _look_up(vector, catalog, tables)
    cancel.check()
    contents, cosines = _rank(vector, matched, catalog, embedder, model)
    return _neighbours(image, contents, cosines, matched, catalog, tables.params.tables, top)


def _vector(image: Path, catalog: Catalog, embedder: Embedder, model: int) -> Embeddings:
    """float32[1, dim]: the image's vector, from the catalogue if it has it."""
    file = stat_image(image)
    with catalog.read() as connection:
        known = photos.at(connection, image)
        if known is not None and (known.file.size, known.file.mtime_ns) == (file.size, file.mtime_ns):
            _, vectors = embeddings.vectors_of(connection, model, [known.content_id], embedder.spec.dim)
            if len(vectors):
                return vectors
    return embedder.embed(decode(file, embedder.spec.input_size).pixels[np.newaxis])


def _look_up(vector: Embeddings, catalog: Catalog, tables: HashTables) -> dict[int, set[int]]:
    """The contents in the query's buckets and their nearest ones; for each, the tables that match exactly."""
    keys = tables.hyperplanes.keys(vector)[0].tolist()
    margins = tables.hyperplanes.project(vector)[0]
    probes = max(tables.params.probes, QUERY_PROBES)
    probed = {table: probe_keys(key, margins[table], probes, QUERY_KEYS) for table, key in enumerate(keys)}
    with catalog.read() as connection:
        near = buckets.lookup(connection, tables.id, probed)
        exact = buckets.lookup(connection, tables.id, {table: [key] for table, key in enumerate(keys)})
    return {content: exact.get(content, set[int]()) for content in near}


def _rank(
    vector: Embeddings, matched: dict[int, set[int]], catalog: Catalog, embedder: Embedder, model: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    with catalog.read() as connection:
        contents, vectors = embeddings.vectors_of(connection, model, sorted(matched), embedder.spec.dim)
    cosines = np.minimum(vectors @ vector[0], 1.0)
    alike = np.flatnonzero(cosines >= RESEMBLANCE * embedder.spec.thresholds.same_scene)
    order = alike[np.argsort(-cosines[alike], kind="stable")]
    return contents[order], cosines[order]


def _neighbours(
    image: Path,
    contents: NDArray[np.int64],
    cosines: NDArray[np.float32],
    matched: dict[int, set[int]],
    catalog: Catalog,
    tables: int,
    top: int,
) -> list[Neighbour]:
    nearest: Sequence[int] = contents[: top + 1].tolist()
    by_content: dict[int, list[Photo]] = {}
    with catalog.read() as connection:
        for photo in photos.of_contents(connection, nearest):
            if photo.path != image:
                by_content.setdefault(photo.content_id, []).append(photo)
    found = [
        Neighbour(photo, cosine, len(matched[content]) / tables)
        for content, cosine in zip(nearest, cosines.tolist(), strict=False)
        for photo in by_content.get(content, [])
    ]
    return found[:top]
