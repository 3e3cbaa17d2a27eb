"""Opens a photo at full size, to be compared to the pixel. For a worker: it decodes what a stranger wrote."""

import hashlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from core.errors import UnreadablePhoto
from core.lineage.picture import FullPicture, Table, turned_by
from core.match.ground import Colour, on_ground, plain_ground
from core.match.opencv import open_cv
from core.match.origin import LOSSLESS_FORMATS, RAW_FORMATS
from core.review.dialects.fields import Topic
from core.review.dialects.photo import from_photo
from core.review.dialects.written import Saying
from core.scan.carried import carried_in
from core.scan.colour import reaches_beyond_srgb, to_averageable
from core.scan.faults import faults_as_sentences
from core.scan.opened_picture import OpenedPicture
from core.scan.opening import open_picture, read_bytes
from core.scan.samples import real_depth
from core.scan.scaled_jpeg import decode_strictly

MOST_PIXELS = 60_000_000
"""Larger pictures are not compared to the pixel: two would take a gigabyte."""


class AnotherFile(UnreadablePhoto):
    """What was to be opened is not there as it was read: gone, forbidden, or of other bytes by now."""


def open_full(path: Path, sha256: bytes = b"") -> FullPicture:
    """Decode a photo at full size.

    Args:
        path: the file.
        sha256: the digest that it has to have, if it is to stand for a content that is known.

    Raises:
        AnotherFile: it is not that content, or cannot be read at all.
        UnreadablePhoto: it cannot be decoded, or is too large for this.
    """
    data = _bytes_of(path, sha256)
    picture = open_picture(data, path.suffix.lower(), 1 << 16)
    width, height = picture.image.size if picture.format in RAW_FORMATS else (picture.width, picture.height)
    if width * height > MOST_PIXELS:
        raise UnreadablePhoto("It is too large to be compared to the pixel.")
    with faults_as_sentences():
        image = picture.image
        frames = picture.frames
        shown = _shown(image) if frames > 1 and picture.format not in RAW_FORMATS else b""
        depth = _depth(picture, data)
        table = _table(image)
        pixels = _decoded(picture)
        laid = _laid_on_ground(image)
        if laid is not None:
            pixels = laid.pixels
        elif pixels is None:
            pixels = _rgb(to_averageable(image))
    return FullPicture(
        pixels=pixels,
        turned=turned_by(picture.orientation, image.width, image.height),
        table=table,
        lossless=picture.format in LOSSLESS_FORMATS,
        frames=frames,
        depth=depth,
        transparent=laid is not None,
        sound=picture.damage is None,
        file_size=len(data),
        film=film_behind(data, picture.format),
        carried=carried_in(data),
        shown=shown,
        opacity=None if laid is None else laid.opacity,
        alpha=None if laid is None else laid.alpha,
        ground=(255, 255, 255) if laid is None else laid.ground,
        said=_said(data),
        wide=reaches_beyond_srgb(image),
    )


def _bytes_of(path: Path, sha256: bytes) -> bytes:
    try:
        data = read_bytes(path)
    except UnreadablePhoto as error:
        raise AnotherFile(str(error)) from error
    if sha256 and hashlib.sha256(data).digest() != sha256:
        raise AnotherFile("It has other bytes by now.")
    return data


def _table(image: Image.Image) -> Table | None:
    tables = getattr(image, "quantization", None)
    if not tables or image.mode not in ("RGB", "L"):
        return None
    return np.array(tables[0], dtype=np.float64).reshape(8, 8)


def _said(data: bytes) -> frozenset[tuple[str, str]]:
    """What a person wrote into the file: stars, words, names; of the shot, which facts are there."""
    written = from_photo(data)
    found: set[tuple[str, str]] = set()
    for field in fields(written):
        value: Any = getattr(written, field.name)
        several = cast("tuple[object, ...]", value if isinstance(value, tuple) else (value,))
        found |= {(field.name, _text(one)) for one in several if one not in (None, False)}
    return frozenset(found)


def _text(said: object) -> str:
    return said.name if isinstance(said, Saying) and said.topic is Topic.SHOT else str(said)


