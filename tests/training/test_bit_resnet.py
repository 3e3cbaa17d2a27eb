"""The original's network has its parameters and takes its official weights by name."""

from pathlib import Path

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from training.bit_resnet import FEATURES, PARAMETERS, build_bit_resnet, load_weights, standardise  # noqa: E402

# Keras 3.15 hands TensorFlow's tensors to NumPy in a way that NumPy 2 will stop to support.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)


@pytest.fixture(scope="module")
def model():
    return build_bit_resnet(64)


@pytest.fixture(scope="module")
def weights(model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An `.npz` with the official names and shapes: kernels in height, width, in, out; norms as vectors."""
    rng = np.random.default_rng(1)
    arrays = {"resnet/head/conv2d/kernel": np.zeros((1, 1, FEATURES, 21843), np.float32)}
    for layer in model.layers:
        parts = ("kernel",) if len(layer.weights) == 1 else ("gamma", "beta")
        for part, variable in zip(parts, layer.weights, strict=False):
            name = f"{layer.name.replace('.', '/')}/{part}"
            arrays[name] = rng.normal(1, 0.1, variable.shape).astype(np.float32)
    path = tmp_path_factory.mktemp("bit") / "BiT-M-R50x1.npz"
    np.savez(path, **arrays)
    return path


def test_extractor_has_the_parameters_that_the_example_prints(model):
    assert model.count_params() == PARAMETERS == 23_500_352
    assert model.output_shape == (None, FEATURES)


def test_weights_are_found_by_their_official_names(model, weights: Path):
    with np.load(weights) as arrays:
        assert "resnet/root_block/standardized_conv2d/kernel" in arrays
        assert "resnet/block4/unit03/c/standardized_conv2d/kernel" in arrays
        assert "resnet/block1/unit01/a/proj/standardized_conv2d/kernel" in arrays
        assert arrays["resnet/block2/unit01/b/group_norm/gamma"].shape == (128,)
        load_weights(model, arrays)
        root = model.get_layer("resnet.root_block.standardized_conv2d").get_weights()[0]
        np.testing.assert_allclose(
            root, standardise(arrays["resnet/root_block/standardized_conv2d/kernel"]), atol=1e-6
        )
    features = np.asarray(model(np.full((1, 64, 64, 3), 90.0, np.float32), training=False))
    assert features.shape == (1, FEATURES)
    assert np.isfinite(features).all()


def test_standardised_kernels_have_mean_zero_and_variance_one():
    kernel = standardise(np.random.default_rng(1).normal(3, 2, (3, 3, 8, 4)).astype(np.float32))
    np.testing.assert_allclose(kernel.mean(axis=(0, 1, 2)), 0, atol=1e-5)
    np.testing.assert_allclose(kernel.var(axis=(0, 1, 2)), 1, atol=1e-4)


def test_other_weights_are_refused_in_a_sentence(model):
    with pytest.raises(ValueError, match="have no array resnet/root_block"):
        load_weights(model, {})


def test_extractor_goes_the_way_of_every_model_of_ones_own(model, tmp_path: Path):
    from core.embed.export import check_parity, export_keras
    from core.embed.keras_backend import KerasSession
    from core.embed.registry import load_embedder
    from core.embed.user_model import ModelSettings

    model.save(tmp_path / "bit.keras")
    export_keras(KerasSession(tmp_path / "bit.keras"), ModelSettings("bit"), 64, tmp_path / "bit.onnx")
    pictures = np.random.default_rng(1).integers(0, 256, (2, 64, 64, 3), np.uint8)
    by_keras, by_onnx = (load_embedder(str(tmp_path / f"bit.{kind}")) for kind in ("keras", "onnx"))
    assert by_onnx.spec.dim == FEATURES
    assert check_parity(by_keras, by_onnx, pictures) >= 0.9999
