"""Pictures that look alike and are no copies: another press of the shutter, and pictures with little in them.

Real bursts are rare in the training photos, so `second_press` makes one from a photo: things at different
depths shift differently, somebody moves, the light and the grain change. `next_frame` is the burst of a
camera that stands still: only small things move; into `passer_by` somebody walks. `PLAIN` draws what cameras
and screens make by the hundred and embeddings take for one another: black frames, skies, documents, charts.
"""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Draw = Callable[[np.random.Generator, np.random.Generator], Image.Image]
"""(style, content) -> a picture; two of one style and other content are the look-alikes."""

_SIZE = (480, 360)
_WORDS = (
    "report", "total", "annual", "sales", "garden", "house", "near", "river", "road", "when", "people", "ask",
    "about", "new", "offers", "please", "reply", "before", "Friday", "thank", "kindly", "meeting", "notes",
    "draft", "final", "invoice", "number",
)  # fmt: skip


def second_press(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Photograph the same scene again from a little aside, a moment later."""
    pixels: NDArray[Any] = np.asarray(picture.convert("RGB"))
    for _ in range(int(rng.integers(0, 4))):
        pixels = _moved_thing(pixels, rng)
    pixels = _from_aside(pixels, rng)
    light = float(rng.uniform(0.9, 1.1))
    grain = rng.normal(0, float(rng.uniform(1, 5)), pixels.shape)
    return Image.fromarray((pixels * light + grain).clip(0, 255).astype(np.uint8))


def next_frame(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Photograph the same scene again from a tripod: a head turns, a branch sways, and nothing else."""
    pixels: NDArray[Any] = np.asarray(picture.convert("RGB"))
    height, width = pixels.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    across, down = (float(shift) for shift in rng.normal(0, 0.001 * width, 2))
    to_x, to_y = x + across, y + down
    for _ in range(int(rng.integers(1, 5))):
        size = float(rng.uniform(0.03, 0.12)) * min(height, width)
        middle_x, middle_y = float(rng.uniform(0, width)), float(rng.uniform(0, height))
        reach = ((x - middle_x) ** 2 + (y - middle_y) ** 2) / (2 * size**2)
        moves = np.clip(2.5 * np.exp(-reach), 0, 1)
        step, heading = float(rng.uniform(0.008, 0.05)) * width, float(rng.uniform(0, 2 * np.pi))
        to_x, to_y = to_x + moves * step * np.cos(heading), to_y + moves * step * np.sin(heading)
    seen = cv2.remap(
        pixels,
        to_x.astype(np.float32),
        to_y.astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT,
    )
    grain = rng.normal(0, float(rng.uniform(0, 4)), seen.shape)
    return Image.fromarray((seen * float(rng.uniform(0.97, 1.03)) + grain).clip(0, 255).astype(np.uint8))


def passer_by(picture: Image.Image, another: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Photograph the same scene again from a tripod: somebody came into the picture, or something left."""
    pixels: NDArray[Any] = np.asarray(
        next_frame(picture, rng) if rng.random() < 0.5 else picture.convert("RGB")
    )
    height, width = pixels.shape[:2]
    other: NDArray[Any] = np.asarray(another.convert("RGB").resize((width, height)))
    y, x = np.mgrid[:height, :width].astype(np.float32)
    tall = float(rng.uniform(0.1, 0.4)) * height
    wide = tall * float(rng.uniform(0.25, 1.2))
    across, down = (x - rng.uniform(0, width)) / wide, (y - rng.uniform(0.2, 1) * height) / tall
    outline = 4 * (across**2 + down**2) + 0.4 * _smooth(rng, (height, width), 9)
    mask = np.clip((1 - outline) * float(rng.uniform(4, 20)), 0, 1)[..., None]
    seen = (1 - mask) * pixels + mask * other
    grain = rng.normal(0, float(rng.uniform(0, 3)), seen.shape)
    return _image(seen * float(rng.uniform(0.97, 1.03)) + grain)


def _from_aside(pixels: NDArray[Any], rng: np.random.Generator) -> NDArray[Any]:
    """Shift by depth: a few layers with hard edges over a slope, seen from a point aside, and cropped."""
    height, width = pixels.shape[:2]
    depth = 0.4 * _smooth(rng, (height, width), 3)
    for _ in range(int(rng.integers(1, 4))):
        layer = _smooth(rng, (height, width), 5) > float(rng.uniform(0.2, 1.2))
        depth += layer * float(rng.uniform(0.6, 1.6))
    baseline = float(rng.uniform(0.007, 0.035)) * width
    heading = float(rng.normal(0, 0.4))
    angle, zoom = np.radians(float(rng.normal(0, 1.2))), 1 + float(rng.normal(0, 0.015))
    y, x = np.mgrid[:height, :width].astype(np.float32)
    u, v = x - width / 2, y - height / 2
    across = width / 2 + (np.cos(angle) * u - np.sin(angle) * v) / zoom + baseline * np.cos(heading) * depth
    down = height / 2 + (np.sin(angle) * u + np.cos(angle) * v) / zoom + baseline * np.sin(heading) * depth
    seen = cv2.remap(
        pixels,
        across.astype(np.float32),
        down.astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT,
    )
    cut = max(2, round(min(width, height) * 0.03))
    return seen[cut:-cut, cut:-cut]


def _moved_thing(pixels: NDArray[Any], rng: np.random.Generator) -> NDArray[Any]:
    """Put a soft-edged piece of the picture somewhere else, over what was there."""
    height, width = pixels.shape[:2]
    side = int(min(width, height) * float(rng.uniform(0.12, 0.3)))
    (y, x), (to_y, to_x) = (
        (int(rng.integers(height - side)), int(rng.integers(width - side))) for _ in range(2)
    )
    ramp = np.minimum(1, 4 * (1 - np.abs(np.linspace(-1, 1, side))))
    mask = (ramp[:, None] * ramp)[..., None]
    moved = pixels.astype(np.float32)
    there = moved[to_y : to_y + side, to_x : to_x + side]
    moved[to_y : to_y + side, to_x : to_x + side] = (
        mask * pixels[y : y + side, x : x + side] + (1 - mask) * there
    )
    return moved.clip(0, 255).astype(np.uint8)


def _smooth(rng: np.random.Generator, shape: tuple[int, int], coarseness: int) -> NDArray[Any]:
    return cv2.resize(rng.normal(0, 1, (coarseness, coarseness)), shape[::-1], interpolation=cv2.INTER_CUBIC)


def black_frame(style: np.random.Generator, content: np.random.Generator) -> Image.Image:
    """A lens cap or a pocket: next to black, with grain."""
    level = float(style.uniform(0, 14))
    grain = content.normal(level, float(style.uniform(0.3, 3)), (_SIZE[1], _SIZE[0], 3))
    return _image(grain)


def sky(style: np.random.Generator, content: np.random.Generator) -> Image.Image:
    """A clear sky or a wall: a slope of colour, darker towards the edges as the lens has it, with grain."""
    top, bottom = style.uniform(90, 240, 3), style.uniform(120, 255, 3)
    darker, late = float(style.uniform(0, 0.35)), float(style.uniform(0, 1))
    tilt = float(content.normal(0, 0.2))
    y, x = np.mgrid[0 : 1 : _SIZE[1] * 1j, 0 : 1 : _SIZE[0] * 1j]
    share = np.clip(y + tilt * (x - 0.5), 0, 1)[..., None]
    far = 2 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)
    light = 1 - darker * ((1 - late) * far + late * far**2)[..., None]
    colours = ((1 - share) * top + share * bottom) * light
    return _image(colours + content.normal(0, 1.5, (_SIZE[1], _SIZE[0], 3)))


def clouds(style: np.random.Generator, content: np.random.Generator) -> Image.Image:
    """Soft clouds or fog, or something far out of focus."""
    colour = style.uniform(120, 220, 3)
    shape = _smooth(content, (_SIZE[1], _SIZE[0]), int(style.integers(4, 8)))[..., None]
    return _image(colour + float(style.uniform(5, 30)) * shape)


def night(style: np.random.Generator, content: np.random.Generator) -> Image.Image:
    """A dark street: a few lights on black."""
    picture = Image.new("RGB", _SIZE, (4, 4, int(style.integers(4, 20))))
    draw = ImageDraw.Draw(picture)
    for _ in range(int(content.integers(3, 15))):
        x, y, side = (int(content.integers(high)) for high in (*_SIZE, 14))
        draw.ellipse((x, y, x + side + 2, y + side + 2), fill=(255, int(content.integers(160, 255)), 120))
    return _image(np.asarray(picture) + content.normal(0, 3, (_SIZE[1], _SIZE[0], 3)))


def document(style: np.random.Generator, content: np.random.Generator) -> Image.Image:
    """A page of text: the same margins and letterhead, other words."""
    picture = Image.new("RGB", (360, 480), (255, 255, 255) if style.random() < 0.7 else (248, 244, 230))
    draw = ImageDraw.Draw(picture)
    size = int(style.integers(10, 16))
    left = int(style.integers(20, 50))
    draw.text((left, 14), str(style.choice(_WORDS)).upper(), fill="black", font_size=size + 6)
    for top in range(60, 450, round(size * 1.5)):
        if content.random() < 0.85:
            line = " ".join(str(word) for word in content.choice(_WORDS, int(content.integers(2, 7))))
            draw.text((left, top), line, fill="black", font_size=size)
    return picture


def chart(style: np.random.Generator, content: np.random.Generator) -> Image.Image:
    """A chart: the same axes and title, other values."""
    picture = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(picture)
    draw.text((150, 8), str(style.choice(_WORDS)).title(), fill="black", font_size=18)
    draw.line((50, 40, 50, 320, 450, 320), fill="black", width=2)
    for tick in range(6):
        draw.text((20, 312 - tick * 52), str(tick * 10), fill="black", font_size=11)
        if style.random() < 0.5:
            draw.line((50, 320 - tick * 52, 450, 320 - tick * 52), fill=(210, 210, 210))
    colour = tuple(style.integers(0, 200, 3).tolist())
    count = int(style.integers(5, 14))
    values = content.uniform(20, 270, count)
    step = 390 / count
    if style.random() < 0.5:
        for place, value in enumerate(values):
            draw.rectangle((58 + place * step, 320 - value, 52 + (place + 0.8) * step, 320), fill=colour)
    else:
        draw.line(
            [(60 + place * step, 320 - value) for place, value in enumerate(values)], fill=colour, width=3
        )
    return picture


def message_list(style: np.random.Generator, content: np.random.Generator) -> Image.Image:
    """A phone's list of messages: the same bars and rows, other names."""
    dark = style.random() < 0.5
    back, ink = ((20, 20, 22), "white") if dark else ((250, 250, 250), "black")
    picture = Image.new("RGB", (270, 540), back)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 270, 46), fill=tuple(style.integers(0, 200, 3).tolist()))
    draw.text((14, 14), str(style.choice(_WORDS)).title(), fill="white", font_size=18)
    for row in range(60, 500, int(style.choice([48, 60, 72]))):
        draw.ellipse((12, row, 42, row + 30), fill=tuple(content.integers(60, 220, 3).tolist()))
        for line, size in ((0, 13), (16, 10)):
            words = " ".join(str(word) for word in content.choice(_WORDS, int(content.integers(1, 4))))
            draw.text((54, row + line), words, fill=ink, font_size=size)
    return picture


PLAIN: dict[str, Draw] = {
    "black frame": black_frame,
    "sky": sky,
    "clouds": clouds,
    "night": night,
    "document": document,
    "chart": chart,
    "message list": message_list,
}


def _image(pixels: NDArray[Any]) -> Image.Image:
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
