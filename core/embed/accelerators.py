"""What could run a model faster than the CPU, in the order of preference, and why it cannot.

TensorRT        ONNX Runtime's provider, of the package onnxruntime-gpu; half precision
TensorRT RTX    NVIDIA's plugin beside plain onnxruntime; for GeForce RTX and RTX PRO cards; half precision
CUDA            ONNX Runtime's provider, of the package onnxruntime-gpu; single precision

The CPU is not in the list: it can always be used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from core.embed.gpu import Gpu


class Kind(StrEnum):
    """The accelerators, best first."""

    TENSORRT = "tensorrt"
    TENSORRT_RTX = "tensorrt-rtx"
    CUDA = "cuda"


PROVIDER = {
    Kind.TENSORRT: "TensorrtExecutionProvider",
    Kind.TENSORRT_RTX: "NvTensorRTRTXExecutionProvider",
    Kind.CUDA: "CUDAExecutionProvider",
}
"""What ONNX Runtime calls them."""

PRECISION = {Kind.TENSORRT: "fp16", Kind.TENSORRT_RTX: "fp16", Kind.CUDA: "fp32"}

_TITLE = {Kind.TENSORRT: "TensorRT", Kind.TENSORRT_RTX: "TensorRT RTX", Kind.CUDA: "CUDA"}

LEAST_COMPUTE = (7, 5)
"""TensorRT 10 and CUDA 13 both begin with Turing (the T4, GeForce 16xx and RTX 20xx)."""

RTX_COMPUTE = {(8, 6), (8, 9)}
RTX_COMPUTE_FROM = (12, 0)
"""GeForce RTX 30xx, 40xx and from 50xx on; data-centre cards (8.0, 9.0, 10.0) are left out by the plugin.

Source: `IsComputeCapabilitySupported` in the header that the plugin's wheel (0.5.0) ships."""

LEAST_RUNTIME_FOR_PLUGINS = (1, 24)
"""Source: the requirements on the plugin's package page."""

_RUNTIMES = ("onnxruntime-gpu", "onnxruntime")
_TENSORRT_PACKAGES = (
    "tensorrt-cu13-libs",
    "tensorrt-cu12-libs",
    "tensorrt-cu13",
    "tensorrt-cu12",
    "tensorrt",
)
_PLUGINS = {"onnxruntime-ep-nv-tensorrt-rtx-cu13": 13, "onnxruntime-ep-nv-tensorrt-rtx-cu12": 12}
"""The plugin's packages, and the CUDA that each needs of the driver."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What is installed of the packages that matter here.

    `packages` holds versions by name; `providers` is what the ONNX Runtime that Python imports can offer,
    and `cuda` the CUDA that it was built for, 0 for a build without.
    """

    packages: Mapping[str, str]
    providers: frozenset[str] = frozenset()
    cuda: int = 0

    def first_of(self, names: tuple[str, ...] | Mapping[str, int]) -> str:
        """The first of these packages that is installed; "" for none."""
        return next((name for name in names if name in self.packages), "")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One accelerator on this machine. `why_not` is a sentence, "" where it may be tried."""

    kind: Kind
    title: str
    versions: tuple[str, ...]
    """What an engine depends on beside model and card: "onnxruntime-gpu 1.31.1", …"""
    why_not: str = ""

    @property
    def provider(self) -> str:
        return PROVIDER[self.kind]

    @property
    def precision(self) -> str:
        return PRECISION[self.kind]


def look_at_installation() -> Installed:
    """Ask Python's package records, and ONNX Runtime itself, which this imports."""
    runtime: Any = import_module("onnxruntime")
    packages: dict[str, str] = {}
    for name in (*_RUNTIMES, *_TENSORRT_PACKAGES, *_PLUGINS):
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            continue
    cuda = str(getattr(runtime, "cuda_version", "") or "0").partition(".")[0]
    return Installed(
        packages, frozenset(runtime.get_available_providers()), int(cuda) if cuda.isdigit() else 0
    )


def candidates(gpu: Gpu | None, installed: Installed) -> tuple[Candidate, ...]:
    """Every accelerator, the best first, with the reason where it cannot be used here."""
    return tuple(
        Candidate(kind, _title(kind, installed), _versions(kind, installed), _why_not(kind, gpu, installed))
        for kind in Kind
    )


