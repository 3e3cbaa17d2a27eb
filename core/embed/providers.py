"""How ONNX Runtime is told to compute on a graphics card.

Sources: the execution providers' pages of ONNX Runtime (TensorRT, CUDA, TensorRT RTX, plugin libraries), and
the header of options in the RTX plugin's wheel.
"""

import contextlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.embed.accelerators import PROVIDER, Kind
from core.errors import ModelError

SIZES = (1, 8, 32)
"""Batches are padded to one of these: every other size would be another engine, or another search for
kernels. One picture is a query, eight are what a scan hands over at once, 32 fill the card."""

_PLUGIN = "onnxruntime_ep_nv_tensorrt_rtx"
_ONLY_FATAL = 4

_LIBRARIES = "tensorrt_libs"
"""The package, without code, in which pip lays TensorRT's libraries, outside the linker's search path."""

_NEEDED = (
    "libnvinfer.so.10",
    "libnvinfer_plugin.so.10",
    "libnvonnxparser.so.10",
    "nvinfer_10.dll",
    "nvinfer_plugin_10.dll",
    "nvonnxparser_10.dll",
)


@dataclass(frozen=True, slots=True)
class Provider:
    """What computes a graph. `name` is ONNX Runtime's word for it, `title` and `card` are for people."""

    kind: Kind
    title: str
    card: str
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    config: Mapping[str, str] = field(default_factory=dict[str, str])
    """Entries of the session's own configuration."""

    @property
    def name(self) -> str:
        return PROVIDER[self.kind]


@dataclass(frozen=True, slots=True)
class Shapes:
    """A graph's input by name, and its shape at the smallest, the usual and the largest batch."""

    name: str
    least: tuple[int, ...]
    usual: tuple[int, ...]
    most: tuple[int, ...]

    def texts(self) -> tuple[str, str, str]:
        """As options want them: "image:8x224x224x3"."""
        least, usual, most = (
            f"{self.name}:{'x'.join(str(n) for n in shape)}" for shape in (self.least, self.usual, self.most)
        )
        return least, usual, most


def tensorrt_options(folder: Path, timing: Path, shapes: Shapes | None) -> dict[str, str]:
    """TensorRT in half precision, its engine in `folder`.

    Args:
        folder: where the engine lies, or is written.
        timing: where notes on the speed of kernels are kept for later builds.
        shapes: the range that the engine serves. None lets TensorRT widen it by what it is given, which
            costs a build for each size; the way out where the graph is cut into parts, since all parts
            would have to be named.
    """
    options = {
        "device_id": "0",
        "trt_fp16_enable": "1",
        "trt_engine_cache_enable": "1",
        "trt_engine_cache_path": str(folder),
        "trt_timing_cache_enable": "1",
        "trt_timing_cache_path": str(timing),
    }
    if shapes is not None:
        names = ("trt_profile_min_shapes", "trt_profile_opt_shapes", "trt_profile_max_shapes")
        options |= dict(zip(names, shapes.texts(), strict=True))
    return options


def rtx_options(folder: Path, shapes: Shapes | None) -> dict[str, str]:
    """TensorRT RTX; what it compiles for this very card at load is kept in `folder` too.

    The plugin has no switch for half precision: it computes in the precision of the graph.
    """
    options = {"nv_runtime_cache_path": str(folder / "runtime")}
    if shapes is not None:
        names = ("nv_profile_min_shapes", "nv_profile_opt_shapes", "nv_profile_max_shapes")
        options |= dict(zip(names, shapes.texts(), strict=True))
    return options


def context_config(model: Path) -> dict[str, str]:
    """Have the session write its compiled engine as a small ONNX file, to be opened in the model's place."""
    return {
        "ep.context_enable": "1",
        "ep.context_file_path": str(model),
        "ep.context_embed_mode": "1",
    }


def configure(runtime: Any, options: Any, provider: Provider) -> list[Any]:
    """Prepare a session's options for a provider.

    Args:
        runtime: the module of ONNX Runtime.
        options: its `SessionOptions`, which are changed here.
        provider: what is wanted.

    Returns:
        what `InferenceSession` wants as `providers`.

    Raises:
        ModelError: the plugin is not installed, or finds no card.
    """
    # A library that cannot be loaded is told in red letters on standard error; the sentence comes from here.
    runtime.set_default_logger_severity(_ONLY_FATAL)
    for name, value in provider.config.items():
        options.add_session_config_entry(name, value)
    if provider.kind is Kind.TENSORRT_RTX:
        options.add_provider_for_devices(_plugin_devices(runtime, provider), dict(provider.options))
        return []
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it does not find
        runtime.preload_dlls()
    if provider.kind is Kind.TENSORRT:
        _load_tensorrt()
        # What TensorRT cannot compute goes to CUDA on the same card.
        cuda = PROVIDER[Kind.CUDA]
        return [(provider.name, dict(provider.options)), (cuda, {"device_id": "0"}), "CPUExecutionProvider"]
    return [(provider.name, {"device_id": "0", **provider.options}), "CPUExecutionProvider"]


def _plugin_devices(runtime: Any, provider: Provider) -> list[Any]:
    """The cards that the plugin found; it is registered once per process."""
    try:
        plugin: Any = import_module(_PLUGIN)
    except ImportError as error:
        raise ModelError(f"{provider.title} is not installed.") from error
    devices = [each for each in runtime.get_ep_devices() if each.ep_name == provider.name]
    if not devices:
        runtime.register_execution_provider_library(provider.name, plugin.get_library_path())
        devices = [each for each in runtime.get_ep_devices() if each.ep_name == provider.name]
    if not devices:
        raise ModelError(f"{provider.title} finds no card that it supports.")
    return devices[:1]


def _load_tensorrt() -> None:
    """Load TensorRT's libraries from where pip laid them; the linker finds installed ones by itself."""
    import ctypes

    spec = find_spec(_LIBRARIES)
    for folder in spec.submodule_search_locations or () if spec else ():
        for name in _NEEDED:
            path = Path(folder) / name
            if path.is_file():
                ctypes.CDLL(str(path))
