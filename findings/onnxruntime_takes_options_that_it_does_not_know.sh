#!/bin/sh
# ONNX Runtime 1.32.0 takes entries of a session's configuration whose names it does not know, and runs without a
# word, also at the most talkative log level: a misspelt "session.intra_op.allow_spinning" leaves the threads spinning.
# Expected: an error or a warning. Seen: neither. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnxruntime==1.32.0 onnx==1.23.2
cat > "$folder/run.py" <<'PYTHON'
import numpy, onnxruntime
from onnx import TensorProto, helper
taken = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])]
given = [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])]
graph = helper.make_graph([helper.make_node("Neg", ["x"], ["y"])], "negative", taken, given)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
options = onnxruntime.SessionOptions()
options.log_severity_level = 0
options.add_session_config_entry("session.intra_op.allow_spining", "0")  # one n is missing
session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
print("ONNX Runtime", onnxruntime.__version__, "gave", session.run(None, {"x": numpy.ones(1, "float32")})[0])
PYTHON
"$folder/venv/bin/python" "$folder/run.py" > "$folder/said" 2>&1
tail -n 1 "$folder/said"
if grep -iE "(unknown|invalid|unrecogni[sz]ed|not (a )?(known|valid)).*spining" "$folder/said"; then exit 1; fi
echo "and said nothing of the option that it does not know"
