"""What transparent pictures are laid on, to be looked at and to be compared with pictures that are not."""

from io import BytesIO
from typing import cast

import numpy as np
from PIL import Image

Colour = tuple[int, int, int]
"""RGB, 0 to 255."""


def plain_ground(image: Image.Image) -> Colour:
    """What an RGBA picture is laid on by itself: white, as browsers and print do, or black where it cannot be
    seen on white."""
    for top in range(0, image.height, _ROWS):  # most show something in the first rows
        strip = image.crop((0, top, image.width, min(top + _ROWS, image.height)))
        bands = on_ground(strip, _WHITE).split()
        if min(cast("tuple[int, int]", band.getextrema())[0] for band in bands) <= _VANISHED:
            return _WHITE
    return _BLACK


def on_ground(image: Image.Image, colour: Colour) -> Image.Image:
    """Lay an RGBA picture on one colour; RGB."""
    return Image.alpha_composite(Image.new("RGBA", image.size, colour), image).convert("RGB")


def is_transparent(thumbnail: bytes) -> bool:
    """Whether a thumbnail is of a picture with transparent parts: only those are no JPEG."""
    return thumbnail[:4] == b"RIFF"


def laid_beside(thumbnail: bytes, other: bytes) -> bytes:
    """A thumbnail as it is to be compared with another one: cut out of its ground, and laid on the other's.

    A picture that was made of a cut-out has the new ground all around; only what is visible in both counts.
    """
    if not is_transparent(thumbnail) or is_transparent(other):
        return thumbnail
    with Image.open(BytesIO(other)) as opened:
        colour = ground_around(np.asarray(opened.convert("RGB")))
    if colour is None:
        return thumbnail
    encoded = BytesIO()
    with Image.open(BytesIO(thumbnail)) as opened:
        on_ground(opened.convert("RGBA"), colour).save(encoded, "PNG", compress_level=1)
    return encoded.getvalue()


def ground_around(pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> Colour | None:
    """The colour that most of a picture's edge has; None where it has none.

    Args:
        pixels: uint8[height, width, 3].
    """
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    middle = np.median(edge, axis=0)
    near = np.abs(edge - middle).max(axis=1) < _ALIKE
    return cast(Colour, tuple(int(value) for value in middle)) if near.mean() > _MOST else None


_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_VANISHED = 230
"""A grey value that is hardly to be told from white."""
_ROWS = 256
_ALIKE = 12
_MOST = 0.7
