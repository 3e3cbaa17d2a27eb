"""Kinds of copies for families to fit with, on arrays, by OpenCV's filters.

They bear the names of `benchmarks/family_kinds.py` where they are of one kind, and share neither its filters
nor its parameters, words or drawings. Some kinds are here only.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training import lineage_encoders, stickers, surroundings
from training.augment import through_jpeg
from training.lineage_encoders import Encoded, Encoder, any_encoder, jpeg
from training.photo_store import Picture

Rng = np.random.Generator
Edit = Callable[[Picture, Rng], Picture | None]
"""Gives another picture, RGB or grey, or None where this one is too small or too large for it."""

_MOST_PIXELS = 6_000_000
_SHORTEST_SIDE = 72
_DOWN = (cv2.INTER_AREA, cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)
_UP = (cv2.INTER_CUBIC, cv2.INTER_LANCZOS4, cv2.INTER_LINEAR, cv2.INTER_NEAREST)
_SCREENS = (360, 480, 600, 768, 800, 1024, 1242)
_MESSENGERS = ((960, 70), (1280, 80), (1280, 87), (2048, 71), (2560, 82))
"""The longest side and the quality that they send."""


@dataclass(frozen=True)
class Kind:
    """A way to make a copy: by an edit, by an encoder, or by both; `exact` ones may keep the pixels."""

    name: str
    edit: Edit | None = None
    encode: Encoder | None = None
    exact: bool = False

    def make(self, picture: Picture, rng: Rng, *, lossless: bool) -> Encoded | None:
        """Give the copy's file, or None where this picture, or a lossless original, does not allow it."""
        if self.encode is not None and self.exact and not lossless:
            return None
        changed = picture if self.edit is None else self.edit(picture, rng)
        if changed is None:
            return None
        if self.encode is not None:
            return self.encode(changed, rng)
        return any_encoder(changed, rng, lossless=lossless or not self.exact)


def downscale(picture: Picture, rng: Rng) -> Picture | None:
    """Shrink to 25 to 85 % of the sides, smoothly or with aliasing."""
    lowest = max(0.25, _SHORTEST_SIDE / min(picture.shape[:2]))
    return None if lowest > 0.85 else _scaled(picture, float(rng.uniform(lowest, 0.85)), _one(_DOWN, rng))


def enlargement(picture: Picture, rng: Rng) -> Picture | None:
    """Enlarge the sides 1.15 to 2.8 times."""
    highest = min(2.8, (_MOST_PIXELS / (picture.shape[0] * picture.shape[1])) ** 0.5)
    return None if highest < 1.15 else _scaled(picture, float(rng.uniform(1.15, highest)), _one(_UP, rng))


def sharpened_enlargement(picture: Picture, rng: Rng) -> Picture | None:
    """Enlarge and sharpen, sometimes with smooth surfaces between hard edges, as learned upscalers give."""
    larger = enlargement(picture, rng)
    if larger is None:
        return None
    if rng.random() < 0.4:
        larger = cv2.bilateralFilter(larger, 5, float(rng.uniform(15, 45)), 3)
    return sharpen(larger, rng)


def crop(picture: Picture, rng: Rng) -> Picture | None:
    """Keep 55 to 97 % of each side, or cut to a square."""
    height, width = picture.shape[:2]
    high, wide = (round(side * float(rng.uniform(0.55, 0.97))) for side in (height, width))
    if rng.random() < 0.2:
        high = wide = min(height, width) - int(rng.integers(0, 8))
    if min(high, wide) < _SHORTEST_SIDE:
        return None
    top, left = int(rng.integers(height - high + 1)), int(rng.integers(width - wide + 1))
    return np.ascontiguousarray(picture[top : top + high, left : left + wide])


def turn(picture: Picture, rng: Rng) -> Picture:
    """Turn by quarters."""
    return cv2.rotate(picture, int(rng.integers(3)))  # OpenCV numbers 90, 180 and 270 degrees so


