"""Opening a picture with Pillow and its plug-ins: their memory, their threads, what they know of a file."""

import importlib
from io import BytesIO

from PIL import Image, JpegImagePlugin, MpoImagePlugin

from core.scan.exif import orientation_of, read_exif
from core.scan.exif_block import exif_of, turns_itself
from core.scan.formats import PILLOW_NAMES
from core.scan.limits import FULL_COLOUR, MAX_PIXELS, WHOLE_PIXELS, check_size, check_whole
from core.scan.opened_picture import OpenedPicture
from core.scan.scaled_jpeg import frame_header
from core.scan.signalling import signal_of


def open_with_pillow(data: bytes, name: str) -> OpenedPicture:
    """Open a picture of a format that Pillow or one of its plug-ins reads.

    Args:
        data: the whole file.
        name: its format, one of `PILLOW_NAMES`.

    Raises:
        UnreadablePhoto: it claims more pixels than memory is given; what the codec raises comes as it is.
    """
    image = pillow_image(data, PILLOW_NAMES[name])
    if name == "JPEG":
        check_size(*image.size, _bytes_per_pixel(data))
    elif name != "JXL":
        check_whole(image)
    frames = _frames_of(image, data, name)
    exif = exif_of(image, data, name)
    orientation = 1 if turns_itself(image, name) else orientation_of(exif)
    jpeg = data if name == "JPEG" else None
    return OpenedPicture(
        image,
        name,
        *image.size,
        orientation,
        read_exif(exif),
        jpeg,
        signal_of(image, data, name),
        frames=frames,
        depth=_depth_of(image, data, name),
    )


def _bytes_per_pixel(jpeg: bytes) -> float:
    """What a JPEG takes when an eighth of each side is decoded: a row of blocks, or all that was read so far.

    The scans of a progressive one all go over the whole picture, whose coefficients libjpeg holds.
    """
    frame = frame_header(jpeg)
    if frame is None or not frame.is_scalable:
        return FULL_COLOUR
    if frame.kind in (0xC0, 0xC1):
        return 0.5
    across, down = max(s >> 4 for s in frame.sampling), max(s & 15 for s in frame.sampling)
    return 2 * sum((s >> 4) * (s & 15) for s in frame.sampling) / max(1, across * down)


def _frames_of(image: Image.Image, data: bytes, name: str) -> int:
    """How many pictures a file holds for a viewer: pages, frames, pictures side by side."""
    if name == "JXL":
        return 1
    if name == "JPEG":
        return _views_of(image)
    try:
        return max(1, int(getattr(image, "n_frames", 1)))
    except Exception:  # counting pages and frames reads on through the file, which may be damaged there
        return 1


def _views_of(image: Image.Image) -> int:
    """How many full pictures a JPEG holds, by its table of them (CIPA DC-007, Multi-Picture Format).

    The other view of a stereo pair, the frames of a panorama or of a series count; previews, gain maps and
    depth maps do not: they are smaller.
    """
    if not isinstance(image, MpoImagePlugin.MpoImageFile):
        return 1
    size, views = image.size, 1
    try:
        for n in range(1, image.n_frames):
            image.seek(n)
            views += image.size == size
    except Exception:  # the table may lead anywhere
        return views
    finally:
        image.seek(0)
    return views


def _depth_of(image: Image.Image, data: bytes, name: str) -> int:
    """Bits a channel as the file says, where Pillow keeps that."""
    if name == "PNG":
        return data[24] if data[12:16] == b"IHDR" else 8
    stated = stated_depth(image)
    if stated is not None:
        return stated
    return 16 if image.mode.startswith("I;16") else 32 if image.mode in ("I", "F") else 8


def stated_depth(image: Image.Image) -> int | None:
    """Bits a channel that a reader left with the picture."""
    stated = image.info.get("bit_depth")
    return stated if isinstance(stated, int) else None


def pillow_image(data: bytes, pillow_name: str) -> Image.Image:
    """Open a picture with one of Pillow's readers, by its name there, and no other."""
    if pillow_name in _THREADS_SET_IN:
        # As many photos as there are cores are decoded at a time, so that one thread each is enough.
        module, variable = _THREADS_SET_IN[pillow_name]
        setattr(importlib.import_module(module), variable, 1)
    if pillow_name == "HEIF" and "HEIF" not in Image.OPEN:
        import pillow_heif

        pillow_heif.register_heif_opener()  # pyright: ignore[reportUnknownMemberType]

    # Pillow warns above this number and refuses above twice of it, in the frames inside a file too.
    Image.MAX_IMAGE_PIXELS = (WHOLE_PIXELS if pillow_name == "ICO" else MAX_PIXELS) // 2
    try:
        image = Image.open(BytesIO(data), formats=[pillow_name])
    except Exception:  # whatever its reader of EXIF raises
        if pillow_name != "AVIF":
            raise
        # Pillow refuses an AVIF whose EXIF it cannot parse; an item of an unknown kind bothers nobody.
        image = Image.open(BytesIO(data.replace(b"\0\0Exif", b"\0\0none", 1)), formats=[pillow_name])
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        # In one piece, not 64 kB at a time, between which libjpeg starts rows anew: 3 % of the decoding.
        image.decodermaxblock = len(data)
    return image


_THREADS_SET_IN = {
    "AVIF": ("PIL.AvifImagePlugin", "DEFAULT_MAX_THREADS"),
    "HEIF": ("pillow_heif.options", "DECODE_THREADS"),
    "JXL": ("pillow_jxl.JpegXLImagePlugin", "DECODE_THREADS"),
}
"""Where decoders keep their number of threads; importing the last one registers it with Pillow."""
