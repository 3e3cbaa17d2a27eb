"""Writes an int8 network down as ONNX: each tensor as QuantizeLinear and DequantizeLinear around float nodes.

ONNX Runtime, TensorRT and others know the pattern and compute in whole numbers wherever a convolution or a
sum stands between the two.
"""

from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper


@dataclass(frozen=True)
class Range:
    """The 256 levels of a tensor: (level - zero) * scale."""

    scale: float
    zero: int

    def rounded(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """The nearest value that has a level, whole numbers ending at 0 and 255."""
        levels = np.rint(values / np.float32(self.scale))
        levels += np.float32(self.zero)
        np.clip(levels, 0, 255, out=levels)
        return self.restored(levels)

    def restored(self, levels: NDArray[np.generic]) -> NDArray[np.float32]:
        return (levels.astype(np.float32) - np.float32(self.zero)) * np.float32(self.scale)


@dataclass(frozen=True)
class QuantisedConvolution:
    """Levels int8[out, in, height, width] with a scale per output channel, the bias and the outputs' range.

    `output` is the name of the tensor that the range is for: the clipped one, where a clipping follows.
    """

    levels: NDArray[np.int8]
    scales: NDArray[np.float32]
    bias: NDArray[np.float32]
    output: str
    range: Range


class Int8Graph:
    """Collects the nodes of the int8 network; what no call replaced is taken over from the float32 one."""

    def __init__(self, source: onnx.ModelProto, pixels: Range) -> None:
        self._source = source
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []
        self._ranges: dict[str, Range] = {}
        photos = source.graph.input[0].name
        first = next(node for node in source.graph.node if node.op_type == "Conv")
        self._nodes.append(
            helper.make_node("Transpose", [photos], [f"{first.input[0]}_levels"], perm=[0, 3, 1, 2])
        )
        self._dequantise(first.input[0], pixels)

    def add_convolution(self, node: onnx.NodeProto, made: QuantisedConvolution) -> None:
        """Add a convolution, and its clipping, which the end of the levels does."""
        kernel, bias = f"{made.output}_kernel", f"{made.output}_bias"
        self._constant(f"{kernel}_levels", made.levels)
        self._constant(f"{kernel}_scale", made.scales)
        self._constant(f"{kernel}_zero", np.zeros(len(made.scales), np.int8))
        self._add(
            "DequantizeLinear", [f"{kernel}_levels", f"{kernel}_scale", f"{kernel}_zero"], kernel, axis=0
        )
        scales = made.scales * np.float32(self._ranges[node.input[0]].scale)
        self._constant(f"{bias}_levels", np.rint(made.bias / scales).astype(np.int32))
        self._constant(f"{bias}_scale", scales)
        self._constant(f"{bias}_zero", np.zeros(len(scales), np.int32))
        self._add("DequantizeLinear", [f"{bias}_levels", f"{bias}_scale", f"{bias}_zero"], bias, axis=0)
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        self._add("Conv", [f"{node.input[0]}_int8", kernel, bias], f"{made.output}_sum", **attributes)
        self._quantise(f"{made.output}_sum", made.output, made.range)

    def add_sum(self, node: onnx.NodeProto, levels: Range) -> None:
        """Add a sum of two quantised tensors."""
        output = node.output[0]
        self._add("Add", [f"{name}_int8" for name in node.input], f"{output}_sum")
        self._quantise(f"{output}_sum", output, levels)

    def finished(self) -> onnx.ModelProto:
        """The whole network, checked."""
        graph = onnx.GraphProto()
        graph.CopyFrom(self._source.graph)
        names = {name: f"{name}_int8" for name in self._ranges}
        last = max(k for k, node in enumerate(graph.node) if names.keys() & set(node.output))
        behind = list(graph.node)[last + 1 :]
        for node in behind:
            for place, name in enumerate(node.input):
                node.input[place] = names.get(name, name)
        used = {name for node in behind for name in node.input}
        kept = [tensor for tensor in graph.initializer if tensor.name in used]
        made = helper.make_graph(
            [*self._nodes, *behind], graph.name, graph.input, graph.output, [*self._weights, *kept]
        )
        proto = helper.make_model(
            made, opset_imports=self._source.opset_import, ir_version=self._source.ir_version
        )
        proto.metadata_props.extend(self._source.metadata_props)
        onnx.checker.check_model(proto, full_check=True)
        return proto

    def _quantise(self, values: str, name: str, levels: Range) -> None:
        self._dequantise(name, levels)
        dequantise = self._nodes.pop()
        self._add("QuantizeLinear", [values, f"{name}_scale", f"{name}_zero"], f"{name}_levels")
        self._nodes.append(dequantise)

    def _dequantise(self, name: str, levels: Range) -> None:
        self._ranges[name] = levels
        self._constant(f"{name}_scale", np.float32(levels.scale))
        self._constant(f"{name}_zero", np.uint8(levels.zero))
        self._add("DequantizeLinear", [f"{name}_levels", f"{name}_scale", f"{name}_zero"], f"{name}_int8")

    def _add(self, kind: str, inputs: list[str], output: str, **attributes: object) -> None:
        self._nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))

    def _constant(self, name: str, values: NDArray[np.generic] | np.generic) -> None:
        self._weights.append(numpy_helper.from_array(np.asarray(values), name))