def mirror(picture: Picture, rng: Rng) -> Picture:
    """Swap left and right, seldom top and bottom."""
    return cv2.flip(picture, 1 if rng.random() < 0.85 else 0)


def tilt(picture: Picture, rng: Rng) -> Picture | None:
    """Turn by up to 8 degrees and zoom in until no corner is empty: some of it is lost at the edges."""
    height, width = picture.shape[:2]
    degrees = float(rng.uniform(0.5, 8)) * float(rng.choice([-1, 1]))
    reach = abs(float(np.sin(np.radians(degrees)))) * max(width / height, height / width)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1 + reach)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC)


def screenshot(picture: Picture, rng: Rng) -> Picture | None:
    """Scaled to a screen's width, then shown with bars or in a post."""
    scale = _one(_SCREENS, rng) / picture.shape[1]
    if scale > 3:
        return None
    shown = _scaled(picture, scale, _one(_DOWN if scale < 1 else _UP[:3], rng))
    if rng.random() < 0.75:
        return surroundings.screenshot(shown, rng)
    return surroundings.post(shown, rng)


def watermark(picture: Picture, rng: Rng) -> Picture:
    """Pale or dark text, see-through, once, somewhere."""
    height, width = picture.shape[:2]
    text = ("(c) k.ito", "proof only", "fotolab 24", "@runa.makes", "COPY")[int(rng.integers(5))]
    ink = np.zeros((height, width), np.uint8)
    scale = height * float(rng.uniform(0.05, 0.15)) / 24
    thick = max(1, round(scale * 2))
    (wide, high), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, scale, thick)
    place = (int(rng.uniform(0, max(1, width - wide))), int(rng.uniform(high, height)))
    cv2.putText(ink, text, place, cv2.FONT_HERSHEY_DUPLEX, scale, 255, thick, cv2.LINE_AA)
    value, opacity = float(rng.choice([0, 255, 255])), float(rng.uniform(0.3, 0.85))
    cover = (ink[..., None] / 255 * opacity).astype(np.float32)
    return _clipped(picture * (1 - cover) + value * cover)


def auto_levels(picture: Picture, rng: Rng) -> Picture:
    """Stretch each channel or all between two percentiles, or even out the light locally."""
    if rng.random() < 0.25:
        lab = cv2.cvtColor(picture, cv2.COLOR_RGB2LAB)
        lab[..., 0] = cv2.createCLAHE(float(rng.uniform(1, 2.5)), (8, 8)).apply(lab[..., 0])
        return cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)
    clipped = float(rng.uniform(0.1, 1.5))
    axes = (0, 1) if rng.random() < 0.5 else None
    low, high = np.percentile(picture[::2, ::2], (clipped, 100 - clipped), axis=axes)
    return _clipped((picture - low) * (255 / np.maximum(high - low, 16)))


def contrast(picture: Picture, rng: Rng) -> Picture:
    """Steeper or flatter around the middle, straight or in an S."""
    strength = float(rng.choice([-1, 1])) * float(rng.uniform(0.12, 0.5))
    levels = np.arange(256) / 255
    if rng.random() < 0.5:
        return _through_table(picture, (levels - 0.5) * (1 + strength) + 0.5)
    return _through_table(picture, levels - strength * np.sin(2 * np.pi * levels) / (2 * np.pi))


def brightness(picture: Picture, rng: Rng) -> Picture:
    """A stop of light more or less at most, or a step up or down."""
    levels = np.arange(256) / 255
    direction = float(rng.choice([-1, 1]))
    if rng.random() < 0.5:
        return _through_table(picture, levels + direction * float(rng.uniform(0.05, 0.2)))
    return _through_table(picture, levels * 2 ** (direction * float(rng.uniform(0.2, 0.8))))


