"""Trains NearDup's own copy-detection descriptor, on a CPU, in about an hour.

    pip install .[training]
    python -m training.train_descriptor ../shared/train --run training/runs/main --steps 1400

The network is EfficientNet-Lite0 from ImageNet's weights with generalised-mean pooling and a linear
projection that starts as a PCA whitening. Two edited views of each photo (`augment.py`) must find each other
among the other photos of the batch, look-alikes among them (`losses.py`).

The run's folder gets `settings.json`, `curve.csv`, `checkpoint.npz` every few minutes, and `weights.npz`,
the running average of the weights, at the end. Started again with the same folder, it goes on from the
checkpoint. docs/accuracy.md compares runs.
"""

import argparse
import hashlib
import json
import signal
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from training.batches import BatchPlan, BatchWorkers
from training.neighbours import classes, embed_store, look_alikes
from training.photo_store import fill_store, split

_STORE = Path("training/runs/store")
_LOOK_ALIKES = 8


@dataclass(frozen=True)
class TrainingSettings:
    """Everything that decides what a run learns."""

    steps: int = 1400
    photos: int = 64
    side: int = 160
    dim: int = 512
    trainable_from: int = 3
    dtype: str = "bfloat16"
    rate: float = 5e-4
    projection_rate: float = 2.0
    warm_up: int = 80
    decay: float = 1e-4
    temperature: float = 0.05
    entropy: float = 5.0
    look_alike_share: float = 0.5
    averaging: float = 0.99
    seed: int = 1
    mix: str = "even"
    start_digest: str = ""


def main() -> None:
    """Train, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", type=Path, help="folder of several thousand JPEGs")
    parser.add_argument("--run", type=Path, required=True, help="folder for this run's files")
    parser.add_argument("--start", type=Path, help="go on from this .keras file of an earlier run's export")
    parser.add_argument("--workers", type=int, default=2, help="processes that make batches")
    parser.add_argument("--threads", type=int, default=2, help="threads for the training step")
    parser.add_argument(
        "--stop-at", type=int, help="end at this step, the rates being those of the whole run"
    )
    for name, default in asdict(TrainingSettings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    given = parser.parse_args()
    settings = TrainingSettings(**{name: getattr(given, name) for name in asdict(TrainingSettings())})
    if given.start:
        digest = hashlib.sha256(given.start.read_bytes()).hexdigest()
        if settings.start_digest not in ("", digest):
            parser.error(f"{given.start} is another file than the one that the run began from.")
        settings = replace(settings, start_digest=digest)
    # Ended from outside, the run still ends its workers, which would otherwise wait for ever.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    given.run.mkdir(parents=True, exist_ok=True)
    (given.run / "settings.json").write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")

    store = fill_store(given.source, _STORE)
    vectors = embed_store(store, _STORE / "lite0.npy")
    class_file = _STORE / "classes.npy"
    if not class_file.is_file():
        np.save(class_file, classes(vectors))
    photos, _ = split(len(store))
    plan = BatchPlan(
        store=_STORE,
        photos=photos,
        look_alikes=look_alikes(vectors, photos, _LOOK_ALIKES),
        size=settings.photos,
        side=settings.side,
        seed=settings.seed,
        look_alike_share=settings.look_alike_share,
        mix=settings.mix,
    )
    with BatchWorkers(plan, given.workers) as workers:
        # Here and not above, because every worker process imports this module anew.
        from training.training_loop import train

        train(
            settings=settings,
            store=store,
            photo_classes=np.load(class_file),
            batches=workers.batches,
            start=given.start,
            run=given.run,
            last=given.stop_at or settings.steps,
            threads=given.threads,
        )


if __name__ == "__main__":
    main()
