"""Brings a Keras model into resources/models/: to ONNX, held to its source, described by a manifest."""

import hashlib
import sys
import tomllib
import warnings
from dataclasses import asdict
from pathlib import Path

import keras
import numpy as np
import onnx
import onnxruntime
import tomli_w
from numpy.typing import NDArray

from core.embed.user_model import UNKNOWN_THRESHOLDS


def export_onnx(model: keras.Model, path: Path, name: str, version: str) -> None:
    """Write ONNX with one input `image`, one output `embedding` and a free batch size."""
    model(np.zeros((1, *model.input_shape[1:]), np.uint8))  # an uncalled model exports extra inputs
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # tf2onnx still asks NumPy for np.object
        model.export(path, format="onnx", verbose=False)
    proto = onnx.load(path)
    graph = proto.graph
    if [tensor.name for tensor in graph.input] != ["image"] or len(graph.output) != 1:
        sys.exit(f"The exported graph has the inputs {[tensor.name for tensor in graph.input]}.")
    last = next(node for node in graph.node if graph.output[0].name in node.output)
    last.output[list(last.output).index(graph.output[0].name)] = "embedding"
    graph.output[0].name = "embedding"
    for tensor in (graph.input[0], graph.output[0]):
        tensor.type.tensor_type.shape.dim[0].dim_param = "batch"
    onnx.helper.set_model_props(proto, {"name": name, "version": version, "licence": "Apache-2.0"})
    onnx.checker.check_model(proto)
    onnx.save(proto, path)


def check_parity(keras_file: Path, onnx_file: Path, images: NDArray[np.uint8]) -> None:
    """Stop unless both files give the same unit vectors, in batches of any size."""
    by_keras = np.asarray(keras.models.load_model(keras_file)(images, training=False))
    session = onnxruntime.InferenceSession(onnx_file, providers=["CPUExecutionProvider"])
    by_onnx = session.run(None, {"image": images})[0]
    alone = np.concatenate([session.run(None, {"image": image[None]})[0] for image in images])
    worst = min((by_keras * by_onnx).sum(axis=1).min(), (alone * by_onnx).sum(axis=1).min())
    print(f"parity: lowest cosine between Keras and ONNX {worst:.7f} on {len(images)} photos")
    if worst < 0.9999 or abs(np.linalg.norm(by_onnx, axis=1) - 1).max() > 1e-4:
        sys.exit("Keras and ONNX do not agree.")


def identity(model: keras.Model, name: str, version: str) -> str:
    """SHA-256 over the name, the version and every weight in layer order: what the vectors depend on.

    Digests of files would not do: the same weights, saved again, make another `.keras` file.
    """
    digest = hashlib.sha256(f"{name} {version}".encode())
    for weight in model.get_weights():
        digest.update(np.ascontiguousarray(weight, "<f4").tobytes())
    return digest.hexdigest()


def write_manifest(
    model: keras.Model,
    files: list[Path],
    *,
    name: str,
    version: str,
    digest: str,
    source: str,
    training: str = "",
) -> None:
    """Write the TOML beside the files; thresholds of an earlier calibration are kept."""
    path = files[0].parent / f"{name}.toml"
    thresholds = asdict(UNKNOWN_THRESHOLDS)
    if path.exists():
        thresholds = tomllib.loads(path.read_text(encoding="utf-8"))["thresholds"]
    table = {
        "name": name,
        "version": version,
        "digest": digest,
        "input_size": model.input_shape[1],
        "dim": model.output_shape[1],
        "licence": "Apache-2.0",
        "source": source,
        **({"training": training} if training else {}),
        "files": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
        "thresholds": thresholds,
    }
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
