"""What the demo's painter paints with: gradients, fractal noise, ridges, glows, and a camera's finish.

A picture is float32[height, width, 3] with light from 0 to 1; a mask is float32[height, width].
Lengths given to the brushes are shares of the picture's height, so that a scene fits any size.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Picture = NDArray[np.floating[Any]]
Mask = NDArray[np.floating[Any]]
Line = NDArray[np.floating[Any]]
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shot:
    """One press of the shutter: the picture's size, and the chances it is drawn with.

    `place` is the same whenever a scene is drawn, `moment` is new for each press; `seconds` moves
    what moves. So the frames of a burst show one place a moment apart.
    """

    height: int
    width: int
    place: np.random.Generator
    moment: np.random.Generator
    seconds: float

    @property
    def aspect(self) -> float:
        return self.width / self.height


Scene = Callable[[Shot], Picture]


def rgb(code: int) -> Colour:
    """0xRRGGBB as light."""
    return (code >> 16 & 255) / 255, (code >> 8 & 255) / 255, (code & 255) / 255


def ramp(values: Mask, stops: Sequence[tuple[float, int]]) -> Picture:
    """Turn values into colours: between two stops, the mixture of both; beyond them, the last one."""
    places = [place for place, _ in stops]
    steps: Mask = np.linspace(places[0], places[-1], _SHADES)
    colours = np.array([rgb(code) for _, code in stops])
    table = np.stack([np.interp(steps, places, colours[:, channel]) for channel in range(3)], axis=1)
    scaled = (values - places[0]) * ((_SHADES - 1) / (places[-1] - places[0]))
    return np.take(table.astype(np.float32), scaled.astype(np.int64), axis=0, mode="clip")


_SHADES = 2048  # finer than 8 bits can show; a table is several times faster than interpolating


def grid(height: int, width: int) -> tuple[Mask, Mask]:
    """Where each pixel lies, in heights: y from 0 at the top to 1, x from 0 to the aspect ratio."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return y / height, x / height


def around(picture: Mask, at: tuple[float, float], radius: float) -> tuple[Mask, Mask, Mask]:
    """Cut out the square about a point (y, x), as a view to paint on, with its own y and x."""
    height, width = picture.shape[:2]
    top, bottom = (int(np.clip((at[0] + side * radius) * height, 0, height)) for side in (-1, 1))
    left, right = (int(np.clip((at[1] + side * radius) * height, 0, width)) for side in (-1, 1))
    y, x = np.mgrid[top:bottom, left:right].astype(np.float32)
    return picture[top:bottom, left:right], y / height, x / height


def noise(
    stream: np.random.Generator, height: int, width: int, cells: float, octaves: int = 5, stretch: float = 1.0
) -> Mask:
    """Fractal noise from 0 to 1: `cells` bumps over the height, halved in each octave; wider by `stretch`."""
    total = np.zeros((height, width), dtype=np.float32)
    for octave in range(octaves):
        rows = round(cells * 2**octave)
        columns = round(rows * width / height / stretch)
        if octave and (rows > height or columns > width):
            break  # finer than the pixels
        rows, columns = min(max(2, rows), height), min(max(2, columns), width)
        small = stream.random((rows, columns), dtype=np.float32)
        bumps = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
        total += np.asarray(bumps) * np.float32(0.5**octave)
    low, high = np.percentile(total[::8, ::8], (1, 99))
    return np.clip((total - low) / (high - low), 0, 1).astype(np.float32)


def ridge(
    stream: np.random.Generator, width: int, level: float, swing: float, cells: float, fade: float = 0.5
) -> Mask:
    """A mountain's outline: for each column, how far down it begins, in heights."""
    line, weight, across = np.zeros(width), 1.0, np.arange(width)
    while cells < width / 3:
        peaks = stream.random(int(cells) + 3)
        at = (np.arange(len(peaks)) - stream.random()) * width / cells
        line += weight * np.interp(across, at, peaks)
        weight, cells = weight * fade, cells * 2
    line = (line - line.min()) / np.ptp(line)
    return (level + swing * (line - 0.5)).astype(np.float32)


