"""What a correct viewer shows of each kind of file: one row a behaviour.

docs/formats.md is made of this table (docs/make_formats.py). To add a behaviour, add a row.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from tests.formats.bright import HLG, LINEAR, PQ, coded, heic, signed
from tests.formats.encoders import (
    Make,
    Samples,
    clear,
    deep,
    grey_of,
    moving,
    oriented,
    pillow,
    program,
    samples,
    tiled_heic,
    wide,
)
from tests.formats.sensor import developed, mosaic, with_preview

View = Callable[[Image.Image], Image.Image]


def _same(image: Image.Image) -> Image.Image:
    return image


def _grey(image: Image.Image) -> Image.Image:
    return image.convert("L").convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    shown = image.copy()
    shown.paste("white", (0, 0, image.width // 3, image.height))
    return shown


def _cut(image: Image.Image) -> Image.Image:
    return image.crop((40, 20, 280, 200))


def _small(image: Image.Image) -> Image.Image:
    return image.resize((240, 180))


def _turned(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_90)


def _turned_right(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_270)


def _planes(picture: Samples) -> Samples:
    return np.moveaxis(wide(picture), -1, 0)


def _floats(picture: Samples) -> Samples:
    return picture.astype(np.float32) / 255


_APART = {"photometric": "rgb", "planarconfig": "separate"}


def _avif(transfer: int) -> Make:
    points = f"9/{transfer}/9"
    words = ("avifenc", "-d", "10", "--cicp", points, "{source}", "{result}")
    return program(*words, result="avif", first=coded(transfer))


def _jxl(curve: str, transfer: int) -> Make:
    space = f"color_space=RGB_D65_202_Rel_{curve}"
    return program(
        *("cjxl", "{source}", "{result}", "-d", "0.5", "-x", space), result="jxl", first=coded(transfer)
    )


def _photoshop(kind: str, *options: str) -> Make:
    return program("convert", "{source}", *options, "{result}", result=kind)


@dataclass(frozen=True, slots=True)
class Row:
    """A behaviour. `shows` makes what is shown of the picture that went in.

    `reduced` says by how much each side is smaller where it is opened at full size. A `large` one has more
    pixels than are decoded whole, since the limit is set below them, and is asked for in small.
    """

    format: str
    behaviour: str
    made_by: str
    make: Make
    reader: str
    shows: View = _same
    frames: int = 1
    depth: int = 8
    reduced: int = 1
    large: bool = False


_PILLOW, _HEIF, _JXL = "Pillow", "libheif (pillow-heif)", "libjxl (pillow-jxl-plugin)"
_AVIF, _JP2 = "libavif (Pillow)", "OpenJPEG (Pillow)"
_JPEG = "libjpeg-turbo (simplejpeg, Pillow)"
_TIFF = "tifffile, OpenCV"
_RAW, _WITH_LARGE = "LibRaw (rawpy)", "of more pixels than are decoded whole"
_PSD = "own reader of the merged picture"
_CLAP = ("--crop", "40,20,240,180")

ROWS = (
    Row("JPEG", "baseline", "Pillow", pillow("jpg", quality=95), _JPEG),
    Row("JPEG", "progressive", "Pillow", pillow("jpg", quality=95, progressive=True), _JPEG),
    Row("JPEG", "grey", "Pillow", pillow("jpg", "L", quality=95), _JPEG, _grey),
    Row("JPEG", "EXIF orientation 6", "Pillow", oriented("jpg", 6), _JPEG),
    Row("JPEG", "EXIF orientation 3", "Pillow", oriented("jpg", 3), _JPEG),
    Row("JPEG", _WITH_LARGE, "Pillow", pillow("jpg", quality=95), _JPEG, large=True),
    Row("PNG", "colours", "Pillow", pillow("png"), _PILLOW),
    Row("PNG", "transparent parts lie on white", "Pillow", clear("png"), _PILLOW, _on_white),
    Row("PNG", "16 bits", "Pillow", deep("png", 65535), _PILLOW, _grey, depth=16),
    Row("PNG", "light of PQ, BT.2020 (cICP)", "OpenCV", signed(PQ), _PILLOW, depth=16),
    Row("PNG", "light of HLG, BT.2020 (cICP)", "OpenCV", signed(HLG), _PILLOW, depth=16),
    Row("PNG", "linear light, BT.2020 (cICP)", "OpenCV", signed(LINEAR), _PILLOW, depth=16),
    Row("PNG", "animation (APNG)", "Pillow", moving("png", duration=100), _PILLOW, frames=3),
    Row("WebP", "lossy", "Pillow", pillow("webp", quality=95), _PILLOW),
    Row("WebP", "lossless", "Pillow", pillow("webp", lossless=True), _PILLOW),
    Row("WebP", "transparent parts lie on white", "Pillow", clear("webp", quality=95), _PILLOW, _on_white),
    Row("WebP", "animation", "Pillow", moving("webp", duration=100, quality=95), _PILLOW, frames=3),
    Row("GIF", "animation", "Pillow", moving("gif", duration=100), _PILLOW, frames=3),
    Row("BMP", "colours", "Pillow", pillow("bmp"), _PILLOW),
    Row("TIFF", "LZW", "Pillow", pillow("tif", compression="tiff_lzw"), _PILLOW),
    Row("TIFF", "CMYK", "Pillow", pillow("tif", "CMYK"), _PILLOW),
    Row("TIFF", "pages", "Pillow", moving("tif", compression="tiff_lzw"), _PILLOW, frames=3),
    Row("TIFF", "16 bits", "Pillow", deep("tif", 65535), _TIFF, _grey, depth=16),
    Row("TIFF", "12 bits in 16", "Pillow", deep("tif", 4095), _TIFF, _grey, depth=12),
    Row("TIFF", "10 bits in 16", "Pillow", deep("tif", 1023), _TIFF, _grey, depth=10),
    Row("TIFF", "16 bits, colours in planes", "tifffile", samples(_planes, **_APART), _TIFF, depth=16),
    Row(
        "TIFF",
        "16 bits, white is zero",
        "tifffile",
        samples(lambda picture: 65535 - wide(grey_of(picture)), photometric="miniswhite"),
        _TIFF,
        _grey,
        depth=16,
    ),
    Row("TIFF", "floats", "tifffile", samples(_floats, photometric="rgb"), _TIFF, depth=32),
    Row("TIFF", f"LZW, {_WITH_LARGE}", "Pillow", pillow("tif", compression="tiff_lzw"), _TIFF, large=True),
    Row(
        "TIFF",
        f"tiles, {_WITH_LARGE}",
        "tifffile",
        samples(lambda picture: picture, photometric="rgb", tile=(64, 64), compression="zlib"),
        _TIFF,
        large=True,
    ),
    Row("AVIF", "colours", "Pillow", pillow("avif", quality=90), _AVIF),
    Row("AVIF", "transparent parts lie on white", "Pillow", clear("avif", quality=90), _AVIF, _on_white),
    Row("AVIF", "sequence", "Pillow", moving("avif", duration=100, quality=90), _AVIF, frames=3),
    Row(
        "AVIF",
        "10 bits",
        "avifenc",
        program("avifenc", "-d", "10", "{source}", "{result}", result="avif"),
        _AVIF,
        depth=10,
    ),
    Row("AVIF", "light of PQ, BT.2020, 10 bits", "avifenc", _avif(PQ), _AVIF, depth=10),
    Row("AVIF", "light of HLG, BT.2020, 10 bits", "avifenc", _avif(HLG), _AVIF, depth=10),
    Row(
        "AVIF",
        "clean aperture (clap)",
        "avifenc",
        program("avifenc", *_CLAP, "{source}", "{result}", result="avif"),
        _AVIF,
        _cut,
    ),
    Row(
        "AVIF",
        "clean aperture, then rotation (irot)",
        "avifenc",
        program("avifenc", *_CLAP, "--irot", "1", "{source}", "{result}", result="avif"),
        _AVIF,
        lambda image: _turned(_cut(image)),
    ),
    Row("HEIC", "colours", "libheif", pillow("heic", quality=90), _HEIF),
    Row("HEIC", "several pictures", "libheif", moving("heic", quality=90), _HEIF, frames=3),
    Row(
        "HEIC",
        "embedded thumbnail is not taken for the photo",
        "heif-enc",
        program("heif-enc", "-t", "128", "-q", "90", "{source}", "-o", "{result}", result="heic"),
        _HEIF,
    ),
    Row("HEIC", "light of PQ, BT.2020", "libheif", heic(PQ), _HEIF, depth=10),
    Row("HEIC", "light of HLG, BT.2020", "libheif", heic(HLG), _HEIF, depth=10),
    Row("HEIC", f"tiles, {_WITH_LARGE}", "libheif", tiled_heic, _HEIF, large=True),
    Row("JPEG XL", _WITH_LARGE, "libjxl", pillow("jxl", lossless=True), _JXL, large=True),
    Row("JPEG XL", "light of PQ, BT.2020", "cjxl", _jxl("PeQ", PQ), _JXL, depth=16),
    Row("JPEG XL", "light of HLG, BT.2020", "cjxl", _jxl("HLG", HLG), _JXL, depth=16),
    Row("JPEG XL", "lossy", "libjxl", pillow("jxl", quality=95), _JXL),
    Row(
        "JPEG XL",
        "grey, 16 bits",
        "cjxl",
        program("cjxl", "{source}", "{result}", "-d", "0", result="jxl", first=deep("png", 65535)),
        _JXL,
        _grey,
        depth=16,
    ),
    Row(
        "JPEG XL",
        "lossless out of a JPEG",
        "cjxl",
        program("cjxl", "{source}", "{result}", source="jpg", result="jxl"),
        _JXL,
    ),
    Row(
        "JPEG XL",
        "animation",
        "cjxl",
        program("cjxl", "{source}", "{result}", "-d", "1", result="jxl", first=moving("gif", duration=100)),
        _JXL,
        frames=3,
    ),
    Row("JPEG 2000", "colours", "Pillow", pillow("jp2"), _JP2),
    Row("JPEG 2000", "16 bits", "Pillow", deep("jp2", 65535), _JP2, _grey, depth=16),
    Row("camera RAW", "a sensor's grid (DNG)", "tifffile", mosaic(), _RAW, reduced=2),
    Row("camera RAW", "orientation 6 (DNG)", "tifffile", mosaic(6), _RAW, _turned_right, reduced=2),
    Row(
        "camera RAW", "DefaultCrop (DNG)", "tifffile", mosaic(crop=(40, 20, 280, 200)), _RAW, _cut, reduced=2
    ),
    Row("camera RAW", "developed, linear (DNG)", "tifffile", developed, _RAW),
    Row("camera RAW", "the camera's own JPEG stands for it (DNG)", "the tests", with_preview, _RAW),
    Row("PSD", "colours", "ImageMagick", _photoshop("psd"), _PSD),
    Row("PSD", "16 bits", "ImageMagick", _photoshop("psd", "-depth", "16"), _PSD, depth=16),
    Row("PSD", "large document (PSB)", "ImageMagick", _photoshop("psb"), _PSD),
    Row("PSD", f"PSB {_WITH_LARGE}", "ImageMagick", _photoshop("psb"), _PSD, large=True),
    Row(
        "ICO", "colours", "Pillow", pillow("ico", sizes=[(240, 180)]), _PILLOW, lambda i: i.resize((240, 180))
    ),
    Row("TGA", "run lengths", "Pillow", pillow("tga", compression="tga_rle"), _PILLOW),
    Row("PPM", "colours", "Pillow", pillow("ppm"), _PILLOW),
    Row("QOI", "colours", "Pillow", pillow("qoi"), _PILLOW),
    Row("PCX", "colours", "Pillow", pillow("pcx"), _PILLOW),
)
