"""Writes a model that a person brings as ONNX: uint8 pixels in, one vector per picture out.

What its TOML wants done to the pixels, and the pooling of a feature map, become part of the graph, so that
every runtime does the same. Needs the packages onnx and tf2onnx for Keras models: pip install
"neardup[models]". An ONNX file is taken as it is, up to its head.
"""

import importlib
import logging
import shutil
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from core.embed.embedder import Embedder
from core.embed.heads import cut_onnx
from core.embed.keras_backend import KerasSession
from core.embed.preprocessing import Preprocessing
from core.embed.user_model import ModelSettings
from core.errors import ModelError
from core.photo import ImageBatch

OPSET = 17
"""The newest that tf2onnx tests against, and one that TensorRT 10 reads."""

FAITHFUL = 0.9999
"""The lowest cosine between a model and its export: both compute in single precision."""


def export_keras(session: KerasSession, settings: ModelSettings, side: int, target: Path) -> None:
    """Write an opened Keras model or SavedModel as ONNX.

    Args:
        session: the model, up to its embedding.
        settings: what its TOML says; the preprocessing goes into the graph.
        side: of the pictures that it will get.
        target: where to write.

    Raises:
        ModelError: a package is missing, or the model uses what ONNX cannot express.
    """
    try:
        tensorflow: Any = importlib.import_module("tensorflow")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            converter: Any = importlib.import_module("tf2onnx.convert")
    except ImportError as error:
        raise ModelError(
            'To export a Keras model, install the packages that do it: pip install "neardup[models]"'
        ) from error
    with suppress(ImportError, AttributeError), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tf2onnx still asks NumPy for names that NumPy 2 dropped
        importlib.import_module("keras.src.export.tf2onnx_lib").patch_tf2onnx()
    batch = session.batch
    picture = tensorflow.TensorSpec((batch, side, side, 3), tensorflow.uint8, name="image")
    function = _whole_model(tensorflow, session, settings.preprocessing)
    logging.getLogger("tf2onnx").setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = tensorflow.function(function, input_signature=[picture])
            converter.from_function(made, input_signature=[picture], opset=OPSET, output_path=str(target))
    except Exception as error:  # the converter raises whatever the graph makes it stumble over
        lines = str(error).split("\n")  # a fault inside a graph has its reason in the last line
        reason = next((line.strip() for line in reversed(lines) if line.strip()), type(error).__name__)
        raise ModelError(f"The model cannot be exported to ONNX: {reason}") from error


def copy_onnx(path: Path, settings: ModelSettings, target: Path) -> None:
    """Write an ONNX file up to its head, in one file.

    Raises:
        ModelError: it keeps its weights in files of their own, and the package onnx is not installed.
    """
    cut = cut_onnx(path, settings.layer)
    if cut is not None:
        target.write_bytes(cut[0])
        return
    if not list(path.parent.glob(f"{path.name}*data")):
        shutil.copyfile(path, target)
        return
    try:
        onnx: Any = importlib.import_module("onnx")
    except ImportError as error:
        raise ModelError(
            f"The weights of {path} lie in a file of their own. To bring them together, install onnx: "
            'pip install "neardup[models]"'
        ) from error
    onnx.save(onnx.load(path), target)


def check_parity(original: Embedder, exported: Embedder, images: ImageBatch) -> float:
    """The lowest cosine between a model and its export.

    Raises:
        ModelError: it is below `FAITHFUL`.
    """
    cosines = np.sum(original.embed(images) * exported.embed(images), axis=1)
    lowest = float(cosines.min())
    if lowest < FAITHFUL:
        raise ModelError(
            f"The export does not give the model's own vectors: cosine {lowest:.5f} for one of {len(images)} "
            f"pictures, and {FAITHFUL} is the least. It may use something that ONNX computes otherwise."
        )
    return lowest


def _whole_model(tensorflow: Any, session: KerasSession, preprocessing: Preprocessing) -> Any:
    """Pixels to vector, as `SessionEmbedder` does it around a session."""
    dtype = tensorflow.dtypes.as_dtype(session.input_dtype)
    plain = preprocessing == Preprocessing(bgr=preprocessing.bgr)

    def embed(image: Any) -> Any:
        x = image[..., ::-1] if preprocessing.bgr else image
        if not plain:
            x = tensorflow.cast(x, tensorflow.float32) * preprocessing.scale + preprocessing.offset
        raw = session.call(tensorflow.cast(x, dtype))
        if raw.shape.rank == 4:
            raw = tensorflow.reduce_mean(raw, axis=(1, 2))
        return {"embedding": tensorflow.identity(tensorflow.cast(raw, tensorflow.float32), name="embedding")}

    return embed
