"""Words around a picture, such as a card, a print and an album page have: in large letters, or on paper.

    light around a picture -> blocks with strokes in both directions -> lines of them
                           -> those with letters taller than what programs write

What a viewer or a phone writes around a photo, a clock, a title, buttons, is small beside the screen. What
people write below a photo is to be read at a glance.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.lineage.picture import Light
from core.match.opencv import open_cv

BLOCK = 8
Value = TypeVar("Value", bound=np.generic)


def blocks_of(pixels: NDArray[Value]) -> NDArray[Value]:
    """[rows, columns, 8, 8] of [height, width]; what is left over at the right and below is left out."""
    rows, columns = pixels.shape[0] // BLOCK, pixels.shape[1] // BLOCK
    whole = pixels[: rows * BLOCK, : columns * BLOCK]
    return whole.reshape(rows, BLOCK, columns, BLOCK).transpose(0, 2, 1, 3)


def written_around(y: Light, outside: NDArray[np.bool_]) -> float:
    """The share of a picture that lines of words take, which the other picture does not show.

    Lines that run from left to right: upright ones look like a row of thumbnails.

    Args:
        y: float32[height, width], its light, 0 to 255, with a longer side of 384 pixels.
        outside: bool[height, width], what the other does not show.
    """
    cv2 = open_cv()
    strokes = _strokes(y, outside)
    closed = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    lines = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, _LEAST_BLOCKS), np.uint8))
    count, of_line = cv2.connectedComponents(lines)
    tall = [n for n in range(1, count) if _height(y, outside, of_line == n) >= _TALL]
    return float(np.isin(of_line, tall).mean()) if tall else 0.0


def written_on_paper(blocks: Light) -> float:
    """The share of blocks, float32[n, 64], with strokes on a ground with a grain; 0 on one without."""
    spread = blocks.std(axis=1)
    plain = spread < _SMOOTH
    if plain.mean() < _GROUND_OF_PAPER or float(np.median(spread[plain])) < _GRAIN:
        return 0.0
    square = blocks.reshape(-1, 8, 8)
    steps = [np.abs(np.diff(square, axis=axis)).reshape(len(blocks), -1).max(axis=1) for axis in (1, 2)]
    return float((np.maximum(*steps) > _STROKE).mean())


def _strokes(y: Light, outside: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """uint8[rows, columns]: 1 for each block outside with strokes. The line of a frame steps one way only."""
    blocks, out = blocks_of(y), blocks_of(outside)
    across = np.abs(np.diff(blocks, axis=3)).max(axis=(2, 3))
    down = np.abs(np.diff(blocks, axis=2)).max(axis=(2, 3))
    return (out.all(axis=(2, 3)) & (np.minimum(across, down) > _STROKE)).astype(np.uint8)


def _height(y: Light, outside: NDArray[np.bool_], line: NDArray[np.bool_]) -> int:
    """How many rows of pixels on end have steps from side to side, in a line of blocks and beside it."""
    rows, columns = np.flatnonzero(line.any(axis=1)), np.flatnonzero(line.any(axis=0))
    upright = slice(max(0, int(rows[0]) - 1) * BLOCK, (int(rows[-1]) + 2) * BLOCK)
    lying = slice(int(columns[0]) * BLOCK, (int(columns[-1]) + 1) * BLOCK)
    steps = np.abs(np.diff(y[upright, lying], axis=1)) > _STROKE
    crossed = (steps & outside[upright, lying][:, 1:]).sum(axis=1) >= _CROSSINGS
    ends = np.flatnonzero(np.diff(np.concatenate([[0], crossed.astype(np.int8), [0]])))
    return int((ends[1::2] - ends[::2]).max(initial=0))


_STROKE = 20.0
"""Grey values from one pixel to the next."""
_SMOOTH, _GROUND_OF_PAPER, _GRAIN = 1.5, 0.5, 0.1
"""Grey values at a side of 384, and a share of blocks. Drawn frames, screens and posts have a grain of 0.0,
paper with a noise of 2 to 3 grey values at 2,000 pixels 0.35 to 0.5."""
_GAP, _LEAST_BLOCKS, _CROSSINGS = 2, 6, 3
"""Blocks: less than so many between words, at least so many in a line; steps in each row of pixels of it."""
_TALL = 8
"""Pixels, 2 % of the longer side. Of 80 drawn cards, strips, album pages and prints with a line of words 76
have one that tall, of 40 drawn screens 5, of 60 frames and bars none."""
