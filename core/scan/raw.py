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
from core.scan.exif import exif_facts, orientation_of, read_exif, text_of
from core.scan.iso_boxes import content_of
from core.scan.limits import check_size

if TYPE_CHECKING:
    import rawpy


@dataclass(slots=True)
class RawPicture:
    """A picture out of a RAW file, reduced or not.

    `width` and `height` are those of the whole photo as `image` lies, and `orientation` (EXIF, 1 to 8) is
    what still has to be done to it.
    """

    image: Image.Image
    width: int
    height: int
    orientation: int
    exif: ExifFacts


def open_raw(data: bytes, want: int) -> RawPicture:
    """Open a RAW file.

    Args:
        data: the whole file.
        want: the long side, in pixels, that the camera's own preview needs for it to be taken.

    Raises:
        UnreadablePhoto: LibRaw does not know the camera, the file is damaged, or it is too large.
    """
    import rawpy

    with _faults_as_sentences(), rawpy.imread(BytesIO(data)) as raw:
        sizes = raw.sizes
        check_size(sizes.raw_width, sizes.raw_height)
        check_size(sizes.width, sizes.height)
        area = _photo_area(sizes)
        width, height = _stretched(area[2] - area[0], area[3] - area[1], sizes)
        preview = _preview(raw)
        facts = _facts(data, preview)
        orientation = _EXIF_OF_FLIP.get(sizes.flip, 1)
        if preview is not None and not _is_diagonal(sizes):
            long_enough = max(preview.size) >= min(want, max(width, height) // 2)
            if long_enough and _has_shape(preview, width, height):
                turn = _preview_orientation(preview, sizes, orientation)
                if (turn >= 5) != (orientation >= 5):
                    width, height = height, width
                return RawPicture(preview, width, height, turn, facts)
        developed = _developed(raw)
        if _is_diagonal(sizes):
            width, height = developed.size
        else:
            developed = _cropped(developed, area, sizes)
        return RawPicture(developed, width, height, orientation, facts)


Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def _photo_area(sizes: "rawpy.ImageSizes") -> Box:
    """What of the visible sensor is the photo: all, or the crop that the file names.

    DNG's DefaultCrop (DNG 1.7, chapter 5) and what makers' notes say; older versions of rawpy know neither.
    """
    width, height = getattr(sizes, "crop_width", 0), getattr(sizes, "crop_height", 0)
    left = getattr(sizes, "crop_left_margin", 0) - sizes.left_margin
    top = getattr(sizes, "crop_top_margin", 0) - sizes.top_margin
    lies_within = left >= 0 and left + width <= sizes.width and top >= 0 and top + height <= sizes.height
    if not lies_within or not width or not height:
        return 0, 0, sizes.width, sizes.height
    return left, top, left + width, top + height


def _stretched(width: float, height: float, sizes: "rawpy.ImageSizes") -> tuple[int, int]:
    """A size on the sensor as it is shown: some sensors' cells are no squares. As LibRaw counts it."""
    aspect = sizes.pixel_aspect
    if 0 < aspect < 0.995:
        height = height / aspect + 0.5
    elif aspect > 1.005:
        width = width * aspect + 0.5
    return int(width), int(height)


def _is_diagonal(sizes: "rawpy.ImageSizes") -> bool:
    """Whether the cells lie on the diagonal, as in Fuji's Super CCD.

    LibRaw's sizes are then those of the turned square. How large the photo is shows when it is developed.
    """
    return sizes.height == sizes.width - 1 and sizes.width > min(sizes.raw_width, sizes.raw_height)


def _developed(raw: "rawpy.RawPy") -> Image.Image:
    """Develop the visible sensor as it lies: at half its size, or whole where half of it has no grid."""
    import rawpy

    diagonal = _is_diagonal(raw.sizes)
    developed = raw.postprocess(
        demosaic_algorithm=rawpy.DemosaicAlgorithm.LINEAR,
        half_size=not diagonal,
        use_camera_wb=True,
        output_bps=8,
        user_flip=0,
    )
    if not diagonal and not raw.raw_image_visible[-1].any():
        # LibRaw fills what is missing with zeros; no sensor gives such.
        raise UnreadablePhoto("The file is cut short.")
    return Image.fromarray(developed)


def _cropped(developed: Image.Image, area: Box, sizes: "rawpy.ImageSizes") -> Image.Image:
    across, down = developed.width / sizes.width, developed.height / sizes.height
    left, top, right, bottom = (round(side * by) for side, by in zip(area, (across, down) * 2, strict=True))
    box = left, top, max(right, left + 1), max(bottom, top + 1)
    return developed if box == (0, 0, *developed.size) else developed.crop(box)


def raw_exif(data: bytes) -> Image.Exif:
    """The EXIF of a RAW file without opening its picture; empty where it is not in the usual place."""
    if data[4:8] == b"ftyp":
        exif = _directories(content_of(data[: 1 << 16], b"CMT1"))
        for number, name in ((ExifTags.IFD.Exif, b"CMT2"), (ExifTags.IFD.GPSInfo, b"CMT4")):
            exif.get_ifd(number).update(_directories(content_of(data[: 1 << 16], name)))
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


_EXIF_OF_FLIP = {1: 2, 2: 4, 3: 3, 4: 5, 5: 8, 6: 6, 7: 7}
"""LibRaw's `flip` as an EXIF orientation: 1 mirrors left and right, 2 above and below, 4 the axes."""


def _has_shape(preview: Image.Image, width: int, height: int) -> bool:
    """Whether a preview shows the whole photo, lying or upright, without bars and squeezing."""
    long, short = max(width, height), min(width, height)
    return abs(max(preview.size) * short - min(preview.size) * long) <= _HARDLY * long * min(preview.size)


_HARDLY = 0.04
"""Makers leave away some rows and columns at the edges."""


def _preview_orientation(preview: Image.Image, sizes: "rawpy.ImageSizes", turn: int) -> int:
    """What still has to be done to a preview.

    Most lie as the sensor does, with or without saying so; a few are upright already, which shows in
    their shape.
    """
    exif = preview.getexif()
    own = 1 if _is_made_up(exif) else orientation_of(exif)
    lies_as_sensor = (preview.width >= preview.height) == (sizes.width >= sizes.height)
    return own if own != 1 else turn if lies_as_sensor else 1


def _is_made_up(exif: Image.Exif) -> bool:
    """Whether LibRaw wrote the block, as it does for a preview that has none."""
    return (text_of(exif, ExifTags.Base.Software) or "").startswith(("dcraw", "LibRaw"))


def _facts(data: bytes, preview: Image.Image | None) -> ExifFacts:
    """EXIF from the file's own directories, or else from the preview's where the camera wrote it."""
    facts = _canon_facts(data) if data[4:8] == b"ftyp" else read_exif(raw_exif(data))
    if not facts.is_empty or preview is None:
        return facts
    exif = preview.getexif()
    return ExifFacts() if _is_made_up(exif) else read_exif(exif)


def _canon_facts(data: bytes) -> ExifFacts:
    """CR3 keeps EXIF's directories as small TIFF files in boxes named CMT1 (main), CMT2 (Exif), CMT4 (GPS).

    https://github.com/lclevy/canon_cr3
    """
    head = data[: 1 << 16]
    main, detail, gps = (_directories(content_of(head, name)) for name in (b"CMT1", b"CMT2", b"CMT4"))
    return exif_facts(main, detail, gps)


def _directories(tiff: bytes) -> Image.Exif:
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + tiff)
    except Exception:  # as in `exif`: damaged directories fail in every way there is
        return Image.Exif()
    return exif
