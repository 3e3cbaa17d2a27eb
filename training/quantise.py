"""Quantises a descriptor's ONNX to int8: a quarter of the size, and three times as fast on a CPU with VNNI.

The walk goes through the graph node by node and carries two values for each tensor: what the float32 network
computes, and what the network quantised so far does. At each convolution

- the kernel is rounded for the inputs that it will really meet (`int8_rounding.py`), per output channel;
- the bias is moved by what the channel's mean has drifted, errors of all earlier layers included;
- the range of the outputs is chosen to lose least, and the outputs are rounded to 256 levels of it.

The photo's bytes are the first convolution's inputs as they are: (pixel - 127) / 128 is what a scale and a
zero point say. All behind the last convolution stays float32 (pooling, projection, division by the length):
it costs nothing, and the cubes of the pooling need more than 256 levels. Before the walk, the channels of
sums are given equal ranges (`int8_equalise.py`).

    python -m training.quantise ../shared/train

makes resources/models/neardup-lite0-int8.onnx and its manifest out of neardup-lite0. Thresholds are measured
afterwards, by `calibrate_thresholds.py --write`.
"""

import argparse
import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import onnxruntime
import tomli_w
from numpy.typing import NDArray
from onnx import numpy_helper

from training.augment import make_views
from training.int8_equalise import equalise
from training.int8_graph import Int8Graph, QuantisedConvolution, Range
from training.int8_rounding import round_filters
from training.photo_store import PhotoStore, fill_store, split

Array = NDArray[np.float32]

PIXELS = Range(scale=1 / 128, zero=127)
"""What `folded_lite0.build_descriptor` makes of bytes."""

FITS_PAIR = 128
"""What two neighbouring weights of one sign may come to, so that all processors give the same sums.

x86 processors without VNNI add two products of a byte (0 to 255) and a weight in 16 bits, and cut off without
a word what does not fit; 255 * 128 does. Without this rule one output in a hundred was cut off somewhere.
"""

_MODELS = Path("resources/models")
_STORE = Path("training/runs/store")
_BATCH = 16
_CALIBRATING, _JUDGING = 64, 100
_SAMPLES = 12_000
_SHRINKS = np.linspace(1.0, 0.5, 26)


