"""Losses pull the right way, a resumed run goes on where it stopped, and what is saved is what was learnt."""

from pathlib import Path

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")

from training.efficientnet_lite0 import build_backbone  # noqa: E402
from training.folded_lite0 import build_descriptor, read_folded  # noqa: E402
from training.losses import copy_losses  # noqa: E402
from training.train_descriptor import TrainingSettings  # noqa: E402
from training.trainable_lite0 import TrainableLite0  # noqa: E402
from training.training_loop import Trainer, learning_rate  # noqa: E402

SIDE = 4


class TinyNetwork:
    """Two matrices in place of a backbone and a projection."""

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        self.hidden = tf.Variable(rng.normal(size=(SIDE * SIDE * 3, 6)).astype(np.float32))
        self.matrix = tf.Variable(rng.normal(size=(6, 5)).astype(np.float32))
        self.backbone_variables = [self.hidden]
        self.projection_variables = [self.matrix]
        self.variables = [self.hidden, self.matrix]

    def embed(self, photos):
        flat = tf.reshape(tf.cast(photos, tf.float32) / 255, (-1, SIDE * SIDE * 3))
        return tf.math.l2_normalize(tf.tanh(flat @ self.hidden) @ self.matrix, axis=1)


def settings(**changes: object) -> TrainingSettings:
    return TrainingSettings(**{"steps": 50, "dim": 5, "warm_up": 5, **changes})  # pyright: ignore


def batch(step: int) -> tuple[np.ndarray, np.ndarray]:
    """Four photos, and the same with noise as second views."""
    rng = np.random.default_rng(step)
    first = rng.integers(0, 236, (4, SIDE, SIDE, 3))
    second = first + rng.integers(0, 20, first.shape)
    return np.concatenate([first, second]).astype(np.uint8), np.tile(np.arange(4), 2)


