"""The training itself: steps, checkpoints, the curve, and a small validation now and then."""

import csv
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from training.convert_efficientnet_lite0 import read_checkpoint
from training.efficientnet_lite0 import FEATURES
from training.folded_lite0 import read_folded
from training.losses import copy_losses
from training.photo_store import PhotoStore, split
from training.trainable_lite0 import BLOCKS, TrainableLite0
from training.validate import RUNS, judge, make_validation_set
from training.whitening import learn_whitening

if TYPE_CHECKING:
    from training.train_descriptor import TrainingSettings

Batches = Callable[[int, int], Iterator[tuple[NDArray[np.uint8], NDArray[np.int64]]]]

_LOG_EVERY = 20
_SAVE_EVERY = 100
_JUDGE_EVERY = 200
_WHITENING_PHOTOS = 3000
_PROJECTION_SPREAD = 0.1


def train(
    *,
    settings: "TrainingSettings",
    store: PhotoStore,
    photo_classes: NDArray[np.int64],
    batches: Batches,
    start: Path | None,
    run: Path,
    last: int,
    threads: int,
) -> None:
    """Train from the run's checkpoint, or from ImageNet's weights, up to the step `last`.

    Args:
        settings: what to learn and how.
        store: the photos.
        photo_classes: the class of each photo, see `neighbours.classes`.
        batches: gives the batches of a range of steps.
        start: the `.keras` file of an earlier run's export to begin from, instead of ImageNet's weights.
        run: the folder for checkpoint, curve and weights.
        last: where to stop; the learning rate follows `settings.steps`.
        threads: how many TensorFlow may use.
    """
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    checkpoint = run / "checkpoint.npz"
    resumes = checkpoint.is_file()
    network = TrainableLite0(
        read_checkpoint(),
        no_projection(settings.dim) if resumes or start else start_projection(settings, store),
        trainable_from=settings.trainable_from,
        dtype=settings.dtype,
    )
    if start and not resumes:
        network.start_from(read_folded(start))
    trainer = Trainer(network, settings)
    if resumes:
        trainer.restore(checkpoint)
    validation = make_validation_set(store, settings.side, edited=60, originals=300, cache=RUNS / "store")

    curve = Curve(run / "curve.csv")
    first = trainer.step
    for views, numbers in batches(first, last):
        contrast, entropy, rate = trainer.learn(views, np.tile(photo_classes[numbers], 2))
        curve.note(contrast, entropy)
        if trainer.step % _LOG_EVERY == 0 or trainer.step == last:
            recall = ""
            if trainer.step % _JUDGE_EVERY == 0 or trainer.step == last:
                judgement = judge(trainer.embed_averaged, validation, photo_classes)
                recall = f"{judgement.recall:.4f}"
                worst = sorted(judgement.by_name.items(), key=lambda item: item[1])[:6]
                print("  worst:", ", ".join(f"{name} {value:.2f}" for name, value in worst), flush=True)
            curve.write(trainer.step, rate, recall)
        if trainer.step % _SAVE_EVERY == 0 or trainer.step == last:
            trainer.save(checkpoint)
    if trainer.step >= last:
        np.savez(run / "weights.npz", **trainer.averaged_weights())


