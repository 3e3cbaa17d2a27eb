"""What a runtime must offer to carry a model, and the embedder that stands on any such runtime.

Session (Protocol)           a loaded graph: a prepared batch in, its raw output out
├── OnnxSession              onnx_backend.py
├── KerasSession             keras_backend.py
└── PaddedSession            any of them, fed with batches of a few fixed sizes only

SessionEmbedder              checks, chunks and prepares pictures, runs the session, makes unit rows
"""

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.embed.embedder import ModelSpec
from core.embed.order import ModelOrder
from core.embed.preprocessing import Preprocessing
from core.errors import ModelError
from core.photo import Embeddings, ImageBatch

RawOutput = NDArray[np.floating]
"""float[n, dim], or a feature map float[n, height, width, channels]."""


class Session(Protocol):
    """A model in memory, ready to run."""

    @property
    def input_size(self) -> int | None:
        """The side of the square picture that the graph wants; None if it takes any."""
        ...

    @property
    def input_dtype(self) -> np.dtype[np.generic]: ...

    @property
    def batch(self) -> int | None:
        """The batch size that the graph is fixed to; None if it takes any."""
        ...

    @property
    def backend(self) -> str:
        """What runs the model, for people: "ONNX Runtime 1.23 on CPU (2 threads)"."""
        ...

    def run(self, batch: NDArray[np.generic]) -> RawOutput:
        """Run one batch [n, side, side, 3] of `input_dtype`; n is `batch` where that is fixed.

        Raises:
            ModelError: the runtime failed, in a sentence.
        """
        ...


class SessionEmbedder:
    """An `Embedder` over a session that is opened when it is first needed.

    Large batches are cut into chunks here, so that memory stays bounded (see `CHUNK`).
    """

    CHUNK = 8
    """Pictures per run. Larger runs need more memory and were no faster: 10 to 14 ms each at 1 to 32."""

    def __init__(
        self,
        spec: ModelSpec,
        open_session: Callable[[], Session],
        preprocessing: Preprocessing,
        chunk: int = CHUNK,
        order: ModelOrder | None = None,
    ) -> None:
        self._spec = spec
        self.order = order
        """How other processes open the model for themselves, if they may."""
        self._chunk = chunk
        self._open_session = open_session
        self._preprocessing = preprocessing
        self._opened: Session | None = None
        # Two threads may ask at once, say the status bar for `backend` while a scan embeds its first batch.
        self._opening = threading.Lock()

    @property
    def spec(self) -> ModelSpec:
        return self._spec

    @property
    def backend(self) -> str:
        """What runs the model, for people. Opens the model if that has not happened yet."""
        return self._session().backend

    def embed(self, images: ImageBatch) -> Embeddings:
        """Turn pictures into unit vectors; see `Embedder.embed`."""
        side = self._spec.input_size
        if images.dtype != np.uint8 or images.ndim != 4 or images.shape[1:] != (side, side, 3):
            raise ModelError(
                f"The model {self._spec.name} wants pictures of {side} x {side} pixels as "
                f"uint8[n, {side}, {side}, 3], not {images.dtype}{list(images.shape)}."
            )
        vectors = np.empty((len(images), self._spec.dim), np.float32)
        if len(images) == 0:
            return vectors
        session = self._session()
        step = session.batch or self._chunk
        for start in range(0, len(images), step):
            chunk = images[start : start + step]
            raw = run_chunk(session, chunk, self._preprocessing)
            if raw.shape[1] != self._spec.dim:
                raise ModelError(
                    f"The model {self._spec.name} gave {raw.shape[1]} numbers per picture where its manifest "
                    f"promises {self._spec.dim}."
                )
            vectors[start : start + len(chunk)] = _unit_rows(raw, self._spec.name)
        return vectors

    def rest(self) -> None:
        """Let the session go until it is needed again: 32 MB of the bundled model, opened anew in 0.1 s."""
        with self._opening:
            self._opened = None

    def _session(self) -> Session:
        with self._opening:
            if self._opened is None:
                self._opened = self._open_session()
            return self._opened


class PaddedSession:
    """A session that only ever sees batches of a few fixed sizes; satisfies `Session`.

    A graphics card's engine is made for the sizes that it was shown. Another one costs a new engine, or at
    least a new search for kernels, so a batch is filled up with black pictures whose vectors are left out.
    """

    def __init__(self, session: Session, sizes: Sequence[int]) -> None:
        self._session = session
        self._sizes = sorted(sizes)

    @property
    def input_size(self) -> int | None:
        return self._session.input_size

    @property
    def input_dtype(self) -> np.dtype[np.generic]:
        return self._session.input_dtype

    @property
    def batch(self) -> int | None:
        return None

    @property
    def backend(self) -> str:
        return self._session.backend

    def run(self, batch: NDArray[np.generic]) -> RawOutput:
        most = self._sizes[-1]
        parts = [self._run_padded(batch[start : start + most]) for start in range(0, len(batch), most)]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _run_padded(self, batch: NDArray[np.generic]) -> RawOutput:
        size = next(size for size in self._sizes if size >= len(batch))
        if size > len(batch):
            black = np.zeros((size - len(batch), *batch.shape[1:]), batch.dtype)
            return self._session.run(np.concatenate([batch, black]))[: len(batch)]
        return self._session.run(batch)


def run_chunk(session: Session, images: ImageBatch, preprocessing: Preprocessing) -> NDArray[np.float32]:
    """Run pictures through a session and pool what comes out.

    Args:
        session: the model.
        images: uint8[n, side, side, 3], n at most `session.batch` where that is fixed.
        preprocessing: what the graph wants done to the pixels first.

    Returns:
        float32[n, dim], not normalised.
    """
    prepared = preprocessing.apply(images, session.input_dtype)
    if session.batch is not None and len(images) < session.batch:
        missing = session.batch - len(images)
        prepared = np.pad(prepared, ((0, missing), (0, 0), (0, 0), (0, 0)))
    raw = np.asarray(session.run(prepared), np.float32)[: len(images)]
    if raw.ndim == 4:
        raw = raw.mean(axis=(1, 2))
    elif raw.ndim != 2:
        raise ModelError(
            f"The model gives an output of {raw.ndim} dimensions; "
            "NearDup needs one vector or one feature map per picture."
        )
    return raw


def _unit_rows(raw: NDArray[np.float32], name: str) -> Embeddings:
    """Divide rows by their length; a row of zeros, which has no direction, becomes the first axis."""
    if not np.isfinite(raw).all():
        raise ModelError(f"The model {name} gave values that are not numbers; its weights may be damaged.")
    length = np.linalg.norm(raw, axis=1, keepdims=True)
    axis = np.zeros_like(raw)
    axis[:, 0] = 1
    return np.divide(raw, length, out=axis, where=length > 1e-12)
