"""What the rest of NearDup asks of a model: a batch of small pictures in, unit vectors out."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from core.photo import Embeddings, ImageBatch
from core.progress import CancelToken, Reporter

if TYPE_CHECKING:
    from core.embed.order import ModelOrder


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Cosines at which a pair of photos is worth a look, or counts as a match, measured for one model.

    By the cosine alone, a pair from `same_picture` on is the same picture, from `same_scene` on the same
    scene. About one in a thousand pairs of unrelated photos reaches `candidate`, from where a registered
    comparison can still make it a match.
    """

    same_picture: float
    same_scene: float
    candidate: float

    def candidate_among(self, photos: int) -> float:
        """The cosine from which pairs are compared closely in a library of this size.

        Unrelated pairs grow with the square of the library, and each that passes costs milliseconds. So
        the threshold rises with the logarithm of the size, from `candidate` at a thousand photos to
        `same_scene` at a million, which keeps close comparisons at about one for each photo.
        """
        rise = min(1.0, max(0.0, math.log10(max(photos, 1) / 1e3) / 3))
        return self.candidate + (self.same_scene - self.candidate) * rise


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """What a model is, as its manifest says.

    `digest` is the SHA-256 of the weights in hexadecimal; vectors of different digests are never
    compared. `path` is the file (or SavedModel folder) that holds the weights.
    """

    name: str
    version: str
    digest: str
    path: Path
    input_size: int
    dim: int
    licence: str
    thresholds: Thresholds


class Embedder(Protocol):
    """A loaded model. One thread at a time may call `embed`."""

    @property
    def spec(self) -> ModelSpec: ...

    @property
    def backend(self) -> str:
        """What runs the model, for people: "ONNX Runtime 1.23, CPU"."""
        ...

    def embed(self, images: ImageBatch) -> Embeddings:
        """Turn pictures into unit vectors.

        Args:
            images: uint8[n, side, side, 3] with `side == spec.input_size`, RGB, upright. n may be 0.

        Returns:
            float32[n, spec.dim], rows of length one, independent of how pictures were batched.

        Raises:
            ModelError: the model failed on this batch.
        """
        ...


@runtime_checkable
class Portable(Protocol):
    """Of an embedder whose model other processes may open for themselves, each in one thread."""

    @property
    def order(self) -> "ModelOrder | None":
        """How they do; None where it is better to have the model once."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one accelerator stands, for people: what it is called, and a sentence."""

    title: str
    text: str


def order_of(embedder: Embedder) -> "ModelOrder | None":
    """How other processes open a model for themselves; None where they are not to."""
    return embedder.order if isinstance(embedder, Portable) else None


@runtime_checkable
class CardEmbedder(Embedder, Protocol):
    """An embedder with a graphics card behind it; see accelerated.py."""

    @property
    def preparing(self) -> str:
        """What is being prepared, in a sentence; "" where nothing is."""
        ...

    def standings(self) -> tuple[Standing, ...]:
        """Every accelerator, best first, and why it is or is not used."""
        ...

    def prepare(self, report: Reporter, cancel: CancelToken) -> None:
        """Wait until an engine is open, or none can be.

        Raises:
            Cancelled: the waiting was cancelled; the engine is built to its end all the same.
        """
        ...
