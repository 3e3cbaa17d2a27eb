"""What looks like this one? From an image, in the catalogue or not, to its neighbours, nearest first.

The image may be a file, a rectangle of one (`Crop`), or pixels that are in no file: from the clipboard, say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.catalog import buckets, embeddings, photos, short_vectors
from core.catalog.catalog import Catalog
from core.embed.embedder import Embedder
from core.errors import NearDupError
from core.lsh.candidates import probe_keys
from core.lsh.short import shorten
from core.photo import Embeddings, ImageBatch, Neighbour, Photo, Pixels
from core.progress import CancelToken
from core.scan.decode import decode, open_upright, squashed
from core.scan.hash_tables import HashTables, stored_tables
from core.scan.walk import stat_image

RESEMBLANCE = 0.4
"""The share of the model's threshold for one scene from which photos look alike at all."""

QUERY_PROBES = 2
QUERY_KEYS = 16
"""One query looks further than its own buckets: up to two bits flipped, the likeliest 16 keys of a table."""

MOST_GUESSED = 1500
"""Contents of the buckets that are ranked by their short vectors: a third of the time that vectors take."""

COMPARED_FOR_EACH = 2
"""Contents whose vectors are fetched for each that is shown: a short vector's cosine is a guess."""


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
) -> list[Neighbour]:
    """Find the catalogue's photos that look most like an image.

    A photo of the catalogue answers with its stored vector if the file has not changed; any other image,
    and any part of one, is read and embedded first. The file that was asked about, and nothing else, is
    left out of the answer.

    Args:
        image: a file, or the pixels of a picture that is in none.
        crop: the part of the image that is asked about.

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
    vector = _vector(image, crop, catalog, embedder, model)
    cancel.check()
    matched = _look_up(vector, catalog, tables, COMPARED_FOR_EACH * top)
    cancel.check()
    contents, cosines = _rank(vector, matched, catalog, embedder, model)
    itself = image if isinstance(image, Path) else None
    return _neighbours(itself, contents, cosines, matched, catalog, tables.params.tables, top)


def _vector(
    image: Path | Pixels, crop: Crop | None, catalog: Catalog, embedder: Embedder, model: int
) -> Embeddings:
    """float32[1, dim]: the image's vector, from the catalogue if it has it."""
    side = embedder.spec.input_size
    if not isinstance(image, Path):
        return embedder.embed(_as_batch(image, crop, side))
    if crop is not None:
        share = min(crop.right - crop.left, crop.bottom - crop.top)
        whole = np.asarray(open_upright(image, min(ceil(2 * side / share), _MOST_PIXELS_A_SIDE)))
        return embedder.embed(_as_batch(whole, crop, side))
    file = stat_image(image)
    with catalog.read() as connection:
        known = photos.at(connection, image)
        if known is not None and (known.file.size, known.file.mtime_ns) == (file.size, file.mtime_ns):
            _, vectors = embeddings.vectors_of(connection, model, [known.content_id], embedder.spec.dim)
            if len(vectors):
                return vectors
    return embedder.embed(decode(file, side).pixels[np.newaxis])


_MOST_PIXELS_A_SIDE = 8192
"""Of a picture of which a part is asked about: a fiftieth of it still has the pixels that a model takes."""


def _as_batch(pixels: Pixels, crop: Crop | None, side: int) -> ImageBatch:
    """One picture, or a part of it, as a model takes it."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = crop.box(width, height) if crop is not None else (0, 0, width, height)
    return squashed(pixels[top:bottom, left:right], side)[np.newaxis]


def _look_up(vector: Embeddings, catalog: Catalog, tables: HashTables, most: int) -> dict[int, set[int]]:
    """The `most` likely contents in the query's buckets and nearby; for each, the tables that match exactly.

    Where there are too many, those met in most tables are ranked, by their short vectors.
    """
    keys, margins = tables.hyperplanes.keys(vector)[0], tables.hyperplanes.project(vector)[0]
    probed = probe_keys(keys, margins, max(tables.params.probes, QUERY_PROBES), QUERY_KEYS)
    with catalog.read() as connection:
        near = buckets.lookup(connection, tables.id, _by_table(probed))
        exact = buckets.lookup(connection, tables.id, _by_table(keys[:, np.newaxis]))
        often = sorted(near, key=lambda content: len(near[content]), reverse=True)[:MOST_GUESSED]
        contents, short = short_vectors.of_contents(connection, tables.id, often)
    own = shorten(tables.hyperplanes, vector)[0].astype(np.float32)
    closest = np.argsort(-(short.astype(np.float32) @ own), kind="stable")[:most]
    return {content: exact.get(content, set[int]()) for content in contents[closest].tolist()}


def _by_table(keys: NDArray[np.int64]) -> dict[int, list[int]]:
    """int64[tables, k] keys as lists by the number of their table."""
    return {table: keys[table].tolist() for table in range(len(keys))}


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
    image: Path | None,
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
