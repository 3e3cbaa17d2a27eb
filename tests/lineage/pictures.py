"""Pairs of files compared as a scan compares them."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from core.loss import LossKind
from core.photo import Lineage
from core.scan.close_look import CloseLook, compare_all
from core.scan.decode import decode
from tests.photos import image_file


def compared(original: Path, copy: Path) -> tuple[Lineage, bool]:
    """What a scan finds about two files, the original as `a`; and whether all pixels are equal."""
    photos = {n: (path, decode(image_file(path), 224).thumbnail) for n, path in enumerate((original, copy))}
    return compare_all(CloseLook(original, photos, ((0, 1),)))[0, 1]


def kinds(losses) -> set[LossKind]:
    return {loss.kind for loss in losses}


def scaled(picture: Image.Image, by: float) -> Image.Image:
    return picture.resize((round(picture.width * by), round(picture.height * by)), Image.Resampling.BICUBIC)


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
