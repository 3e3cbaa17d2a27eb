"""The models that ship with NearDup: each one's files are one model, and they do what they are for."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from core.embed.embedder import Embedder
from core.embed.manifest import read_manifest
from core.embed.registry import available_models, find_model
from core.photo import ImageBatch
from tests.embed.conftest import random_pictures
from tests.photos import draw

PHOTOS = Path(__file__).parents[2].parent / "shared" / "photos" / "bsds500"


def real_photos(count: int) -> list[Image.Image]:
    paths = sorted(PHOTOS.glob("*.jpg"))[:count]
    if not paths:
        pytest.skip(f"{PHOTOS} is not here: real photos are optional")
    return [Image.open(path).convert("RGB") for path in paths]


def squash(pictures: list[Image.Image], side: int = 224) -> ImageBatch:
    return np.stack([np.asarray(p.resize((side, side), Image.Resampling.BICUBIC)) for p in pictures])


def lowest_cosine(a: Embedder, b: Embedder, pictures: ImageBatch) -> float:
    return float((a.embed(pictures) * b.embed(pictures)).sum(axis=1).min())


def test_keras_and_onnx_agree_on_drawn_pictures(embedders: Callable[[str], Embedder]):
    pictures = np.concatenate([squash([draw(seed) for seed in range(4)]), random_pictures(4, 224)])
    assert lowest_cosine(embedders("onnx"), embedders("keras"), pictures) >= 0.9999


def test_keras_and_onnx_agree_on_real_photos(embedders: Callable[[str], Embedder]):
    assert lowest_cosine(embedders("onnx"), embedders("keras"), squash(real_photos(16))) >= 0.9999


def test_both_backends_are_one_model_to_the_catalogue(embedders: Callable[[str], Embedder]):
    onnx, keras = embedders("onnx").spec, embedders("keras").spec
    assert onnx.digest == keras.digest
    assert onnx.path.suffix == ".onnx"
    assert keras.path.suffix == ".keras"


def test_int8_is_another_model_to_the_catalogue_and_close_to_the_one_it_was_rounded_from(
    embedders: Callable[[str], Embedder],
):
    pictures = squash(real_photos(16))
    cosines = (embedders("int8").embed(pictures) * embedders("onnx").embed(pictures)).sum(axis=1)
    assert embedders("int8").spec.digest != embedders("onnx").spec.digest
    assert np.median(cosines) > 0.99


BUNDLED = [spec for spec in available_models() if spec.path.with_suffix(".toml").is_file()]


@pytest.mark.parametrize("spec", BUNDLED, ids=lambda spec: spec.name)
def test_files_are_those_of_the_manifest(spec):
    manifest = read_manifest(spec.path.with_suffix(".toml"))
    if manifest.rounded_from:
        assert {path.suffix for path in manifest.files} == {".onnx"}
        assert find_model(manifest.rounded_from).digest != spec.digest
    else:
        assert {path.suffix for path in manifest.files} == {".onnx", ".keras"}
    for path, digest in manifest.files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, path.name


@pytest.mark.parametrize("kind", ["onnx", "int8"])
def test_edited_copies_of_real_photos_match_and_other_photos_do_not(
    kind: str, embedders: Callable[[str], Embedder]
):
    embedder = embedders(kind)
    photos = real_photos(12)
    edited = [
        ImageEnhance.Contrast(p.resize((p.width * 2 // 3, p.height * 2 // 3))).enhance(1.2) for p in photos
    ]
    originals, copies = embedder.embed(squash(photos)), embedder.embed(squash(edited))
    cosines = originals @ copies.T
    others = ~np.eye(len(photos), dtype=bool)
    assert np.diag(cosines).min() >= embedder.spec.thresholds.same_scene
    assert cosines[others].max() < embedder.spec.thresholds.same_scene


@pytest.mark.parametrize("kind", ["onnx", "int8"])
def test_photos_that_have_nothing_in_common_lie_around_zero(kind: str, embedders: Callable[[str], Embedder]):
    # Hyperplanes through the origin split photos evenly only if the vectors are centred.
    vectors = embedders(kind).embed(squash(real_photos(24)))
    cosines = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    assert abs(cosines.mean()) < 0.05
