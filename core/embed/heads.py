"""Where a classifier ends and its head begins, in graphs that show operations but no layers.

From the output backwards, past whatever only changes the form, to the matrix (or the convolution over single
points) that gives a number for each class: what goes into it is the embedding. A squashing function behind
it (softmax, sigmoid) gives a classifier away, and so does a number of outputs that only the classes of a
well-known data set have. A matrix without either may be a projection that somebody trained, and is kept.

Needs the package onnx for ONNX files, since ONNX Runtime shows nothing but inputs and outputs.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.errors import ModelError

CLASS_COUNTS = {1000: "ImageNet", 1001: "ImageNet", 21841: "ImageNet-21k", 21843: "ImageNet-21k"}
"""Outputs that are classes even where nothing squashes them, and whose they are."""

_SQUASHING = {"Softmax", "LogSoftmax", "Sigmoid"}
_FORM = {"Identity", "Cast", "Squeeze", "Reshape", "Flatten", "Transpose", "BiasAdd", "Add", "AddV2"}
_MATRIX = {"MatMul", "Gemm"}
_POOLED = "neardup_pooled"


def cut_onnx(path: Path, tensor: str = "") -> tuple[bytes, str] | None:
    """An ONNX graph up to its embedding.

    Args:
        path: the ONNX file.
        tensor: the name of the wanted tensor; "" to look for a head.

    Returns:
        the shorter graph in bytes, and the name of the tensor that is its output now. None where there is
        no head to take off, or the package onnx is not installed.

    Raises:
        ModelError: `tensor` is wanted and not there, or cannot be had without the package onnx.
    """
    if find_spec("onnx") is None:
        if tensor:
            raise ModelError(
                f'To take {tensor!r} from {path}, install the package onnx: pip install "neardup[models]"'
            )
        return None
    onnx: Any = import_module("onnx")
    try:
        model = onnx.load(path)
    except Exception:  # ONNX Runtime will say what is wrong with the file
        return None
    graph = model.graph
    made_by = {output: node for node in graph.node for output in node.output}
    wanted = tensor or _before_head(onnx, graph, made_by)
    if not wanted:
        return None
    made_by |= {output: node for node in graph.node for output in node.output}
    if wanted not in made_by:
        names = ", ".join(node.output[0] for node in list(graph.node)[-5:])
        raise ModelError(f"The model {path} has no tensor {wanted!r}; its last ones are {names}.")
    _make_output(onnx, graph, made_by, wanted)
    return model.SerializeToString(), wanted


def cut_tensorflow(function: Any) -> tuple[Any, str] | None:
    """A frozen TensorFlow function up to its embedding, and the name of that; None without a head."""
    output = function.outputs[0]
    operation = output.op
    squashed = False
    while operation.type in _SQUASHING | _FORM:
        squashed = squashed or operation.type in _SQUASHING
        operation = operation.inputs[0].op
        if not operation.inputs:
            return None
    classes = output.shape[-1] if output.shape.rank else None
    over_points = operation.type == "Conv2D" and operation.inputs[1].shape[:2].as_list() == [1, 1]
    if not (operation.type == "MatMul" or over_points) or not (squashed or classes in CLASS_COUNTS):
        return None
    embedding = operation.inputs[0]
    return function.prune(function.inputs, embedding), embedding.op.name


def _before_head(onnx: Any, graph: Any, made_by: Mapping[str, Any]) -> str:
    """The tensor that goes into the head of an ONNX graph; "" if there is no head.

    What goes into a convolution has its channels first, whatever the graph's input has, so it is pooled here.
    """
    if len(graph.output) != 1:
        return ""
    node = made_by.get(graph.output[0].name)
    squashed = False
    while node is not None and node.op_type in _SQUASHING | _FORM:
        squashed = squashed or node.op_type in _SQUASHING
        node = next((made_by[name] for name in node.input if name in made_by), None)
    if node is None or not (squashed or _last_dimension(graph.output[0]) in CLASS_COUNTS):
        return ""
    if node.op_type in _MATRIX:
        return str(node.input[0])
    if node.op_type == "Conv" and _is_one_by_one(graph, node):
        pool = onnx.helper.make_node("GlobalAveragePool", [node.input[0]], [f"{_POOLED}_map"])
        flat = onnx.helper.make_node("Flatten", [f"{_POOLED}_map"], [_POOLED])
        graph.node.extend([pool, flat])
        return _POOLED
    return ""


def _is_one_by_one(graph: Any, node: Any) -> bool:
    """Whether a convolution looks at single points, as a head over a feature map does."""
    shapes: dict[str, Sequence[int]] = {each.name: each.dims for each in graph.initializer}
    return all(side == 1 for side in shapes.get(node.input[1], (0, 0, 0))[2:])


def _last_dimension(tensor: Any) -> int:
    dimensions = tensor.type.tensor_type.shape.dim
    return int(dimensions[-1].dim_value) if len(dimensions) else 0


def _make_output(onnx: Any, graph: Any, made_by: Mapping[str, Any], wanted: str) -> None:
    """Let a tensor be the graph's only output, and drop what nothing needs any more."""
    needed: set[str] = set()
    waiting = [wanted]
    while waiting:
        name = waiting.pop()
        if name in needed:
            continue
        needed.add(name)
        waiting += list(made_by[name].input) if name in made_by else []
    kept = [node for node in graph.node if needed & set(node.output)]
    used = {name for node in kept for name in node.input}
    weights = [each for each in graph.initializer if each.name in used]
    for field, values in (("node", kept), ("initializer", weights)):
        graph.ClearField(field)
        getattr(graph, field).extend(values)
    graph.ClearField("output")
    graph.output.append(onnx.helper.make_tensor_value_info(wanted, onnx.TensorProto.FLOAT, None))
