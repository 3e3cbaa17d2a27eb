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
from functools import partial
from io import BytesIO, FileIO
from pathlib import Path

import numpy as np
from PIL import ExifTags, GifImagePlugin, Image, JpegImagePlugin

from core.errors import UnreadablePhoto
from core.photo import ExifFacts
from core.scan.exif import orientation_of, read_exif
from core.scan.formats import HEAD_BYTES, PILLOW_NAMES, sniff
from core.scan.heif_grid import decode_grid, heif_grid
from core.scan.iso_media import first_frame_as_heic, read_iso
from core.scan.jp2 import decode_unusual_jp2, jp2_header
from core.scan.jxl import jxl_codestream, jxl_exif, jxl_metadata
from core.scan.jxl_frames import jxl_animation
from core.scan.limits import FULL_COLOUR, GREY, MAX_BYTES, MAX_PIXELS, WHOLE_PIXELS, check_size
from core.scan.parts import BAND, averaged, step_for
from core.scan.psd import decode_psd, read_psd
from core.scan.raw import camera_tiff_kind, open_raw
from core.scan.scaled_jpeg import frame_header
from core.scan.signalling import ColourSignal, cicp_signal, profile_signal, signal_of
from core.scan.tiff import first_page, read_page
from core.scan.tiff_parts import read_reduced_tiff


@dataclass(slots=True)
class OpenedPicture:
    """A picture before decoding.

    `image` decodes when it is loaded, and may hold a reduced copy (a RAW file's preview). `width`
    and `height` are those of the full picture as it is stored; `orientation` (EXIF, 1 to 8) is what
    still has to be done to it to stand upright. `jpeg` is the file itself, where it is a JPEG. `signal` says
    how its numbers stand for light, where that is neither as in sRGB nor as in its profile.

    `frames` counts pages, frames of an animation or pictures side by side in the file, 1 for a still. `depth`
    is bits a channel. `has_alpha` says that something is transparent, and `damage`, what a decoder complained
    of though it gave a picture; both are known once the picture is decoded (`core.scan.decode`).
    """

    image: Image.Image
    format: str
    width: int
    height: int
    orientation: int
    exif: ExifFacts
    jpeg: bytes | None = None
    signal: ColourSignal | None = None
    frames: int = 1
    depth: int = 8
    has_alpha: bool = False
    damage: str | None = None

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
                raise UnreadablePhoto(f"Larger than {MAX_BYTES >> 30} GiB, and a file is read as a whole.")
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
        if name == "TIFF":
            return _open_tiff(data, want)
        if name == "PSD":
            return _open_psd(data, want)
        if name == "JPEG2000":
            return _open_jp2(data, want)
        if name in ("HEIC", "HEIF") and (large := _open_large_heic(data, name, want)) is not None:
            return large
        if name in ("AVIF", "HEIC", "HEIF"):
            return _open_iso(data, name, want)
        if name == "JXL":
            return _open_jxl(data, want)
        if name == "GIF":
            return _open_gif(data, want)
        if name == "PNG":
            return _open_png(data, want)
        return (
            _open_with_pillow(data, name, want)
            if name in PILLOW_NAMES
            else _open_camera_raw(data, name, want)
        )


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
        raise UnreadablePhoto(f"It claims to be larger than {MAX_PIXELS // 1_000_000} megapixels.") from error
    except (Image.UnidentifiedImageError, NotImplementedError) as error:
        raise UnreadablePhoto(_UNUSUAL) from error
    except Exception as error:  # codecs raise OSError, SyntaxError, ValueError, struct.error, zlib.error ...
        raise UnreadablePhoto(_sentence_for(str(error).lower())) from error


def _sentence_for(fault: str) -> str:
    if any(words in fault for words in _WORDS_FOR_CUT_SHORT):
        return "The file is cut short."
    return _UNUSUAL if "unsupported" in fault else "The file is damaged."


_UNUSUAL = "The file is damaged, or of an unusual kind that NearDup cannot read."

_WORDS_FOR_CUT_SHORT = (
    "truncated",
    "unexpected end",
    "end of file",
    "eof",
    "premature",
    "end of data",
    "not enough",
)


def _open_with_pillow(data: bytes, name: str, want: int) -> OpenedPicture:
    image = _pillow_open(data, PILLOW_NAMES[name])
    if name == "JPEG":
        check_size(*image.size, _bytes_per_pixel(data))
    elif name != "JXL":
        check_whole(image)
    frames = _frames_of(image, data, name)
    exif = _exif_of(image, data, name)
    orientation = 1 if _turns_itself(image, name) else orientation_of(exif)
    jpeg = data if name == "JPEG" else None
    return OpenedPicture(
        _averaged_jxl(image, want) if name == "JXL" else image,
        name,
        *image.size,
        orientation,
        read_exif(exif),
        jpeg,
        signal_of(image, data, name),
        frames=frames,
        depth=_depth_of(image, data, name),
    )


