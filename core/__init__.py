"""NearDup's core: everything that would still be true without a window.

Importing it is instant and silent: no Qt, no TensorFlow, no ONNX Runtime, no work at import.
"""

__version__ = "0.1.0"
