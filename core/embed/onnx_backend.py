"""Runs an ONNX file on ONNX Runtime: no TensorFlow, 0.1 s to start, 10 ms a picture on one core.

On the CPU unless a `Provider` names something faster; see providers.py.
"""

import importlib
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.cores import usable_cores
from core.embed.providers import Provider, configure
from core.embed.session import RawOutput
from core.errors import ModelError

_DTYPES = {"tensor(uint8)": np.uint8, "tensor(float)": np.float32, "tensor(float16)": np.float16}
_ONLY_ERRORS = 3


class OnnxSession:
    """An ONNX graph with one picture batch as its input; satisfies `Session`.

    Batches come in as [n, height, width, 3]; a graph that wants channels first gets them so. Of several
    outputs the first one counts.
    """

    def __init__(
        self, path: Path, *, threads: int = 0, provider: Provider | None = None, graph: bytes | None = None
    ) -> None:
        """Open the file.

        Args:
            path: the ONNX file.
            graph: the file's graph in bytes, where it is not taken as it is.
            threads: how many may compute one batch; 0 takes half of the cores: decoding has the others.
            provider: what computes instead of the CPU.

        Raises:
            ModelError: the file cannot be read, its input is no batch of square RGB pictures, or the
                provider cannot run it.
        """
        runtime: Any = importlib.import_module("onnxruntime")
        threads = threads or max(1, usable_cores() // 2)
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_ENABLE_ALL
        options.log_severity_level = _ONLY_ERRORS
        # Idle threads of a session spin by default, which takes the cores away from decoding: with two
        # threads on two busy cores a picture took 24 ms with spinning and 11 ms without.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            providers = configure(runtime, options, provider) if provider else ["CPUExecutionProvider"]
            self._session = runtime.InferenceSession(
                graph or path, options, providers=providers, enable_fallback=False
            )
        except Exception as error:  # ONNX Runtime's exceptions share no base class
            wanted = f" with {provider.title}" if provider else " as ONNX"
            raise ModelError(f"The model {path} cannot be opened{wanted}: {_first_line(error)}") from error
        if provider and provider.name not in self._session.get_providers():
            # Where a provider's library cannot be loaded, ONNX Runtime takes the CPU and says so to the log.
            raise ModelError(
                f"The model {path} cannot be opened with {provider.title}: ONNX Runtime could not load it."
            )
        inputs = self._session.get_inputs()
        if len(inputs) != 1:
            raise ModelError(f"The model {path} has {len(inputs)} inputs; NearDup needs exactly one.")
        self._path = path
        self.input_name: str = inputs[0].name
        """What the graph calls its input, for profiles of shapes."""
        self.taken: str = self._session.get_outputs()[0].name
        """The name of the output that is taken as the vector."""
        self._channels_first, self._size, self._batch = _read_shape(inputs[0].shape, path)
        if inputs[0].type not in _DTYPES:
            raise ModelError(
                f"The model {path} takes {inputs[0].type}; NearDup can give uint8, float and float16."
            )
        self._dtype = np.dtype(_DTYPES[inputs[0].type])
        cpu = cpu_backend(threads, "thread")
        self._backend = f"{provider.title} on {provider.card}" if provider else cpu

    @property
    def input_size(self) -> int | None:
        return self._size

    @property
    def input_dtype(self) -> np.dtype[np.generic]:
        return self._dtype

    @property
    def batch(self) -> int | None:
        return self._batch

    @property
    def backend(self) -> str:
        return self._backend

    def shape(self, pictures: int, side: int) -> tuple[int, ...]:
        """The shape of a batch as the graph sees it."""
        return (pictures, 3, side, side) if self._channels_first else (pictures, side, side, 3)

    def run(self, batch: NDArray[np.generic]) -> RawOutput:
        fed = np.ascontiguousarray(batch.transpose(0, 3, 1, 2)) if self._channels_first else batch
        try:
            raw = self._session.run([self.taken], {self.input_name: fed})[0]
        except Exception as error:  # as above
            raise ModelError(f"The model {self._path} failed on a batch: {_first_line(error)}") from error
        # A feature map follows the layout of the input.
        return raw.transpose(0, 2, 3, 1) if self._channels_first and raw.ndim == 4 else raw


def cpu_backend(count: int, what: str) -> str:
    """What runs a model on the CPU, for people: "ONNX Runtime 1.32 on CPU (2 threads)".

    Args:
        count: how many of them.
        what: "thread" or "process".
    """
    runtime: Any = importlib.import_module("onnxruntime")
    version = ".".join(runtime.__version__.split(".")[:2])
    plural = {"thread": "threads", "process": "processes"}[what]
    return f"ONNX Runtime {version} on CPU ({count} {what if count == 1 else plural})"


def _read_shape(shape: list[int | str | None], path: Path) -> tuple[bool, int | None, int | None]:
    """Whether channels come first, the side and the batch size; the last two None where the graph is free."""
    if len(shape) != 4 or 3 not in (shape[1], shape[3]):
        raise ModelError(
            f"The model {path} takes an input of shape {shape}, which is no batch of RGB pictures."
        )
    channels_first = shape[3] != 3
    height, width = shape[2:] if channels_first else shape[1:3]
    if height != width and isinstance(height, int) and isinstance(width, int):
        raise ModelError(f"The model {path} takes pictures of {width} x {height}; NearDup feeds square ones.")
    side = next((n for n in (height, width) if isinstance(n, int) and n > 0), None)
    batch = shape[0] if isinstance(shape[0], int) and shape[0] > 0 else None
    return channels_first, side, batch


def _first_line(error: Exception) -> str:
    """The sentence of an error, without the place in ONNX Runtime's source that stands before some."""
    first = str(error).strip().partition("\n")[0]
    return re.sub(r"^/\S+:\d+ .*?\) (?=[A-Z])", "", first)
