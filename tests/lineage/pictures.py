"""Pairs of files compared as a scan compares them."""

from pathlib import Path

from PIL import Image

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