def gamma(picture: Picture, rng: Rng) -> Picture:
    """A gamma of 0.55 to 1.8, not near 1."""
    power = float(np.exp(float(rng.choice([-1, 1])) * float(rng.uniform(0.15, 0.6))))
    return _through_table(picture, (np.arange(256) / 255) ** power)


def saturation(picture: Picture, rng: Rng) -> Picture:
    """Colours weaker or stronger, in Lab."""
    factor = float(np.exp(float(rng.choice([-1, 1])) * float(rng.uniform(0.2, 0.8))))
    lab = cv2.cvtColor(picture, cv2.COLOR_RGB2LAB).astype(np.float32)
    lab[..., 1:] = (lab[..., 1:] - 128) * factor + 128
    return cv2.cvtColor(lab.clip(0, 255).round().astype(np.uint8), cv2.COLOR_LAB2RGB)


def white_balance(picture: Picture, rng: Rng) -> Picture:
    """Other gains for the channels."""
    return _through_table(picture, (np.arange(256) / 255)[:, None] * np.exp(rng.uniform(-0.18, 0.18, 3)))


def filtered(picture: Picture, rng: Rng) -> Picture:
    """An app's filter: shadows and lights tinted apart, less range, grain or dark corners."""
    levels = (np.arange(256) / 255)[:, None]
    shadows, lights = rng.uniform(-0.05, 0.15, 3), rng.uniform(-0.15, 0.05, 3)
    toned = _through_table(picture, levels + shadows * (1 - levels) ** 2 + lights * levels**2)
    return noise(toned, rng) if rng.random() < 0.3 else toned


def hue(picture: Picture, rng: Rng) -> Picture:
    """Every colour turned on the wheel."""
    hsv = cv2.cvtColor(picture, cv2.COLOR_RGB2HSV_FULL)
    hsv[..., 0] += np.uint8(rng.integers(20, 236))
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB_FULL)


def grey(picture: Picture, rng: Rng) -> Picture:
    """Black and white: by lightness or mixed of the channels at will, in one channel or three."""
    if rng.random() < 0.5:
        mixed = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    else:
        mixed = _clipped(picture @ rng.dirichlet((2, 3, 2)))
    return mixed if rng.random() < 0.3 else cv2.cvtColor(mixed, cv2.COLOR_GRAY2RGB)


def sepia(picture: Picture, rng: Rng) -> Picture:
    """Brown by the usual matrix, wholly or in part."""
    brown = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]])
    share = float(rng.uniform(0.6, 1))
    return cv2.transform(picture, brown * share * 0.85 + np.eye(3) * (1 - share))


def blur(picture: Picture, rng: Rng) -> Picture:
    """A Gaussian, or a movement, of 0.6 to 3 pixels."""
    if rng.random() < 0.7:
        return cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.6, 3)))
    length = int(rng.integers(3, 8))
    kernel = np.zeros((length, length), np.float32)
    end = (int(rng.integers(length)), length - 1)
    cv2.line(kernel, (length - 1 - end[0], 0), end, 1)
    return cv2.filter2D(picture, -1, kernel / kernel.sum())


def sharpen(picture: Picture, rng: Rng) -> Picture:
    """Unsharp by a Gaussian, or the small cross that editors call "sharpen"."""
    amount = float(rng.uniform(0.3, 1.6))
    if rng.random() < 0.6:
        soft = cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.7, 2.5)))
        return cv2.addWeighted(picture, 1 + amount, soft, -amount, 0)
    cross = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]], np.float32) * (amount / 4)
    cross[1, 1] += 1
    return cv2.filter2D(picture, -1, cross)


def noise(picture: Picture, rng: Rng) -> Picture:
    """Grain of 2 to 12 grey values, fine or coarse, in lightness or in each channel."""
    height, width = picture.shape[:2]
    channels = 3 if rng.random() < 0.5 else 1
    grain = rng.standard_normal((height, width, channels), np.float32) * float(rng.uniform(2, 12))
    if rng.random() < 0.3:
        grain = 2 * cv2.GaussianBlur(grain, (0, 0), 0.8).reshape(height, width, channels)
    return _clipped(picture + grain)