def below(line: Mask, height: int) -> Mask:
    """The part of the picture under an outline, its edge softened over one pixel."""
    rows = np.arange(height, dtype=np.float32)[:, None]
    return np.clip(rows - line[None, :] * height, 0, 1)


def glow(y: Mask, x: Mask, at: tuple[float, float], radius: float) -> Mask:
    """Light that fades from a point (y, x)."""
    return np.exp(-((y - at[0]) ** 2 + (x - at[1]) ** 2) / radius**2)


def paint(picture: Picture, mask: Mask, colour: Colour | Picture) -> None:
    """Lay a colour over the picture where the mask is 1, in place."""
    tones = np.asarray(colour, dtype=np.float32)
    for channel in range(3):  # NumPy is slow at inner loops of three
        plane = picture[..., channel]
        plane += mask * (tones[..., channel] - plane)


def shape(
    height: int, width: int, draw: Callable[[ImageDraw.ImageDraw, float], None], blur: float = 0.0
) -> Mask:
    """Draw with Pillow at twice the size and shrink: smooth edges.

    `draw` is given the drawing and how many of its pixels make one height; white (255) is in.
    """
    large = Image.new("L", (width * 2, height * 2))
    draw(ImageDraw.Draw(large), height * 2.0)
    image = large.resize((width, height), Image.Resampling.BOX)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur * height))
    mask: Mask = np.asarray(image, dtype=np.float32) / 255
    return mask


def smooth(line: Mask, reach: int) -> Mask:
    """Round an outline off over `reach` columns to each side."""
    kernel: Mask = np.hanning(2 * reach + 1)
    padded: Mask = np.pad(line, reach, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, len(kernel))
    return windows @ (kernel / kernel.sum())


def bokeh(
    picture: Picture,
    shot: Shot,
    count: int,
    codes: tuple[int, ...],
    small: float,
    large: float,
    strength: float,
) -> None:
    """Discs of light out of focus, a little brighter at their rims."""
    h, place = shot.height, shot.place
    for _ in range(count):
        at, radius = (place.uniform(0, 1), place.uniform(0, shot.aspect)), place.uniform(small, large)
        part, down, right = around(picture, at, radius)
        far = np.hypot(down - at[0], right - at[1]) / radius
        disc = np.clip((1 - far) * radius * h / 3, 0, 1) * (0.7 + 0.3 * far**6)
        light = np.array(rgb(int(place.choice(codes))), np.float32) * place.uniform(0.4, 1.0) * strength
        part += disc[..., None] * light


def mirrored(shot: Shot, picture: Picture, shore: float, tint: Colour) -> Picture:
    """Fill what lies below the shore with the reflection of what lies above, rippled."""
    h, w = shot.height, shot.width
    edge = int(shore * h)
    depth = np.arange(1, h - edge + 1, dtype=np.float32)
    ripple = noise(shot.moment, h - edge, w, 46, 2, stretch=9) - 0.5
    source = edge - depth[:, None] * 1.35 + ripple * (2 + depth[:, None] * 0.09)
    rows = np.clip(source, 0, edge - 1).astype(np.int64)
    picture[edge:] = picture[rows, np.arange(w)[None, :]]
    fade = 0.22 + 0.5 * (depth / len(depth))[:, None] + 0.25 * ripple
    paint(picture[edge:], np.clip(fade, 0, 1).astype(np.float32), tint)
    return picture


def develop(
    picture: Picture, stream: np.random.Generator, grain: float = 0.022, vignette: float = 0.28
) -> Image.Image:
    """End as a camera would: darker corners, a soft lens, grain in the shadows, 8 bits."""
    height, width = picture.shape[:2]
    y, x = grid(height, width)
    from_centre = (2 * y - 1) ** 2 + (2 * x * height / width - 1) ** 2
    lens = 1 - vignette * (from_centre / 2) ** 1.5
    speckle = grain * stream.standard_normal((height, width), dtype=np.float32)
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    for channel in range(3):
        light = picture[..., channel] * lens
        coloured = speckle + 0.35 * np.roll(speckle, 41 * channel + 17, axis=1)
        light += coloured * (1.15 - np.clip(light, 0, 1))
        pixels[..., channel] = np.clip(light, 0, 1) * 255
    return Image.fromarray(pixels).filter(ImageFilter.SMOOTH)
