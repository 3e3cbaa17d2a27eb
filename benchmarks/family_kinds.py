"""The kinds of copies that a family holds, as a table of small functions on pictures.

A re-encoding saves the pixels as they are; an edit changes them, and is saved as programs save edits.
Parameters are drawn anew for each copy.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from benchmarks import plain_files
from benchmarks.family_drawings import (
    caption,
    desktop_screenshot,
    frame,
    phone_screenshot,
    sticker,
    tiled_watermark,
    watermark,
)
from benchmarks.plain_files import Encoder, any_encoder, saved

Edit = Callable[[Image.Image, np.random.Generator], Image.Image | None]
"""Gives another RGB picture, or None where this one is too small or too large for it."""

MOST_PIXELS = 12_000_000
_SHORTEST_SIDE = 96
_SOFT = (Image.Resampling.BICUBIC, Image.Resampling.LANCZOS, Image.Resampling.BILINEAR)
_DOWN = (*_SOFT, Image.Resampling.BOX, Image.Resampling.HAMMING, Image.Resampling.NEAREST)
_UP = (*_SOFT, Image.Resampling.NEAREST)


@dataclass(frozen=True)
class Kind:
    """A way to make a copy: by an edit, by an encoder, or by both.

    `exact` copies of a lossless file hold the same pixels, so that nothing could tell who was first.
    """

    name: str
    edit: Edit | None = None
    encode: Encoder | None = None
    exact: bool = False

    def make(
        self, picture: Image.Image, rng: np.random.Generator, *, lossless: bool
    ) -> tuple[bytes, str] | None:
        """Give the copy's bytes and suffix, or None where this picture does not allow this kind.

        Args:
            picture: RGB or grey.
            rng: decides everything.
            lossless: whether the result may keep its pixels as they are where the edit kept them.
        """
        if self.encode is not None and self.exact and not lossless:
            return None
        changed = picture if self.edit is None else self.edit(picture, rng)
        if changed is None:
            return None
        changed.info = dict(picture.info) if changed.mode == picture.mode else {}
        if self.encode is not None:
            return self.encode(changed, rng)
        return any_encoder(changed, rng, lossless=lossless or not self.exact)


def downscale(picture: Image.Image, rng: np.random.Generator) -> Image.Image | None:
    """Shrink to 20 to 80 % of the sides."""
    lowest = max(0.2, _SHORTEST_SIDE / min(picture.size))
    if lowest > 0.8:
        return None
    return _scaled(picture, float(rng.uniform(lowest, 0.8)), _DOWN[int(rng.integers(len(_DOWN)))])


def enlargement(picture: Image.Image, rng: np.random.Generator) -> Image.Image | None:
    """Enlarge the sides 1.2 to 2.5 times."""
    highest = min(2.5, (MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
    if highest < 1.2:
        return None
    return _scaled(picture, float(rng.uniform(1.2, highest)), _UP[int(rng.integers(len(_UP)))])


def sharpened_enlargement(picture: Image.Image, rng: np.random.Generator) -> Image.Image | None:
    """Enlarge, then sharpen as upscalers do."""
    larger = enlargement(picture, rng)
    return None if larger is None else sharpen(larger, rng)


def crop(picture: Image.Image, rng: np.random.Generator) -> Image.Image | None:
    """Keep 60 to 95 % of each side."""
    width, height = (round(side * float(rng.uniform(0.6, 0.95))) for side in picture.size)
    if min(width, height) < _SHORTEST_SIDE:
        return None
    left = int(rng.integers(picture.width - width + 1))
    top = int(rng.integers(picture.height - height + 1))
    return picture.crop((left, top, left + width, top + height))


def turn(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Turn by 90, 180 or 270 degrees."""
    turns = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    return picture.transpose(turns[int(rng.integers(3))])


