"""An embedder that computes on the graphics card as soon as it can, and on the CPU until then.

    embed -> look at the candidates -> the best usable one's engine is
                 missing   build it in another process; the CPU computes meanwhile
                 ready     open it; the first photos are computed on both, and must agree
                 refused   the next candidate; after the last one the CPU stays

The catalogue keeps vectors under the model's digest, whatever computed them, because they may share it only
while they agree: the cosine between the CPU's vector and the engine's is at least `FAITHFUL` for each of the
first `COMPARED` photos of a scan. Half precision that does not keep this is not used, however fast.
"""

import threading
import time
from collections.abc import Iterator
from typing import Protocol

import numpy as np

from core.embed.accelerators import Candidate
from core.embed.embedder import Embedder, ModelSpec, Standing
from core.embed.engine_cache import EngineState, Parity
from core.embed.session import Session
from core.embed.workshop import Build, Workshop
from core.errors import ModelError
from core.photo import Embeddings, ImageBatch
from core.progress import CancelToken, Progress, Reporter, Stage

FAITHFUL = 0.999
"""The lowest cosine per photo. The catalogue's float16 moves a cosine by as much."""

COMPARED = 16
"""Photos that are computed on both before an engine is trusted with the rest."""

_LOOK_EVERY_S = 0.2


class MakeEmbedder(Protocol):
    """Makes an embedder on an opened engine."""

    def __call__(self, session: Session, chunk: int) -> Embedder: ...


class AcceleratedEmbedder:
    """A `CardEmbedder`. Any thread may ask for `standings` and `preparing`."""

    def __init__(self, cpu: Embedder, workshop: Workshop, on_engine: MakeEmbedder) -> None:
        """Prepare; neither card nor driver is touched before the first batch of several pictures.

        Args:
            cpu: the same model on the CPU.
            workshop: the accelerators of this machine.
            on_engine: makes an embedder on an opened engine.
        """
        self._cpu = cpu
        self._workshop = workshop
        self._make = on_engine
        self._lock = threading.RLock()
        self._left: Iterator[Candidate] | None = None
        self._current: Candidate | None = None
        self._build: Build | None = None
        self._waiting = False
        """An engine is being built, here or in another process."""
        self._engine: Embedder | None = None
        self._cosines: list[float] = []
        self._trusted = False
        self._why_not: dict[str, str] = {}

    @property
    def spec(self) -> ModelSpec:
        return self._cpu.spec

    @property
    def backend(self) -> str:
        """What runs the model now, for people."""
        with self._lock:
            return self._engine.backend if self._engine and self._trusted else self._cpu.backend

    @property
    def preparing(self) -> str:
        """What is being prepared; see `CardEmbedder.preparing`."""
        with self._lock:
            if not self._waiting or self._current is None:
                return ""
            return f"Preparing {self._current.title} for {self._workshop.card()}."

    def standings(self) -> tuple[Standing, ...]:
        """Every candidate, and why it is or is not used; see `CardEmbedder.standings`."""
        with self._lock:
            return tuple(
                Standing(candidate.title, self._standing(candidate)) for candidate in self._workshop.look()
            )

    def embed(self, images: ImageBatch) -> Embeddings:
        """Turn pictures into unit vectors; see `Embedder.embed`."""
        if len(images) <= 1 and self._engine is None:
            return self._cpu.embed(images)  # a single query is answered before an engine is open
        self._advance()
        if self._engine is None:
            return self._cpu.embed(images)
        if not self._trusted:
            return self._compare(self._engine, images)
        try:
            return self._engine.embed(images)
        except ModelError as error:
            self._give_up(f"It failed in the middle of a scan: {error}", lasting=False)
            return self._cpu.embed(images)

    def prepare(self, report: Reporter, cancel: CancelToken) -> None:
        """Wait until an engine is open, or none can be; see `CardEmbedder.prepare`."""
        self._advance()
        while self.preparing:
            cancel.check()
            report(Progress(Stage.ENGINE, 0, detail=self.preparing))
            time.sleep(_LOOK_EVERY_S)
            self._advance()

    def _advance(self) -> None:
        """Take every step that can be taken at once."""
        with self._lock:
            if self._left is None:
                self._left = iter([each for each in self._workshop.look() if not each.why_not])
                self._current = next(self._left, None)
            while self._current is not None and self._engine is None:
                if not self._step(self._current):
                    return

    def _step(self, candidate: Candidate) -> bool:
        """Bring one candidate a step further; False where only time helps."""
        state = self._workshop.state(candidate)
        if state is EngineState.BUILDING:  # here, or in another NearDup
            self._waiting = True
            return False
        if state is EngineState.REFUSED:
            self._next(self._workshop.why_refused(candidate))
        elif state is EngineState.READY:
            self._open(candidate)
        elif self._build is None:
            self._build = self._workshop.build(candidate)
            self._waiting = True
            return False
        elif not self._build.ended():
            return False
        elif self._workshop.state(candidate) is EngineState.MISSING:  # it may have been put there just now
            self._next(self._build.why or "Building its engine left nothing behind.")
        return True

    def _open(self, candidate: Candidate) -> None:
        self._build, self._waiting = None, False
        try:
            session = self._workshop.open(candidate)
            self._engine = self._make(session, self._workshop.largest_batch)
        except ModelError as error:
            self._workshop.throw_away(candidate)
            self._next(str(error))
            return
        found = self._workshop.parity(candidate)
        self._trusted = found is not None and found.lowest >= FAITHFUL
        self._cosines = []

    def _compare(self, engine: Embedder, images: ImageBatch) -> Embeddings:
        """Compute on both, hand out the CPU's vectors, and decide once enough photos have been seen."""
        expected = self._cpu.embed(images)
        try:
            cosines = np.sum(expected * engine.embed(images), axis=1)
        except ModelError as error:
            self._give_up(f"It failed on the first photos: {error}", lasting=False)
            return expected
        self._cosines += [float(cosine) for cosine in cosines]
        lowest = min(self._cosines, default=1.0)
        if lowest < FAITHFUL:
            self._give_up(
                f"Its vectors are not those of the CPU: cosine {lowest:.4f} for one of {len(self._cosines)} "
                f"photos, and {FAITHFUL} is the least.",
                lasting=True,
            )
        elif len(self._cosines) >= COMPARED and self._current is not None:
            self._workshop.note_parity(self._current, Parity(lowest, len(self._cosines)))
            self._trusted = True
        return expected

    def _give_up(self, why: str, *, lasting: bool) -> None:
        with self._lock:
            if lasting and self._current is not None:
                self._workshop.refuse(self._current, why)
            self._engine, self._trusted = None, False
            self._next(why)

    def _next(self, why: str) -> None:
        """On to the next candidate; the reason is kept for those who ask."""
        if self._current is not None:
            self._why_not[self._current.title] = why
        self._build, self._waiting = None, False
        self._current = next(self._left, None) if self._left is not None else None

    def _standing(self, candidate: Candidate) -> str:
        why = candidate.why_not or self._why_not.get(candidate.title, "")
        if why:
            return why
        if self._engine is not None and candidate == self._current:
            return "In use." if self._trusted else "Open; its first photos are compared with the CPU's."
        if self._waiting and candidate == self._current:
            return "Its engine is being built."
        return {
            EngineState.MISSING: "Its engine is built at the next scan.",
            EngineState.BUILDING: "Its engine is being built.",
            EngineState.READY: "Its engine is ready.",
            EngineState.REFUSED: self._workshop.why_refused(candidate),
        }[self._workshop.state(candidate)]
