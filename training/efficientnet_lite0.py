"""EfficientNet-Lite0 in Keras, and the way that a PyTorch checkpoint's tensors take into it.

The network is EfficientNet-B0 (Tan and Le 2019, arXiv 1905.11946) without squeeze-and-excite and with ReLU6
for swish, as in tensorflow/tpu models/official/efficientnet/lite. Layers carry the checkpoint's names, dots
written as dashes, so that loading is a walk over the layers.
"""

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

INPUT_SIZE = 224
FEATURES = 1280
CLASSES = 1000
BN_EPSILON = 1e-3

# repeats, kernel, first stride, expansion, filters out: one row per stage
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)


def build_backbone() -> keras.Model:
    """Build the network up to and with its head convolution.

    Returns:
        A model from uint8[n, 224, 224, 3] RGB to float32[n, 7, 7, 1280], all values from 0 to 6. The
        weights are random until `load_tensors`.
    """
    image = keras.Input((INPUT_SIZE, INPUT_SIZE, 3), dtype="uint8", name="image")
    x = layers.Rescaling(1 / 128, offset=-127 / 128, name="to_unit_range")(image)
    x = _conv(x, 32, 3, 2, "_conv_stem", "_bn0")
    block = 0
    for repeats, kernel, first_stride, expansion, filters in STAGES:
        for repeat in range(repeats):
            x = _inverted_residual(
                x, kernel, first_stride if repeat == 0 else 1, expansion, filters, f"_blocks-{block}"
            )
            block += 1
    x = _conv(x, FEATURES, 1, 1, "_conv_head", "_bn1")
    return keras.Model(image, x, name="efficientnet_lite0")


def load_tensors(model: keras.Model, tensors: dict[str, NDArray[np.generic]]) -> None:
    """Put a checkpoint's tensors into the layers of `build_backbone`.

    Raises:
        KeyError: the checkpoint lacks a tensor.
        ValueError: a tensor has another shape than its layer.
    """
    for layer in model.layers:
        name = layer.name.replace("-", ".")
        if isinstance(layer, layers.BatchNormalization):
            parts = ("weight", "bias", "running_mean", "running_var")
            layer.set_weights([tensors[f"{name}.{part}"] for part in parts])
        elif isinstance(layer, layers.DepthwiseConv2D):
            layer.set_weights([tensors[f"{name}.weight"].transpose(2, 3, 0, 1)])
        elif isinstance(layer, layers.Conv2D):
            layer.set_weights([tensors[f"{name}.weight"].transpose(2, 3, 1, 0)])


def classify(average: NDArray[np.float32], tensors: dict[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    """Apply the checkpoint's own classifier, to see that the weights mean what they should.

    Args:
        average: float32[n, 1280], average-pooled features.
        tensors: the checkpoint.

    Returns:
        float32[n, 1000], probabilities of the ImageNet classes.
    """
    logits = average @ tensors["_fc.weight"].T + tensors["_fc.bias"]
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)


def _inverted_residual(
    x: keras.KerasTensor, kernel: int, stride: int, expansion: int, filters: int, name: str
) -> keras.KerasTensor:
    shortcut, channels = x, x.shape[-1]
    if expansion > 1:
        x = _conv(x, channels * expansion, 1, 1, f"{name}-_expand_conv", f"{name}-_bn0")
    x = layers.DepthwiseConv2D(
        kernel, stride, padding="same", use_bias=False, name=f"{name}-_depthwise_conv"
    )(x)
    x = _norm(x, f"{name}-_bn1")
    x = layers.ReLU(6.0)(x)
    x = layers.Conv2D(filters, 1, padding="same", use_bias=False, name=f"{name}-_project_conv")(x)
    x = _norm(x, f"{name}-_bn2")
    return layers.Add()([shortcut, x]) if stride == 1 and channels == filters else x


def _conv(
    x: keras.KerasTensor, filters: int, kernel: int, stride: int, name: str, norm: str
) -> keras.KerasTensor:
    x = layers.Conv2D(filters, kernel, stride, padding="same", use_bias=False, name=name)(x)
    return layers.ReLU(6.0)(_norm(x, norm))


def _norm(x: keras.KerasTensor, name: str) -> keras.KerasTensor:
    return layers.BatchNormalization(epsilon=BN_EPSILON, name=name)(x)
