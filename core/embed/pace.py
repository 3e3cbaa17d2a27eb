"""How fast a model really is: an embedder that counts its pictures and the time that they took."""

import time
from collections.abc import Callable

from core.embed.embedder import Embedder, ModelSpec, order_of
from core.embed.order import ModelOrder
from core.photo import Embeddings, ImageBatch


class TimedEmbedder:
    """An `Embedder` that passes everything on and looks at the clock."""

    def __init__(self, inner: Embedder, clock: Callable[[], float] = time.perf_counter) -> None:
        self.inner = inner
        self._clock = clock
        self._pictures, self._seconds = 0, 0.0

    @property
    def spec(self) -> ModelSpec:
        return self.inner.spec

    @property
    def backend(self) -> str:
        return self.inner.backend

    @property
    def order(self) -> ModelOrder | None:
        """As `Portable` has it: what others embed is not counted."""
        return order_of(self.inner)

    @property
    def pace(self) -> float:
        """Pictures per second since `restart`, counting the model's time alone; 0 where there were none."""
        return self._pictures / self._seconds if self._seconds > 0 else 0.0

    def restart(self) -> None:
        """Count from nothing again."""
        self._pictures, self._seconds = 0, 0.0

    def embed(self, images: ImageBatch) -> Embeddings:
        """Turn pictures into unit vectors; see `Embedder.embed`."""
        started = self._clock()
        vectors = self.inner.embed(images)
        self._seconds += self._clock() - started
        self._pictures += len(images)
        return vectors
