"""What each kind of file needs for its first picture to open as it is meant, a very large one in parts."""

from functools import partial

import numpy as np
from PIL import GifImagePlugin, Image

from core.errors import UnreadablePhoto
from core.scan.exif import orientation_of, read_exif
from core.scan.exif_block import exif_in
from core.scan.formats import HEAD_BYTES, PILLOW_NAMES, sniff
from core.scan.heif_grid import HeifGrid, decode_grid, heif_grid, is_whole
from core.scan.iso_media import first_frame_as_heic, read_iso
from core.scan.jp2 import decode_unusual_jp2, jp2_header
from core.scan.jxl import jxl_codestream, jxl_exif, jxl_metadata
from core.scan.jxl_frames import jxl_animation
from core.scan.limits import FULL_COLOUR, check_size
from core.scan.opened_picture import OpenedPicture
from core.scan.parts import BAND, averaged, step_for
from core.scan.psd import decode_psd, read_psd
from core.scan.raw import camera_tiff_kind, open_raw
from core.scan.signalling import cicp_signal, profile_signal
from core.scan.tiff import UNREAD_COMPRESSIONS, first_page, read_page
from core.scan.tiff_parts import read_reduced_tiff
from core.scan.with_pillow import open_with_pillow, pillow_image, stated_depth


def open_container(data: bytes, name: str, want: int) -> OpenedPicture:
    """Open a file of a known format; what a codec raises comes as it is.

    Args:
        data: the whole file.
        name: its format, as `sniff` names it.
        want: a long side, in pixels, that is large enough to stand for the picture itself.
    """
    match name:
        case "TIFF":
            return _open_tiff(data, want)
        case "PSD":
            return _open_psd(data, want)
        case "JPEG2000":
            return _open_jp2(data)
        case "HEIC" | "HEIF":
            return _open_heic(data, name, want)
        case "AVIF":
            return _open_iso(data, name)
        case "JXL":
            return _open_jxl(data, want)
        case "GIF":
            return _open_gif(data)
        case "PNG":
            return _open_png(data)
        case _ if name in PILLOW_NAMES:
            return open_with_pillow(data, name)
        case _:
            return _open_camera_raw(data, name, want)


def _open_tiff(data: bytes, want: int) -> OpenedPicture:
    """Open a TIFF with Pillow where that reads it as it means, else with other readers.

    A very large one is read in parts.
    """
    page, image = first_page(data), None
    if page is None:
        return open_with_pillow(data, "TIFF")
    check_size(page.width, page.height, _IN_PARTS)
    if page.compression in UNREAD_COMPRESSIONS:
        kind = UNREAD_COMPRESSIONS[page.compression]
        raise UnreadablePhoto(f"A TIFF compressed as {kind}, which NearDup does not read.")
    if (step := step_for(page.width, page.height, want)) > 1:
        image = read_reduced_tiff(data, page, step)
    if image is None and not page.is_usual:
        check_size(page.width, page.height)
        image = read_page(data, page)
    if image is None:
        return open_with_pillow(data, "TIFF")
    exif = exif_in(data)
    turn = page.orientation if 1 <= page.orientation <= 8 else 1
    depth = stated_depth(image) or page.bits
    size, facts = (page.width, page.height), read_exif(exif)
    return OpenedPicture(image, "TIFF", *size, turn, facts, frames=page.pages, depth=depth)


_IN_PARTS = 0.5
"""Bytes a pixel, at most, of what is left of a picture that is averaged down while it is decoded."""


def _open_jp2(data: bytes) -> OpenedPicture:
    header = jp2_header(data)
    check_size(header.width, header.height)
    opened = open_with_pillow(data, "JPEG2000")
    opened.depth = header.bits
    if not header.is_usual and (image := decode_unusual_jp2(data, header)) is not None:
        opened.image = image
    if header.profile is not None:
        opened.image.info["icc_profile"] = header.profile
    return opened


