"""What the rest of NearDup asks of a model: a batch of small pictures in, unit vectors out."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.photo import Embeddings, ImageBatch


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Cosines at which a pair of photos counts as a match, measured for one model.

    A cosine of at least `same_picture` is the same picture, of at least `same_scene` the same scene.
    """

    same_picture: float
    same_scene: float

    @property
    def candidate(self) -> float:
        """The cosine from which a pair is worth a registered comparison, which can still make it a match."""
        return self.same_scene - (self.same_picture - self.same_scene) / 2


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
