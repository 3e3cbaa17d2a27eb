"""What looks like this one? From an image, in the catalogue or not, to its neighbours, nearest first.

The image may be a file, a rectangle of one (`Crop`), or pixels that are in no file: from the clipboard, say.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from core.catalog import buckets, embeddings, photos, short_vectors, similar
from core.catalog.catalog import Catalog
from core.embed.embedder import Embedder, ModelSpec
from core.errors import NearDupError
from core.lsh.candidates import probe_keys
from core.lsh.short import shorten
from core.photo import Embeddings, ImageBatch, Neighbour, Photo, Pixels
from core.progress import CancelToken
from core.scan.apart import decode_apart, open_apart
from core.scan.decode import squashed
from core.scan.hash_tables import HashTables
from core.scan.walk import stat_image
from core.search.query_memory import QueryMemory

RESEMBLANCE = 0.4
"""The share of the model's threshold for one scene from which photos look alike at all."""

MOST_SKETCHED = 4_000_000
"""Contents up to which a question looks through their sketches, and holds these in memory: 160 MB of them."""

QUERY_PROBES = 2
QUERY_KEYS = 16
"""A question looks beyond its own buckets: up to two bits flipped, the likeliest 16 keys of a table."""

MOST_GUESSED = 1500
"""Contents of the buckets whose vectors are fetched: those met in most tables."""

COMPARED_FOR_EACH = 2
"""Contents whose vectors are fetched for each that is shown: the order of sketches is a guess."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A rectangle of a picture, upright, in fractions of its width and height: (0, 0, 1, 1) is all of it.

    Raises:
        NearDupError: it is no rectangle inside the picture.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise NearDupError(
                "A part of a picture is given as LEFT,TOP,RIGHT,BOTTOM, fractions of its width and height "
                "between 0 and 1, such as 0.25,0.1,0.75,0.6."
            )

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """The rectangle in pixels of a picture of this size, at least one pixel wide and high."""
        left, top = min(int(self.left * width), width - 1), min(int(self.top * height), height - 1)
        return (
            left,
            top,
            max(left + 1, min(width, round(self.right * width))),
            max(top + 1, min(height, round(self.bottom * height))),
        )


def find_similar(
    image: Path | Pixels,
    catalog: Catalog,
    embedder: Embedder,
    *,
    crop: Crop | None = None,
    top: int = 60,
    cancel: CancelToken,
    memory: QueryMemory | None = None,
) -> list[Neighbour]:
    """Find the catalogue's photos that look most like an image.

    A photo of the catalogue answers with its stored vector if the file has not changed, and what a scan found
    to match it is part of the answer; any other image, and any part of one, is read and embedded first. The
    file that was asked about, and nothing else, is left out of the answer.

    Args:
        image: a file, or the pixels of a picture that is in none.
        crop: the part of the image that is asked about.
        memory: what earlier questions have read, for whoever asks more than once.

    Returns:
        at most `top` neighbours, by falling cosine.

    Raises:
        UnreadablePhoto: the image cannot be read.
        Cancelled: `cancel` was raised.
    """
    memory = memory or QueryMemory()
    itself = image if isinstance(image, Path) else None
    with catalog.read() as connection:
        model = embeddings.find_model_id(connection, embedder.spec.digest)
        tables = memory.tables(catalog, connection, model) if model is not None else None
        if model is None or tables is None:
            return []
        vector, content = _vector(connection, model, image, crop, embedder, cancel)
        cancel.check()
        likely = _likely(connection, catalog, tables, vector, COMPARED_FOR_EACH * top, memory, cancel)
        if content is not None:
            likely += similar.partners(connection, model, content, COMPARED_FOR_EACH * top)
        cancel.check()
        contents, vectors, cosines = _resembling(connection, model, embedder.spec, vector, likely)

        def tables_matched(some: slice) -> NDArray[np.float64]:
            keys = tables.hyperplanes.keys(np.concatenate((vector, vectors[some])))
            return (keys[1:] == keys[0]).mean(axis=1)

        return _neighbours(connection, contents, cosines, tables_matched, itself, top)


def _vector(
    connection: Connection,
    model: int,
    image: Path | Pixels,
    crop: Crop | None,
    embedder: Embedder,
    cancel: CancelToken,
) -> tuple[Embeddings, int | None]:
    """float32[1, dim]: the image's vector, and its content if the catalogue has both."""
    side = embedder.spec.input_size
    if not isinstance(image, Path):
        return embedder.embed(_as_batch(image, crop, side)), None
    if crop is not None:
        share = min(crop.right - crop.left, crop.bottom - crop.top)
        whole = np.asarray(open_apart(image, min(ceil(2 * side / share), _MOST_PIXELS_A_SIDE), cancel))
        return embedder.embed(_as_batch(whole, crop, side)), None
    file = stat_image(image)
    known = photos.at(connection, image)
    if known is not None and (known.file.size, known.file.mtime_ns) == (file.size, file.mtime_ns):
        _, vectors = embeddings.vectors_of(connection, model, [known.content_id], embedder.spec.dim)
        if len(vectors):
            return vectors, known.content_id
    return embedder.embed(decode_apart(file, side, cancel).pixels[np.newaxis]), None


