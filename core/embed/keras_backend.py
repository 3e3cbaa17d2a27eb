"""Runs Keras models through TensorFlow: a `.keras` file, or a SavedModel folder.

TensorFlow takes seconds and a gigabyte to import, so nothing here imports it before a model is opened.

A classifier is read at the vector before its head. What counts as a head: the last Dense layer, or a last
convolution over single points, if its activation is softmax or sigmoid, if a Softmax or Activation layer
follows it, or if it has as many outputs as a well-known data set has classes. Another last Dense without
activation may be a projection that somebody trained, and is kept; where that is wrong, name the wanted layer
in the TOML beside the model (`layer = "avg_pool"`). A SavedModel, of Keras 2 or 3, shows no layers: its
frozen graph is read (heads.py).
"""

import contextlib
import importlib
import os
import platform
import sys
import warnings
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.embed.heads import CLASS_COUNTS, cut_tensorflow
from core.embed.session import RawOutput
from core.errors import ModelError

_SQUASHING = {"softmax", "sigmoid"}


_LONGEST_REASON = 300

RELEASED = sys.version_info < (3, 14) and not (sys.platform == "darwin" and platform.machine() == "x86_64")
"""Whether there is a TensorFlow for this Python on this system (2026-11-29); pyproject.toml says the same."""


class KerasSession:
    """A Keras model or SavedModel in TensorFlow; satisfies `Session`."""

    def __init__(self, path: Path, *, threads: int = 0, layer: str = "") -> None:
        """Open the model.

        Args:
            path: a `.keras` file, or the folder of a SavedModel.
            threads: how many may compute one batch; 0 leaves it to TensorFlow. TensorFlow takes this once
                per process, so the first model that is opened decides.
            layer: the layer whose output is wanted; "" for the vector before the head.

        Raises:
            ModelError: there is no TensorFlow, the model cannot be opened, or its input is no batch of square
                RGB pictures.
        """
        self._path = path
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tensorflow = _import_tensorflow(path, threads)
            opened = _open_saved_model(path) if path.is_dir() else _open_keras(path, layer)
        call, shape, dtype, self.taken = opened
        if len(shape) != 4 or shape[3] not in (3, None):
            raise ModelError(
                f"The model {path} takes an input of shape {shape}, which is no batch of RGB pictures."
            )
        if shape[1] != shape[2] and None not in shape[1:3]:
            raise ModelError(
                f"The model {path} takes pictures of {shape[2]} x {shape[1]}; NearDup feeds square ones."
            )
        self.call = call
        """A tensor [n, height, width, 3] in, the raw output out; what an export is made of."""
        self._tensorflow = tensorflow
        self._batch, self._size = shape[0], shape[1] or shape[2]
        self._dtype = np.dtype(dtype)
        device = "GPU" if tensorflow.config.list_physical_devices("GPU") else "CPU"
        used = tensorflow.config.threading.get_intra_op_parallelism_threads()
        suffix = f" ({used} {'thread' if used == 1 else 'threads'})" if used and device == "CPU" else ""
        self._backend = f"TensorFlow {'.'.join(tensorflow.__version__.split('.')[:2])} on {device}{suffix}"

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

    def run(self, batch: NDArray[np.generic]) -> RawOutput:
        try:
            return self.call(self._tensorflow.constant(batch)).numpy()
        except Exception as error:  # TensorFlow, Keras and Python each raise their own
            raise ModelError(f"The model {self._path} failed on a batch: {_first_line(error)}") from error


_Opened = tuple[Callable[[Any], Any], tuple[int | None, ...], str, str]
"""What to call with a batch, the input's shape and its dtype, and the name of what is taken as the vector."""


def why_missing(error: ImportError) -> str:
    """The end of a sentence about TensorFlow that cannot be imported: why, and what to do."""
    if error.name not in ("tensorflow", None):
        return f"which cannot be imported here ({error}). Install it again: pip install tensorflow"
    if not RELEASED:
        return (
            "which is not made for this computer's Python. Save the model as ONNX where TensorFlow runs "
            "(neardup model add PATH does it with Python 3.11 to 3.13), and bring that file here."
        )
    return "which is not installed: pip install tensorflow"


def _import_tensorflow(path: Path, threads: int) -> Any:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    try:
        with _silent_on_import():
            tensorflow: Any = importlib.import_module("tensorflow")
    except ImportError as error:
        raise ModelError(f"The model {path} needs TensorFlow, {why_missing(error)}") from error
    if threads:
        with contextlib.suppress(RuntimeError):  # it already runs with the number that was set first
            tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
    return tensorflow