def denoise(picture: Picture, rng: Rng) -> Picture:
    """Smooth what is no edge."""
    if rng.random() < 0.4:
        return cv2.medianBlur(picture, 3)
    return cv2.bilateralFilter(picture, 5, float(rng.uniform(12, 40)), float(rng.uniform(1.5, 4)))


def hidden_spot(picture: Picture, rng: Rng) -> Picture | None:
    """A face or a number plate made unreadable: by large tiles, a median or a box filter."""
    spot = _spot(picture, rng)
    if spot is None:
        return None
    changed = picture.copy()
    part = np.ascontiguousarray(picture[spot])
    height, width = part.shape[:2]
    way = int(rng.integers(3))
    if way == 0:
        tiles = int(rng.integers(4, 12))
        small = cv2.resize(part, (tiles, tiles), interpolation=cv2.INTER_AREA)
        part = cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)
    elif way == 1:
        part = cv2.medianBlur(part, 2 * int(rng.integers(4, 9)) + 1)
    else:
        reach = int(rng.integers(7, 25))
        part = cv2.blur(cv2.blur(part, (reach, reach)), (reach, reach))
    changed[spot] = part
    return changed


def healed_spot(picture: Picture, rng: Rng) -> Picture | None:
    """A thing taken away: grown over from its edges, or covered with what is elsewhere in the picture."""
    spot = _spot(picture, rng)
    if spot is None:
        return None
    height, width = picture.shape[:2]
    rows, columns = spot
    mask = np.zeros((height, width), np.uint8)
    middle = ((columns.start + columns.stop) // 2, (rows.start + rows.stop) // 2)
    reach = ((columns.stop - columns.start) // 2, (rows.stop - rows.start) // 2)
    cv2.ellipse(mask, middle, reach, float(rng.uniform(0, 180)), 0, 360, 255, -1)
    if rng.random() < 0.5 and mask.sum() < 255 * 20_000:
        return cv2.inpaint(picture, mask, 3, cv2.INPAINT_TELEA)
    moved = np.roll(picture, (int(rng.integers(height)), int(rng.integers(width))), axis=(0, 1))
    soft = cv2.blur(mask, (9, 9))[..., None].astype(np.float32) / 255
    return _clipped(picture * (1 - soft) + moved * soft)


def lit_spot(picture: Picture, rng: Rng) -> Picture | None:
    """A place made lighter or darker, softly: a glare, a retouched shadow, a finger before the lens."""
    spot = _spot(picture, rng)
    if spot is None:
        return None
    height, width = picture.shape[:2]
    rows, columns = spot
    y, x = np.mgrid[:height, :width].astype(np.float32)
    y = (y - (rows.start + rows.stop) / 2) / max(1, rows.stop - rows.start)
    x = (x - (columns.start + columns.stop) / 2) / max(1, columns.stop - columns.start)
    cover = np.exp(-3 * (x * x + y * y))[..., None] * float(rng.uniform(0.3, 0.9))
    tone = np.array([(255, 250, 235), (15, 12, 10), (190, 130, 105)][int(rng.integers(3))], np.float32)
    return _clipped(picture * (1 - cover) + tone * cover)


def messenger(picture: Picture, rng: Rng) -> Encoded:
    """Fewer pixels where it is large, and a JPEG of the service's quality; sometimes sent twice."""
    longest, quality = _MESSENGERS[int(rng.integers(len(_MESSENGERS)))]
    scale = longest / max(picture.shape[:2])
    sent = _scaled(picture, scale, cv2.INTER_AREA) if scale < 1 else picture
    if rng.random() < 0.2 and sent.ndim == 3:
        sent = through_jpeg(sent, quality)
    return jpeg(sent, rng, quality, quality)


def decorated(*ways: Callable[[Picture, Rng], None]) -> Edit:
    """An edit that draws one of several things on a copy."""

    def edit(picture: Picture, rng: Rng) -> Picture:
        changed = picture.copy()
        ways[int(rng.integers(len(ways)))](changed, rng)
        return changed

    return edit


KINDS: tuple[tuple[Kind, float], ...] = (
    (Kind("png", encode=lineage_encoders.png, exact=True), 2),
    (Kind("tiff", encode=lineage_encoders.tiff, exact=True), 1),
    (Kind("bmp", encode=lineage_encoders.bmp, exact=True), 1),
    (Kind("webp lossless", encode=lineage_encoders.webp_lossless, exact=True), 1),
    (Kind("webp", encode=lineage_encoders.webp), 1),
    (Kind("avif", encode=lineage_encoders.avif), 1),
    (Kind("heic", encode=lineage_encoders.heic), 1),
    (Kind("jpeg", encode=jpeg), 3),
    (Kind("messenger", encode=messenger), 2),
    (Kind("downscale", downscale), 2),
    (Kind("enlargement", enlargement), 2),
    (Kind("sharpened enlargement", sharpened_enlargement), 2),
    (Kind("crop", crop), 2),
    (Kind("turn", turn, exact=True), 1),
    (Kind("mirror", mirror, exact=True), 1),
    (Kind("tilt", tilt), 1),
    (Kind("frame", surroundings.add_frame), 1),
    (Kind("bars", surroundings.add_bars), 1),
    (Kind("screenshot", screenshot), 2),
    (Kind("watermark", watermark), 1),
    (Kind("tiled watermark", decorated(stickers.watermark)), 1),
    (Kind("caption", decorated(stickers.caption, stickers.banner)), 1),
    (Kind("sticker", decorated(stickers.logo, stickers.smiley, stickers.heart, stickers.scribble)), 1),
    (Kind("hidden spot", hidden_spot), 1),
    (Kind("healed spot", healed_spot), 1),
    (Kind("lit spot", lit_spot), 0.7),
    (Kind("auto levels", auto_levels), 1),
    (Kind("contrast", contrast), 1),
    (Kind("brightness", brightness), 1),
    (Kind("gamma", gamma), 1),
    (Kind("saturation", saturation), 1),
    (Kind("white balance", white_balance), 1),
    (Kind("filter", filtered), 1),
    (Kind("hue", hue), 0.5),
    (Kind("grey", grey), 1),
    (Kind("sepia", sepia), 1),
    (Kind("blur", blur), 1),
    (Kind("sharpen", sharpen), 1),
    (Kind("noise", noise), 1),
    (Kind("denoise", denoise), 1),
)
"""Each kind, and how often it is drawn beside the others."""


def _spot(picture: Picture, rng: Rng) -> tuple[slice, slice] | None:
    """A place of 6 to 30 % of each side; None of a grey picture or one that is too small."""
    if picture.ndim != 3 or min(picture.shape[:2]) < 128:
        return None
    spans: list[slice] = []
    for side in picture.shape[:2]:
        length = round(side * float(rng.uniform(0.06, 0.3)))
        begin = int(rng.integers(side - length + 1))
        spans.append(slice(begin, begin + length))
    return spans[0], spans[1]


def _one(choices: tuple[int, ...], rng: Rng) -> int:
    return choices[int(rng.integers(len(choices)))]


def _scaled(picture: Picture, scale: float, way: int) -> Picture:
    height, width = picture.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(picture, size, interpolation=way)


def _through_table(picture: Picture, levels: NDArray[np.floating]) -> Picture:
    """Map values by levels of 0 to 1: 256 for all channels, or [256, 3]."""
    table = (levels * 255).clip(0, 255).round().astype(np.uint8)
    return cv2.LUT(picture, table if table.ndim == 1 else table[None])


def _clipped(pixels: NDArray[np.floating]) -> Picture:
    return pixels.clip(0, 255).round().astype(np.uint8)
