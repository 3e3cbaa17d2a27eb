"""Stand-ins real enough to scan with: small, fast, deterministic, free of TensorFlow and ONNX Runtime."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.embed.embedder import ModelSpec, Thresholds
from core.errors import ModelError
from core.photo import Embeddings, ImageBatch

_GRID = 8


class FakeEmbedder:
    """An embedder that looks at an 8 x 8 colour thumbnail through a fixed random projection.

    Similar pictures get similar vectors: a re-encoded or resized copy stays above cosine 0.99, while pictures
    of independent random content lie around 0. It satisfies the whole contract of `Embedder`.
    """

    def __init__(self, dim: int = 16, input_size: int = 32) -> None:
        """Draw the projection.

        Args:
            dim: length of the vectors.
            input_size: side of the pictures in pixels; a multiple of 8.
        """
        if input_size % _GRID:
            raise ValueError(f"input_size must be a multiple of {_GRID}, not {input_size}")
        rng = np.random.default_rng(20260101)
        self._projection: NDArray[np.float64] = rng.standard_normal((_GRID * _GRID * 3, dim))
        self._bias: NDArray[np.float64] = 0.05 * rng.standard_normal(dim)
        self.calls: list[int] = []
        """The size of each batch that was embedded, for tests that count the work done."""
        self._spec = ModelSpec(
            name="fake",
            version="1",
            digest=f"fake-{dim}-{input_size}",
            path=Path("fake"),
            input_size=input_size,
            dim=dim,
            licence="Apache-2.0",
            thresholds=Thresholds(same_picture=0.98, same_scene=0.9, candidate=0.8),
        )

    @property
    def spec(self) -> ModelSpec:
        return self._spec

    @property
    def backend(self) -> str:
        return "fake, CPU"

    def embed(self, images: ImageBatch) -> Embeddings:
        side = self._spec.input_size
        if images.dtype != np.uint8 or images.ndim != 4 or images.shape[1:] != (side, side, 3):
            raise ModelError(f"The fake model wants uint8[n, {side}, {side}, 3], not {images.shape}.")
        self.calls.append(len(images))
        block = side // _GRID
        cells = images.reshape(-1, _GRID, block, _GRID, block, 3).mean(axis=(2, 4)) / 255.0
        centred = cells.reshape(len(images), _GRID * _GRID * 3)
        centred = centred - centred.mean(axis=1, keepdims=True)
        # The bias gives a flat grey picture, which is all zeros here, a direction too.
        vectors = centred @ self._projection + self._bias
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
