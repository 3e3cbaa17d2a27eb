"""Pairs of files compared as a scan compares them."""

from pathlib import Path

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


def saturated(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Color(picture).enhance(2.5)


def stretched(picture: Image.Image) -> Image.Image:
    return ImageOps.autocontrast(picture, cutoff=8)


def marked(picture: Image.Image, corner: tuple[int, int]) -> Image.Image:
    changed = picture.copy()
    x, y = corner
    ImageDraw.Draw(changed).ellipse((x, y, x + 40, y + 40), fill=(230, 30, 30), outline="white", width=3)
    return changed
