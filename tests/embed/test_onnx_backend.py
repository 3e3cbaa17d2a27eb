"""ONNX files that people bring: either layout, fixed or free batches, float or uint8 pixels."""

import os
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from core.embed.providers import context_config
from core.embed.registry import load_embedder
from core.errors import ModelError
from tests.embed.conftest import TINY, random_pictures

helper = onnx.helper


def save_pooling_model(path: Path, shape: list[int | str], *, kind: int, output_rank: int = 2) -> Path:
    """Write a graph that averages each channel, for pixels laid out as `shape` says."""
    channels_first = shape[1] == 3
    axes = [2, 3] if channels_first else [1, 2]
    nodes = [helper.make_node("Cast", ["picture"], ["pixels"], to=onnx.TensorProto.FLOAT)]
    if output_rank == 2:
        nodes.append(helper.make_node("ReduceMean", ["pixels"], ["vector"], axes=axes, keepdims=0))
    else:
        nodes.append(helper.make_node("Relu", ["pixels"], ["vector"]))
    graph = helper.make_graph(
        nodes,
        "pooling",
        [helper.make_tensor_value_info("picture", kind, shape)],
        [helper.make_tensor_value_info("vector", onnx.TensorProto.FLOAT, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, path)
    return path


def expected(pictures: np.ndarray) -> np.ndarray:
    means = pictures.astype(np.float32).mean(axis=(1, 2))
    return means / np.linalg.norm(means, axis=1, keepdims=True)


@pytest.mark.parametrize("output_rank", [2, 4])
@pytest.mark.parametrize("kind", ["UINT8", "FLOAT"])
@pytest.mark.parametrize("batch", ["n", 1, 4])
@pytest.mark.parametrize("layout", ["NHWC", "NCHW"])
def test_every_layout_and_batch_gives_the_same_vectors(
    layout: str, batch: int | str, kind: str, output_rank: int, tmp_path: Path
):
    shape = [batch, TINY, TINY, 3] if layout == "NHWC" else [batch, 3, TINY, TINY]
    path = save_pooling_model(
        tmp_path / "mean.onnx", shape, kind=getattr(onnx.TensorProto, kind), output_rank=output_rank
    )
    embedder = load_embedder(str(path), threads=1)
    pictures = random_pictures(9, TINY)
    assert (embedder.spec.input_size, embedder.spec.dim) == (TINY, 3)
    np.testing.assert_allclose(embedder.embed(pictures), expected(pictures), atol=1e-5)


def test_pictures_of_any_size_take_the_size_of_the_description(tmp_path: Path):
    path = save_pooling_model(tmp_path / "any.onnx", ["n", "h", "w", 3], kind=onnx.TensorProto.FLOAT)
    path.with_suffix(".toml").write_text("input_size = 48")
    assert load_embedder(str(path)).spec.input_size == 48


@pytest.mark.parametrize(
    ("shape", "kind", "complaint"),
    [
        (["n", 16], "FLOAT", "no batch of RGB pictures"),
        (["n", 32, 48, 3], "FLOAT", "feeds square ones"),
        (["n", 32, 32, 3], "DOUBLE", "can give uint8"),
    ],
)
def test_graphs_that_take_no_square_pictures_are_refused(
    shape: list[int | str], kind: str, complaint: str, tmp_path: Path
):
    path = save_pooling_model(
        tmp_path / "odd.onnx", shape, kind=getattr(onnx.TensorProto, kind), output_rank=4
    )
    with pytest.raises(ModelError, match=complaint):
        load_embedder(str(path))


def test_the_number_of_threads_is_told(tmp_path: Path):
    path = save_pooling_model(tmp_path / "mean.onnx", ["n", TINY, TINY, 3], kind=onnx.TensorProto.UINT8)
    assert load_embedder(str(path), threads=1).backend.endswith("on CPU (1 thread)")
    assert load_embedder(str(path), threads=2).backend.endswith("on CPU (2 threads)")


def test_the_runtime_knows_every_option_that_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """ONNX Runtime takes misspelt names of options in silence; what it knows stands in its library."""
    given: set[str] = set()
    if tuple(map(int, onnxruntime.__version__.split(".")[:2])) >= (1, 24):  # what engines of cards ask for
        given |= set(context_config(tmp_path / "engine.onnx"))

    class Options(onnxruntime.SessionOptions):
        def add_session_config_entry(self, key: str, value: str) -> None:
            given.add(key)
            super().add_session_config_entry(key, value)

    monkeypatch.setattr(onnxruntime, "SessionOptions", Options)
    path = save_pooling_model(tmp_path / "mean.onnx", ["n", TINY, TINY, 3], kind=onnx.TensorProto.UINT8)
    load_embedder(str(path)).embed(random_pictures(1, TINY))
    libraries = [*Path(onnxruntime.__file__).parent.glob("capi/*onnxruntime*")]
    known = b"".join(library.read_bytes() for library in libraries if library.is_file())
    assert {name for name in given if name.encode() not in known} == set()
    assert "session.intra_op.allow_spinning" in given


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux sets the affinity of a process")
def test_the_threads_follow_what_the_process_may_use(tmp_path: Path):
    """ONNX Runtime would take one for each core of the computer."""
    path = save_pooling_model(tmp_path / "mean.onnx", ["n", TINY, TINY, 3], kind=onnx.TensorProto.UINT8)
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert load_embedder(str(path)).backend.endswith("on CPU (1 thread)")
    finally:
        os.sched_setaffinity(0, before)
