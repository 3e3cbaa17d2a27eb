"""Products of small matrices of integers: exact, and by a graph that is what it says."""

import numpy as np
import onnx
from onnx import TensorProto, helper

from core import integer_product
from core.integer_product import IntegerProduct, shifted


def test_the_product_of_integers_is_exact() -> None:
    stream = np.random.default_rng(0)
    for rows in (stream.integers(-128, 128, (7, 129), dtype=np.int8), np.full((2, 300), -128, np.int8)):
        columns = np.full((rows.shape[1], 4), -64, dtype=np.int8)
        columns[:, 1:] = 63
        product = IntegerProduct()(shifted(rows), np.ascontiguousarray(columns.T))
        assert np.array_equal(product, rows.astype(np.int32) @ columns.astype(np.int32))


def test_the_graph_of_the_product_is_what_it_says() -> None:
    inputs = [
        helper.make_tensor_value_info("left", TensorProto.UINT8, ["n", "m"]),
        helper.make_tensor_value_info("right", TensorProto.INT8, ["k", "m"]),
    ]
    output = helper.make_tensor_value_info("product", TensorProto.INT32, ["n", "k"])
    zero = helper.make_tensor("zero", TensorProto.UINT8, [], [128])
    nodes = [
        helper.make_node("Transpose", ["right"], ["columns"]),
        helper.make_node("MatMulInteger", ["left", "columns", "zero"], ["product"]),
    ]
    graph = helper.make_graph(nodes, "product", inputs, [output], [zero])
    stored = onnx.load_from_string(integer_product._GRAPH)
    assert stored.graph == graph
    onnx.checker.check_model(stored)