def main() -> None:
    """Quantise the bundled model, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos", type=Path, help="the photos that the model was trained on")
    parser.add_argument("--model", default="neardup-lite0", help="a bundled model's name")
    given = parser.parse_args()
    source, target = _MODELS / f"{given.model}.onnx", _MODELS / f"{given.model}-int8.onnx"
    manifest = tomllib.loads(source.with_suffix(".toml").read_text(encoding="utf-8"))
    store = fill_store(given.photos, _STORE)
    training, held_out = split(len(store))
    quantise(source, target, edited_photos(store, _spread(training, _CALIBRATING), manifest["input_size"]))

    cosines = compare(
        source, target, edited_photos(store, _spread(held_out, _JUDGING), manifest["input_size"])
    )
    print(f"int8 to float32: median cosine {np.median(cosines):.4f}, lowest {cosines.min():.4f}")
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    changes = {
        "name": target.stem,
        "digest": digest,
        "rounded_from": given.model,
        "files": {target.name: digest},
    }
    target.with_suffix(".toml").write_text(tomli_w.dumps({**manifest, **changes}), encoding="utf-8")


def _spread(numbers: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """So many of them, evenly."""
    return numbers[:: len(numbers) // count][:count]


def quantise(source: Path, target: Path, images: NDArray[np.uint8]) -> None:
    """Write an int8 copy of a model that takes uint8 photos.

    Args:
        source: the float32 ONNX file, as `export_descriptor.py` writes it.
        target: where to write.
        images: uint8[n, side, side, 3], photos like those that the model will meet.
    """
    proto = onnx.load(source)
    equalise(proto, images)
    nodes = list(proto.graph.node)
    convolutions = [place for place, node in enumerate(nodes) if node.op_type == "Conv"]
    walk, graph = Walk(proto, images), Int8Graph(proto, PIXELS)
    for node in nodes[convolutions[0] : convolutions[-1] + 1]:
        if node.op_type == "Conv":
            graph.add_convolution(node, walk.quantise_convolution(node))
        elif node.op_type == "Add":
            graph.add_sum(node, walk.quantise_sum(node))
        elif node.op_type != "Clip":
            raise ValueError(f"No int8 form of {node.op_type} is known.")
    onnx.save(graph.finished(), target)


@dataclass(frozen=True)
class Tensor:
    """One tensor of the graph: as float32 computes it, and as the quantised network does."""

    exact: Array
    rounded: Array


class Walk:
    """The state of the walk: the tensors that later nodes still need."""

    def __init__(self, proto: onnx.ModelProto, images: NDArray[np.uint8]) -> None:
        graph = proto.graph
        self._weights = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self._clippings = {node.input[0]: node for node in graph.node if node.op_type == "Clip"}
        self._uses = Counter(name for node in graph.node if node.op_type != "Clip" for name in node.input)
        self._opset = proto.opset_import
        first = next(node for node in graph.node if node.op_type == "Conv")
        pixels = PIXELS.restored(images.transpose(0, 3, 1, 2))
        self._tensors = {first.input[0]: Tensor(pixels, pixels)}
        self._rng = np.random.default_rng(0)

    def quantise_convolution(self, node: onnx.NodeProto) -> QuantisedConvolution:
        """Round one convolution and go past it, and past its clipping."""
        kernel, bias = (self._weights[name] for name in node.input[1:])
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        before = self._take(node.input[0])
        filters = kernel.reshape(attributes["group"], -1, kernel[0].size)
        patches = draw_patches(before.rounded, attributes, _SAMPLES, self._rng)
        if attributes["group"] > 1:  # computed in 16 bits and more from the start
            rounded = round_filters(filters, patches)
        elif kernel[0, 0].size == 1:
            rounded = round_filters(filters, patches, highest_of_pair=FITS_PAIR)
        else:  # which weights become neighbours is the runtime's business
            rounded = round_filters(filters, patches, highest=FITS_PAIR // 2)

        exact = self._convolve(node, before.exact, kernel, bias)
        drifted = self._convolve(node, before.rounded, rounded.values.reshape(kernel.shape), bias)
        moved = (exact - drifted).mean(axis=(0, 2, 3))
        drifted += moved[:, None, None]
        clipping = self._clippings.get(node.output[0])
        if clipping:
            low, high = (float(self._weights[name]) for name in clipping.input[1:])
            np.clip(exact, low, high, out=exact)
            np.clip(drifted, low, high, out=drifted)
        output = (clipping or node).output[0]
        return QuantisedConvolution(
            levels=rounded.levels.reshape(kernel.shape),
            scales=rounded.scales.reshape(-1),
            bias=bias + moved,
            output=output,
            range=self._put(output, exact, drifted),
        )

    def quantise_sum(self, node: onnx.NodeProto) -> Range:
        """Go past a sum."""
        one, two = (self._take(name) for name in node.input)
        return self._put(node.output[0], one.exact + two.exact, one.rounded + two.rounded)

    def _take(self, name: str) -> Tensor:
        self._uses[name] -= 1
        return self._tensors[name] if self._uses[name] else self._tensors.pop(name)

    def _put(self, name: str, exact: Array, drifted: Array) -> Range:
        levels = choose_range(drifted)
        self._tensors[name] = Tensor(exact, levels.rounded(drifted))
        return levels

    def _convolve(self, node: onnx.NodeProto, x: Array, kernel: Array, bias: Array) -> Array:
        """Run this one node on ONNX Runtime."""
        values = dict(zip(node.input, (x, kernel, bias), strict=True))
        make = onnx.helper.make_tensor_value_info
        inputs = [make(name, onnx.TensorProto.FLOAT, value.shape) for name, value in values.items()]
        outputs = [make(node.output[0], onnx.TensorProto.FLOAT, None)]
        graph = onnx.helper.make_graph([node], "one", inputs, outputs)
        proto = onnx.helper.make_model(graph, opset_imports=self._opset, ir_version=8)
        session = onnxruntime.InferenceSession(proto.SerializeToString(), providers=["CPUExecutionProvider"])
        return session.run(None, values)[0]


def draw_patches(x: Array, attributes: dict[str, Any], count: int, rng: np.random.Generator) -> Array:
    """What the filters of a convolution see at some places of its input.

    Args:
        x: float32[n, channels, height, width].
        attributes: the convolution's, as ONNX names them.
        count: how many places to draw.
        rng: draws them.

    Returns:
        float32[groups, count, taps], taps in the order of the kernel's.
    """
    (high, wide), strides = attributes["kernel_shape"], attributes["strides"]
    top, left, bottom, right = attributes.get("pads", (0, 0, 0, 0))
    padded = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (high, wide), axis=(2, 3))
    windows = windows[:, :, :: strides[0], :: strides[1]]
    photos, rows, columns = (rng.integers(0, windows.shape[axis], count) for axis in (0, 2, 3))
    drawn = windows[photos, :, rows, columns]  # [count, channels, high, wide]
    return drawn.reshape(count, attributes["group"], -1).swapaxes(0, 1)


def choose_range(values: Array) -> Range:
    """The 256 levels that round these values with the smallest mean square error, zero among them."""
    sample = values.ravel()[:: max(1, values.size // 500_000)]
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    best, lowest = Range(1.0, 0), np.inf
    for shrink in _SHRINKS:
        scale = max((high - low) * shrink / 255, 1e-9)
        levels = Range(scale, int(np.clip(round(-low * shrink / scale), 0, 255)))
        error = float(np.mean((levels.rounded(sample) - sample) ** 2))
        if error < lowest:
            best, lowest = levels, error
    return best


def compare(reference: Path, quantised: Path, images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Cosines between the vectors of two models: float32[n]."""
    both = []
    for path in (reference, quantised):
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        runs = [
            session.run(None, {"image": images[start : start + _BATCH]})[0]
            for start in range(0, len(images), _BATCH)
        ]
        both.append(np.concatenate(runs))
    return (both[0] * both[1]).sum(axis=1)


def edited_photos(store: PhotoStore, numbers: NDArray[np.int64], side: int) -> NDArray[np.uint8]:
    """Photos and edits of them in equal parts: uint8[2 * len(numbers), side, side, 3]."""
    views = []
    for number in numbers:
        plain = cv2.resize(store[int(number)], (side, side), interpolation=cv2.INTER_AREA)
        _, edited = make_views(store, int(number), side, np.random.default_rng(int(number)))
        views += [plain, edited]
    return np.stack(views)


if __name__ == "__main__":
    main()
