"""The descriptors that the accuracy benchmark compares: each turns small pictures into unit vectors.

The two hashes become vectors of +-1/8, so that the cosine of 64 bits is 1 - 2 x (differing bits) / 64 and all
methods are compared alike.
"""

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.embed.embedder import Thresholds
from core.embed.registry import available_models, load_embedder
from core.photo import Embeddings, ImageBatch


@dataclass(frozen=True)
class Descriptor:
    """A way to describe pictures.

    `embed` takes uint8[n, side, side, 3] and gives float32[n, dim], rows of length one. `thresholds` are the
    cosines that it is shipped with; for the hashes the customary 10 and 4 differing bits.
    """

    name: str
    side: int
    thresholds: Thresholds
    embed: Callable[[ImageBatch], Embeddings]
    is_model: bool = False


def descriptors(models: Sequence[str]) -> list[Descriptor]:
    """The hashes, the plain network, and models by name; none names all, SSCD too where it is installed."""
    found = [
        Descriptor("pHash", 32, _bits(4, 10), _each(_phash)),
        Descriptor("dHash", 32, _bits(4, 10), _each(_dhash)),
    ]
    if importlib.util.find_spec("onnx"):
        found.append(Descriptor("Lite0, average pooled", 224, Thresholds(0.95, 0.85, 0.8), _average_pooled()))
    for name in models or [spec.name for spec in available_models()]:
        embedder = load_embedder(name)
        spec = embedder.spec
        found.append(Descriptor(spec.name, spec.input_size, spec.thresholds, embedder.embed, is_model=True))
    return found


def _bits(picture: int, scene: int) -> Thresholds:
    cosines = [1 - 2 * bits / 64 for bits in (picture, scene, scene)]
    return Thresholds(*cosines)


def _each(hashed: Callable[[Image.Image], NDArray[np.bool_]]) -> Callable[[ImageBatch], Embeddings]:
    def embed(batch: ImageBatch) -> Embeddings:
        bits = np.stack([hashed(Image.fromarray(picture).convert("L")) for picture in batch])
        return np.where(bits, 1, -1).astype(np.float32) / np.sqrt(bits.shape[1], dtype=np.float32)

    return embed


def _phash(grey: Image.Image) -> NDArray[np.bool_]:
    """64 bits: the lowest frequencies of a 32 x 32 cosine transform against their median."""
    place = np.arange(32)
    waves = np.cos(np.pi * (2 * place[None, :] + 1) * place[:8, None] / 64)
    low = (waves @ np.asarray(grey, dtype=np.float64) @ waves.T).ravel()
    return low > np.median(low)


def _dhash(grey: Image.Image) -> NDArray[np.bool_]:
    """64 bits: whether each of 9 x 8 pixels is darker than its right neighbour."""
    small = np.asarray(grey.resize((9, 8), Image.Resampling.LANCZOS))
    return (small[:, 1:] > small[:, :-1]).ravel()


def _average_pooled() -> Callable[[ImageBatch], Embeddings]:
    """The bundled network cut off before its pooling, its last feature map averaged."""
    onnx: Any = importlib.import_module("onnx")
    runtime: Any = importlib.import_module("onnxruntime")
    model = onnx.load(load_embedder("efficientnet-lite0-gem").spec.path.with_suffix(".onnx"))
    pooling = next(node for node in model.graph.node if node.op_type == "Pow")
    model.graph.output.append(onnx.helper.make_empty_tensor_value_info(pooling.input[0]))
    session = runtime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    feed = session.get_inputs()[0].name

    def embed(batch: ImageBatch) -> Embeddings:
        maps = session.run([pooling.input[0]], {feed: batch})[0]
        return _unit(maps.mean(axis=(1, 2)))

    return embed


def _unit(vectors: NDArray[np.floating]) -> Embeddings:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
