"""Edits photos as people do, two views of each, to teach a descriptor what stays the same.

The walk of one view, each step with its own chance: a window of the photo, turned or mirrored; put into
something else (a screenshot, a collage, another photo, a frame, a screen that is photographed); tone; text,
logos and stickers on top; blur, noise, fewer pixels, JPEG; last the squash to a square, as a scan does.

Everything follows from the generator that comes in: the same seed gives the same pixels, so that a training
run goes on from a checkpoint with the batches it would have seen. OpenCV only, no TensorFlow: this runs in
worker processes.
"""

import cv2
import numpy as np

from training.edit_mix import EVEN, EditMix
from training.photo_store import PhotoStore, Picture
from training.stickers import decorate
from training.surroundings import put_into_something

Rng = np.random.Generator

_WORKING_SIDE = 224
_HARD_SHARE = 0.25


def make_views(
    store: PhotoStore, number: int, side: int, rng: Rng, mix: EditMix = EVEN
) -> tuple[Picture, Picture]:
    """Make a positive pair of uint8[side, side, 3].

    The second view is always edited strongly. The first, in three of four cases, hardly: libraries hold the
    original beside the edit more often than two edits. And it is never cropped below half, because two small
    windows need not overlap, and to call them copies teaches that look-alikes are copies.
    """
    picture = store[number]
    if rng.random() < _HARD_SHARE:
        first = edit_strongly(picture, store, rng, mix, smallest=0.5)
    else:
        first = edit_gently(picture, rng)
    second = edit_strongly(picture, store, rng, mix, smallest=0.25)
    return squash(first, side, rng), squash(second, side, rng)


def edit_gently(picture: Picture, rng: Rng) -> Picture:
    """A copy that nobody would call changed: rescaled, re-encoded, a touch of tone, a sliver cut off."""
    if rng.random() < 0.4:
        picture = crop(picture, rng, smallest=0.8)
    picture = _fit(picture, int(rng.integers(160, 280)))
    if rng.random() < 0.4:
        picture = tone(picture, rng, strength=0.3)
    return through_jpeg(picture, int(rng.integers(60, 96))) if rng.random() < 0.6 else picture


def edit_strongly(
    picture: Picture, store: PhotoStore, rng: Rng, mix: EditMix = EVEN, *, smallest: float
) -> Picture:
    """A copy that has been through people's hands; crops leave `smallest` of the area or more."""
    whole = picture.shape[0] * picture.shape[1]
    if rng.random() < mix.crop:
        picture = crop(picture, rng, smallest=smallest, power=mix.window_power)
    is_part = picture.shape[0] * picture.shape[1] < whole / 2
    picture = _fit(picture, _WORKING_SIDE)
    picture = turn(picture, rng)
    if rng.random() < (mix.surroundings_of_part if is_part else mix.surroundings):
        other = store[int(rng.integers(len(store)))]
        picture = _fit(put_into_something(picture, other, rng, mix), _WORKING_SIDE)
    if rng.random() < mix.tone:
        picture = tone(picture, rng, strength=1.0)
    if rng.random() < mix.decoration:
        picture = decorate(picture, rng)
    return degrade(picture, rng, mix)


def crop(picture: Picture, rng: Rng, *, smallest: float, power: float = 1.0) -> Picture:
    """Cut a window out with `smallest` to all of the area, its shape changed by up to a third.

    The higher the power, the more of the windows are small.
    """
    height, width = picture.shape[:2]
    area = smallest + (1 - smallest) * rng.random() ** power
    stretch = np.exp(rng.uniform(-0.3, 0.3))
    high = max(16, round(height * min(1, np.sqrt(area / stretch))))
    wide = max(16, round(width * min(1, np.sqrt(area * stretch))))
    top = int(rng.integers(height - high + 1))
    left = int(rng.integers(width - wide + 1))
    return picture[top : top + high, left : left + wide]


def turn(picture: Picture, rng: Rng) -> Picture:
    """Turn by quarters, tilt by degrees, mirror: each sometimes."""
    if rng.random() < 0.35:
        picture = cv2.rotate(picture, int(rng.integers(3)))  # OpenCV numbers 90, 180 and 270 degrees so
    if rng.random() < 0.3:
        picture = cv2.flip(picture, 1)
    if rng.random() < 0.25:
        picture = tilt(picture, float(rng.uniform(-25, 25)), rng)
    return picture


