"""Many processes embed what they decode, few leave it to the scan; the vectors are the same."""

from pathlib import Path

import numpy as np
import pytest

from core.catalog import embeddings
from core.catalog.catalog import Catalog
from core.embed.embedder import Embedder
from core.embed.order import ModelOrder
from core.embed.pace import TimedEmbedder
from core.embed.registry import load_embedder
from core.photo import DecodedPhoto
from core.progress import CancelToken
from core.scan import reading
from core.scan.decode import decode
from core.scan.pipeline import scan
from core.scan.reading import model_for, read
from core.scan.walk import stat_image
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw, save

SIDE = 224


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "Photos"
    for number in range(5):
        save(draw(number), root / f"{number}.jpg")
    return root


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


def test_a_process_that_has_the_model_sends_a_vector_in_place_of_pixels(library, embedder):
    file = stat_image(library / "0.jpg")
    photo = read(file, decode, SIDE, model_for(embedder, 10))
    assert isinstance(photo, DecodedPhoto)
    assert photo.vector is not None
    assert photo.pixels.size == 0
    expected = embedder.embed(decode(file, SIDE).pixels[np.newaxis])[0]
    assert float(photo.vector @ expected) > 0.9999


def test_a_process_that_cannot_use_the_model_leaves_it_to_the_scan(library, embedder):
    photo = read(stat_image(library / "0.jpg"), decode, SIDE, ModelOrder(embedder.spec.name, "another"))
    assert isinstance(photo, DecodedPhoto)
    assert (photo.vector, photo.pixels.shape) == (None, (SIDE, SIDE, 3))


def test_only_many_processes_have_a_light_model_each(embedder):
    assert model_for(TimedEmbedder(embedder), 10) == ModelOrder(embedder.spec.name, embedder.spec.digest)
    assert model_for(embedder, 9) is None
    assert model_for(FakeEmbedder(), 10) is None


def test_a_scan_finds_the_same_vectors_wherever_they_are_made(library, embedder, tmp_path, monkeypatch):
    here = scanned(library, embedder, tmp_path / "here.sqlite3")
    assert here[1].endswith("thread)") or here[1].endswith("threads)")
    monkeypatch.setattr(reading, "EMBEDDED_THERE_FROM", 1)
    there = scanned(library, embedder, tmp_path / "there.sqlite3")
    assert there[1].endswith("on CPU (1 process)")
    assert np.allclose(here[0], there[0], atol=1e-3)


def scanned(library: Path, embedder: Embedder, path: Path) -> tuple[np.ndarray, str]:
    """The vectors of a first scan, and what ran the model."""
    with Catalog.open(path) as catalog:
        result = scan(
            [library], catalog, embedder, ScanSettings(workers=1), report=lambda _: None, cancel=CancelToken()
        )
        with catalog.read() as connection:
            model = embeddings.find_model_id(connection, embedder.spec.digest)
            assert model is not None
            (block,) = embeddings.all_vectors(connection, model, embedder.spec.dim)
    return block[1], result.backend
