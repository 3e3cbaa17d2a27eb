"""What every embedder promises, held against the fake, the bundled model on each backend and brought ones."""

from collections.abc import Callable

import numpy as np
import pytest

from core.embed.embedder import Embedder
from core.embed.session import SessionEmbedder
from core.errors import ModelError
from tests.embed.conftest import random_pictures

KINDS = ["fake", "onnx", "keras", "int8", "padded, as on a card", "brought keras", "brought saved model"]


@pytest.fixture(params=KINDS)
def embedder(request: pytest.FixtureRequest, embedders: Callable[[str], Embedder]) -> Embedder:
    return embedders(request.param)


def test_vectors_have_the_promised_shape_and_type(embedder: Embedder):
    vectors = embedder.embed(random_pictures(3, embedder.spec.input_size))
    assert vectors.shape == (3, embedder.spec.dim)
    assert vectors.dtype == np.float32


def test_rows_have_length_one_even_for_flat_pictures(embedder: Embedder):
    side = embedder.spec.input_size
    flat = np.stack([np.full((side, side, 3), level, np.uint8) for level in (0, 127, 128, 255)])
    vectors = embedder.embed(np.concatenate([flat, random_pictures(3, side)]))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_same_pictures_give_same_vectors(embedder: Embedder):
    pictures = random_pictures(2, embedder.spec.input_size)
    np.testing.assert_array_equal(embedder.embed(pictures), embedder.embed(pictures.copy()))


def test_vectors_do_not_depend_on_the_batch(embedder: Embedder):
    pictures = random_pictures(11, embedder.spec.input_size)
    together = embedder.embed(pictures)
    alone = np.concatenate([embedder.embed(pictures[i : i + 1]) for i in range(11)])
    in_fives = np.concatenate([embedder.embed(pictures[i : i + 5]) for i in (0, 5, 10)])
    np.testing.assert_allclose(alone, together, atol=2e-6)
    np.testing.assert_allclose(in_fives, together, atol=2e-6)


def test_views_that_are_not_contiguous_are_fine(embedder: Embedder):
    pictures = random_pictures(4, embedder.spec.input_size)
    mirrored = pictures[::2, :, ::-1]
    np.testing.assert_allclose(embedder.embed(mirrored), embedder.embed(mirrored.copy()), atol=2e-6)


def test_no_pictures_give_no_vectors(embedder: Embedder):
    side = embedder.spec.input_size
    vectors = embedder.embed(np.empty((0, side, side, 3), np.uint8))
    assert vectors.shape == (0, embedder.spec.dim)
    assert vectors.dtype == np.float32


def test_a_copy_is_closer_than_another_picture(embedder: Embedder):
    pictures = random_pictures(2, embedder.spec.input_size)
    brighter = np.minimum(pictures[:1].astype(np.uint16) + 6, 255).astype(np.uint8)
    one, other, copy = embedder.embed(np.concatenate([pictures, brighter]))
    assert one @ copy > one @ other


def test_pictures_of_the_wrong_size_or_type_are_refused_in_a_sentence(embedder: Embedder):
    side = embedder.spec.input_size
    with pytest.raises(ModelError, match="wants"):
        embedder.embed(np.zeros((1, side + 8, side, 3), np.uint8))
    with pytest.raises(ModelError, match="wants"):
        embedder.embed(np.zeros((1, side, side, 3), np.float32))  # pyright: ignore[reportArgumentType]


def test_thresholds_are_in_order(embedder: Embedder):
    thresholds = embedder.spec.thresholds
    assert -1 <= thresholds.same_scene <= thresholds.same_picture <= 1


def test_the_backend_says_what_runs(embedder: Embedder):
    assert "CPU" in embedder.backend or "GPU" in embedder.backend


def test_a_model_that_rested_gives_the_same_vectors(embedders: Callable[[str], Embedder]):
    embedder = embedders("int8")
    assert isinstance(embedder, SessionEmbedder)
    pictures = random_pictures(2, embedder.spec.input_size)
    before = embedder.embed(pictures)
    embedder.rest()
    assert embedder._opened is None
    np.testing.assert_array_equal(embedder.embed(pictures), before)