def _open_heic(data: bytes, name: str, want: int) -> OpenedPicture:
    """Open a HEIC, one of tiles in parts where it is too large to be put together.

    libheif leaves a tile grey that it cannot read, and says nothing.
    """
    grid = heif_grid(data)
    if grid is None:
        return _open_iso(data, name)
    step = step_for(grid.width, grid.height, want)
    opened = _open_iso(data, name) if step == 1 else _open_large_heic(data, name, grid, step)
    if not is_whole(data, grid):
        opened.damage = "Part of the picture is missing."
    return opened


def _open_large_heic(data: bytes, name: str, grid: HeifGrid, step: int) -> OpenedPicture:
    check_size(grid.width, grid.height, _IN_PARTS)
    image = decode_grid(data, grid, step, partial(pillow_image, pillow_name="HEIF"))
    if grid.profile is not None:
        image.info["icc_profile"] = grid.profile
    signal = profile_signal(grid.profile) if grid.profile is not None else cicp_signal(*grid.code_points)
    facts = read_exif(exif_in(grid.exif))
    size = grid.width, grid.height
    return OpenedPicture(image, name, *size, grid.orientation, facts, signal=signal, depth=grid.depth)


def _open_iso(data: bytes, name: str) -> OpenedPicture:
    """Open an AVIF or HEIF, a still or a sequence, with what its boxes say and the decoders leave out."""
    boxes = read_iso(data)
    still = None if name == "AVIF" or boxes.properties else first_frame_as_heic(data, boxes)
    opened = open_with_pillow(still or data, name)
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
    check_size(metadata.width, metadata.height, JXL_BYTES)  # the plug-in decodes it as soon as it is opened
    animation = jxl_animation(jxl_codestream(data)) if metadata.is_animated else None
    if animation is None:
        opened = open_with_pillow(data, "JXL")
        opened.frames = 1 + metadata.is_animated
    else:
        opened = open_with_pillow(animation.first, "JXL")
        opened.frames, opened.exif = animation.frames, read_exif(exif_in(jxl_exif(data)))
    opened.image, opened.depth = _averaged_jxl(opened.image, want), metadata.bits
    return opened


JXL_BYTES = 7.0
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


def _open_gif(data: bytes) -> OpenedPicture:
    """Open a GIF. What its first frame leaves of the canvas is transparent, not in a colour."""
    opened = open_with_pillow(data, "GIF")
    image = opened.image
    framed = image.tile[0].extents if isinstance(image, GifImagePlugin.GifImageFile) and image.tile else None
    if framed is not None and framed != (0, 0, *image.size):
        whole = image.convert("RGBA")
        opened.image = Image.new("RGBA", image.size)
        opened.image.paste(whole.crop(framed), framed)
    return opened


def _open_png(data: bytes) -> OpenedPicture:
    """Open a PNG, an animation at its first frame: what stands before that is for viewers that know none."""
    opened = open_with_pillow(data, "PNG")
    if opened.frames > 1 and getattr(opened.image, "default_image", False):
        opened.image.seek(1)
        opened.frames -= 1
    return opened


def _open_psd(data: bytes, want: int) -> OpenedPicture:
    document = read_psd(data)
    size = document.width, document.height
    step = step_for(*size, want)
    check_size(*size, FULL_COLOUR if step == 1 else _IN_PARTS)
    exif = exif_in(document.exif)
    image, turn = decode_psd(data, document, step), orientation_of(exif)
    return OpenedPicture(image, "PSD", *size, turn, read_exif(exif), depth=document.bits)


def _open_camera_raw(data: bytes, name: str, want: int) -> OpenedPicture:
    """Open a RAW file, or as plain TIFF what LibRaw does not know but Pillow does."""
    try:
        raw = open_raw(data, want)
    except UnreadablePhoto:
        if sniff(data[:HEAD_BYTES], "") != "TIFF" or camera_tiff_kind(data):
            raise
        return _open_tiff(data, want)
    return OpenedPicture(raw.image, name, raw.width, raw.height, raw.orientation, raw.exif)
