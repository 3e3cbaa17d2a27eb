"""What the registered comparison needs to know of one picture: a small grey copy, keypoints, tone.

Everything comes from the stored thumbnail and is worth keeping while pairs of the same picture are compared.
Keypoints take most of the time, and are found only when a comparison asks for them.
"""

import hashlib
import importlib
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

GREY_SIDE = 400
"""The long side that every picture is brought to, tiny ones too, so that keypoints meet at like scales."""

Grey = NDArray[np.uint8]
"""uint8[height, width]."""


@dataclass(frozen=True, slots=True, eq=False)
class Keypoints:
    """Corners of a picture and what they look like (ORB; Rublee et al. 2011).

    `xy` is float32[k, 2] in pixels; `turn` is complex64[k]: a corner's size times the unit vector of its
    direction, so that the quotient of two says how one maps onto the other; `descriptors` is uint8[k, 32].
    """

    xy: NDArray[np.float32]
    turn: NDArray[np.complex64]
    descriptors: NDArray[np.uint8]


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


@dataclass(frozen=True, eq=False)
class Features:
    """One picture, ready to be compared.

    `digest` orders two pictures, so that a comparison does not depend on which comes first. `pyramid`
    holds the grey picture at full, half, quarter and eighth size. `whole` is float32[side, side], the
    band-passed content (plain margins cut off) squashed to a square, of length one; zeros where there is
    nothing to see. `content` is that part: left, top, right, bottom. `detail` is the share of the picture
    that is not flat.
    """

    digest: bytes
    pyramid: tuple[Grey, ...]
    whole: NDArray[np.float32]
    content: tuple[int, int, int, int]
    detail: float
    colours: Colours
    _known: dict[bool, Keypoints] = field(default_factory=dict[bool, Keypoints], repr=False)
    _finding: Lock = field(default_factory=Lock, repr=False)

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
        """Found when first asked for, by whichever thread; the others wait for it."""
        return self._found(mirrored=False)

    @property
    def mirrored(self) -> Keypoints:
        """The keypoints of the mirrored picture; described when first asked for."""
        return self._found(mirrored=True)

    @cached_property
    def turned(self) -> NDArray[np.float32]:
        """`whole` in its eight orientations, one a row: the first four turned by quarters counter-clockwise,
        the others mirrored first."""
        sides = (self.whole, self.whole[:, ::-1])
        return np.stack([np.rot90(side, turns).ravel() for side in sides for turns in range(4)])

    def _found(self, mirrored: bool) -> Keypoints:
        # Not a cached_property: in Python 3.11 that has one lock for all pictures.
        with self._finding:
            if False not in self._known:
                self._known[False] = _keypoints(self.grey)
            if mirrored and True not in self._known:
                self._known[True] = _mirrored(self._known[False], self.grey)
            return self._known[mirrored]


def features_of(thumbnail: bytes) -> Features:
    """Look at a picture.

    Args:
        thumbnail: an encoded picture: the catalogue's JPEG, its long side at most 400 pixels (once 320).

    Raises:
        OSError: the bytes are no picture that Pillow can open.
    """
    cv2 = open_cv()
    with Image.open(BytesIO(thumbnail)) as opened:
        opened.draft("YCbCr", None)  # as a JPEG holds it, not to RGB and back
        picture = opened.convert("YCbCr")
    scale = GREY_SIDE / max(picture.size)
    size = max(8, round(picture.width * scale)), max(8, round(picture.height * scale))
    channels: NDArray[np.uint8] = np.asarray(picture)
    grey: Grey = np.ascontiguousarray(channels[..., 0])
    if size != picture.size:
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        grey = cv2.resize(grey, size, interpolation=way)
    pyramid = [grey]
    while len(pyramid) < _LEVELS:
        pyramid.append(cv2.pyrDown(pyramid[-1]))
    content = _content_box(grey)
    return Features(
        digest=hashlib.blake2b(thumbnail, digest_size=16).digest(),
        pyramid=tuple(pyramid),
        whole=_whole(grey, content),
        content=content,
        detail=_detail(grey),
        colours=_colours(cv2.resize(channels, (32, 32), interpolation=cv2.INTER_AREA)),
    )


