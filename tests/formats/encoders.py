"""Ways to make a file of a format, with an encoder that pip or Debian has.

Each takes a picture and a folder and gives the file; `Missing` says which encoder there is none of.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

Samples = NDArray[Any]
Make = Callable[[Image.Image, Path], Path]


class Missing(Exception):
    """An encoder that is not installed."""


def pillow(suffix: str, mode: str = "RGB", **options: Any) -> Make:
    """Pillow and its plug-ins for HEIC and JPEG XL."""

    def make(image: Image.Image, folder: Path) -> Path:
        import pillow_heif
        import pillow_jxl  # noqa: F401

        pillow_heif.register_heif_opener()
        path = folder / f"a.{suffix}"
        image.convert(mode).save(path, **options)
        return path

    return make


def moving(suffix: str, **options: Any) -> Make:
    """An animation of three frames, or a file of three pages, of which the picture is the first."""

    def make(image: Image.Image, folder: Path) -> Path:
        others = [Image.new("RGB", image.size, colour) for colour in ("black", "white")]
        return pillow(suffix, save_all=True, append_images=others, **options)(image, folder)

    return make


def oriented(suffix: str, orientation: int) -> Make:
    """A picture that lies as EXIF says."""

    def make(image: Image.Image, folder: Path) -> Path:
        exif = Image.Exif()
        exif[0x0112] = orientation
        return pillow(suffix, exif=exif, quality=95)(image.transpose(_LYING[orientation]), folder)

    return make


_LYING = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


def program(*words: str, source: str = "png", result: str, first: Make | None = None) -> Make:
    """A program of Debian's: `words` with {source} and {result} in them."""

    def make(image: Image.Image, folder: Path) -> Path:
        if which(words[0]) is None:
            raise Missing(words[0])
        path = folder / f"made.{result}"
        made = (first or pillow(source))(image, folder)
        command = [word.format(source=made, result=path) for word in words]
        done = subprocess.run(command, capture_output=True, timeout=60)
        if done.returncode or not path.exists():
            raise Missing(f"{words[0]} with these options")
        return path

    return make


def deep(suffix: str, most: int) -> Make:
    """A grey picture of samples up to `most` in 16 bits."""

    def make(image: Image.Image, folder: Path) -> Path:
        grey = np.asarray(image.convert("L"), np.float64) / 255 * most
        path = folder / f"a.{suffix}"
        Image.fromarray(np.rint(grey).astype(np.uint16)).save(path)
        return path

    return make


def clear(suffix: str, **options: Any) -> Make:
    """The left third is transparent, and hides other colours."""

    def make(image: Image.Image, folder: Path) -> Path:
        whole = image.convert("RGBA")
        whole.paste((0, 200, 0, 0), (0, 0, image.width // 3, image.height))
        path = folder / f"a.{suffix}"
        whole.save(path, **options)
        return path

    return make


def samples(of: Callable[[Samples], Any], **options: Any) -> Make:
    """A TIFF by tifffile. `of` makes its samples of those of the picture."""

    def make(image: Image.Image, folder: Path) -> Path:
        path = folder / "a.tif"
        tifffile.imwrite(path, of(np.asarray(image)), **options)
        return path

    return make


def wide(picture: Samples) -> Samples:
    """Samples of 16 bits."""
    return picture.astype(np.uint16) * np.uint16(257)


def grey_of(picture: Samples) -> Samples:
    return np.asarray(Image.fromarray(picture).convert("L"))


def tiled_heic(image: Image.Image, folder: Path) -> Path:
    """A HEIC of tiles, by libheif."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    side, pillow_heif.options.GRID_TILE_SIZE = pillow_heif.options.GRID_TILE_SIZE, 128
    try:
        return pillow("heic", quality=90)(image, folder)
    finally:
        pillow_heif.options.GRID_TILE_SIZE = side
