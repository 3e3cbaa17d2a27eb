"""What a model wants done to pixels before it sees them.

Bundled models do this inside their graph. A model that a person brings may say it in a TOML beside itself:

    [preprocessing]
    scale = 0.00784313725         # one number, or one per channel
    offset = -1.0                 # value = pixel * scale + offset, pixels being 0 to 255
    channels = "RGB"              # or "BGR"

The default passes pixels on as they are, 0 to 255 in RGB, which is what the models of `keras.applications`
with their preprocessing inside expect (EfficientNet, EfficientNetV2, ConvNeXt, MobileNetV3). TensorFlow Hub's
models, the BiT-ResNets among them, want 0 to 1: scale = 0.00392156862745.
"""

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from core.photo import ImageBatch


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """value = pixel * scale + offset, per channel in the order that the model sees."""

    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    offset: tuple[float, float, float] = (0.0, 0.0, 0.0)
    bgr: bool = False

    def apply(self, images: ImageBatch, dtype: np.dtype[np.generic]) -> NDArray[np.generic]:
        """Prepare uint8[n, side, side, 3] RGB as an array of `dtype` and the same shape."""
        ordered = images[..., ::-1] if self.bgr else images
        if self.scale == (1.0, 1.0, 1.0) and self.offset == (0.0, 0.0, 0.0):
            return np.ascontiguousarray(ordered, dtype)
        scaled = ordered * np.array(self.scale, np.float32) + np.array(self.offset, np.float32)
        return np.ascontiguousarray(scaled, dtype)


def read_preprocessing(table: dict[str, Any]) -> Preprocessing:
    """Read a `[preprocessing]` table.

    Raises:
        ValueError: a name or value makes no sense.
    """
    unknown = table.keys() - {"scale", "offset", "channels"}
    if unknown:
        raise ValueError(f"[preprocessing] has the unknown name {min(unknown)!r}")
    channels = table.get("channels", "RGB")
    if channels not in ("RGB", "BGR"):
        raise ValueError(f'channels must be "RGB" or "BGR", not {channels!r}')
    return Preprocessing(
        scale=_per_channel(table.get("scale", 1.0), "scale"),
        offset=_per_channel(table.get("offset", 0.0), "offset"),
        bgr=channels == "BGR",
    )


def _per_channel(value: object, name: str) -> tuple[float, float, float]:
    numbers: list[object] = cast("list[object]", value) if isinstance(value, list) else [value] * 3
    if len(numbers) == 3 and all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        red, green, blue = (float(cast("float", n)) for n in numbers)
        return red, green, blue
    raise ValueError(f"{name} must be one number or three, not {value!r}")