def random_vectors(count: int, seed: int = 3):
    vectors = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return tf.Variable(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def gradient(loss: str, vectors, classes) -> np.ndarray:
    with tf.GradientTape() as tape:
        value = getattr(copy_losses(vectors, tf.constant(classes, tf.int64), 0.05), loss)
    return tape.gradient(value, vectors).numpy()


def test_a_step_down_the_contrast_brings_copies_together():
    vectors = random_vectors(8)
    classes = np.tile(np.arange(4), 2)
    moved = tf.math.l2_normalize(vectors - 0.01 * gradient("contrast", vectors, classes), axis=1).numpy()
    before = vectors.numpy()
    assert (moved[:4] * moved[4:]).sum() > (before[:4] * before[4:]).sum()


def test_a_step_down_the_entropy_term_drives_the_nearest_others_apart():
    vectors = random_vectors(8)
    classes = np.tile(np.arange(4), 2)
    moved = tf.math.l2_normalize(vectors - 0.01 * gradient("entropy", vectors, classes), axis=1)

    def term(v):
        return float(copy_losses(v, tf.constant(classes, tf.int64), 0.05).entropy)

    assert term(moved) < term(vectors)


def test_photos_of_one_class_are_no_negatives():
    vectors = random_vectors(4)
    apart = copy_losses(vectors, tf.constant([0, 1, 0, 1], tf.int64), 0.05)
    one_class = copy_losses(vectors, tf.constant([0, 0, 0, 0], tf.int64), 0.05)
    assert float(one_class.contrast) < 1e-6 < float(apart.contrast)


def test_learning_brings_the_loss_down():
    trainer = Trainer(TinyNetwork(), settings(rate=0.02))  # pyright: ignore[reportArgumentType]
    losses = [trainer.learn(*batch(0))[0] for _ in range(40)]
    assert losses[-1] < losses[0]


def test_resumed_run_goes_on_as_if_never_stopped(tmp_path: Path):
    whole = Trainer(TinyNetwork(), settings())  # pyright: ignore[reportArgumentType]
    for step in range(6):
        whole.learn(*batch(step))

    stopped = Trainer(TinyNetwork(), settings())  # pyright: ignore[reportArgumentType]
    for step in range(3):
        stopped.learn(*batch(step))
    stopped.save(tmp_path / "checkpoint.npz")
    resumed = Trainer(TinyNetwork(), settings())  # pyright: ignore[reportArgumentType]
    resumed.restore(tmp_path / "checkpoint.npz")
    assert resumed.step == 3
    for step in range(3, 6):
        resumed.learn(*batch(step))

    views, _ = batch(9)
    assert resumed.step == whole.step
    assert np.allclose(resumed.embed_averaged(views), whole.embed_averaged(views), atol=1e-6)


def test_rate_rises_then_falls_to_a_hundredth():
    rates = [learning_rate(step, settings(rate=1.0)) for step in range(51)]
    assert np.argmax(rates) == 4
    assert rates[-1] == pytest.approx(0.01)


@pytest.fixture(scope="module")
def tensors() -> dict[str, np.ndarray]:
    """A checkpoint of random weights, its normalisations moved away from their harmless start."""
    rng = np.random.default_rng(1)
    found = {}
    for layer in build_backbone().layers:
        name, values = layer.name.replace("-", "."), layer.get_weights()
        if len(values) == 4:
            values = [v + rng.uniform(0, 0.1, v.shape).astype(np.float32) for v in values]
            parts = ("weight", "bias", "running_mean", "running_var")
            found.update({f"{name}.{part}": value for part, value in zip(parts, values, strict=True)})
        elif values:
            order = (2, 3, 0, 1) if "depthwise" in name else (3, 2, 0, 1)
            found[f"{name}.weight"] = values[0].transpose(order)
    return found


def make_network(tensors: dict[str, np.ndarray], *, trainable_from: int = 3) -> TrainableLite0:
    rng = np.random.default_rng(2)
    projection = rng.normal(size=(1280, 8)).astype(np.float32), rng.normal(size=8).astype(np.float32)
    return TrainableLite0(tensors, projection, trainable_from=trainable_from, dtype="float32")


def test_saved_network_gives_the_vectors_of_the_trained_one(tensors: dict[str, np.ndarray]):
    trained = make_network(tensors)
    saved = build_descriptor(trained.folded_weights(), 64, "saved")
    photos = np.random.default_rng(3).integers(0, 256, (2, 64, 64, 3)).astype(np.uint8)
    cosines = (trained.embed(tf.constant(photos)).numpy() * np.asarray(saved(photos))).sum(axis=1)
    assert cosines.min() > 0.9999


def learn_a_little(network: TrainableLite0) -> None:
    rng = np.random.default_rng(4)
    for variable in network.variables:
        variable.assign_add(rng.normal(size=variable.shape).astype(np.float32) * 0.01)


# Keras 3.15 hands TensorFlow's tensors to NumPy in a way that NumPy 2 will stop to support.
@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")
def test_a_run_goes_on_from_the_file_that_an_earlier_one_was_exported_to(
    tensors: dict[str, np.ndarray], tmp_path: Path
):
    earlier = make_network(tensors)
    learn_a_little(earlier)
    build_descriptor(earlier.folded_weights(), 64, "earlier").save(tmp_path / "earlier.keras")
    later = make_network(tensors)
    later.start_from(read_folded(tmp_path / "earlier.keras"))
    before, after = earlier.folded_weights(), later.folded_weights()
    assert all(np.allclose(before[name], after[name], atol=1e-5) for name in before)


def test_a_run_that_trains_less_than_the_earlier_one_is_refused(tensors: dict[str, np.ndarray]):
    earlier = make_network(tensors)
    learn_a_little(earlier)
    with pytest.raises(ValueError, match=r"_blocks\.3\..* was changed by the earlier run"):
        make_network(tensors, trainable_from=8).start_from(earlier.folded_weights())
