"""Eight bits are used well: errors are made good, ranges shared fairly, the copy stays the same network."""

from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from onnx import helper, numpy_helper  # noqa: E402

from training.int8_equalise import equalise  # noqa: E402
from training.int8_graph import Range  # noqa: E402
from training.int8_rounding import round_filters  # noqa: E402
from training.quantise import choose_range, compare, draw_patches, quantise  # noqa: E402

SIDE = 12


def related_inputs(taps: int, seed: int = 0) -> np.ndarray:
    """Inputs that rise and fall together, as neighbouring pixels do: float32[1, 400, taps]."""
    rng = np.random.default_rng(seed)
    return (rng.random((1, 400, 1)) + 0.2 * rng.random((1, 400, taps))).astype(np.float32)


def test_rounding_one_after_the_other_beats_rounding_to_the_nearest():
    filters = np.random.default_rng(1).normal(size=(1, 8, 24)).astype(np.float32)
    inputs = related_inputs(24)
    scales = np.abs(filters).max(axis=2, keepdims=True) / 127
    nearest = np.rint(filters / scales) * scales
    rounded = round_filters(filters, inputs).values
    exact = inputs @ filters.swapaxes(1, 2)
    off = [np.square(inputs @ tried.swapaxes(1, 2) - exact).mean() for tried in (rounded, nearest)]
    assert off[0] < off[1] / 4


def test_each_depthwise_filter_is_rounded_for_its_own_channel():
    rng = np.random.default_rng(2)
    filters = rng.normal(size=(5, 1, 9)).astype(np.float32)
    inputs = np.concatenate([related_inputs(9, seed) for seed in range(5)])
    together = round_filters(filters, inputs)
    alone = round_filters(filters[3:4], inputs[3:4])
    assert np.array_equal(together.levels[3], alone.levels[0])
    assert np.abs(together.levels.astype(int)).max() <= 127


@pytest.mark.parametrize("taps", [24, 25])
def test_neighbours_of_one_sign_never_come_to_more_than_may_be(taps: int):
    filters = np.random.default_rng(3).normal(size=(1, 16, taps)).astype(np.float32)
    levels = round_filters(filters, related_inputs(taps), highest_of_pair=128).levels.astype(int)
    pairs = np.pad(levels, ((0, 0), (0, 0), (0, taps % 2))).reshape(1, 16, -1, 2)
    assert np.maximum(pairs, 0).sum(axis=3).max() <= 128
    assert np.minimum(pairs, 0).sum(axis=3).min() >= -128
    assert np.abs(levels).max() > 100


def test_a_filter_of_zeros_stays_zero():
    rounded = round_filters(np.zeros((1, 2, 4), np.float32), related_inputs(4))
    assert not rounded.values.any()
    assert (rounded.scales > 0).all()


