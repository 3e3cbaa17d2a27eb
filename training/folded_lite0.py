"""EfficientNet-Lite0 in Keras with its batch normalisation folded in: what a trained descriptor is saved as.

The layers of `efficientnet_lite0.py` without the normalising ones, each convolution with a bias, any input
size, then generalised-mean pooling, the projection and the division by the length.
"""

from pathlib import Path

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from training.efficientnet_lite0 import FEATURES, STAGES

GEM_POWER = 3.0
_WHISPER = 1e-9

Weights = dict[str, NDArray[np.float32]]
"""`NAME.kernel` and `NAME.bias` by layer name, as `TrainableLite0.folded_weights` gives them."""


def build_descriptor(weights: Weights, side: int, name: str) -> keras.Model:
    """Build the network and fill it.

    Args:
        weights: of every layer.
        side: of the square photos that it takes.
        name: what to call the model.

    Returns:
        A model from uint8[n, side, side, 3] RGB to float32[n, dim], unit rows.
    """
    image = keras.Input((side, side, 3), dtype="uint8", name="image")
    x = layers.Rescaling(1 / 128, offset=-127 / 128, name="to_unit_range")(image)
    x = _conv(x, 32, 3, 2, "_conv_stem")
    block = 0
    for repeats, kernel, first_stride, expansion, filters in STAGES:
        for repeat in range(repeats):
            stride = first_stride if repeat == 0 else 1
            x = _inverted_residual(x, kernel, stride, expansion, filters, f"_blocks-{block}")
            block += 1
    x = _conv(x, FEATURES, 1, 1, "_conv_head")
    x = layers.GlobalAveragePooling2D(name="gem_mean")(ops.power(x, GEM_POWER))
    x = ops.power(x + _WHISPER, 1 / GEM_POWER)
    x = layers.Dense(len(weights["projection.bias"]), name="projection")(x)
    model = keras.Model(image, layers.UnitNormalization(name="embedding")(x), name=name)
    for layer in model.layers:
        if layer.weights:
            key = layer.name.replace("-", ".")
            layer.set_weights([weights[f"{key}.kernel"], weights[f"{key}.bias"]])
    return model


def read_folded(path: Path) -> Weights:
    """Read the weights back from the `.keras` file of an export."""
    weights: Weights = {}
    for layer in keras.models.load_model(path).layers:
        if layer.weights:
            key = layer.name.replace("-", ".")
            weights[f"{key}.kernel"], weights[f"{key}.bias"] = layer.get_weights()
    return weights


def _inverted_residual(
    x: keras.KerasTensor, kernel: int, stride: int, expansion: int, filters: int, name: str
) -> keras.KerasTensor:
    shortcut, channels = x, x.shape[-1]
    if expansion > 1:
        x = _conv(x, channels * expansion, 1, 1, f"{name}-_expand_conv")
    x = layers.DepthwiseConv2D(kernel, stride, padding="same", name=f"{name}-_depthwise_conv")(x)
    x = layers.ReLU(6.0)(x)
    x = layers.Conv2D(filters, 1, padding="same", name=f"{name}-_project_conv")(x)
    return layers.Add()([shortcut, x]) if stride == 1 and channels == filters else x


def _conv(x: keras.KerasTensor, filters: int, kernel: int, stride: int, name: str) -> keras.KerasTensor:
    return layers.ReLU(6.0)(layers.Conv2D(filters, kernel, stride, padding="same", name=name)(x))