@contextlib.contextmanager
def _silent_on_import() -> Generator[None]:
    """Keep what TensorFlow's libraries tell the terminal while they load, before any log level counts."""
    try:
        terminal = sys.__stderr__.fileno() if sys.__stderr__ else -1
    except (OSError, ValueError):
        terminal = -1
    if terminal < 0 or "tensorflow" in sys.modules:
        yield
        return
    kept, nowhere = os.dup(terminal), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, terminal)
        yield
    finally:
        os.dup2(kept, terminal)
        os.close(kept)
        os.close(nowhere)


def _open_keras(path: Path, layer: str) -> _Opened:
    keras: Any = importlib.import_module("keras")
    tensorflow: Any = importlib.import_module("tensorflow")
    try:
        # Safe mode refuses Lambda layers, which could carry any code.
        model = keras.models.load_model(path, compile=False, safe_mode=True)
    except Exception as error:  # Keras raises whatever the layers raise
        raise ModelError(f"The model {path} cannot be opened with Keras: {_why(error)}") from error
    inputs: list[Any] = getattr(model, "inputs", None) or []
    if len(inputs) != 1:
        raise ModelError(f"The model {path} must have exactly one input that it knows the shape of.")
    image = inputs[0]
    output = _wanted_output(keras, model, layer, path)
    headless = keras.Model(image, output)
    signature = [tensorflow.TensorSpec(image.shape, image.dtype)]

    def run(batch: Any) -> Any:
        return headless(batch, training=False)

    taken = str(output._keras_history.operation.name)
    return tensorflow.function(run, input_signature=signature), tuple(image.shape), image.dtype, taken


def _wanted_output(keras: Any, model: Any, layer: str, path: Path) -> Any:
    """The output of the layer called `layer`, or else of the last one before the classifier's head."""
    if layer:
        try:
            return model.get_layer(layer).output
        except ValueError as error:
            names = ", ".join(each.name for each in model.layers[-5:])
            raise ModelError(
                f"The model {path} has no layer {layer!r}; its last ones are {names}."
            ) from error
    if len(model.outputs) != 1:
        raise ModelError(
            f"The model {path} has {len(model.outputs)} outputs; "
            f"name the layer to use in {path.stem}.toml beside it."
        )
    output = model.outputs[0]
    layers = keras.layers
    squashed = False
    operation = output._keras_history.operation
    while isinstance(operation, layers.Softmax | layers.Activation | layers.Flatten | layers.Reshape):
        squashed = squashed or isinstance(operation, layers.Softmax | layers.Activation)
        output = operation.input
        operation = output._keras_history.operation
    over_points = isinstance(operation, layers.Conv2D) and tuple(operation.kernel_size) == (1, 1)
    if over_points or isinstance(operation, layers.Dense):
        activation = getattr(operation.activation, "__name__", "")
        if squashed or activation in _SQUASHING or output.shape[-1] in CLASS_COUNTS:
            return operation.input
    return model.outputs[0]


def _open_saved_model(path: Path) -> _Opened:
    tensorflow: Any = importlib.import_module("tensorflow")
    try:
        loaded = tensorflow.saved_model.load(str(path))
    except Exception as error:  # as above
        raise ModelError(
            f"The folder {path} cannot be opened as a SavedModel: {_first_line(error)}"
        ) from error
    serve = loaded.signatures.get("serving_default")
    if serve is None:
        raise ModelError(f"The SavedModel {path} has no signature called serving_default.")
    inputs: dict[str, Any] = serve.structured_input_signature[1]
    outputs: dict[str, Any] = serve.structured_outputs
    if len(inputs) != 1 or len(outputs) != 1:
        raise ModelError(
            f"The SavedModel {path} has {len(inputs)} inputs and {len(outputs)} outputs; "
            "NearDup needs one of each."
        )
    ((input_name, spec),) = inputs.items()
    (output_name,) = outputs
    cut = cut_tensorflow(_frozen(serve))
    if cut is not None:
        return cut[0], tuple(spec.shape), spec.dtype.name, cut[1]

    def run(batch: Any, keep_alive: Any = loaded) -> Any:
        return serve(**{input_name: batch})[output_name]

    return run, tuple(spec.shape), spec.dtype.name, output_name


def _frozen(function: Any) -> Any:
    """A signature with its weights as constants and its calls laid open."""
    constants: Any = importlib.import_module("tensorflow.python.framework.convert_to_constants")
    return constants.convert_variables_to_constants_v2(function)


def _why(error: Exception) -> str:
    """What Keras says, without the model's whole description, which it likes to append."""
    said = _first_line(error).partition(" Full object config:")[0]
    if "tf_keras" in str(error):
        return (
            "it was written by Keras 2, whose files Keras 3 cannot read. There, save it as a folder "
            '(model.save(FOLDER, save_format="tf")), which can be used.'
        )
    return said if len(said) <= _LONGEST_REASON else f"{said[:_LONGEST_REASON]}…"


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
