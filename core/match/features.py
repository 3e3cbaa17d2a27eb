"""What the registered comparison needs to know of one picture: a small grey copy, keypoints, tone.

Everything comes from the stored thumbnail and is worth keeping while pairs of the same picture are compared.
Keypoints take most of the time, and are found only when a comparison asks for them.
"""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.match.ground import on_ground, plain_ground
from core.match.keypoints import (
    AT_A_GLANCE,
    CLOSELY,
    Grey,
    Keypoints,
    find_keypoints,
    mirrored_keypoints,
)
from core.match.opencv import open_cv

GREY_SIDE = 400
"""The long side that every picture is brought to, tiny ones too, so that keypoints meet at like scales."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What is left of a picture's colours: mean and spread of the red and the blue difference (Cr, Cb)."""

    red: float
    blue: float
    red_spread: float
    blue_spread: float
    together: float
    """Correlation of both with the brightness, 0 to 1: near 1 where one tint was laid over grey."""

    @property
    def colourfulness(self) -> float:
        return float(np.hypot(self.red_spread, self.blue_spread))

    @property
    def tint(self) -> float:
        return float(np.hypot(self.red, self.blue))


Found = dict[tuple[int, bool], Keypoints]
"""Keypoints by the level of the pyramid, and whether it is mirrored."""


@dataclass(frozen=True, eq=False)
class Features:
    """One picture, ready to be compared.

    `digest` orders two pictures, so that a comparison does not depend on which comes first. `pyramid`
    holds the grey picture at full, half, quarter and eighth size, `thumbnail` what it was decoded from. The
    rest is worked out when a comparison first asks for it.
    """

    digest: bytes
    pyramid: tuple[Grey, ...]
    thumbnail: bytes = field(repr=False)
    cuts_margins: bool = True
    _known: Found = field(default_factory=dict[tuple[int, bool], Keypoints], repr=False)

    @property
    def grey(self) -> Grey:
        return self.pyramid[0]

    @property
    def width(self) -> int:
        return self.grey.shape[1]

    @property
    def height(self) -> int:
        return self.grey.shape[0]

    @property
    def keypoints(self) -> Keypoints:
        """Found when first asked for."""
        return self._found(_FULL, mirrored=False)

    @property
    def mirrored(self) -> Keypoints:
        """The keypoints of the mirrored picture; described when first asked for."""
        return self._found(_FULL, mirrored=True)

    @property
    def glimpsed(self) -> Keypoints:
        """Fewer keypoints, of the picture at half its size: enough for a glance."""
        return self._found(_HALF, mirrored=False)

    @property
    def glimpsed_mirrored(self) -> Keypoints:
        """The same of the mirrored picture."""
        return self._found(_HALF, mirrored=True)

    @cached_property
    def content(self) -> tuple[int, int, int, int]:
        """What is left once plain margins are cut off, if they are: left, top, right, bottom."""
        return _content_box(self.grey) if self.cuts_margins else (0, 0, self.width, self.height)

    @cached_property
    def whole(self) -> NDArray[np.float32]:
        """float32[side, side]: the band-passed content squashed to a square, of length one; zeros where there
        is nothing to see."""
        return _whole(self.grey, self.content)

    @cached_property
    def detail(self) -> float:
        """The share of the picture that is not flat."""
        return _detail(self.grey)

    @cached_property
    def colours(self) -> Colours:
        """Only matches are asked for theirs, so that most pictures are never decoded in colour."""
        return _colours(self.thumbnail)

    @cached_property
    def turned(self) -> NDArray[np.float32]:
        """`whole` in its eight orientations, one a row: the first four turned by quarters counter-clockwise,
        the others mirrored first."""
        sides = (self.whole, self.whole[:, ::-1])
        return np.stack([np.rot90(side, turns).ravel() for side in sides for turns in range(4)])

    @cached_property
    def uncut(self) -> "Features":
        """The same with its plain margins, which a soft picture may have or not by how it was toned."""
        return replace(self, cuts_margins=False)

    def found_by_most(self) -> Found:
        """The keypoints that nearly every comparison asks for, for `remember` elsewhere."""
        return {(level, False): self._found(level, mirrored=False) for level in (_HALF, _FULL)}

    def remember(self, found: Found) -> None:
        """Take over keypoints of this picture that were found elsewhere."""
        self._known.update(found)

    def _found(self, level: int, mirrored: bool) -> Keypoints:
        direct = (level, False)
        if direct not in self._known:
            self._known[direct] = find_keypoints(self.pyramid[level], _BUDGETS[level])
        if mirrored and (level, True) not in self._known:
            self._known[level, True] = mirrored_keypoints(
                self._known[direct], self.pyramid[level], _BUDGETS[level]
            )
        return self._known[level, mirrored]


def features_of(thumbnail: bytes) -> Features:
    """Look at a picture.

    Args:
        thumbnail: an encoded picture: the catalogue's JPEG, or WebP where something is transparent, its long
            side at most 400 pixels (once 320).

    Raises:
        OSError: the bytes are no picture that Pillow can open.
    """
    cv2 = open_cv()
    grey = _light(thumbnail)
    height, width = grey.shape
    scale = GREY_SIDE / max(width, height)
    size = max(8, round(width * scale)), max(8, round(height * scale))
    if size != (width, height):
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        grey = cv2.resize(grey, size, interpolation=way)
    pyramid = [grey]
    while len(pyramid) < _LEVELS:
        pyramid.append(cv2.pyrDown(pyramid[-1]))
    return Features(
        digest=hashlib.blake2b(thumbnail, digest_size=16).digest(),
        pyramid=tuple(pyramid),
        thumbnail=thumbnail,
    )