class Trainer:
    """A network with its optimisers and the running average of its weights."""

    def __init__(self, network: TrainableLite0, settings: "TrainingSettings") -> None:
        self.network = network
        self.step = 0
        self._settings = settings
        self._average = [tf.Variable(variable, trainable=False) for variable in network.variables]
        self._groups = (
            (network.backbone_variables, keras.optimizers.AdamW(weight_decay=settings.decay), 1.0),
            (network.projection_variables, keras.optimizers.AdamW(), settings.projection_rate),
        )
        for variables, optimizer, _ in self._groups:
            optimizer.build(variables)
        self._learn = tf.function(self._learn_one)
        self._embed = tf.function(network.embed, reduce_retracing=True)

    def learn(self, views: NDArray[np.uint8], classes: NDArray[np.int64]) -> tuple[float, float, float]:
        """Take one step; gives the contrast, the entropy term and the learning rate."""
        rate = learning_rate(self.step, self._settings)
        for _, optimizer, factor in self._groups:
            optimizer.learning_rate.assign(rate * factor)
        contrast, entropy = self._learn(tf.constant(views), tf.constant(classes))
        self.step += 1
        return float(contrast), float(entropy), rate

    def embed_averaged(self, photos: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Embed with the averaged weights."""
        trained = [variable.numpy() for variable in self.network.variables]
        for variable, average in zip(self.network.variables, self._average, strict=True):
            variable.assign(average)
        vectors = self._embed(tf.constant(photos)).numpy()
        for variable, value in zip(self.network.variables, trained, strict=True):
            variable.assign(value)
        return vectors

    def averaged_weights(self) -> dict[str, NDArray[np.float32]]:
        """Averaged weights as `export_descriptor.py` reads them: folded kernels and biases by layer name."""
        trained = [variable.numpy() for variable in self.network.variables]
        for variable, average in zip(self.network.variables, self._average, strict=True):
            variable.assign(average)
        found = self.network.folded_weights()
        for variable, value in zip(self.network.variables, trained, strict=True):
            variable.assign(value)
        return found

    def save(self, path: Path) -> None:
        """Write everything that the next step depends on, whole or not at all."""
        arrays = {f"state_{number}": state.numpy() for number, state in enumerate(self._state())}
        half_written = path.with_suffix(".half.npz")
        np.savez(half_written, step=self.step, **arrays)
        half_written.replace(path)

    def restore(self, path: Path) -> None:
        """Go back to what `save` wrote."""
        with np.load(path) as table:
            for number, state in enumerate(self._state()):
                state.assign(table[f"state_{number}"])
            self.step = int(table["step"])

    def _state(self) -> list[tf.Variable]:
        moments = [variable.value for _, optimizer, _ in self._groups for variable in optimizer.variables]
        return [*self.network.variables, *self._average, *moments]

    def _learn_one(self, views: tf.Tensor, classes: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        settings, variables = self._settings, self.network.variables
        with tf.GradientTape() as tape:
            vectors = self.network.embed(views)
            losses = copy_losses(vectors, classes, settings.temperature)
            loss = losses.contrast + settings.entropy * losses.entropy
        gradients = iter(tape.gradient(loss, variables))
        for group, optimizer, _ in self._groups:
            optimizer.apply([next(gradients) for _ in group], group)
        for average, variable in zip(self._average, variables, strict=True):
            average.assign_add((1 - settings.averaging) * (variable - average))
        return losses.contrast, losses.entropy


def learning_rate(step: int, settings: "TrainingSettings") -> float:
    """Rise in a line, then fall along half a cosine to a hundredth."""
    warm = min(1.0, (step + 1) / settings.warm_up)
    fallen = 0.5 + 0.5 * np.cos(np.pi * min(1.0, step / settings.steps))
    return float(settings.rate * warm * (0.01 + 0.99 * fallen))


def start_projection(
    settings: "TrainingSettings", store: PhotoStore
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Whiten the untrained network's features of some training photos to `settings.dim` axes.

    All axes are scaled alike, which changes no direction, so that the matrix has entries as large as the
    other layers' kernels: AdamW moves each entry by about the learning rate whatever its size, and with
    entries of 0.001 the first forty steps forgot the whitening (nearest negatives went to cosine 0.9).
    """
    import cv2

    network = TrainableLite0(read_checkpoint(), no_projection(1), trainable_from=BLOCKS, dtype="float32")
    pool = tf.function(network.pool)
    photos, _ = split(len(store))
    photos = photos[:: max(1, len(photos) // _WHITENING_PHOTOS)]
    size = (settings.side, settings.side)
    features = []
    for start in range(0, len(photos) - 63, 64):
        squashed = [
            cv2.resize(store[int(n)], size, interpolation=cv2.INTER_AREA) for n in photos[start : start + 64]
        ]
        features.append(pool(tf.constant(np.stack(squashed))).numpy())
    whitening = learn_whitening(np.concatenate(features), settings.dim)
    scale = np.float32(_PROJECTION_SPREAD / whitening.matrix.std())
    return whitening.matrix * scale, whitening.bias * scale


def no_projection(dim: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A projection of zeros, for a network whose projection is not used or is restored."""
    return np.zeros((FEATURES, dim), np.float32), np.zeros(dim, np.float32)


class Curve:
    """The run's `curve.csv`: a line for every few steps, added to what is there."""

    _COLUMNS = ("step", "seconds", "rate", "contrast", "entropy", "recall")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._noted: list[tuple[float, float]] = []
        self._since = time.monotonic()
        if not path.is_file():
            self._append(self._COLUMNS)

    def note(self, contrast: float, entropy: float) -> None:
        self._noted.append((contrast, entropy))

    def write(self, step: int, rate: float, recall: str) -> None:
        """Write the means since the last line; `seconds` is what these steps took."""
        contrast, entropy = np.mean(self._noted, axis=0)
        seconds = time.monotonic() - self._since
        row = (step, f"{seconds:.1f}", f"{rate:.2e}", f"{contrast:.4f}", f"{entropy:.4f}", recall)
        self._append(row)
        print(dict(zip(self._COLUMNS, row, strict=True)), flush=True)
        self._noted, self._since = [], time.monotonic()

    def _append(self, row: tuple[object, ...]) -> None:
        with self._path.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerow(row)