def mirror(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    """Swap left and right."""
    return ImageOps.mirror(picture)


def tilt(picture: Image.Image, rng: np.random.Generator) -> Image.Image | None:
    """Straighten the horizon by 1 to 5 degrees and cut the empty corners off."""
    angle = float(rng.uniform(1, 5)) * float(rng.choice([-1, 1]))
    inset = np.tan(np.radians(abs(angle)))
    x, y = round(picture.height * inset / 2) + 1, round(picture.width * inset / 2) + 1
    if min(picture.width - 2 * x, picture.height - 2 * y) < _SHORTEST_SIDE:
        return None
    turned = picture.rotate(angle, Image.Resampling.BICUBIC)
    return turned.crop((x, y, picture.width - x, picture.height - y))


def auto_levels(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Stretch the tones over the whole range, a little clipped, each channel for itself or all alike."""
    return ImageOps.autocontrast(
        picture, cutoff=float(rng.uniform(0.2, 2.0)), preserve_tone=bool(rng.random() < 0.5)
    )


def contrast(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Contrast down to 65 or up to 150 %."""
    return ImageEnhance.Contrast(picture).enhance(_away_from_one(rng, 0.65, 1.5))


def brightness(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Brightness down to 65 or up to 145 %."""
    return ImageEnhance.Brightness(picture).enhance(_away_from_one(rng, 0.65, 1.45))


def gamma(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A gamma of 0.6 to 1.6."""
    power = _away_from_one(rng, 0.6, 1.6)
    return _through_table(picture, 255 * (np.arange(256) / 255) ** power)


def saturation(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Colours down to 40 or up to 170 %."""
    return ImageEnhance.Color(picture).enhance(_away_from_one(rng, 0.4, 1.7))


def white_balance(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Warmer or cooler."""
    warmth = float(rng.uniform(0.05, 0.2)) * float(rng.choice([-1, 1]))
    factors = np.array([1 + warmth, 1, 1 - warmth])[:, None]
    return _through_table(picture, (np.arange(256) * factors).ravel())


def filtered(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A filter of a photo app: lifted blacks, a tint, dark corners."""
    lift = float(rng.uniform(5, 40))
    tint = rng.uniform(0.85, 1.1, 3)[:, None]
    toned = _through_table(picture, ((lift + np.arange(256) * (255 - lift) / 255) * tint).ravel())
    if rng.random() < 0.5:
        return toned
    y, x = np.ogrid[-1 : 1 : picture.height * 1j, -1 : 1 : picture.width * 1j]
    light = 1 - float(rng.uniform(0.2, 0.45)) * (x**2 + y**2) / 2
    return _clipped(np.asarray(toned) * light[..., None])


def grey(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Black and white, in one channel or three."""
    mixed = ImageOps.grayscale(picture)
    return mixed if rng.random() < 0.3 else mixed.convert("RGB")


def sepia(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Brown tones."""
    dark = (int(rng.integers(5, 45)), int(rng.integers(2, 28)), int(rng.integers(0, 14)))
    light = (255, int(rng.integers(232, 250)), int(rng.integers(190, 222)))
    return ImageOps.colorize(ImageOps.grayscale(picture), dark, light)


def blur(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A Gaussian or a box of 0.7 to 2.5 pixels."""
    radius = float(rng.uniform(0.7, 2.5))
    way = ImageFilter.GaussianBlur if rng.random() < 0.7 else ImageFilter.BoxBlur
    return picture.filter(way(radius))


def sharpen(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """An unsharp mask."""
    radius, percent = float(rng.uniform(0.8, 2.5)), int(rng.integers(50, 190))
    return picture.filter(ImageFilter.UnsharpMask(radius, percent, int(rng.integers(0, 4))))


def noise(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Grain of 3 to 15 grey values, coloured or not."""
    channels = 3 if rng.random() < 0.6 else 1
    grain = rng.standard_normal((picture.height, picture.width, channels), np.float32)
    return _clipped(np.asarray(picture) + grain * float(rng.uniform(3, 15)))


def denoise(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A median of 3 or 5 pixels."""
    return picture.filter(ImageFilter.MedianFilter(3 if rng.random() < 0.7 else 5))


def messenger(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    """At most 1600 pixels long, as messengers send."""
    smaller = picture.copy()
    smaller.thumbnail((1600, 1600), Image.Resampling.BILINEAR)
    return smaller


def _messenger_jpeg(picture: Image.Image, rng: np.random.Generator) -> tuple[bytes, str]:
    progressive = bool(rng.random() < 0.5)
    return saved(picture, "JPEG", quality=75, subsampling=2, progressive=progressive), ".jpg"


KINDS: tuple[Kind, ...] = (
    Kind("png", encode=plain_files.png, exact=True),
    Kind("tiff", encode=plain_files.tiff, exact=True),
    Kind("bmp", encode=plain_files.bmp, exact=True),
    Kind("webp lossless", encode=plain_files.webp_lossless, exact=True),
    Kind("webp", encode=plain_files.webp),
    Kind("avif", encode=plain_files.avif),
    Kind("heic", encode=plain_files.heic),
    Kind("jpeg", encode=plain_files.jpeg),
    Kind("messenger", messenger, _messenger_jpeg),
    Kind("downscale", downscale),
    Kind("enlargement", enlargement),
    Kind("sharpened enlargement", sharpened_enlargement),
    Kind("crop", crop),
    Kind("turn", turn, exact=True),
    Kind("mirror", mirror, exact=True),
    Kind("tilt", tilt),
    Kind("frame", frame),
    Kind("phone screenshot", phone_screenshot),
    Kind("desktop screenshot", desktop_screenshot),
    Kind("watermark", watermark),
    Kind("tiled watermark", tiled_watermark),
    Kind("caption", caption),
    Kind("sticker", sticker),
    Kind("auto levels", auto_levels),
    Kind("contrast", contrast),
    Kind("brightness", brightness),
    Kind("gamma", gamma),
    Kind("saturation", saturation),
    Kind("white balance", white_balance),
    Kind("filter", filtered),
    Kind("grey", grey),
    Kind("sepia", sepia),
    Kind("blur", blur),
    Kind("sharpen", sharpen),
    Kind("noise", noise),
    Kind("denoise", denoise),
)

OFTEN = frozenset(
    (
        "png",
        "jpeg",
        "messenger",
        "downscale",
        "enlargement",
        "sharpened enlargement",
        "crop",
        "frame",
        "phone screenshot",
    )
)
"""Drawn twice as often as the others: libraries are full of them."""


def _scaled(picture: Image.Image, scale: float, way: Image.Resampling) -> Image.Image:
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, way)


def _away_from_one(rng: np.random.Generator, low: float, high: float) -> float:
    """A factor that can be seen: in the outer two thirds of the way down or up."""
    if rng.random() < 0.5:
        return float(rng.uniform(low, 1 - (1 - low) / 3))
    return float(rng.uniform(1 + (high - 1) / 3, high))


def _through_table(picture: Image.Image, values: np.ndarray) -> Image.Image:
    """Map the values of each channel; 256 of them for all alike, or 768."""
    table = np.resize(values, 768)
    return picture.point(table.clip(0, 255).round().astype(int).tolist())


def _clipped(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(pixels.clip(0, 255).round().astype(np.uint8))