_MOST_PIXELS_A_SIDE = 8192
"""Of a picture of which a part is asked about: a fiftieth of it still has the pixels that a model takes."""


def _as_batch(pixels: Pixels, crop: Crop | None, side: int) -> ImageBatch:
    """One picture, or a part of it, as a model takes it."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = crop.box(width, height) if crop is not None else (0, 0, width, height)
    return squashed(pixels[top:bottom, left:right], side)[np.newaxis]


def _likely(
    connection: Connection,
    catalog: Catalog,
    tables: HashTables,
    vector: Embeddings,
    most: int,
    memory: QueryMemory,
    cancel: CancelToken,
) -> list[int]:
    """Contents that may be the nearest. Here the size of the library chooses where to look for them.

    - In the sketches of all contents, which finds what a scan finds. The first question reads them, 40 MB and
      a tenth of a second for a million photos; the buckets of that question would take a third of it.
    - In the buckets of the hash tables where the sketches would take too much memory. That finds what is very
      near, and the less of what merely resembles the larger the library: 0.37 at a cosine of 0.61 among a
      million, with 32 tables.
    """
    if short_vectors.count(connection, tables.id) > MOST_SKETCHED:
        return _in_buckets(connection, tables, vector)
    own = shorten(tables.hyperplanes, vector)[0].astype(np.float32)
    return memory.sketches(catalog, connection, tables, cancel).nearest(own, most).tolist()


def _in_buckets(connection: Connection, tables: HashTables, vector: Embeddings) -> list[int]:
    """Contents in the image's buckets and nearby; where there are too many, those met in most tables."""
    keys, margins = tables.hyperplanes.keys(vector)[0], tables.hyperplanes.project(vector)[0]
    probed = probe_keys(keys, margins, max(tables.params.probes, QUERY_PROBES), QUERY_KEYS)
    keys_of_table = {table: probed[table].tolist() for table in range(len(probed))}
    met = buckets.lookup(connection, tables.id, keys_of_table)
    return sorted(met, key=lambda content: len(met[content]), reverse=True)[:MOST_GUESSED]


def _resembling(
    connection: Connection, model: int, spec: ModelSpec, vector: Embeddings, likely: Iterable[int]
) -> tuple[NDArray[np.int64], Embeddings, NDArray[np.float32]]:
    """Those of the likely contents that do resemble the image, nearest first; their vectors and cosines."""
    contents, vectors = embeddings.vectors_of(connection, model, set(likely), spec.dim)
    cosines = np.minimum(vectors @ vector[0], 1.0)
    alike = np.flatnonzero(cosines >= RESEMBLANCE * spec.thresholds.same_scene)
    nearest = alike[np.argsort(-cosines[alike], kind="stable")]
    return contents[nearest], vectors[nearest], cosines[nearest]


def _neighbours(
    connection: Connection,
    contents: NDArray[np.int64],
    cosines: NDArray[np.float32],
    tables_matched: Callable[[slice], NDArray[np.float64]],
    itself: Path | None,
    top: int,
) -> list[Neighbour]:
    """The first `top` photos that have these contents and are there, in their order."""
    found: list[Neighbour] = []
    for first in range(0, len(contents), top + 1):
        some = slice(first, first + top + 1)
        of_content: dict[int, list[Photo]] = {}
        for photo in photos.of_contents(connection, contents[some].tolist()):
            if photo.path != itself:
                of_content.setdefault(photo.content_id, []).append(photo)
        rows = contents[some].tolist(), cosines[some].tolist(), tables_matched(some).tolist()
        found += [
            Neighbour(photo, cosine, share)
            for content, cosine, share in zip(*rows, strict=True)
            for photo in of_content.get(content, [])
        ]
        if len(found) >= top:
            break
    return found[:top]
