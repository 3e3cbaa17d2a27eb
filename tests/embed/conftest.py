"""Embedders of every kind, each made once: TensorFlow alone takes seconds to import."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.embed.accelerated import AcceleratedEmbedder
from core.embed.accelerators import Candidate
from core.embed.embedder import Embedder
from core.embed.engine_cache import EngineState, Parity
from core.embed.onnx_backend import OnnxSession
from core.embed.preprocessing import Preprocessing
from core.embed.registry import load_embedder
from core.embed.session import PaddedSession, Session, SessionEmbedder
from core.errors import ModelError
from tests.embed.cards import FakeWorkshop
from tests.fakes import FakeEmbedder

FLOAT, INT8 = "neardup-lite0", "neardup-lite0-int8"
TINY = 24
"""Side of the pictures that the models made here take."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Keras 3.15 hands TensorFlow's tensors to NumPy in a way that NumPy 2 will stop to support.
    old_way = pytest.mark.filterwarnings(
        "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
    )
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(old_way)


@pytest.fixture(scope="session")
def keras() -> Any:
    """Keras on TensorFlow, imported the way that the backend does: quietly."""
    from core.embed.keras_backend import _import_tensorflow

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            _import_tensorflow(Path("that a test brings"), 0)
        except ModelError as error:
            pytest.skip(str(error))
        import keras
    return keras


@pytest.fixture(scope="session")
def tiny_classifier(keras: Any) -> Any:
    """A classifier as people have them: convolution, pooling, softmax over five classes."""
    keras.utils.set_random_seed(1)
    layers = keras.layers
    image = keras.Input((TINY, TINY, 3), name="image")
    x = layers.Rescaling(1 / 255)(image)
    x = layers.Conv2D(12, 5, strides=3, activation="relu", name="features")(x)
    x = layers.GlobalAveragePooling2D(name="pooled")(x)
    x = layers.Dropout(0.5, name="dropout")(x)
    return keras.Model(image, layers.Dense(5, activation="softmax", name="classes")(x))


@pytest.fixture(scope="session")
def brought_keras(tiny_classifier: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brought") / "tiny.keras"
    tiny_classifier.save(path)
    return path


@pytest.fixture(scope="session")
def brought_saved_model(tiny_classifier: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brought") / "tiny_saved"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tiny_classifier.export(path, verbose=False)
    return path


@pytest.fixture(scope="session")
def embedders(request: pytest.FixtureRequest) -> Callable[[str], Embedder]:
    """Embedders by kind; each is loaded when it is first asked for, and kept. Some need TensorFlow."""

    def brought(fixture: str) -> Embedder:
        return load_embedder(str(request.getfixturevalue(fixture)))

    def bundled_keras() -> Embedder:
        request.getfixturevalue("keras")
        return load_embedder(FLOAT, backend="keras", threads=1)

    makers: dict[str, Callable[[], Embedder]] = {
        "fake": FakeEmbedder,
        "onnx": lambda: load_embedder(FLOAT, backend="onnx", threads=1),
        "keras": bundled_keras,
        "int8": lambda: load_embedder(INT8, threads=1),
        "padded, as on a card": _padded,
        "brought keras": lambda: brought("brought_keras"),
        "brought saved model": lambda: brought("brought_saved_model"),
    }
    made: dict[str, Embedder] = {}

    def embedder(kind: str) -> Embedder:
        if kind not in made:
            made[kind] = makers[kind]()
        return made[kind]

    return embedder


class ReadyWorkshop(FakeWorkshop):
    """A workshop whose first engine is ready and known to be faithful: the CPU, fed as a card is."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        ready = self.offered[0].kind
        self.states[ready], self.noted[ready] = EngineState.READY, Parity(1.0, 16)
        self._path = path

    def open(self, candidate: Candidate) -> Session:
        return PaddedSession(OnnxSession(self._path, threads=1), (1, 8, 32))


def _padded() -> Embedder:
    """The float32 model through everything that stands between a scan and a card."""
    plain = load_embedder(FLOAT, backend="onnx", threads=1)
    plain_pixels = Preprocessing()
    return AcceleratedEmbedder(
        plain,
        ReadyWorkshop(plain.spec.path),
        lambda session, chunk: SessionEmbedder(plain.spec, lambda: session, plain_pixels, chunk),
    )


def random_pictures(count: int, side: int, seed: int = 5) -> np.ndarray:
    """Noise over colour gradients: uint8[count, side, side, 3], no two alike."""
    rng = np.random.default_rng(seed)
    corners = rng.uniform(0, 255, (count, 2, 2, 3))
    t = np.linspace(0, 1, side)
    across = corners[:, :, :1] * (1 - t)[:, None] + corners[:, :, 1:] * t[:, None]
    down = across[:, :1] * (1 - t)[:, None, None] + across[:, 1:] * t[:, None, None]
    return (down + rng.normal(0, 20, (count, side, side, 3))).clip(0, 255).astype(np.uint8)
