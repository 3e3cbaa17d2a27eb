"""Camera RAW through LibRaw: the picture the camera made for its own screen, or a half-size development.

Nearly every RAW file carries a JPEG of the photo, often full-size; decoding it takes a hundredth of the
time of a development, and looks as the camera's maker meant it to look.
"""

import struct
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import ExifTags, Image

from core.errors import UnreadablePhoto
from core.photo import ExifFacts
from core.scan.exif import exif_facts, orientation_of, read_exif

if TYPE_CHECKING:
    import rawpy


@dataclass(slots=True)
class RawPicture:
    """A picture out of a RAW file, reduced or not. `width` and `height` are the sensor's, as `image` lies."""

    image: Image.Image
    width: int
    height: int
    orientation: int
    exif: ExifFacts


def open_raw(data: bytes, want: int, max_pixels: int) -> RawPicture:
    """Open a RAW file.

    Args:
        data: the whole file.
        want: the long side, in pixels, that the camera's own preview needs for it to be taken.
        max_pixels: more are not decoded.

    Raises:
        UnreadablePhoto: LibRaw does not know the camera, or the file is damaged.
    """
    import rawpy

    with _faults_as_sentences(), rawpy.imread(BytesIO(data)) as raw:
        width, height = _sensor_size(raw.sizes)
        if raw.sizes.raw_width * raw.sizes.raw_height > max_pixels:
            raise UnreadablePhoto(f"It claims to be larger than {max_pixels // 1_000_000} megapixels.")
        preview = _preview(raw)
        facts = _facts(data, preview)
        if preview is not None and max(preview.size) >= min(want, max(width, height) // 2):
            return RawPicture(preview, width, height, _preview_orientation(preview, raw.sizes), facts)
        developed = Image.fromarray(raw.postprocess(half_size=True, use_camera_wb=True, output_bps=8))
        last_row = raw.raw_image_visible[-1]
        if not last_row.any():  # LibRaw fills what is missing with zeros; no sensor gives such
            raise UnreadablePhoto("The file is cut short.")
        if raw.sizes.flip in (5, 6):
            width, height = height, width
        return RawPicture(developed, width, height, 1, facts)  # LibRaw turns what it develops


def raw_exif(data: bytes) -> Image.Exif:
    """The EXIF of a RAW file without opening its picture; empty where it is not in the usual place."""
    if data[4:8] == b"ftyp":
        exif = _directories(_box(data[: 1 << 16], b"CMT1"))
        detail = _directories(_box(data[: 1 << 16], b"CMT2"))
        exif.get_ifd(ExifTags.IFD.Exif).update(detail)
        return exif
    order = b"II*\0" if data[:2] == b"II" else b"MM\0*"
    return _directories(order + data[4:])  # Olympus and Panasonic write other marks than TIFF's


def camera_tiff_kind(data: bytes) -> str | None:
    """Tell from its first directory (TIFF 6.0, section 2) whether a TIFF file is a camera's RAW.

    DNG names its version. Other makers' files put a small picture first, marked as reduced, and the
    sensor's data into sub-directories.

    Returns:
        "DNG", "RAW", or None for any other TIFF.
    """
    order = "<" if data[:2] == b"II" else ">"
    try:
        (at,) = struct.unpack_from(order + "I", data, 4)
        (count,) = struct.unpack_from(order + "H", data, at)
        entries = [struct.unpack_from(order + "HHII", data, at + 2 + 12 * n) for n in range(count)]
    except struct.error:
        return None
    tags = {tag for tag, *_ in entries}
    if _DNG_VERSION in tags:
        return "DNG"
    reduced = any(tag == _NEW_SUBFILE_TYPE and value == 1 for tag, _, _, value in entries)
    return "RAW" if reduced and {_MAKE, _SUB_DIRECTORIES} <= tags else None


_NEW_SUBFILE_TYPE, _MAKE, _SUB_DIRECTORIES, _DNG_VERSION = 254, 271, 330, 50706


@contextmanager
def _faults_as_sentences() -> Generator[None]:
    import rawpy

    try:
        yield
    except (rawpy.LibRawFileUnsupportedError, rawpy.NotSupportedError) as error:
        raise UnreadablePhoto("A RAW file of a kind that NearDup does not know.") from error
    except rawpy.LibRawIOError as error:
        raise UnreadablePhoto("The file is cut short.") from error
    except rawpy.LibRawUnsufficientMemoryError as error:
        raise MemoryError from error
    except rawpy.LibRawError as error:
        raise UnreadablePhoto("The file is damaged.") from error


def _sensor_size(sizes: "rawpy.ImageSizes") -> tuple[int, int]:
    """The size of the camera's own pictures where the file, and a newer rawpy, say it; else the sensor's."""
    width, height = getattr(sizes, "crop_width", 0), getattr(sizes, "crop_height", 0)
    if sizes.width // 2 < width <= sizes.width and sizes.height // 2 < height <= sizes.height:
        return width, height
    return sizes.width, sizes.height


def _preview(raw: "rawpy.RawPy") -> Image.Image | None:
    """The largest embedded picture, not decoded yet; None where there is none that can be read."""
    import rawpy

    try:
        preview = raw.extract_thumb()
        if isinstance(preview.data, bytes):
            return Image.open(BytesIO(preview.data), formats=["JPEG"])
        return Image.fromarray(preview.data)
    except (rawpy.LibRawError, rawpy.NotSupportedError, OSError, SyntaxError, ValueError, TypeError):
        return None


_EXIF_OF_FLIP = {3: 3, 5: 8, 6: 6}
"""LibRaw's `flip` as an EXIF orientation."""


def _preview_orientation(preview: Image.Image, sizes: "rawpy.ImageSizes") -> int:
    """What still has to be done to a preview.

    Most lie as the sensor does, with or without saying so; a few are upright already, which shows in
    their shape.
    """
    own = orientation_of(preview.getexif())
    turn = _EXIF_OF_FLIP.get(sizes.flip, 1)
    lies_as_sensor = (preview.width >= preview.height) == (sizes.width >= sizes.height)
    return own if own != 1 else turn if lies_as_sensor else 1


def _facts(data: bytes, preview: Image.Image | None) -> ExifFacts:
    """EXIF from the file's own directories, or else from the preview's."""
    facts = _canon_facts(data) if data[4:8] == b"ftyp" else read_exif(raw_exif(data))
    return read_exif(preview.getexif()) if facts.is_empty and preview is not None else facts


def _canon_facts(data: bytes) -> ExifFacts:
    """CR3 keeps EXIF's directories as small TIFF files in boxes named CMT1 (main), CMT2 (Exif), CMT4 (GPS).

    https://github.com/lclevy/canon_cr3
    """
    main, detail, gps = (_directories(_box(data[: 1 << 16], name)) for name in (b"CMT1", b"CMT2", b"CMT4"))
    return exif_facts(main, detail, gps)


def _box(data: bytes, name: bytes) -> bytes:
    at = data.find(name)
    return data[at + 4 : at - 4 + int.from_bytes(data[at - 4 : at], "big")] if at >= 4 else b""


def _directories(tiff: bytes) -> Image.Exif:
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + tiff)
    except Exception:  # as in `exif`: damaged directories fail in every way there is
        return Image.Exif()
    return exif
