"""A picture at full size, as its file stores it, with what its file says of how it was stored."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.loss import LossKind
from core.match.opencv import open_cv

Part = TypeVar("Part")

Light = NDArray[np.float32]
"""float32[height, width]: brightness, 0 to 255 (BT.601, as in JPEG)."""

Table = NDArray[np.float64]
"""float64[8, 8]: the steps to which a JPEG rounds the brightness, by vertical and horizontal frequency."""

Mapping2D = NDArray[np.float64]
"""float64[3, 3], affine: (x, y, 1) of pixel centres of one picture -> of another."""


class Parts:
    """What was found in one picture alone, kept as long as the picture, which meets several others."""

    def __init__(self) -> None:
        self._found: dict[object, Any] = {}

    def once(self, key: object, find: Callable[[], Part]) -> Part:
        """What `find` gives, which is asked once for each key."""
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]


@dataclass(frozen=True, slots=True, eq=False)
class FullPicture:
    """A picture that can be compared to the pixel.

    `pixels` is uint8[height, width, 3], RGB, not turned: a JPEG's blocks lie at multiples of eight in it.
    `turned` maps pixels of the upright picture to these. `table` is None where the file is no JPEG.
    `frames` counts pages and frames of an animation, `shown` is the digest of them all, where they can be
    read. `depth` is the bits of a channel. `transparent` tells whether anything shines through, `opacity`
    is uint8[32, 32] of it, `alpha` uint8[height, width], and `ground` the colour that the picture is laid on
    then. `film` is the digest of a film behind the picture, `carried` what else the file has in it, with
    digests. `said` is what a person wrote into the file, such as (rating, 5), and which facts of the shot are
    there. `wide` tells whether it has colours that sRGB cannot show. `sound` is False where the decoder
    warned, `lossless` tells of formats that keep every pixel. `parts` is what was found in these pixels.
    """

    pixels: NDArray[np.uint8]
    turned: Mapping2D
    table: Table | None = None
    lossless: bool = False
    frames: int = 1
    depth: int = 8
    transparent: bool = False
    sound: bool = True
    file_size: int = 0
    film: bytes = b""
    carried: frozenset[tuple[LossKind, bytes]] = frozenset()
    said: frozenset[tuple[str, str]] = frozenset()
    shown: bytes = b""
    opacity: NDArray[np.uint8] | None = None
    alpha: NDArray[np.uint8] | None = None
    ground: tuple[int, int, int] = (255, 255, 255)
    wide: bool = False
    parts: Parts = field(default_factory=Parts, init=False, repr=False)

    def reduced(self, width: int, height: int) -> NDArray[np.uint8]:
        """All of it with fewer pixels, each the mean of those it stands for: uint8[height, width, 3]."""

        def found() -> NDArray[np.uint8]:
            cv2 = open_cv()
            return cv2.resize(self.pixels, (width, height), interpolation=cv2.INTER_AREA)

        small = width * height <= _KEPT_PIXELS
        return self.parts.once(("reduced", width, height), found) if small else found()

    def on_ground(self, colour: tuple[int, int, int]) -> "FullPicture":
        """The same, what is transparent laid on another colour."""
        if self.alpha is None or colour == self.ground:
            return self
        change = np.array(colour, np.float32) - np.array(self.ground, np.float32)
        pixels = np.empty_like(self.pixels)
        for top in range(0, self.height, _ROWS):
            rows = slice(top, top + _ROWS)
            through = (255 - self.alpha[rows, :, None]).astype(np.float32) / 255
            pixels[rows] = np.clip(np.rint(self.pixels[rows] + through * change), 0, 255)
        return replace(self, pixels=pixels, ground=colour)

    @property
    def width(self) -> int:
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        return self.pixels.shape[0]

    @property
    def upright_size(self) -> tuple[int, int]:
        across = abs(self.turned[0, 0]) > 0.5
        return (self.width, self.height) if across else (self.height, self.width)


_ROWS = 64
"""At a time: what is computed of all at once takes ten times the memory of the picture."""
_KEPT_PIXELS = 512 * 512
"""Of a reduction: what a comparison asks for again."""


def light(pixels: NDArray[np.uint8] | NDArray[np.float32]) -> Light:
    """The brightness of RGB, [..., 3], not rounded."""
    return pixels @ LUMA


def resizing(size: tuple[float, float], to: tuple[float, float]) -> Mapping2D:
    """Pixel centres of a picture -> of the same at another width and height."""
    across, down = to[0] / size[0], to[1] / size[1]
    return np.array([[across, 0, (across - 1) / 2], [0, down, (down - 1) / 2], [0, 0, 1]])


LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)


def turned_by(orientation: int, width: int, height: int) -> Mapping2D:
    """How the upright picture lies in the stored one.

    Args:
        orientation: EXIF's, 1 to 8.
        width: of the stored picture.
        height: of the stored picture.
    """
    right, bottom = width - 1.0, height - 1.0
    rows = {
        1: ((1, 0, 0), (0, 1, 0)),
        2: ((-1, 0, right), (0, 1, 0)),
        3: ((-1, 0, right), (0, -1, bottom)),
        4: ((1, 0, 0), (0, -1, bottom)),
        5: ((0, 1, 0), (1, 0, 0)),
        6: ((0, 1, 0), (-1, 0, bottom)),
        7: ((0, -1, right), (-1, 0, bottom)),
        8: ((0, -1, right), (1, 0, 0)),
    }
    return np.array([*rows.get(orientation, rows[1]), (0, 0, 1)], dtype=np.float64)
