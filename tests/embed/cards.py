"""Cards, installations, candidates and a workshop, for tests of what needs a graphics card elsewhere."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.embed.accelerators import Candidate, Installed, Kind
from core.embed.engine_cache import EngineKey, EngineState, Parity
from core.embed.gpu import Gpu
from core.embed.session import Session
from core.errors import ModelError

RTX_4090 = Gpu("NVIDIA GeForce RTX 4090", (8, 9), 24 << 30, "580.105.08", (13, 0))
T4 = Gpu("Tesla T4", (7, 5), 15 << 30, "580.65.06", (13, 0))
H200 = Gpu("NVIDIA H200", (9, 0), 139 << 30, "580.105.08", (13, 0))
GTX_1080 = Gpu("NVIDIA GeForce GTX 1080", (6, 1), 8 << 30, "580.65.06", (13, 0))
OLD_DRIVER = Gpu("NVIDIA GeForce RTX 3060", (8, 6), 12 << 30, "551.23", (12, 4))

BUILT_IN = frozenset({"TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"})

WITH_TENSORRT = Installed(
    {"onnxruntime-gpu": "1.31.1", "tensorrt-cu13-libs": "10.16.1.11"}, providers=BUILT_IN, cuda=13
)
WITH_PLUGIN = Installed({"onnxruntime": "1.32.0", "onnxruntime-ep-nv-tensorrt-rtx-cu13": "0.5.0"})
PLAIN = Installed({"onnxruntime": "1.32.0"}, providers=frozenset({"CPUExecutionProvider"}))


def candidate(kind: Kind = Kind.TENSORRT, why_not: str = "") -> Candidate:
    return Candidate(kind, f"{kind} 10.16", ("onnxruntime-gpu 1.31.1",), why_not)


def key(**changes: object) -> EngineKey:
    """A key that differs from the usual one as told."""
    usual = {
        "kind": "tensorrt",
        "precision": "fp16",
        "model": "abc",
        "card": "Tesla T4, 7.5",
        "driver": "580.65.06",
        "versions": ("onnxruntime-gpu 1.31.1", "tensorrt-cu13-libs 10.16.1.11"),
        "sizes": (1, 8),
    }
    return EngineKey(**{**usual, **changes})  # pyright: ignore[reportArgumentType]


class FakeBuild:
    def __init__(self) -> None:
        self.over = False
        self.why = ""

    def ended(self) -> bool:
        return self.over


class FakeSession:
    """Carries the name of what it runs on; the embedder made on it does the rest."""

    def __init__(self, backend: str) -> None:
        self.backend = backend
        self.input_size, self.input_dtype, self.batch = 32, np.dtype(np.uint8), None

    def run(self, batch: NDArray[np.generic]) -> NDArray[np.float32]:
        raise AssertionError("the engine's embedder is a fake too")


class FakeWorkshop:
    """A workshop whose engines are ready when the test says so."""

    def __init__(self, *offered: Candidate) -> None:
        self.offered = offered or (candidate(Kind.TENSORRT), candidate(Kind.CUDA))
        self.states = {each.kind: EngineState.MISSING for each in self.offered}
        self.builds: list[tuple[Kind, FakeBuild]] = []
        self.noted: dict[Kind, Parity] = {}
        self.refusals: dict[Kind, str] = {}
        self.thrown: list[Kind] = []
        self.looks = 0
        self.cannot_open: set[Kind] = set()
        self.largest_batch = 32

    def look(self) -> Sequence[Candidate]:
        self.looks += 1
        return self.offered

    def card(self) -> str:
        return "Tesla T4"

    def state(self, candidate: Candidate) -> EngineState:
        return self.states[candidate.kind]

    def why_refused(self, candidate: Candidate) -> str:
        return self.refusals.get(candidate.kind, "")

    def build(self, candidate: Candidate) -> FakeBuild:
        self.builds.append((candidate.kind, FakeBuild()))
        self.states[candidate.kind] = EngineState.BUILDING
        return self.builds[-1][1]

    def finish(self, why: str = "") -> None:
        kind, build = self.builds[-1]
        build.over, build.why = True, why
        self.states[kind] = EngineState.MISSING if why else EngineState.READY

    def open(self, candidate: Candidate) -> Session:
        if candidate.kind in self.cannot_open:
            raise ModelError("The engine cannot be opened.")
        return FakeSession(f"{candidate.title} on Tesla T4")

    def parity(self, candidate: Candidate) -> Parity | None:
        return self.noted.get(candidate.kind)

    def note_parity(self, candidate: Candidate, parity: Parity) -> None:
        self.noted[candidate.kind] = parity

    def refuse(self, candidate: Candidate, why: str) -> None:
        self.refusals[candidate.kind] = why
        self.states[candidate.kind] = EngineState.REFUSED

    def throw_away(self, candidate: Candidate) -> None:
        self.thrown.append(candidate.kind)
