"""Pairs of files compared as a scan compares them."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from core.loss import LossKind
from core.photo import Lineage
from core.scan.decode import decode
from core.scan.full_look import CloseLook, Seen, compare_all
from tests.photos import draw, grainy, image_file


def compared(original: Path, copy: Path) -> tuple[Lineage, bool]:
    """What a scan finds about two files, the original as `a`; and whether all pixels are equal."""
    return compare_all(look_at(original, copy))[0, 1]


def look_at(*paths: Path) -> CloseLook:
    """What a scan asks about the first two of some files; further ones are copies of the second."""
    decoded = [decode(image_file(path), 224) for path in paths[:2]]
    one, other = (Seen(photo.file.path, photo.thumbnail, photo.sha256) for photo in decoded)
    return CloseLook(one.path, {0: one, 1: other._replace(others=paths[2:])}, ((0, 1),))


def kinds(losses) -> set[LossKind]:
    return {loss.kind for loss in losses}


def scaled(picture: Image.Image, by: float) -> Image.Image:
    return picture.resize((round(picture.width * by), round(picture.height * by)), Image.Resampling.BICUBIC)


def partly_grainy(seed: int, calm: float, edge: int = 0) -> Image.Image:
    """A picture whose fine structure is weaker by a factor, above a height or, with 0, everywhere."""
    rough = np.asarray(grainy(seed), dtype=float)
    plain = np.asarray(draw(seed, (640, 480)), dtype=float)
    down = np.arange(480)[:, None, None]
    much = np.clip((down - edge) / 60, calm, 1) if edge else calm
    return Image.fromarray(np.clip(plain + (rough - plain) * much, 0, 255).astype(np.uint8))


def noisy(picture: Image.Image, grain: float) -> Image.Image:
    noise = np.random.default_rng(3).normal(0, grain, (picture.height, picture.width, 1))
    return Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))


def watermarked(picture: Image.Image) -> Image.Image:
    """With half-transparent words all over."""
    mask = Image.new("L", picture.size, 0)
    for y in range(0, picture.height, 60):
        for x in range(-40, picture.width, 150):
            ImageDraw.Draw(mask).text((x, y), "SAMPLE PREVIEW", fill=200, font_size=30)
    return Image.composite(Image.new("RGB", picture.size, "white"), picture, mask)


def stickered(picture: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    changed = picture.copy()
    ImageDraw.Draw(changed).ellipse((240, 160, 340, 260), fill=colour)
    return changed


FACE = 240, 160, 380, 300


def blurred(picture: Image.Image) -> Image.Image:
    changed = picture.copy()
    changed.paste(picture.crop(FACE).filter(ImageFilter.GaussianBlur(9)), FACE)
    return changed


def pixelated(picture: Image.Image) -> Image.Image:
    changed = picture.copy()
    face = picture.crop(FACE)
    changed.paste(face.resize((5, 5), Image.Resampling.BOX).resize(face.size, Image.Resampling.NEAREST), FACE)
    return changed


def smoothed(picture: Image.Image) -> Image.Image:
    """With two faces smoothed, softly at their rims."""
    across, down = np.meshgrid(np.linspace(0, 1, picture.width), np.linspace(0, 1, picture.height))
    faces = sum(
        np.exp(-(((across - x) / 0.12) ** 4) - (((down - y) / 0.16) ** 4))
        for x, y in ((0.3, 0.4), (0.7, 0.5))
    )
    mask = Image.fromarray((255 * np.clip(faces, 0, 1)).astype(np.uint8))
    return Image.composite(picture.filter(ImageFilter.MedianFilter(5)), picture, mask)


def saturated(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Color(picture).enhance(2.5)


def stretched(picture: Image.Image) -> Image.Image:
    return ImageOps.autocontrast(picture, cutoff=8)


def marked(picture: Image.Image, corner: tuple[int, int]) -> Image.Image:
    changed = picture.copy()
    x, y = corner
    ImageDraw.Draw(changed).ellipse((x, y, x + 40, y + 40), fill=(230, 30, 30), outline="white", width=3)
    return changed
