"""Gives the channels of a network's sums equal ranges, which changes nothing in float32 and much in int8.

All channels of a tensor share one range of 256 levels, so a channel that is a tenth as wide as the widest
has 25. Between the convolutions that end EfficientNet's blocks and those that begin them nothing bends:
there are only sums. So a channel may be made wider in every convolution that writes it and narrower in
every one that reads it (Nagel et al. 2019, "Data-free quantization through weight equalization and bias
correction", arXiv 1906.04721, for the case without a nonlinearity between).
"""

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import numpy_helper

_WIDEST = 30.0
"""No channel is widened by more: one that is nearly silent would lift the weights that read it too far."""


def equalise(proto: onnx.ModelProto, images: NDArray[np.uint8]) -> None:
    """Rescale the channels of all tensors that convolutions write without a clipping, in place.

    Args:
        proto: a network as `export_descriptor.py` writes it.
        images: uint8[n, side, side, 3], photos that show the channels' ranges.
    """
    nodes = list(proto.graph.node)
    last = max(place for place, node in enumerate(nodes) if node.op_type == "Conv")
    clipped = {node.input[0] for node in nodes if node.op_type == "Clip"}
    written = {node.output[0]: node for node in nodes if node.op_type == "Conv"}
    streams = {name: frozenset([name]) for name in written if name not in clipped}
    for node in nodes[:last]:
        if node.op_type == "Add" and all(name in streams for name in node.input):
            joined = frozenset([*node.output]).union(*(streams[name] for name in node.input))
            streams.update(dict.fromkeys(joined, joined))
    reach = _reach(proto, list(streams), images)
    weights = {tensor.name: tensor for tensor in proto.graph.initializer}
    for stream in set(streams.values()):
        widest = np.max([reach[name] for name in stream], axis=0)
        factors = np.clip(widest.max() / np.maximum(widest, 1e-9), 1, _WIDEST).astype(np.float32)
        for name in stream & written.keys():
            _multiply(weights[written[name].input[1]], factors[:, None, None, None])
            _multiply(weights[written[name].input[2]], factors)
        for node in nodes:
            if node.op_type == "Conv" and node.input[0] in stream:
                _multiply(weights[node.input[1]], 1 / factors[None, :, None, None])


def _reach(
    proto: onnx.ModelProto, names: list[str], images: NDArray[np.uint8]
) -> dict[str, NDArray[np.float32]]:
    """The largest absolute value of each channel, by tensor; of photos' maxima the 95 % quantile."""
    wider = onnx.ModelProto()
    wider.CopyFrom(proto)
    make = onnx.helper.make_tensor_value_info
    wider.graph.output.extend(make(name, onnx.TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(wider.SerializeToString(), providers=["CPUExecutionProvider"])
    found = [session.run(names, {proto.graph.input[0].name: image[None]}) for image in images]
    return {
        name: np.quantile([np.abs(run[place][0]).max(axis=(1, 2)) for run in found], 0.95, axis=0)
        for place, name in enumerate(names)
    }


def _multiply(tensor: onnx.TensorProto, factors: NDArray[np.float32]) -> None:
    tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor) * factors, tensor.name))
