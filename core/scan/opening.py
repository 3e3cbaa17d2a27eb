"""From a file's bytes to a picture whose header is read and whose size is known, before any pixel is made.

Here stand the limits that keep hostile files from taking the machine, and here codecs' many ways to
fail become sentences.
"""

import importlib
import os
import stat
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, FileIO
from pathlib import Path

from PIL import Image, JpegImagePlugin

from core.errors import UnreadablePhoto
from core.photo import ExifFacts
from core.scan.exif import orientation_of, read_exif
from core.scan.formats import HEAD_BYTES, PILLOW_NAMES, sniff
from core.scan.raw import camera_tiff_kind, open_raw

MAX_BYTES = 1 << 30
"""Larger files are not read: a photo of 300 megapixels is well below, even as uncompressed RAW."""

MAX_PIXELS = 300_000_000
"""Larger pictures are not decoded. Phones take photos of 200 megapixels; a bomb claims thousands."""


@dataclass(slots=True)
class OpenedPicture:
    """A picture before decoding.

    `image` decodes when it is loaded, and may hold a reduced copy (a RAW file's preview). `width`
    and `height` are those of the full picture as it is stored; `orientation` (EXIF, 1 to 8) is what
    still has to be done to it to stand upright. `jpeg` is the file itself, where it is a JPEG.
    """

    image: Image.Image
    format: str
    width: int
    height: int
    orientation: int
    exif: ExifFacts
    jpeg: bytes | None = None

    @property
    def upright_size(self) -> tuple[int, int]:
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


