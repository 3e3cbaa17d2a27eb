"""A catalogue of vectors that no photo has."""

from pathlib import Path

import numpy as np

from core.catalog import embeddings, photos
from core.catalog.catalog import Catalog
from core.embed.embedder import ModelSpec, Thresholds
from core.photo import DecodedPhoto, Embeddings, ImageFile
from core.progress import CancelToken
from core.scan.hash_tables import HashTables, add_to_tables, prepare_tables
from core.settings import LshSettings

SPEC = ModelSpec(
    name="made up",
    version="1",
    digest="made up",
    path=Path("made up"),
    input_size=16,
    dim=64,
    licence="none",
    thresholds=Thresholds(same_picture=0.95, same_scene=0.8, candidate=0.7),
)


def _photo(number: int) -> DecodedPhoto:
    file = ImageFile(Path(f"/{number}.jpg"), 1, 1, 1, number + 1)
    pixels = np.empty((0, 0, 3), dtype=np.uint8)
    return DecodedPhoto(file, number.to_bytes(32, "little"), pixels, b"", 1, 1, "JPEG", 0.0)


def filled(catalog: Catalog, vectors: Embeddings) -> tuple[int, HashTables]:
    """Put vectors, float32[n, 64], into an empty catalogue as contents 1 to n; the model and its tables."""
    with catalog.write() as connection:
        model = embeddings.model_id(connection, SPEC.digest, SPEC.name, SPEC.dim)
    tables = prepare_tables(catalog, model, SPEC, len(vectors), LshSettings(), lambda _: None, CancelToken())
    with catalog.write() as connection:
        ids = list(photos.add(connection, [_photo(number) for number in range(len(vectors))]).values())
        embeddings.add(connection, model, ids, vectors)
        add_to_tables(connection, tables, ids, vectors)
    return model, tables
