"""Puts a photo into something else, as it comes back from other people: a part of a larger picture.

A phone's screenshot, a frame, bars, a collage, a place in another photo, a screen photographed askew.
"""

import cv2
import numpy as np

from training.edit_mix import EVEN, WAYS, EditMix
from training.photo_store import Picture
from training.stickers import write_text

Rng = np.random.Generator


def put_into_something(picture: Picture, other: Picture, rng: Rng, mix: EditMix = EVEN) -> Picture:
    """Choose one of the ways.

    Args:
        picture: the photo that must still be recognised.
        other: any different photo, for collages and backgrounds.
        rng: decides everything.
        mix: how often which way is taken.
    """
    way = WAYS[int(rng.choice(len(WAYS), p=mix.ways))]
    if way == "bars":
        return add_bars(picture, rng)
    if way == "frame":
        return add_frame(picture, rng)
    if way == "screenshot":
        return screenshot(picture, rng, mix.tallest)
    if way == "post":
        return post(picture, rng)
    if way == "inside another":
        return place_inside(picture, other, rng)
    if way == "collage":
        return collage(picture, other, rng)
    return photograph_screen(picture, other, rng)


def add_bars(picture: Picture, rng: Rng) -> Picture:
    """Put the picture on a canvas of another shape, as a video player or a story does."""
    height, width = picture.shape[:2]
    aspect = float(np.exp(rng.uniform(-0.8, 0.8)))
    canvas_height = max(height, round(width / aspect))
    canvas_width = max(width, round(height * aspect))
    if rng.random() < 0.3:  # the picture itself, enlarged and blurred
        small = cv2.GaussianBlur(cv2.resize(picture, (32, 32), interpolation=cv2.INTER_AREA), (0, 0), 3)
        canvas = cv2.resize(small, (canvas_width, canvas_height))
    else:
        canvas = np.full((canvas_height, canvas_width, 3), _plain_colour(rng), np.uint8)
    return _paste(canvas, picture, (canvas_height - height) // 2, (canvas_width - width) // 2)


def add_frame(picture: Picture, rng: Rng) -> Picture:
    """Add a border, one or two lines of it, sometimes wide at the foot as instant prints have."""
    shorter = min(picture.shape[:2])
    for _ in range(int(rng.integers(1, 3))):
        edge = max(1, round(shorter * rng.uniform(0.01, 0.12)))
        foot = edge * (3 if rng.random() < 0.2 else 1)
        colour = [int(c) for c in _plain_colour(rng)]
        picture = cv2.copyMakeBorder(picture, edge, foot, edge, edge, cv2.BORDER_CONSTANT, value=colour)
    return picture


def screenshot(picture: Picture, rng: Rng, tallest: float = EVEN.tallest) -> Picture:
    """Show the picture in a phone's or a computer's viewer: bars, a clock, rows of buttons.

    An upright screen is up to `tallest` times as high as wide.
    """
    height, width = picture.shape[:2]
    if rng.random() < 0.7:  # an upright phone, the picture as wide as the screen
        screen_width = width
        screen_height = max(round(width * rng.uniform(1.5, tallest)), round(height * 1.08))
    else:
        screen_width = round(width * rng.uniform(1.02, 1.5))
        screen_height = round(height * rng.uniform(1.08, 1.4))
    ground = int(rng.choice([0, 18, 32, 245, 255]))
    ink = 255 - ground
    screen = np.full((screen_height, screen_width, 3), ground, np.uint8)
    spare = screen_height - height
    top = int(spare * rng.uniform(0.3, 0.7))
    screen = _paste(screen, picture, top, int((screen_width - width) * rng.uniform(0.2, 0.8)))
    line = max(6, round(screen_height * 0.025))
    write_text(screen, f"{rng.integers(24)}:{rng.integers(60):02}", (line, line), line, (ink,) * 3)
    cv2.rectangle(screen, (screen_width - 3 * line, line // 3), (screen_width - line, line), (ink,) * 3, -1)
    row = screen_height - 2 * line
    for place in np.linspace(0.15, 0.85, int(rng.integers(3, 6))):
        centre = (round(screen_width * place), row)
        colour = (ink,) * 3 if rng.random() < 0.7 else tuple(int(c) for c in rng.integers(0, 256, 3))
        cv2.circle(screen, centre, line // 2, colour, 1 if rng.random() < 0.5 else -1)
    if top > 5 * line and rng.random() < 0.6:
        write_text(screen, _words(rng), (line, top - 2 * line), line, (ink,) * 3)
    return screen


def post(picture: Picture, rng: Rng) -> Picture:
    """Show the picture as a message or a post: a name above it, lines of text under it."""
    height, width = picture.shape[:2]
    line = max(6, width // 18)
    head, foot = round(line * rng.uniform(1.5, 3)), round(line * rng.uniform(2, 9))
    ground = int(rng.choice([0, 24, 240, 255]))
    ink = (255 - ground,) * 3
    page = np.full((head + height + foot, width, 3), ground, np.uint8)
    page = _paste(page, picture, head, 0)
    cv2.circle(page, (line, head // 2), line // 2, tuple(int(c) for c in rng.integers(0, 256, 3)), -1)
    write_text(page, _words(rng), (2 * line, head // 2 + line // 3), line * 0.8, ink)
    for bottom in range(head + height + 2 * line, head + height + foot, round(1.5 * line)):
        write_text(page, _words(rng), (line // 2, bottom - line // 2), line * 0.8, ink)
    return page


def place_inside(picture: Picture, other: Picture, rng: Rng) -> Picture:
    """Paste the picture into another photo; it keeps from 30 to 80 % of the area."""
    height, width = picture.shape[:2]
    share = np.sqrt(rng.uniform(0.3, 0.8))
    canvas = cv2.resize(other, (round(width / share), round(height / share)))
    top = int(rng.integers(canvas.shape[0] - height + 1))
    left = int(rng.integers(canvas.shape[1] - width + 1))
    return _paste(canvas, picture, top, left)


def collage(picture: Picture, other: Picture, rng: Rng) -> Picture:
    """Set the picture beside or above another one, as large or larger."""
    height, width = picture.shape[:2]
    share = rng.uniform(0.5, 1.0)
    gap = int(rng.integers(0, 6))
    beside = width < height if rng.random() < 0.8 else rng.random() < 0.5
    size = (round(width * share), height) if beside else (width, round(height * share))
    ground = _plain_colour(rng)
    shape = (height, gap, 3) if beside else (gap, width, 3)
    parts = [picture, np.full(shape, ground, np.uint8), cv2.resize(other, size)]
    if rng.random() < 0.5:
        parts.reverse()
    return np.concatenate(parts, axis=1 if beside else 0)


def photograph_screen(picture: Picture, other: Picture, rng: Rng) -> Picture:
    """Photograph the picture from a screen or a print: askew, with moiré, glare and uneven light."""
    height, width = picture.shape[:2]
    margin = rng.uniform(0.0, 0.15)
    shaken = rng.uniform(-0.09, 0.09, (4, 2)) + np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * margin
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    size = np.array([width, height], np.float32)
    matrix = cv2.getPerspectiveTransform(corners * size, ((corners + shaken) * size).astype(np.float32))
    if rng.random() < 0.5:
        ground = cv2.resize(other, (width, height))
    else:
        ground = np.full((height, width, 3), rng.integers(0, 120, 3), np.uint8)
    shot = ground.copy()
    cv2.warpPerspective(picture, matrix, (width, height), shot, borderMode=cv2.BORDER_TRANSPARENT)
    light = _waves(height, width, rng) if rng.random() < 0.6 else np.ones((height, width), np.float32)
    if rng.random() < 0.5:
        light = light + _glare(height, width, rng)
    shot = cv2.multiply(shot, cv2.merge([light] * 3), dtype=cv2.CV_8U)
    tint = np.exp(rng.uniform(-0.15, 0.15, 3))
    table = (np.arange(256)[:, None] * tint).clip(0, 255).astype(np.uint8)
    return cv2.LUT(shot, table[None])


def _waves(height: int, width: int, rng: Rng) -> Picture:
    """Moiré: the product of two gratings a little different in pitch and angle, around 1."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle, pitch = rng.uniform(0, np.pi), rng.uniform(2, 12)
    strength = rng.uniform(0.03, 0.15)
    wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * np.float32(2 * np.pi / pitch))
    return (1 + strength * wave * np.sin(y * np.float32(2 * np.pi / (pitch * 7)))).astype(np.float32)


def _glare(height: int, width: int, rng: Rng) -> Picture:
    """A soft bright spot, up to twice as bright as the rest."""
    spot = np.zeros((32, 32), np.float32)
    centre = (int(rng.integers(32)), int(rng.integers(32)))
    cv2.circle(spot, centre, int(rng.integers(2, 9)), float(rng.uniform(0.3, 1.0)), -1)
    return cv2.resize(cv2.GaussianBlur(spot, (0, 0), 3), (width, height))


def _paste(canvas: Picture, picture: Picture, top: int, left: int) -> Picture:
    height, width = picture.shape[:2]
    canvas[top : top + height, left : left + width] = picture
    return canvas


def _plain_colour(rng: Rng) -> Picture:
    """White or black mostly, else anything."""
    if rng.random() < 0.7:
        return np.full(3, int(rng.choice([0, 255])), np.uint8)
    return rng.integers(0, 256, 3).astype(np.uint8)


def _words(rng: Rng) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz      "
    return "".join(letters[int(k)] for k in rng.integers(0, len(letters), int(rng.integers(6, 20)))).strip()
