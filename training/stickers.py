"""Draws on photos what people put on them: captions, watermarks, logos, faces, hearts and scribbles."""

import cv2
import numpy as np

from training.photo_store import Picture

Rng = np.random.Generator
Colour = tuple[int, ...]

_FONTS = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
    cv2.FONT_HERSHEY_SCRIPT_COMPLEX,
)
_SLOGANS = (
    "holiday",
    "SALE 50%",
    "happy birthday",
    "(c) photo",
    "2024-07-21",
    "LOL",
    "WHEN YOU",
    "to grandma",
    "x",
)


def decorate(picture: Picture, rng: Rng) -> Picture:
    """Put one to three things on a copy of the picture."""
    edited = np.ascontiguousarray(picture).copy()
    ways = (caption, banner, watermark, logo, smiley, heart, scribble)
    for _ in range(int(rng.integers(1, 4))):
        ways[int(rng.integers(len(ways)))](edited, rng)
    return edited


def write_text(picture: Picture, text: str, corner: tuple[int, int], height: float, colour: Colour) -> None:
    """Write a line of text `height` pixels high, its lower left end at `corner`."""
    scale = max(0.2, height / 24)
    cv2.putText(picture, text, corner, cv2.FONT_HERSHEY_SIMPLEX, scale, colour, 1, cv2.LINE_AA)


def caption(picture: Picture, rng: Rng) -> None:
    """Write large text anywhere, with or without an outline."""
    height, width = picture.shape[:2]
    text = _SLOGANS[int(rng.integers(len(_SLOGANS)))]
    font = _FONTS[int(rng.integers(len(_FONTS)))]
    scale = float(height * rng.uniform(0.06, 0.18) / 24)
    corner = (int(rng.integers(max(1, width // 2))), int(rng.uniform(0.15, 0.97) * height))
    thick = max(1, round(scale * 2))
    if rng.random() < 0.5:
        cv2.putText(picture, text, corner, font, scale, (0, 0, 0), thick + 3, cv2.LINE_AA)
    cv2.putText(picture, text, corner, font, scale, _colour(rng), thick, cv2.LINE_AA)


def banner(picture: Picture, rng: Rng) -> None:
    """Lay a bar with text across the head or the foot."""
    height, width = picture.shape[:2]
    high = round(height * rng.uniform(0.08, 0.2))
    top = 0 if rng.random() < 0.4 else height - high
    ground = _colour(rng)
    picture[top : top + high] = ground
    text = _SLOGANS[int(rng.integers(len(_SLOGANS)))]
    ink = tuple(255 - c for c in ground)
    write_text(picture, text, (int(rng.uniform(0, 0.4) * width), top + round(high * 0.75)), high * 0.7, ink)


def watermark(picture: Picture, rng: Rng) -> None:
    """Repeat pale text over the whole picture."""
    height, width = picture.shape[:2]
    ink = np.zeros_like(picture)
    step = max(24, round(height * rng.uniform(0.2, 0.5)))
    text = _SLOGANS[int(rng.integers(len(_SLOGANS)))]
    for row in range(step // 2, height, step):
        for column in range(0, width, 3 * step):
            write_text(ink, text, (column, row), step * 0.35, (255, 255, 255))
    cv2.addWeighted(picture, 1, ink, float(rng.uniform(0.2, 0.6)), 0, dst=picture)


def logo(picture: Picture, rng: Rng) -> None:
    """Stamp a disc or a rectangle, often into a corner."""
    centre, size = _place(picture, rng, 0.05, 0.17)
    if rng.random() < 0.5:
        cv2.circle(picture, centre, size, _colour(rng), -1, cv2.LINE_AA)
        cv2.circle(picture, centre, max(1, size // 2), _colour(rng), -1, cv2.LINE_AA)
    else:
        left, top = centre[0] - size, centre[1] - size // 2
        cv2.rectangle(picture, (left, top), (left + 2 * size, top + size), _colour(rng), -1)
        write_text(picture, "TV", (left + size // 4, top + size - size // 4), size * 0.6, _colour(rng))


def smiley(picture: Picture, rng: Rng) -> None:
    """A yellow face."""
    (x, y), size = _place(picture, rng, 0.08, 0.25)
    cv2.circle(picture, (x, y), size, (255, 205, 60), -1, cv2.LINE_AA)
    for side in (-1, 1):
        eye = (x + side * size // 3, y - size // 4)
        cv2.ellipse(picture, eye, (max(1, size // 8), max(1, size // 5)), 0, 0, 360, (80, 50, 20), -1)
    mouth = (size // 2, size // 3)
    cv2.ellipse(picture, (x, y + size // 6), mouth, 0, 0, 180, (80, 50, 20), max(1, size // 10))


def heart(picture: Picture, rng: Rng) -> None:
    """A red heart."""
    (x, y), size = _place(picture, rng, 0.06, 0.2)
    t = np.linspace(0, 2 * np.pi, 40)
    across = 16 * np.sin(t) ** 3
    down = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
    outline = np.stack([x + across * size / 16, y + down * size / 16], axis=1).astype(np.int32)
    cv2.fillPoly(picture, [outline], (225, 30, 60), cv2.LINE_AA)


def scribble(picture: Picture, rng: Rng) -> None:
    """A few strokes of a pen, an arrow or a ring."""
    height, width = picture.shape[:2]
    ink, thick = _colour(rng), max(1, round(height * rng.uniform(0.01, 0.04)))
    if rng.random() < 0.4:
        centre, size = _place(picture, rng, 0.1, 0.3)
        cv2.ellipse(picture, centre, (size, size * 2 // 3), 0, 0, 360, ink, thick, cv2.LINE_AA)
        return
    points = (rng.random((int(rng.integers(3, 8)), 2)) * [width, height]).astype(np.int32)
    cv2.polylines(picture, [points], False, ink, thick, cv2.LINE_AA)


def _place(picture: Picture, rng: Rng, least: float, most: float) -> tuple[tuple[int, int], int]:
    """A centre and a radius, as a share of the shorter side."""
    height, width = picture.shape[:2]
    radius = max(4, round(min(height, width) * rng.uniform(least, most)))
    return (int(rng.integers(width)), int(rng.integers(height))), radius


def _colour(rng: Rng) -> Colour:
    """White, black, or anything."""
    chance = rng.random()
    if chance < 0.5:
        return (255, 255, 255) if chance < 0.35 else (0, 0, 0)
    return tuple(int(c) for c in rng.integers(0, 256, 3))
