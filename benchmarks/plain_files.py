"""Files that tell nothing beside their pixels: metadata cut off losslessly, and encoders that write none.

What is cut is cut between segments: not one coefficient of a JPEG changes. A colour profile stays, since
without it the pixels mean other colours.
"""

import io
import re
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

Encoder = Callable[[Image.Image, np.random.Generator], tuple[bytes, str]]
"""Gives the file's bytes and its suffix, with the dot."""

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_WORDS = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"caBX"))
_MARKER_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def without_metadata(data: bytes) -> bytes:
    """Cut EXIF, XMP, IPTC, comments, previews and what lies behind the end out of a JPEG or a PNG.

    Returns:
        The file without them; the very bytes that came in where there was nothing to cut, and for any
        other format.

    Raises:
        ValueError: the segments do not add up.
    """
    if data.startswith(b"\xff\xd8"):
        return _plain_jpeg(data)
    if data.startswith(_PNG_SIGNATURE):
        return _plain_png(data)
    return data


def _plain_jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    place = 2
    while True:
        if data[place : place + 1] != b"\xff" or place + 4 > len(data):
            raise ValueError("a JPEG whose segments do not add up")
        marker = data[place + 1]
        if marker == 0xFF:  # a filling byte
            place += 1
            continue
        if marker == 0xD9:
            return b"".join([*kept, data[place : place + 2]])
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if marker == 0xDA:
            following = _MARKER_AFTER_SCAN.search(data, end)
            if following is None:
                raise ValueError("a JPEG without an end")
            end = following.start()
            kept.append(data[place:end])
            if data[end + 1] == 0xD9:
                return b"".join([*kept, data[end : end + 2]])
        elif _belongs_to_the_pixels(marker, data[place + 4 : end]):
            kept.append(data[place:end])
        place = end


def _belongs_to_the_pixels(marker: int, content: bytes) -> bool:
    """Tables, frames, JFIF, Adobe's colour transform and the colour profile."""
    if 0xE0 <= marker <= 0xEF:
        return content.startswith((b"JFIF\0", b"Adobe", b"ICC_PROFILE\0"))
    return marker != 0xFE


def _plain_png(data: bytes) -> bytes:
    kept = [_PNG_SIGNATURE]
    place = len(_PNG_SIGNATURE)
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if kind not in _PNG_WORDS:
            kept.append(data[place:end])
        place = end
        if kind == b"IEND":
            break
    return b"".join(kept)


def saved(picture: Image.Image, format_: str, **options: Any) -> bytes:
    """Encode in memory, with the picture's colour profile and nothing else."""
    profile: bytes | None = picture.info.get("icc_profile")
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if profile and format_ != "BMP":
        options["icc_profile"] = profile
    buffer = io.BytesIO()
    bare.save(buffer, format_, **options)
    return buffer.getvalue()


def jpeg(
    picture: Image.Image, rng: np.random.Generator, lowest: int = 40, highest: int = 98
) -> tuple[bytes, str]:
    """A JPEG of any sampling, sometimes progressive or with Huffman tables of its own."""
    options: dict[str, Any] = {"quality": int(rng.integers(lowest, highest + 1))}
    options["subsampling"] = int(rng.choice([0, 1, 2], p=[0.25, 0.15, 0.6]))
    options["progressive"] = bool(rng.random() < 0.3)
    options["optimize"] = bool(rng.random() < 0.4)
    return saved(picture, "JPEG", **options), ".jpg"


def png(picture: Image.Image, rng: np.random.Generator) -> tuple[bytes, str]:
    """A PNG, packed well or hardly."""
    return saved(picture, "PNG", compress_level=int(rng.choice([1, 4, 6]))), ".png"


def tiff(picture: Image.Image, rng: np.random.Generator) -> tuple[bytes, str]:
    """A TIFF, plain, LZW or deflate."""
    return saved(
        picture, "TIFF", compression=str(rng.choice(["raw", "tiff_lzw", "tiff_adobe_deflate"]))
    ), ".tif"


def bmp(picture: Image.Image, _: np.random.Generator) -> tuple[bytes, str]:
    """A BMP."""
    return saved(picture, "BMP"), ".bmp"


def webp(picture: Image.Image, rng: np.random.Generator) -> tuple[bytes, str]:
    """A lossy WebP."""
    return saved(picture, "WEBP", quality=int(rng.integers(50, 97)), method=int(rng.integers(0, 5))), ".webp"


def webp_lossless(picture: Image.Image, _: np.random.Generator) -> tuple[bytes, str]:
    """A WebP with every pixel as it was."""
    return saved(picture, "WEBP", lossless=True, quality=20, method=0), ".webp"


def avif(picture: Image.Image, rng: np.random.Generator) -> tuple[bytes, str]:
    """An AVIF, full or reduced colour."""
    sampling = str(rng.choice(["4:2:0", "4:2:0", "4:4:4"]))
    quality = int(rng.integers(45, 93))
    return saved(picture, "AVIF", quality=quality, subsampling=sampling, speed=9, max_threads=1), ".avif"


def heic(picture: Image.Image, rng: np.random.Generator) -> tuple[bytes, str]:
    """A HEIC as phones make them."""
    quality = int(rng.integers(45, 93))
    chroma = 444 if rng.random() < 0.2 else 420
    options = {"quality": quality, "chroma": chroma, "enc_params": {"preset": "veryfast"}}
    return saved(picture, "HEIF", **options), ".heic"


def any_encoder(
    picture: Image.Image, rng: np.random.Generator, *, lossless: bool = True
) -> tuple[bytes, str]:
    """Save as programs save an edit: mostly as a JPEG, sometimes as anything else.

    Args:
        picture: what to save.
        rng: decides.
        lossless: whether the pixels may be kept as they are.
    """
    chance = rng.random()
    if chance < 0.28 and lossless:
        encoders: tuple[Encoder, ...] = (png, png, png, tiff, bmp, webp_lossless)
        return encoders[int(rng.integers(len(encoders)))](picture, rng)
    if chance < 0.45:
        lossy: tuple[Encoder, ...] = (webp, webp, avif, heic)
        return lossy[int(rng.integers(len(lossy)))](picture, rng)
    return jpeg(picture, rng, 70, 97)