def _shown(image: Image.Image) -> bytes:
    """The digest of every pixel of every frame; empty where the decoder gives one picture alone, or too many.

    Two pages of one form may differ by a letter, so that no glance would do.
    """
    if not 1 < getattr(image, "n_frames", 1) <= _FRAMES:
        return b""
    digest = hashlib.sha256()
    for frame in ImageSequence.Iterator(image):
        digest.update(frame.convert("RGBA").tobytes())
    image.seek(0)
    return digest.digest()


_FRAMES = 200


def _depth(picture: OpenedPicture, data: bytes) -> int:
    """Bits a channel that are really used, as far as can be told; light beyond white counts as ten."""
    if picture.format in RAW_FORMATS:
        return 14
    if picture.format == "PNG" and picture.depth == 16 and picture.frames == 1:
        samples = open_cv().imdecode(np.frombuffer(data, np.uint8), _UNCHANGED)
        return 16 if samples is None else real_depth(samples)
    if picture.depth > 8:
        return picture.depth
    return 10 if any(name in data for name in _GAIN_MAPS) else 8


_UNCHANGED = -1
"""cv2.IMREAD_UNCHANGED: 16 bits, where Pillow gives eight of a picture in colours."""

_GAIN_MAPS = (b"hdrgm:Version", b"HDRGainMap", b"urn:iso:std:iso:ts:21496")
"""Looked for one by one: a pattern of all three takes three times as long."""


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """A picture with transparent parts, as `FullPicture` has it."""

    pixels: NDArray[np.uint8]
    alpha: NDArray[np.uint8]
    opacity: NDArray[np.uint8]
    ground: Colour


def _laid_on_ground(image: Image.Image) -> _Laid | None:
    """A picture laid on its plain ground; None where nothing shines through, or nothing can be seen."""
    if not image.has_transparency_data:
        return None
    whole = image.convert("RGBA")
    alpha = whole.getchannel("A")
    lowest, highest = alpha.getextrema()
    if lowest == 255 or highest == 0:
        return None
    ground = plain_ground(whole)
    opacity = np.asarray(alpha.resize((32, 32), Image.Resampling.BOX))
    return _Laid(_rgb(whole, ground), np.asarray(alpha), opacity, ground)


def _rgb(image: Image.Image, ground: Colour | None = None) -> NDArray[np.uint8]:
    """uint8[height, width, 3] of a picture, laid on a ground or as it is.

    In strips: Pillow takes four bytes for each pixel of every step, beside those that it was decoded into.
    """
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    for top in range(0, image.height, _ROWS):
        strip = image.crop((0, top, image.width, min(top + _ROWS, image.height)))
        plain = strip.convert("RGB") if ground is None else on_ground(strip, ground)
        pixels[top : top + _ROWS] = np.asarray(plain)
    return pixels


_ROWS = 128


def _decoded(picture: OpenedPicture) -> NDArray[np.uint8] | None:
    """The pixels, where they need no conversion; notes the decoder's complaint where it has one.

    Pillow is silent about a JPEG that goes on after a broken place.
    """
    image, pixels = picture.image, None
    if picture.jpeg is not None:
        try:
            pixels = decode_strictly(picture.jpeg, image.size, image.mode)
        except ValueError as warning:
            picture.damage = str(warning)
    if pixels is None:
        image.load()
        return None
    return np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels


def film_behind(data: bytes, kind: str) -> bytes:
    """The digest of a film that lies behind a picture in one file; empty where there is none.

    Google's and Samsung's motion photos are a JPEG with an MP4 after its end, HEICs have it in a box `mpvd`.
    """
    if kind == "JPEG":
        at = data.find(b"ftyp", len(data) // 50)
        while at >= 4:
            size = int.from_bytes(data[at - 4 : at], "big")
            if 8 <= size <= 256 and data[at + 4 : at + 8].isalnum():
                return hashlib.sha256(data[at - 4 :]).digest()
            at = data.find(b"ftyp", at + 4)
    elif kind in ("HEIC", "HEIF"):
        at = data.find(b"mpvd")
        if at >= 0:
            return hashlib.sha256(data[at:]).digest()
    return b""