_JXL = 7.0
"""Bytes a pixel that the plug-in for JPEG XL takes: 6.3 were measured, for its samples and a copy of them."""


def _averaged_jxl(image: Image.Image, want: int) -> Image.Image:
    """Average a very large picture out of the plug-in's samples, before Pillow makes a copy of them."""
    step, samples = step_for(*image.size, want), getattr(image, "_data", b"")
    channels = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}.get(image.mode, 0)
    if step == 1 or len(samples) != image.width * image.height * channels or not channels:
        return image
    whole = np.frombuffer(samples, np.uint8).reshape(image.height, image.width, channels)
    rows = BAND // image.width // step * step or step
    bands = (whole[top : top + rows] for top in range(0, image.height, rows))
    small = Image.fromarray(averaged(bands, step).reshape(-1, -(-image.width // step), channels).squeeze())
    small.info = image.info
    return small


def _frames_of(image: Image.Image, data: bytes, name: str) -> int:
    """How many pictures a file holds for a viewer: pages, frames, pictures side by side."""
    if name in ("JPEG", "JXL"):
        return 1  # behind a JPEG lie previews and gain maps
    try:
        return max(1, int(getattr(image, "n_frames", 1)))
    except Exception:  # counting pages and frames reads on through the file, which may be damaged there
        return 1


def _depth_of(image: Image.Image, data: bytes, name: str) -> int:
    """Bits a channel as the file says, where Pillow keeps that."""
    if name == "PNG":
        return data[24] if data[12:16] == b"IHDR" else 8
    stated = _stated_depth(image)
    if stated is not None:
        return stated
    return 16 if image.mode.startswith("I;16") else 32 if image.mode in ("I", "F") else 8


def _stated_depth(image: Image.Image) -> int | None:
    stated = image.info.get("bit_depth")
    return stated if isinstance(stated, int) else None


def _open_tiff(data: bytes, want: int) -> OpenedPicture:
    """Open a TIFF with Pillow where that reads it as it means, else with other readers.

    A very large one is read in parts.
    """
    page, image = first_page(data), None
    if page is None:
        return _open_with_pillow(data, "TIFF", want)
    check_size(page.width, page.height, _IN_PARTS)
    if (step := step_for(page.width, page.height, want)) > 1:
        image = read_reduced_tiff(data, page, step)
    if image is None and not page.is_usual:
        check_size(page.width, page.height)
        image = read_page(data, page)
    if image is None:
        return _open_with_pillow(data, "TIFF", want)
    exif = _exif_in(data)
    turn = page.orientation if 1 <= page.orientation <= 8 else 1
    depth = _stated_depth(image) or page.bits
    size, facts = (page.width, page.height), read_exif(exif)
    return OpenedPicture(image, "TIFF", *size, turn, facts, frames=page.pages, depth=depth)


_IN_PARTS = 0.5
"""Bytes a pixel, at most, of what is left of a picture that is averaged down while it is decoded."""


def _open_jp2(data: bytes, want: int) -> OpenedPicture:
    header = jp2_header(data)
    check_size(header.width, header.height)
    opened = _open_with_pillow(data, "JPEG2000", want)
    opened.depth = header.bits
    if not header.is_usual and (image := decode_unusual_jp2(data, header)) is not None:
        opened.image = image
    if header.profile is not None:
        opened.image.info["icc_profile"] = header.profile
    return opened


def _open_large_heic(data: bytes, name: str, want: int) -> OpenedPicture | None:
    """Open a HEIC of tiles that is too large to be put together; None for any other."""
    grid = heif_grid(data)
    step = step_for(grid.width, grid.height, want) if grid is not None else 1
    if grid is None or step == 1:
        return None
    check_size(grid.width, grid.height, _IN_PARTS)
    image = decode_grid(data, grid, step, partial(_pillow_open, pillow_name="HEIF"))
    if grid.profile is not None:
        image.info["icc_profile"] = grid.profile
    signal = profile_signal(grid.profile) if grid.profile is not None else cicp_signal(*grid.code_points)
    facts = read_exif(_exif_in(grid.exif))
    size = grid.width, grid.height
    return OpenedPicture(image, name, *size, grid.orientation, facts, signal=signal, depth=grid.depth)


def _open_iso(data: bytes, name: str, want: int) -> OpenedPicture:
    """Open an AVIF or HEIF, a still or a sequence, with what its boxes say and the decoders leave out."""
    boxes = read_iso(data)
    still = None if name == "AVIF" or boxes.properties else first_frame_as_heic(data, boxes)
    opened = _open_with_pillow(still or data, name, want)
    opened.frames = max(opened.frames, boxes.frames)
    if name == "AVIF":
        opened.depth = boxes.av1_depth
        if (crop := boxes.crop(opened.width, opened.height)) is not None:
            opened.image = opened.image.crop(crop)
            opened.width, opened.height = opened.image.size
    return opened


def _open_jxl(data: bytes, want: int) -> OpenedPicture:
    """Open a JPEG XL, an animation at its first frame."""
    if not jxl_codestream(data, 2):
        raise UnreadablePhoto("The file is damaged.")
    metadata = jxl_metadata(data)
    check_size(metadata.width, metadata.height, _JXL)  # the plug-in decodes it as soon as it is opened
    animation = jxl_animation(jxl_codestream(data)) if metadata.is_animated else None
    if animation is None:
        opened = _open_with_pillow(data, "JXL", want)
        opened.frames = 1 + metadata.is_animated
    else:
        opened = _open_with_pillow(animation.first, "JXL", want)
        opened.frames, opened.exif = animation.frames, read_exif(_exif_in(jxl_exif(data)))
    opened.depth = metadata.bits
    return opened


def _open_gif(data: bytes, want: int) -> OpenedPicture:
    """Open a GIF. What its first frame leaves of the canvas is transparent, not in a colour."""
    opened = _open_with_pillow(data, "GIF", want)
    image = opened.image
    framed = image.tile[0].extents if isinstance(image, GifImagePlugin.GifImageFile) and image.tile else None
    if framed is not None and framed != (0, 0, *image.size):
        whole = image.convert("RGBA")
        opened.image = Image.new("RGBA", image.size)
        opened.image.paste(whole.crop(framed), framed)
    return opened


def _open_png(data: bytes, want: int) -> OpenedPicture:
    """Open a PNG, an animation at its first frame: what stands before that is for viewers that know none."""
    opened = _open_with_pillow(data, "PNG", want)
    if opened.frames > 1 and getattr(opened.image, "default_image", False):
        opened.image.seek(1)
        opened.frames -= 1
    return opened


def _open_psd(data: bytes, want: int) -> OpenedPicture:
    document = read_psd(data)
    size = document.width, document.height
    step = step_for(*size, want)
    check_size(*size, FULL_COLOUR if step == 1 else _IN_PARTS)
    exif = _exif_in(document.exif)
    image, turn = decode_psd(data, document, step), orientation_of(exif)
    return OpenedPicture(image, "PSD", *size, turn, read_exif(exif), depth=document.bits)


def _exif_in(tiff: bytes) -> Image.Exif:
    """The EXIF of a TIFF structure; empty where it cannot be parsed."""
    exif = Image.Exif()
    try:
        exif.load_from_fp(BytesIO(tiff))  # which copies nothing
    except Exception:  # damaged directories fail in every way there is
        return Image.Exif()
    return exif


def _exif_of(image: Image.Image, data: bytes, name: str) -> Image.Exif:
    """A picture's EXIF block; an empty one where there is none or it makes no sense."""
    if name in _TURNED_BY_THE_CONTAINER:
        image.info.pop(
            "xmp", None
        )  # Pillow would take an orientation from there, which the container overrules
    if name == "PNG" and "exif" not in image.info:
        image.load()  # the block may lie behind the pixels
    if name == "JXL" and not getattr(image, "jpeg", False):
        return _exif_in(jxl_exif(data))
    try:
        exif = image.getexif()
        exif.get(ExifTags.Base.Orientation)
    except Exception:  # damaged directories fail in every way there is
        return Image.Exif()
    return exif


_TURNED_BY_THE_CONTAINER = ("AVIF", "HEIC", "HEIF", "JXL")


def _turns_itself(image: Image.Image, name: str) -> bool:
    """Whether a decoder applies the orientation: Pillow for TIFF, libjxl for all but a JPEG inside JPEG XL.

    libheif turns too, and its plug-in has set the EXIF orientation to upright.
    """
    return name == "TIFF" or (name == "JXL" and not getattr(image, "jpeg", False))


def _open_camera_raw(data: bytes, name: str, want: int) -> OpenedPicture:
    """Open a RAW file, or as plain TIFF what LibRaw does not know but Pillow does."""
    try:
        raw = open_raw(data, want)
    except UnreadablePhoto:
        if sniff(data[:HEAD_BYTES], "") != "TIFF" or camera_tiff_kind(data):
            raise
        return _open_tiff(data, want)
    return OpenedPicture(raw.image, name, raw.width, raw.height, raw.orientation, raw.exif)


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


def _pillow_open(data: bytes, pillow_name: str) -> Image.Image:
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


def check_whole(image: Image.Image) -> None:
    """Raises UnreadablePhoto where a picture that has to be decoded whole takes too much memory."""
    check_size(*image.size, GREY if image.mode in ("1", "L") else FULL_COLOUR)