_LEVELS = 4
_KEYPOINTS = 500
"""With 300 instead, 6 % of the crops to 35 % of the area are missed, with 500 2 %; 700 find no more."""
_DETECTED = 1200
_CELLS = 8
_LEVEL_STEP = 1.2
_PATCH = 31
_FAST_THRESHOLD = 8
"""Low enough for faded pictures; ORB keeps the strongest corners anyway."""


def open_cv() -> Any:
    """OpenCV on one thread: pictures are small, and the scan's own workers use the cores."""
    cv2: Any = importlib.import_module("cv2")
    if cv2.getNumThreads() != 1:
        cv2.setNumThreads(1)
    return cv2


def _keypoints(grey: Grey) -> Keypoints:
    orb = _orb()
    return _described(orb, grey, _spread_out(orb.detect(grey, None), grey.shape))


def _mirrored(keypoints: Keypoints, grey: Grey) -> Keypoints:
    """The same corners as the mirror shows them, in a third of the time that finding them there would take.

    ORB finds corners in ever smaller copies of a picture; each is mirrored within its own copy, so that
    the very pixels are compared that would have been had it been found in the mirrored picture.
    """
    cv2 = open_cv()
    sizes = np.abs(keypoints.turn)
    levels = np.rint(np.log(sizes / _PATCH) / np.log(_LEVEL_STEP)).astype(np.int64)
    shrunk = _LEVEL_STEP**levels
    across = (np.rint(grey.shape[1] / shrunk) - 1) * shrunk - keypoints.xy[:, 0]
    angles = (180 - np.degrees(np.angle(keypoints.turn))) % 360
    rows = zip(across, keypoints.xy[:, 1], sizes, angles, levels, strict=True)
    corners = tuple(
        cv2.KeyPoint(float(x), float(y), float(size), float(angle), 0, int(level))
        for x, y, size, angle, level in rows
    )
    return _described(_orb(), np.ascontiguousarray(grey[:, ::-1]), corners)


def _orb() -> Any:
    return open_cv().ORB_create(
        nfeatures=_DETECTED,
        scaleFactor=_LEVEL_STEP,
        patchSize=_PATCH,
        nlevels=8,
        fastThreshold=_FAST_THRESHOLD,
    )


def _described(orb: Any, grey: Grey, corners: tuple[Any, ...]) -> Keypoints:
    found, descriptors = orb.compute(grey, corners)
    if descriptors is None:
        return Keypoints(np.empty((0, 2), np.float32), np.empty(0, np.complex64), np.empty((0, 32), np.uint8))
    angle = np.radians(np.array([point.angle for point in found]))
    size = np.array([point.size for point in found])
    turn = (size * np.exp(1j * angle)).astype(np.complex64)
    return Keypoints(open_cv().KeyPoint_convert(found), turn, descriptors)


def _spread_out(found: tuple[Any, ...], shape: tuple[int, ...]) -> tuple[Any, ...]:
    """Keep the strongest corners of each cell first, so that a caption does not take them all."""
    if len(found) <= _KEYPOINTS:
        return found
    xy: NDArray[np.float32] = open_cv().KeyPoint_convert(found)
    strength = np.array([point.response for point in found])
    cell = (xy * [_CELLS / shape[1], _CELLS / shape[0]]).astype(np.int64) @ [1, _CELLS]
    order = np.lexsort((-strength, cell))
    first = np.searchsorted(cell[order], cell[order])
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - first
    return tuple(found[index] for index in np.sort(np.lexsort((-strength, rank))[:_KEYPOINTS]).tolist())


_PLAIN_SPREAD = 6.0
"""Grey values: a row whose standard deviation is lower belongs to a plain margin."""


def _content_box(grey: Grey) -> tuple[int, int, int, int]:
    """Where the picture is once plain margins are cut off; the whole of it where little would be left."""
    height, width = grey.shape
    wide = grey.astype(np.float32)
    rows = np.flatnonzero(_spread(wide) > _PLAIN_SPREAD)
    if len(rows) == 0:
        return 0, 0, width, height
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(_spread(wide[top:bottom].T) > _PLAIN_SPREAD)
    if len(columns) == 0 or (bottom - top) < height / 5 or (columns[-1] - columns[0]) < width / 5:
        return 0, 0, width, height
    return int(columns[0]), top, int(columns[-1]) + 1, bottom


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


def _colours(small: NDArray[np.uint8]) -> Colours:
    """Measure the colours of uint8[n, n, 3], YCbCr."""
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