def test_patches_are_what_the_filters_see():
    x = np.random.default_rng(3).normal(size=(2, 4, 7, 7)).astype(np.float32)
    attributes = {"group": 4, "kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1]}
    patches = draw_patches(x, attributes, 50, np.random.default_rng(0))
    assert patches.shape == (4, 50, 9)
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    seen = {
        padded[photo, 2, row : row + 3, column : column + 3].tobytes()
        for photo in range(2)
        for row in range(0, 7, 2)
        for column in range(0, 7, 2)
    }
    assert all(np.ascontiguousarray(patch).tobytes() in seen for patch in patches[2])


def test_pixels_have_levels_of_their_own():
    levels = Range(1 / 128, 127)
    pixels = levels.restored(np.arange(256))
    assert np.array_equal(levels.rounded(pixels), pixels)
    assert np.array_equal(pixels, (np.arange(256, dtype=np.float32) - 127) / 128)


def test_a_range_gives_up_a_rare_large_value_and_keeps_zero():
    values = np.random.default_rng(4).normal(size=100_000).astype(np.float32)
    values[0] = 40
    levels = choose_range(values)
    assert levels.scale * (255 - levels.zero) < 37
    assert levels.rounded(np.zeros(1, np.float32))[0] == 0


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """Two inverted residuals with a sum, as EfficientNet has them, and channels of very different widths."""
    rng = np.random.default_rng(5)
    weights: list[onnx.TensorProto] = []
    nodes: list[onnx.NodeProto] = []

    def constant(name: str, values: object) -> str:
        weights.append(numpy_helper.from_array(np.asarray(values, np.float32), name))
        return name

    def convolve(x: str, y: str, kernel: np.ndarray, *, group: int = 1, clip: bool) -> str:
        pad = kernel.shape[2] // 2
        names = [x, constant(f"{y}.k", kernel), constant(f"{y}.b", rng.normal(size=len(kernel)) * 0.3)]
        nodes.append(
            helper.make_node(
                "Conv",
                names,
                [f"{y}.c" if clip else y],
                group=group,
                kernel_shape=kernel.shape[2:],
                strides=[1, 1],
                pads=[pad] * 4,
                dilations=[1, 1],
            )
        )
        if clip:
            nodes.append(helper.make_node("Clip", [f"{y}.c", "low", "high"], [y]))
        return y

    def add_node(kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    constant("low", 0), constant("high", 6)
    x = add_node("Cast", ["image"], "floats", to=onnx.TensorProto.FLOAT)
    x = add_node("Mul", [x, constant("m", 1 / 128)], "scaled")
    x = add_node("Add", [x, constant("a", -127 / 128)], "centred")
    x = add_node("Transpose", [x], "planes", perm=[0, 3, 1, 2])
    x = convolve(x, "stem", rng.normal(size=(8, 3, 3, 3)), clip=True)
    uneven = np.geomspace(0.05, 1, 6)[:, None, None, None]
    x = kept = convolve(x, "narrow", rng.normal(size=(6, 8, 1, 1)) * uneven, clip=False)
    x = convolve(x, "wide", rng.normal(size=(24, 6, 1, 1)) / uneven.reshape(1, 6, 1, 1) / 6, clip=True)
    x = convolve(x, "deep", rng.normal(size=(24, 1, 3, 3)) / 3, group=24, clip=True)
    x = convolve(x, "back", rng.normal(size=(6, 24, 1, 1)) * uneven / 5, clip=False)
    x = add_node("Add", [x, kept], "sum")
    x = convolve(x, "head", rng.normal(size=(32, 6, 1, 1)) / uneven.reshape(1, 6, 1, 1) / 6, clip=True)
    x = add_node("ReduceMean", [x], "pooled", axes=[2, 3], keepdims=0)
    add_node("LpNormalization", [x], "embedding", axis=1, p=2)
    image = helper.make_tensor_value_info("image", onnx.TensorProto.UINT8, ["batch", SIDE, SIDE, 3])
    vector = helper.make_tensor_value_info("embedding", onnx.TensorProto.FLOAT, ["batch", 32])
    graph = helper.make_graph(nodes, "small", [image], [vector], weights)
    proto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.save(proto, tmp_path / "small.onnx")
    return tmp_path / "small.onnx"


def photos(count: int, seed: int = 6) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, SIDE, SIDE, 3)).astype(np.uint8)


def test_equal_ranges_change_no_vector(network: Path, tmp_path: Path):
    proto = onnx.load(network)
    before = {tensor.name: numpy_helper.to_array(tensor) for tensor in proto.graph.initializer}
    equalise(proto, photos(8))
    onnx.save(proto, tmp_path / "equal.onnx")
    after = {tensor.name: numpy_helper.to_array(tensor) for tensor in proto.graph.initializer}
    assert not np.allclose(before["back.k"], after["back.k"])
    assert compare(network, tmp_path / "equal.onnx", photos(16, 7)).min() > 0.99999


def test_int8_copy_gives_nearly_the_same_vectors(network: Path, tmp_path: Path):
    quantise(network, tmp_path / "int8.onnx", photos(16))
    assert compare(network, tmp_path / "int8.onnx", photos(16, 7)).min() > 0.995
    proto = onnx.load(tmp_path / "int8.onnx")
    kernels = [
        t for t in proto.graph.initializer if t.data_type == onnx.TensorProto.INT8 and len(t.dims) == 4
    ]
    assert len(kernels) == sum(node.op_type == "Conv" for node in proto.graph.node) == 6


def test_a_graph_with_an_unknown_node_is_refused(network: Path, tmp_path: Path):
    proto = onnx.load(network)
    next(node for node in proto.graph.node if node.output[0] == "sum").op_type = "Max"
    onnx.save(proto, tmp_path / "odd.onnx")
    with pytest.raises(ValueError, match="No int8 form of Max"):
        quantise(tmp_path / "odd.onnx", tmp_path / "int8.onnx", photos(4))