def _light(thumbnail: bytes) -> Grey:
    """The Y of YCbCr: a JPEG's is decoded by itself, in half of the time that the colours would take too."""
    with Image.open(BytesIO(thumbnail)) as opened:
        if opened.mode == "RGBA":
            return np.asarray(_opaque(opened).convert("YCbCr").getchannel(0))
        opened.draft("L", None)
        light = opened if opened.mode == "L" else opened.convert("YCbCr").getchannel(0)
        return np.asarray(light)


def _opaque(image: Image.Image) -> Image.Image:
    return on_ground(image, plain_ground(image))


_LEVELS = 4
_FULL, _HALF = 0, 1
_BUDGETS = {_FULL: CLOSELY, _HALF: AT_A_GLANCE}
"""How keypoints are looked for in these levels of the pyramid."""


_CUTS = 3
_PLAIN_SPREAD = 6.0
"""Grey values: a row whose standard deviation is lower belongs to a plain margin."""


def _content_box(grey: Grey) -> tuple[int, int, int, int]:
    """Where the picture is once plain margins are cut off; the whole of it where little would be left.

    Cut again until nothing is plain: a frame around a night shot hides that the rows within it are dark.
    """
    height, width = grey.shape
    left, top, right, bottom = 0, 0, width, height
    wide = grey.astype(np.float32)
    for _ in range(_CUTS):
        rows = np.flatnonzero(_spread(wide[top:bottom, left:right]) > _PLAIN_SPREAD)
        if len(rows) == 0 or rows[-1] + 1 - rows[0] < height / 5:
            break
        inner = wide[top + rows[0] : top + rows[-1] + 1, left:right]
        columns = np.flatnonzero(_spread(inner.T) > _PLAIN_SPREAD)
        if len(columns) == 0 or columns[-1] - columns[0] < width / 5:
            break
        cut = (
            int(rows[0]),
            int(columns[0]),
            bottom - top - int(rows[-1]) - 1,
            right - left - int(columns[-1]) - 1,
        )
        top, left, bottom, right = top + cut[0], left + cut[1], bottom - cut[2], right - cut[3]
        if not any(cut):
            break
    return left, top, right, bottom


def _spread(lines: NDArray[np.float32]) -> NDArray[np.float32]:
    """The standard deviation of each row."""
    centred = lines - lines.mean(axis=1, keepdims=True)
    return np.sqrt(np.einsum("ij,ij->i", centred, centred) / lines.shape[1])


_WHOLE_SIDE = 32


def _whole(grey: Grey, content: tuple[int, int, int, int]) -> NDArray[np.float32]:
    cv2 = open_cv()
    left, top, right, bottom = content
    small = cv2.resize(grey[top:bottom, left:right], (_WHOLE_SIDE, _WHOLE_SIDE), interpolation=cv2.INTER_AREA)
    wide = small.astype(np.float32)
    band = cv2.GaussianBlur(wide, (0, 0), 0.8) - cv2.GaussianBlur(wide, (0, 0), 5.0)
    norm = float(np.linalg.norm(band))
    return band / norm if norm > _WHOLE_SIDE else np.zeros_like(band)


_FLAT_SPREAD = 3.0
"""Grey values within a cell of 16 x 16 pixels: what JPEG leaves of a plain sky is below."""


def _detail(grey: Grey) -> float:
    height, width = (side // 16 * 16 for side in grey.shape)
    if not height or not width:
        return 0.0
    cells = grey[:height, :width].reshape(height // 16, 16, width // 16, 16).transpose(0, 2, 1, 3)
    return float((_spread(cells.reshape(-1, 256).astype(np.float32)) > _FLAT_SPREAD).mean())


def _colours(thumbnail: bytes) -> Colours:
    """Measure the colours of 32 x 32 pixels, in YCbCr as a JPEG holds them."""
    cv2 = open_cv()
    with Image.open(BytesIO(thumbnail)) as opened:
        opened.draft("YCbCr", None)
        opaque = _opaque(opened) if opened.mode == "RGBA" else opened
        picture: NDArray[np.uint8] = np.asarray(opaque.convert("YCbCr"))
    small: NDArray[np.uint8] = cv2.resize(picture, (32, 32), interpolation=cv2.INTER_AREA)
    light, blue, red = small.reshape(-1, 3).astype(np.float64).T
    red, blue = red - 128, blue - 128
    # A tint over grey, sepia above all, makes both differences a function of the brightness alone.
    fitted = np.stack([np.ones_like(light), light, light**2], axis=1) / [1, 1e2, 1e4]
    chroma = np.stack([red, blue], axis=1)
    left = chroma - fitted @ np.linalg.lstsq(fitted, chroma, rcond=None)[0]
    spread = float(((chroma - chroma.mean(axis=0)) ** 2).sum())
    together = 1 - float((left**2).sum()) / spread if spread > 1e-6 else 1.0
    return Colours(
        float(red.mean()), float(blue.mean()), float(red.std()), float(blue.std()), max(0.0, together)
    )
