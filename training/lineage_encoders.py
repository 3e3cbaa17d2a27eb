"""Encoders of many makers for families to fit with, and the tables that cameras write.

libjpeg-turbo by simplejpeg, by OpenCV and by Pillow (whose presets follow an editor's tables), libwebp,
libaom, x265, and OpenCV's PNG, TIFF and BMP. All take uint8[height, width, 3] in RGB, or uint8[height, width]
for grey, and give the file's bytes and its suffix.
"""

import io
from collections.abc import Callable

import cv2
import numpy as np
import pillow_heif
import simplejpeg
from numpy.typing import NDArray
from PIL import Image

from training.photo_store import Picture

Rng = np.random.Generator
Encoded = tuple[bytes, str]
Encoder = Callable[[Picture, Rng], Encoded]

_PRESETS = (
    "web_low",
    "web_medium",
    "web_high",
    "web_very_high",
    "web_maximum",
    "low",
    "medium",
    "high",
    "maximum",
)
_SAMPLINGS = (
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_440,
)
_FREQUENCIES = np.add.outer(np.arange(8), np.arange(8)) / 14
"""From 0 at a block's mean to 1 at its finest pattern."""
_LUMA = np.array(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ]
)
"""ITU-T T.81, Annex K, table K.1; cameras start from it and bend it."""


def decoded(data: bytes, rng: Rng | None = None) -> Picture:
    """Decode to RGB, by one decoder or another where there are two: they round and upsample differently.

    Raises:
        ValueError: not an image that can be decoded.
    """
    if data.startswith(b"\xff\xd8") and rng is not None and rng.random() < 0.5:
        fast = bool(rng.random() < 0.5)
        return simplejpeg.decode_jpeg(data, "RGB", fastdct=fast, fastupsample=bool(rng.random() < 0.5))
    if data[4:11] == b"ftyphei":
        heif = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
        return np.ascontiguousarray(np.asarray(heif.to_pillow().convert("RGB")))
    flags = cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if picture is None:
        raise ValueError("no decoder takes it")
    return picture


def camera_jpeg(picture: Picture, rng: Rng) -> Encoded:
    """A JPEG of quality 80 to 97 with bent tables, as cameras and phones write their own."""
    quality = float(rng.uniform(80, 97))
    scale = (200 - 2 * quality) / 100
    flat, slope = float(rng.uniform(0.6, 1.05)), float(rng.uniform(-0.4, 0.5))
    luma = _table(17 * (_LUMA / 17) ** flat * scale * (1 + slope * _FREQUENCIES))
    chroma_steps = np.minimum(17 + 160 * _FREQUENCIES, 99) * scale * float(rng.uniform(0.5, 1.2))
    tables = [luma, _table(chroma_steps)] if rng.random() < 0.85 else [luma, luma]
    buffer = io.BytesIO()
    sampling = int(rng.choice([0, 1, 2], p=[0.2, 0.35, 0.45]))
    optimise = bool(rng.random() < 0.2)
    Image.fromarray(picture).save(buffer, "JPEG", qtables=tables, subsampling=sampling, optimize=optimise)
    return buffer.getvalue(), ".jpg"


def jpeg(picture: Picture, rng: Rng, lowest: int = 35, highest: int = 97) -> Encoded:
    """A JPEG by one of three libraries, with any sampling; sometimes with an editor's tables."""
    quality = int(rng.integers(lowest, highest + 1))
    chance = rng.random()
    if chance < 0.4 and picture.ndim == 3:
        sampling = ("420", "422", "444", "440")[int(rng.choice(4, p=[0.55, 0.15, 0.25, 0.05]))]
        plain = np.ascontiguousarray(picture)
        fast = bool(rng.random() < 0.3)
        return simplejpeg.encode_jpeg(plain, quality, "RGB", sampling, fastdct=fast), ".jpg"
    if chance < 0.8:
        options = [cv2.IMWRITE_JPEG_QUALITY, quality]
        options += [cv2.IMWRITE_JPEG_PROGRESSIVE, int(rng.random() < 0.3)]
        options += [cv2.IMWRITE_JPEG_OPTIMIZE, int(rng.random() < 0.4)]
        if picture.ndim == 3:
            way = int(rng.choice(4, p=[0.55, 0.15, 0.25, 0.05]))
            options += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, _SAMPLINGS[way]]
            if rng.random() < 0.2:
                options += [cv2.IMWRITE_JPEG_CHROMA_QUALITY, max(1, quality - int(rng.integers(5, 30)))]
        return _by_opencv(".jpg", picture, options)
    worst = 0 if lowest < 60 else 2
    best = [name for name in _PRESETS if name.split("_")[-1] not in ("low", "medium")[:worst]]
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=best[int(rng.integers(len(best)))])
    return buffer.getvalue(), ".jpg"


def png(picture: Picture, rng: Rng) -> Encoded:
    """A PNG."""
    return _by_opencv(".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, int(rng.integers(1, 5))])


def tiff(picture: Picture, rng: Rng) -> Encoded:
    """A TIFF: plain, LZW or deflate."""
    return _by_opencv(".tif", picture, [cv2.IMWRITE_TIFF_COMPRESSION, int(rng.choice([1, 5, 8]))])


def bmp(picture: Picture, _: Rng) -> Encoded:
    """A BMP."""
    return _by_opencv(".bmp", picture, [])


def webp(picture: Picture, rng: Rng) -> Encoded:
    """A lossy WebP."""
    return _by_opencv(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, int(rng.integers(45, 98))])


def webp_lossless(picture: Picture, _: Rng) -> Encoded:
    """A WebP with every pixel as it was."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "WEBP", lossless=True, quality=0, method=0)
    return buffer.getvalue(), ".webp"


def avif(picture: Picture, rng: Rng) -> Encoded:
    """An AVIF."""
    options = [cv2.IMWRITE_AVIF_QUALITY, int(rng.integers(40, 95)), cv2.IMWRITE_AVIF_SPEED, 9]
    return _by_opencv(".avif", picture, options)


def heic(picture: Picture, rng: Rng) -> Encoded:
    """A HEIC, full or reduced colour."""
    colour = np.ascontiguousarray(picture if picture.ndim == 3 else cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB))
    height, width = colour.shape[:2]
    heif = pillow_heif.from_bytes("RGB", (width, height), colour.tobytes())
    buffer = io.BytesIO()
    chroma = 444 if rng.random() < 0.2 else 420
    preset = {"preset": ("ultrafast", "superfast")[int(rng.integers(2))]}
    heif.save(buffer, quality=int(rng.integers(40, 95)), chroma=chroma, enc_params=preset)
    return buffer.getvalue(), ".heic"


def any_encoder(picture: Picture, rng: Rng, *, lossless: bool = True) -> Encoded:
    """Save as programs save an edit: mostly as a JPEG, sometimes as anything else."""
    chance = rng.random()
    if chance < 0.25 and lossless:
        exact: tuple[Encoder, ...] = (png, png, tiff, bmp, webp_lossless)
        return exact[int(rng.integers(len(exact)))](picture, rng)
    if chance < 0.4:
        lossy: tuple[Encoder, ...] = (webp, webp, avif, heic)
        return lossy[int(rng.integers(len(lossy)))](picture, rng)
    return jpeg(picture, rng, 65, 98)


def _by_opencv(suffix: str, picture: Picture, options: list[int]) -> Encoded:
    ordered = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    written, encoded = cv2.imencode(suffix, ordered, options)
    assert written, suffix
    return encoded.tobytes(), suffix


def _table(steps: NDArray[np.floating]) -> list[int]:
    return steps.clip(1, 255).round().astype(int).ravel().tolist()