def _why_not(kind: Kind, gpu: Gpu | None, installed: Installed) -> str:
    if gpu is None:
        return "There is no NVIDIA card, or no driver for it."
    if kind is Kind.TENSORRT_RTX:
        return _why_not_plugin(gpu, installed)
    return _why_not_built_in(kind, gpu, installed)


def _why_not_built_in(kind: Kind, gpu: Gpu, installed: Installed) -> str:
    if "onnxruntime-gpu" not in installed.packages:
        return 'It is not installed. Install it with: pip install "neardup[tensorrt]"'
    if PROVIDER[kind] not in installed.providers:
        if "onnxruntime" in installed.packages:
            return (
                "The packages onnxruntime and onnxruntime-gpu lie over each other. Remove both, then install "
                "onnxruntime-gpu alone; README says how."
            )
        return "The installed onnxruntime-gpu was built without it for this platform."
    if kind is Kind.TENSORRT and not installed.first_of(_TENSORRT_PACKAGES):
        return (
            'TensorRT\'s own libraries are not installed. Install them with: pip install "neardup[tensorrt]"'
        )
    if gpu.compute < LEAST_COMPUTE:
        return f"The card is too old for it: compute capability {_dotted(gpu.compute)}, and 7.5 is the least."
    return _why_not_driver(gpu, installed.cuda)


def _why_not_plugin(gpu: Gpu, installed: Installed) -> str:
    plugin = installed.first_of(_PLUGINS)
    if not plugin:
        return 'It is not installed. Install it with: pip install "neardup[tensorrt-rtx]"'
    runtime = installed.first_of(_RUNTIMES)
    if _numbers(installed.packages.get(runtime, "0")) < LEAST_RUNTIME_FOR_PLUGINS:
        return f"It needs ONNX Runtime {_dotted(LEAST_RUNTIME_FOR_PLUGINS)} or later."
    if gpu.compute not in RTX_COMPUTE and gpu.compute < RTX_COMPUTE_FROM:
        return (
            f"It does not support this card: compute capability {_dotted(gpu.compute)}. It is made for "
            "GeForce RTX 30xx, 40xx, 50xx and later."
        )
    return _why_not_driver(gpu, _PLUGINS[plugin])


def _why_not_driver(gpu: Gpu, cuda: int) -> str:
    if gpu.cuda[0] >= cuda:
        return ""
    advice = " Version 580 or later has it." if cuda == 13 else ""
    carried = f"it carries CUDA {_dotted(gpu.cuda)}, and {cuda} is needed."
    return f"The driver {gpu.driver} is too old: {carried}{advice}"


def _title(kind: Kind, installed: Installed) -> str:
    """For people: "TensorRT 10.16 FP16"."""
    names = {Kind.TENSORRT: _TENSORRT_PACKAGES, Kind.TENSORRT_RTX: tuple(_PLUGINS), Kind.CUDA: ()}[kind]
    found = installed.packages.get(installed.first_of(names), "")
    number = _dotted(_numbers(found)) if found else str(installed.cuda or "") if kind is Kind.CUDA else ""
    precision = " FP16" if PRECISION[kind] == "fp16" else ""
    return f"{_TITLE[kind]}{' ' if number else ''}{number}{precision}"


def _versions(kind: Kind, installed: Installed) -> tuple[str, ...]:
    extra = {Kind.TENSORRT: _TENSORRT_PACKAGES, Kind.TENSORRT_RTX: tuple(_PLUGINS), Kind.CUDA: ()}[kind]
    found = (installed.first_of(_RUNTIMES), installed.first_of(extra))
    return tuple(f"{name} {installed.packages[name]}" for name in found if name)


def _numbers(text: str) -> tuple[int, int]:
    """The first two numbers of a version."""
    parts = [int(part) if part.isdigit() else 0 for part in text.split(".")[:2]]
    return (parts[0], parts[1]) if len(parts) == 2 else (parts[0] if parts else 0, 0)


def _dotted(numbers: tuple[int, int]) -> str:
    return f"{numbers[0]}.{numbers[1]}"
