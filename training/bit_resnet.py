"""BiT-ResNet-50x1, the network of the Keras example that NearDup grew out of, and the loader of its weights.

    python -m training.bit_resnet BiT-M-R50x1.npz bit.keras && neardup model add bit.keras

A pre-activation ResNet-v2 with group normalisation (32 groups) and weight-standardised convolutions
(Kolesnikov et al., "Big Transfer", arXiv 1912.11370; Qiao et al., "Weight Standardization", 1903.10520).
Weights are constant after training, so they are standardised once, when they are loaded, and the network is
made of plain convolutions: any Keras opens it, and it exports as it is. Its 2,048-d extractor has exactly the
23,500,352 parameters that the example prints.
"""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

SIDE = 224
FEATURES = 2048
PARAMETERS = 23_500_352
_UNITS = (3, 4, 6, 3)
_GROUPS = 32
_EPSILON = 1e-5
_CONV, _NORM = "standardized_conv2d", "group_norm"

Weights = Mapping[str, NDArray[np.generic]]
"""The arrays of an official `.npz`, by name."""


def main() -> None:
    """Turn an official `.npz` into a Keras file, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("weights", type=Path, help="BiT-S-R50x1.npz, BiT-M-R50x1.npz or a fine-tuned one")
    parser.add_argument("target", type=Path, help="the .keras file to write")
    given = parser.parse_args()
    model = build_bit_resnet()
    with np.load(given.weights) as weights:
        load_weights(model, weights)
    model.save(given.target)


def build_bit_resnet(side: int = SIDE) -> keras.Model:
    """Build the extractor: pixels 0 to 255 in, 2,048 features out. Layers are called as in the `.npz`."""
    image = keras.Input((side, side, 3), name="image")
    x = layers.Rescaling(1 / 127.5, offset=-1.0, name="rescaling")(image)
    x = layers.ZeroPadding2D(3, name="root_padding")(x)
    x = _conv(64, 7, f"resnet/root_block/{_CONV}", strides=2)(x)
    x = layers.ZeroPadding2D(1, name="pool_padding")(x)
    x = layers.MaxPooling2D(3, strides=2, name="pool")(x)
    for block, units in enumerate(_UNITS):
        width = 64 * 2**block
        for unit in range(units):
            strides = 2 if block > 0 and unit == 0 else 1
            x = _unit(x, width, strides, f"resnet/block{block + 1}/unit{unit + 1:02d}", project=unit == 0)
    x = layers.Activation("relu", name="last_relu")(_norm(f"resnet/{_NORM}")(x))
    features = layers.GlobalAveragePooling2D(name="features")(x)
    return keras.Model(image, features, name="bit_resnet_50x1")


def load_weights(model: keras.Model, weights: Weights) -> None:
    """Put the arrays of an official `.npz` into the extractor, by name; the head is left out.

    Raises:
        ValueError: an array is missing or has another shape.
    """
    for layer in model.layers:
        if not layer.weights:
            continue
        name = layer.name.replace(".", "/")
        wanted = ("kernel",) if isinstance(layer, layers.Conv2D) else ("gamma", "beta")
        arrays = [
            _array(weights, f"{name}/{part}", np.prod(v.shape))
            for part, v in zip(wanted, layer.weights, strict=True)
        ]
        arrays = [array.reshape(v.shape) for array, v in zip(arrays, layer.weights, strict=True)]
        layer.set_weights([standardise(arrays[0])] if len(arrays) == 1 else arrays)


def standardise(kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bring each output channel of float32[height, width, in, out] to mean 0 and variance 1."""
    mean = kernel.mean(axis=(0, 1, 2), keepdims=True)
    variance = kernel.var(axis=(0, 1, 2), keepdims=True)
    return (kernel - mean) / np.sqrt(variance + 1e-10)


def _unit(x: keras.KerasTensor, width: int, strides: int, name: str, project: bool) -> keras.KerasTensor:
    """A bottleneck: norm, relu and convolution three times, beside a shortcut."""
    before = layers.Activation("relu", name=_legal(f"{name}/a/relu"))(_norm(f"{name}/a/{_NORM}")(x))
    shortcut = _conv(4 * width, 1, f"{name}/a/proj/{_CONV}", strides)(before) if project else x
    x = _conv(width, 1, f"{name}/a/{_CONV}")(before)
    x = layers.Activation("relu", name=_legal(f"{name}/b/relu"))(_norm(f"{name}/b/{_NORM}")(x))
    x = layers.ZeroPadding2D(1, name=_legal(f"{name}/b/padding"))(x)
    x = _conv(width, 3, f"{name}/b/{_CONV}", strides)(x)
    x = layers.Activation("relu", name=_legal(f"{name}/c/relu"))(_norm(f"{name}/c/{_NORM}")(x))
    x = _conv(4 * width, 1, f"{name}/c/{_CONV}")(x)
    return layers.Add(name=_legal(f"{name}/sum"))([x, shortcut])


def _conv(width: int, size: int, name: str, strides: int = 1) -> layers.Conv2D:
    return layers.Conv2D(width, size, strides=strides, use_bias=False, name=_legal(name))


def _norm(name: str) -> layers.GroupNormalization:
    return layers.GroupNormalization(_GROUPS, epsilon=_EPSILON, name=_legal(name))


def _legal(name: str) -> str:
    """Keras allows no slash in a layer's name, and TensorFlow little else; official names have no dots."""
    return name.replace("/", ".")


def _array(weights: Weights, name: str, size: int) -> NDArray[np.float32]:
    if name not in weights:
        raise ValueError(f"The weights have no array {name}; they are not of a BiT-ResNet-50x1.")
    array = np.asarray(weights[name], np.float32)
    if array.size != size:
        raise ValueError(f"The array {name} has {array.size} numbers, not {size}: another width or depth.")
    return array


if __name__ == "__main__":
    main()
