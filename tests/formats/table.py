"""What a correct viewer shows of each kind of file: one row a behaviour.

docs/formats.md is made of this table (docs/make_formats.py). To add a behaviour, add a row.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from tests.formats.encoders import Make, clear, deep, moving, oriented, pillow, program

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


@dataclass(frozen=True, slots=True)
class Row:
    """A behaviour. `shows` makes what is shown of the picture that went in."""

    format: str
    behaviour: str
    made_by: str
    make: Make
    reader: str
    shows: View = _same
    frames: int = 1
    depth: int = 8


_PILLOW, _HEIF, _JXL = "Pillow", "libheif (pillow-heif)", "libjxl (pillow-jxl-plugin)"
_AVIF = "libavif (Pillow)"
_JPEG = "libjpeg-turbo (simplejpeg, Pillow)"
_TIFF = "tifffile, OpenCV"
_CLAP = ("--crop", "40,20,240,180")

ROWS = (
    Row("JPEG", "baseline", "Pillow", pillow("jpg", quality=95), _JPEG),
    Row("JPEG", "progressive", "Pillow", pillow("jpg", quality=95, progressive=True), _JPEG),
    Row("JPEG", "grey", "Pillow", pillow("jpg", "L", quality=95), _JPEG, _grey),
    Row("JPEG", "EXIF orientation 6", "Pillow", oriented("jpg", 6), _JPEG),
    Row("JPEG", "EXIF orientation 3", "Pillow", oriented("jpg", 3), _JPEG),
    Row("PNG", "colours", "Pillow", pillow("png"), _PILLOW),
    Row("PNG", "transparent parts lie on white", "Pillow", clear("png"), _PILLOW, _on_white),
    Row("PNG", "16 bits", "Pillow", deep("png", 65535), _PILLOW, _grey, depth=16),
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
    Row("JPEG 2000", "colours", "Pillow", pillow("jp2"), "OpenJPEG (Pillow)"),
    Row(
        "ICO", "colours", "Pillow", pillow("ico", sizes=[(240, 180)]), _PILLOW, lambda i: i.resize((240, 180))
    ),
    Row("TGA", "run lengths", "Pillow", pillow("tga", compression="tga_rle"), _PILLOW),
    Row("PPM", "colours", "Pillow", pillow("ppm"), _PILLOW),
    Row("QOI", "colours", "Pillow", pillow("qoi"), _PILLOW),
    Row("PCX", "colours", "Pillow", pillow("pcx"), _PILLOW),
)
