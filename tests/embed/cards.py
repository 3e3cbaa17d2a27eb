"""Cards, installations and candidates as values, for tests of what needs a graphics card elsewhere."""

from core.embed.accelerators import Candidate, Installed, Kind
from core.embed.engine_cache import EngineKey
from core.embed.gpu import Gpu

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
