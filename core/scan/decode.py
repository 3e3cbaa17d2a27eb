"""One reading of a photo's file: its digest, its facts, and small upright pictures of it.

Time goes into decoding, so a JPEG is decoded at an eighth of its size or whatever the small pictures
need (libjpeg's scaled decoding), everything is made from that one reduced picture, and colours are
converted and corners turned only there. A HEIC can only be decoded whole, which takes 20 times as long; the
small copy that phones keep in it does for most photos, until a pair asks for the whole picture.
"""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import cast

import numpy as np
from PIL import Image

from core.match.ground import on_ground, plain_ground
from core.photo import DecodedPhoto, ImageFile, Pixels
from core.scan.colour import to_averageable, to_srgb
from core.scan.faults import faults_as_sentences
from core.scan.heif_thumbnail import sound_thumbnail
from core.scan.limits import check_whole
from core.scan.opened_picture import OpenedPicture
from core.scan.opening import open_picture, read_bytes
from core.scan.scaled_jpeg import decode_scaled, frame_header
from core.scan.tone_mapping import to_srgb_as_shown

THUMBNAIL_SIDE = 400
"""The long side of a thumbnail. Crops to a third are found by what 320 do not show."""
THUMBNAIL_QUALITY = 80
"""24 kB a photo, and as good to compare as 85 with 28 kB."""


def decode(file: ImageFile, side: int) -> DecodedPhoto:
    """Read a photo once, and give everything that the catalogue wants of it.

    What takes long to decode may be a draft: made from a small copy in the file that was compared with the
    picture (`core.scan.heif_thumbnail`).

    Args:
        file: the photo on the disk.
        side: the model's input size; `pixels` is uint8[side, side, 3].

    Raises:
        UnreadablePhoto: the file cannot be read or decoded; the error is the reason in a sentence.
    """
    return _decode(file, side, may_be_draft=True)


def decode_whole(file: ImageFile, side: int) -> DecodedPhoto:
    """Read a photo as `decode` does, but never from a small copy in its file."""
    return _decode(file, side, may_be_draft=False)


def _decode(file: ImageFile, side: int, *, may_be_draft: bool) -> DecodedPhoto:
    data = read_bytes(file.path)
    digest = hashlib.sha256(data).digest()
    picture = open_picture(data, file.path.suffix.lower(), max(side, THUMBNAIL_SIDE))
    with faults_as_sentences():
        copy = sound_thumbnail(data, picture, side) if may_be_draft else None
        if copy is not None:
            picture.image = copy
        whole = _upright(picture, _smallest_useful(picture, side))
        small = _opaque(whole)
        width, height = picture.upright_size
        shown = THUMBNAIL_SIDE if copy is None else min(THUMBNAIL_SIDE, max(copy.size))
        return DecodedPhoto(
            file=file,
            sha256=digest,
            pixels=_squashed(small, side),
            thumbnail=_thumbnail(whole, _fitted(width, height, shown)),
            width=width,
            height=height,
            format=picture.format,
            sharpness=_sharpness(small),
            exif=picture.exif,
            is_draft=copy is not None,
        )


def open_upright(path: Path, max_side: int | None = None, *, with_alpha: bool = False) -> Image.Image:
    """Open a photo to be looked at: RGB, upright, colours in sRGB.

    Args:
        path: the file, in the catalogue or not.
        max_side: the longest side that is wanted; the picture is made no larger than it is.
        with_alpha: whether what is transparent stays so, as RGBA, and is not laid on white.

    Raises:
        UnreadablePhoto: the file cannot be read or decoded; the error is the reason in a sentence.
    """
    data = read_bytes(path)
    picture = open_picture(data, path.suffix.lower(), max_side or _AS_LARGE_AS_IT_IS)
    with faults_as_sentences():
        if max_side is None:
            whole = _upright(picture, (picture.width, picture.height))
            return whole if with_alpha else _opaque(whole)
        whole = _upright(picture, _fitted(picture.width, picture.height, max_side))
        upright = whole if with_alpha else _opaque(whole)
        shown = _fitted(*picture.upright_size, max_side)
        return upright.resize(shown, Image.Resampling.LANCZOS) if max(upright.size) > max_side else upright


