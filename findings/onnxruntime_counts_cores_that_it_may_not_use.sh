#!/bin/sh
# ONNX Runtime 1.32.0 makes as many threads as the machine has cores, also in a process that may use one core only
# (taskset, a container's cpuset): all of them then take turns on it. Needs a machine of two cores or more.
# Expected: 1 thread, the caller's. Seen: one a core. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnxruntime==1.32.0 onnx==1.23.2
cat > "$folder/count.py" <<'PYTHON'
import os, pathlib, sys
import numpy, onnxruntime
from onnx import TensorProto, helper
taken = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])]
given = [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])]
graph = helper.make_graph([helper.make_node("Neg", ["x"], ["y"])], "negative", taken, given)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8).SerializeToString()
def threads():
    return len(list(pathlib.Path("/proc/self/task").iterdir()))
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
before = threads()
session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
session.run(None, {"x": numpy.ones(1, "float32")})
made = threads() - before
print("ONNX Runtime", onnxruntime.__version__, "| cores that this process may use:", len(os.sched_getaffinity(0)),
      "| threads that compute, the caller's with them:", made + 1)
sys.exit(made < 1)
PYTHON
"$folder/venv/bin/python" "$folder/count.py"