def read_bytes(path: Path) -> bytes:
    """Read a whole file, once.

    Raises:
        UnreadablePhoto: it is missing, forbidden, no regular file, empty, or too large.
    """
    try:
        with FileIO(path, opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadablePhoto("Not a file.")
            if status.st_size > MAX_BYTES:
                raise UnreadablePhoto(f"Larger than {MAX_BYTES >> 30} GiB, which no photo is.")
            data = file.readall()
    except OSError as error:
        raise UnreadablePhoto(f"The file cannot be read: {(error.strerror or 'unknown').lower()}.") from error
    if not data:
        raise UnreadablePhoto("The file is empty.")
    return data


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a pipe at once, instead of waiting for its writer for ever; for files this changes nothing."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def open_picture(data: bytes, suffix: str, want: int) -> OpenedPicture:
    """Open a picture by its content.

    Args:
        data: the whole file.
        suffix: the name's extension in lower case, for the few formats that bytes alone do not tell.
        want: a long side, in pixels, that is large enough for a RAW file's preview to be taken for
            the picture itself.

    Raises:
        UnreadablePhoto: no decoder knows it, its header is damaged, or it claims too many pixels.
    """
    name = sniff(data[:HEAD_BYTES], suffix)
    if name is None:
        raise UnreadablePhoto("Not a picture that NearDup can read (unknown format).")
    with faults_as_sentences():
        if name == "TIFF":
            name = camera_tiff_kind(data) or name
        return _open_with_pillow(data, name) if name in PILLOW_NAMES else _open_camera_raw(data, name, want)


@contextmanager
def faults_as_sentences() -> Generator[None]:
    """Turn whatever a codec raises into `UnreadablePhoto` with a sentence for people."""
    _hush_codecs()
    try:
        yield
    except UnreadablePhoto:
        raise
    except MemoryError as error:
        raise UnreadablePhoto("Decoding it needs more memory than there is.") from error
    except Image.DecompressionBombError as error:
        raise UnreadablePhoto(_TOO_LARGE) from error
    except (Image.UnidentifiedImageError, NotImplementedError) as error:
        raise UnreadablePhoto(_UNUSUAL) from error
    except Exception as error:  # codecs raise OSError, SyntaxError, ValueError, struct.error, zlib.error ...
        raise UnreadablePhoto(_sentence_for(str(error).lower())) from error


def _sentence_for(fault: str) -> str:
    if any(words in fault for words in _WORDS_FOR_CUT_SHORT):
        return "The file is cut short."
    return _UNUSUAL if "unsupported" in fault else "The file is damaged."


_UNUSUAL = "The file is damaged, or of an unusual kind that NearDup cannot read."
_TOO_LARGE = f"It claims to be larger than {MAX_PIXELS // 1_000_000} megapixels."

_WORDS_FOR_CUT_SHORT = (
    "truncated",
    "unexpected end",
    "end of file",
    "eof",
    "premature",
    "end of data",
    "not enough",
)


def _open_with_pillow(data: bytes, name: str) -> OpenedPicture:
    _check_size(*_jxl_size(data) if name == "JXL" else (1, 1))
    image = _pillow_open(data, PILLOW_NAMES[name])
    _check_size(*image.size)
    exif = image.getexif()
    orientation = 1 if _turns_itself(image, name) else orientation_of(exif)
    jpeg = data if name == "JPEG" else None
    return OpenedPicture(image, name, *image.size, orientation, read_exif(exif), jpeg)


def _turns_itself(image: Image.Image, name: str) -> bool:
    """Whether a decoder applies the orientation: Pillow for TIFF, libjxl for all but a JPEG inside JPEG XL.

    libheif turns too, and its plug-in has set the EXIF orientation to upright.
    """
    return name == "TIFF" or (name == "JXL" and not getattr(image, "jpeg", False))


def _open_camera_raw(data: bytes, name: str, want: int) -> OpenedPicture:
    """Open a RAW file, or as plain TIFF what LibRaw does not know but Pillow does."""
    try:
        raw = open_raw(data, want, MAX_PIXELS)
    except UnreadablePhoto:
        if sniff(data[:HEAD_BYTES], "") != "TIFF" or camera_tiff_kind(data):
            raise
        return _open_with_pillow(data, "TIFF")
    return OpenedPicture(raw.image, name, raw.width, raw.height, raw.orientation, raw.exif)


def _pillow_open(data: bytes, pillow_name: str) -> Image.Image:
    if pillow_name in _THREADS_SET_IN:
        # As many photos as there are cores are decoded at a time, so that one thread each is enough.
        module, variable = _THREADS_SET_IN[pillow_name]
        setattr(importlib.import_module(module), variable, 1)
    if pillow_name == "HEIF" and "HEIF" not in Image.OPEN:
        import pillow_heif

        pillow_heif.register_heif_opener()  # pyright: ignore[reportUnknownMemberType]

    # Pillow warns above this number and refuses above twice of it, in the frames inside a file too.
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
    image = Image.open(BytesIO(data), formats=[pillow_name])
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        # In one piece, not 64 kB at a time, between which libjpeg starts rows anew: 3 % of the decoding.
        image.decodermaxblock = len(data)
    return image


def _jxl_size(data: bytes) -> tuple[int, int]:
    """Width and height that a JPEG XL file claims (ISO/IEC 18181-1, SizeHeader): its plug-in decodes at once.

    (1, 1) where the header cannot be found; the decoder will say what is wrong.
    """
    start = 0 if data[:2] == b"\xff\x0a" else max(data.find(b"jxlc", 0, 4096), data.find(b"jxlp", 0, 4096))
    start = data.find(b"\xff\x0a", max(start, 0), max(start, 0) + 16)
    if start < 0:
        return 1, 1
    bits = int.from_bytes(data[start + 2 : start + 16], "little")

    def take(count: int) -> int:
        nonlocal bits
        value, bits = bits & ((1 << count) - 1), bits >> count
        return value

    in_eights = take(1)

    def side() -> int:
        return 8 * (1 + take(5)) if in_eights else 1 + take((9, 13, 18, 30)[take(2)])

    height = side()
    ratio = take(3)
    if ratio == 0:
        return side(), height
    across, down = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))[ratio - 1]
    return height * across // down, height


def _hush_codecs() -> None:
    """Keep codecs' warnings about a file to themselves: what matters is whether it decodes.

    Setting the same filter again changes nothing, and unlike `catch_warnings` it is safe in threads.
    """
    for module in ("PIL", "pillow_heif", "pillow_jxl"):
        warnings.filterwarnings("ignore", module=module)


_THREADS_SET_IN = {
    "AVIF": ("PIL.AvifImagePlugin", "DEFAULT_MAX_THREADS"),
    "HEIF": ("pillow_heif.options", "DECODE_THREADS"),
    "JXL": ("pillow_jxl.JpegXLImagePlugin", "DECODE_THREADS"),
}
"""Where decoders keep their number of threads; importing the last one registers it with Pillow."""


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise UnreadablePhoto(_TOO_LARGE)