_AS_LARGE_AS_IT_IS = 1 << 20
"""A side that no picture has."""


def squashed(pixels: Pixels, side: int) -> Pixels:
    """A picture that is in no file, as `decode` gives those that are: uint8[side, side, 3]."""
    return _squashed(Image.fromarray(np.ascontiguousarray(pixels)), side)


def _smallest_useful(picture: OpenedPicture, side: int) -> tuple[int, int]:
    """The size, as the picture is stored, that neither the model's input nor the thumbnail outgrows."""
    width, height = _fitted(picture.width, picture.height, THUMBNAIL_SIDE)
    return max(width, side), max(height, side)


def _upright(picture: OpenedPicture, want: tuple[int, int]) -> Image.Image:
    """Decode at a size of at least `want`, where the picture has that, and bring it upright, into sRGB.

    RGBA where something is transparent. Where nothing at all is opaque the alpha channel is taken for a
    mistake and ignored.

    Averaging whole pixels down to twice of `want` first is five times as fast as resizing at once, and
    hardly to be told from it.
    """
    image = _decoded(picture, want)
    profile = picture.image.info.get("icc_profile")
    image = to_averageable(image)
    if image.mode == "RGBA":
        lowest, highest = cast("tuple[int, int]", image.getchannel("A").getextrema())
        picture.has_alpha = lowest < 255 and highest > 0
        image = image if picture.has_alpha else image.convert("RGB")
    shrink = max(1, image.width // (2 * want[0])), max(1, image.height // (2 * want[1]))
    if shrink != (1, 1):
        image = image.reduce(shrink)
    if picture.signal is not None:
        image, profile = to_srgb_as_shown(image, picture.signal), None
    image = to_srgb(image, profile)
    turn = _TURNS.get(picture.orientation)
    return image if turn is None else image.transpose(turn)


def _opaque(image: Image.Image) -> Image.Image:
    return on_ground(image, plain_ground(image)) if image.mode == "RGBA" else image


def _decoded(picture: OpenedPicture, want: tuple[int, int]) -> Image.Image:
    image = picture.image
    if picture.jpeg is not None:
        try:
            scaled = decode_scaled(picture.jpeg, image.size, image.mode, want)
        except ValueError as warning:
            picture.damage, scaled = str(warning), None
        if scaled is not None:
            return scaled
        frame = frame_header(picture.jpeg)
        if frame is not None and not frame.is_scalable:
            check_whole(image)
            image.load()
            return image
    if picture.format not in _WITH_OWN_THUMBNAIL:
        image.draft(None, want)
    check_whole(image)
    image.load()
    return image


_WITH_OWN_THUMBNAIL = ("HEIC", "HEIF")
"""`draft` takes a thumbnail from inside the file for these, which may show something else."""


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What each EXIF orientation asks for."""


def _squashed(image: Image.Image, side: int) -> Pixels:
    return np.array(image.resize((side, side), Image.Resampling.BICUBIC))


def _thumbnail(image: Image.Image, size: tuple[int, int]) -> bytes:
    """Encode the picture at `size`: JPEG, or WebP where something is transparent.

    Hamming's filter is as sharp as a bicubic one here, in half the time.
    """
    encoded = BytesIO()
    kind = "WEBP" if image.mode == "RGBA" else "JPEG"
    image.resize(size, Image.Resampling.HAMMING).save(encoded, kind, quality=THUMBNAIL_QUALITY)
    return encoded.getvalue()


_SHARPNESS_SIDE = 192


def _sharpness(image: Image.Image) -> float:
    """Mean squared difference of neighbouring grey values (0 to 255) on a grid of 192 x 192."""
    small = image.convert("L").resize((_SHARPNESS_SIDE, _SHARPNESS_SIDE), Image.Resampling.BILINEAR)
    grey = np.asarray(small, dtype=np.int32)
    across, down = np.diff(grey, axis=1), np.diff(grey, axis=0)
    return float(np.mean(across * across) + np.mean(down * down))


def _fitted(width: int, height: int, side: int) -> tuple[int, int]:
    """The size of a picture when its long side is `side`, or as it is when that is no longer."""
    scale = min(1.0, side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))
