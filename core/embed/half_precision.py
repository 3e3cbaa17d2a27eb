"""Rewrites an ONNX graph in half precision, for runtimes that compute in the precision of the graph.

Inputs and outputs stay as they are. Sums over a whole picture and powers stay in single precision: they cost
nothing, and half precision ends at 65,504. Needs the package onnx, which `neardup[tensorrt-rtx]` brings.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from core.errors import ModelError

_IN_SINGLE = (
    "Pow",
    "ReduceMean",
    "ReduceSum",
    "ReduceL2",
    "GlobalAveragePool",
    "Sqrt",
    "Div",
    "LpNormalization",
)


def write_half_precision(model: Path, target: Path) -> None:
    """Write a copy of a float32 ONNX file that computes in float16.

    Raises:
        ModelError: the package onnx is missing, or the graph cannot be rewritten.
    """
    try:
        onnx: Any = import_module("onnx")
        float16: Any = import_module("onnxruntime.transformers.float16")
    except ImportError as error:
        raise ModelError(
            'Half precision needs the package onnx. Install it with: pip install "neardup[tensorrt-rtx]"'
        ) from error
    try:
        blocked = [*float16.DEFAULT_OP_BLOCK_LIST, *_IN_SINGLE]
        graph = float16.convert_float_to_float16(onnx.load(model), keep_io_types=True, op_block_list=blocked)
        onnx.save(graph, target)
    except Exception as error:  # the converter raises whatever the graph makes it stumble over
        first_line = str(error).strip().partition("\n")[0]
        raise ModelError(f"The model {model} cannot be brought into half precision: {first_line}") from error