def tilt(picture: Picture, degrees: float, rng: Rng) -> Picture:
    """Rotate about the middle; the corners are cut off, mirrored or filled."""
    height, width = picture.shape[:2]
    filled = rng.random() < 0.5
    reach = np.abs(np.sin(np.radians(degrees))) * max(width / height, height / width)
    zoom = 1.0 if filled else 1 + reach
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, zoom)
    edge = cv2.BORDER_CONSTANT if filled else cv2.BORDER_REFLECT
    colour = tuple(int(c) for c in rng.choice([0, 255], 1).repeat(3))
    return cv2.warpAffine(picture, matrix, (width, height), borderMode=edge, borderValue=colour)


def tone(picture: Picture, rng: Rng, *, strength: float) -> Picture:
    """Change brightness, contrast, gamma, white balance and saturation; sometimes to grey or sepia."""
    levels = np.arange(256, dtype=np.float32) / 255
    levels = levels ** np.exp(rng.uniform(-0.6, 0.6) * strength)
    levels = (levels - 0.5) * np.exp(rng.uniform(-0.6, 0.5) * strength) + 0.5
    levels = levels * np.exp(rng.uniform(-0.6, 0.4) * strength) + rng.uniform(-0.1, 0.1) * strength
    balance = np.exp(rng.uniform(-0.2, 0.2, 3) * strength * (rng.random() < 0.5))
    table = (levels[:, None] * balance * 255).clip(0, 255).astype(np.uint8)
    picture = cv2.LUT(picture, table[None])
    if rng.random() < 0.6:
        grey = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        colour = np.exp(rng.uniform(-1.0, 0.7) * strength)
        picture = cv2.addWeighted(picture, colour, grey, 1 - colour, 0)
    if rng.random() < 0.25 * strength:
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        if rng.random() < 0.5:
            return cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)
        dark = np.array([28, 15, 0]) + rng.integers(-15, 30, 3)
        light = np.array([255, 243, 214]) - rng.integers(0, 60, 3)
        ramp = dark + (light - dark) * np.linspace(0, 1, 256)[:, None]
        return ramp.clip(0, 255).astype(np.uint8)[grey]
    if rng.random() < 0.08 * strength:
        return cv2.cvtColor(_shift_hue(cv2.cvtColor(picture, cv2.COLOR_RGB2HSV), rng), cv2.COLOR_HSV2RGB)
    return picture


def degrade(picture: Picture, rng: Rng, mix: EditMix = EVEN) -> Picture:
    """Lose detail as copies do: blur, fewer pixels, noise, JPEG."""
    chance = rng.random()
    if chance < mix.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.5, mix.widest_blur)))
    elif chance < mix.blur + 0.2:
        picture = _fit(picture, int(rng.integers(56, 160)))
    if rng.random() < 0.15:
        noise = np.empty(picture.shape, np.int16)
        cv2.setRNGSeed(int(rng.integers(2**31)))
        cv2.randn(noise, 0, float(rng.uniform(4, 35)))
        picture = cv2.add(picture, noise, dtype=cv2.CV_8U)
    if rng.random() < 0.6:
        picture = through_jpeg(picture, int(rng.integers(15, 91)))
    return picture


def through_jpeg(picture: Picture, quality: int) -> Picture:
    """Save as a JPEG of this quality and open it again. Red and blue change places on the way, and back."""
    _, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(encoded, cv2.IMREAD_COLOR)


def squash(picture: Picture, side: int, rng: Rng) -> Picture:
    """Bring the whole picture to a square; the filter varies, as decoders' scaling does."""
    shrinks = min(picture.shape[:2]) > side
    filters = (cv2.INTER_AREA, cv2.INTER_CUBIC) if shrinks else (cv2.INTER_LINEAR, cv2.INTER_CUBIC)
    return cv2.resize(picture, (side, side), interpolation=filters[int(rng.random() < 0.5)])


def _fit(picture: Picture, shorter: int) -> Picture:
    """Scale so that the shorter side has `shorter` pixels and no side more than three times that."""
    height, width = picture.shape[:2]
    scale = min(shorter / min(height, width), 3 * shorter / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def _shift_hue(hsv: Picture, rng: Rng) -> Picture:
    hsv[..., 0] = (hsv[..., 0].astype(np.int32) + int(rng.integers(-25, 26))) % 180
    return hsv
