"""What this machine offers for computing a model, for people who ask: `neardup doctor`, and the window."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.embed.accelerators import Candidate
from core.embed.embedder import Embedder, ModelSpec, Standing
from core.embed.engine_cache import EngineState
from core.embed.gpu import Gpu
from core.embed.workshop import EngineWorkshop

_MEASURED_S = 1.5
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Survey:
    """The card, every accelerator with the reason why it is or is not used, and the engines on the disk."""

    gpu: Gpu | None
    standings: tuple[Standing, ...]
    engines: Sequence[int]
    """Bytes of each engine."""
    folder: str


def survey(spec: ModelSpec, workshop: EngineWorkshop | None = None) -> Survey:
    """Look at the card, the driver and the packages. Imports ONNX Runtime.

    Args:
        spec: the model; its engines are those that are told about.
        workshop: where to look; this machine if not given.
    """
    workshop = workshop or EngineWorkshop(spec)
    standings = tuple(Standing(each.title, _text(workshop, each)) for each in workshop.look())
    return Survey(workshop.gpu, standings, workshop.cache.sizes(), str(workshop.cache.folder))


def measure(embedder: Embedder, seconds: float = _MEASURED_S) -> float:
    """Pictures per second of an embedder in batches of eight, after a warm-up."""
    side = embedder.spec.input_size
    noise = np.random.default_rng(1).integers(0, 256, (_BATCH, side, side, 3), dtype=np.uint8)
    embedder.embed(noise)
    done, started = 0, time.perf_counter()
    while (passed := time.perf_counter() - started) < seconds:
        embedder.embed(noise)
        done += _BATCH
    return done / passed


def _text(workshop: EngineWorkshop, candidate: Candidate) -> str:
    if candidate.why_not:
        return candidate.why_not
    state = workshop.state(candidate)
    if state is EngineState.REFUSED:
        return workshop.why_refused(candidate)
    if state is EngineState.BUILDING:
        return "Its engine is being built."
    if state is EngineState.MISSING:
        return "It can be used. Its engine is built at the next scan."
    facts, parity = workshop.facts(candidate), workshop.parity(candidate)
    said = [f"Its engine is ready, built in {facts.get('build_s', 0):.0f} s"]
    if facts.get("images_per_s"):
        said.append(f"{facts['images_per_s']:.0f} images/s")
    said.append(
        f"lowest cosine to the CPU {parity.lowest:.5f} on {parity.photos} photos"
        if parity
        else "to be compared with the CPU at the next scan"
    )
    return ", ".join(said) + "."
