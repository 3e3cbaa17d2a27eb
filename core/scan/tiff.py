"""TIFF files whose samples Pillow cannot give, or gives wrongly: more than eight bits, unusual layouts.

Uncompressed ones are read by tifffile, compressed and packed ones by OpenCV, and what that does not know by
tifffile again; all come to eight bits here.
"""

import importlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.scan.samples import real_depth, to_eight_bits

_NONE, _SEPARATE = 1, 2
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _SEPARATED, _YCBCR = 0, 1, 2, 5, 6
_CIELAB = 8
_LAB = (_CIELAB, 9)
_ASSOCIATED = 1

UNREAD_COMPRESSIONS = {
    33003: "JPEG 2000",
    33005: "JPEG 2000",
    34712: "JPEG 2000",
    34887: "LERC",
    34933: "PNG",
    34934: "JPEG XR",
    50001: "WebP",
    50002: "JPEG XL",
    52546: "JPEG XL",
}
"""What libtiff inside Pillow is not made with: slides of microscopes, maps."""


@dataclass(frozen=True, slots=True)
class TiffPage:
    """What the first page of a TIFF says of its samples (TIFF 6.0, sections 3 to 8)."""

    width: int
    height: int
    bits: int
    samples: int
    photometric: int
    planes: int
    compression: int
    extra: tuple[int, ...]
    orientation: int
    white: int | None
    profile: bytes | None
    pages: int

    @property
    def is_usual(self) -> bool:
        """Whether Pillow reads it as it means: up to eight bits, of a usual number of samples."""
        subsampled = self.photometric == _YCBCR and self.compression == _NONE
        inked = self.photometric == _SEPARATED and self.samples > 4
        return self.bits <= 8 and not subsampled and not inked


def first_page(data: bytes) -> TiffPage | None:
    """Read the first page's tags; None where they make no sense, or tifffile is not installed."""
    try:
        tifffile: Any = importlib.import_module("tifffile")
        with tifffile.TiffFile(BytesIO(data)) as file:
            page = file.pages[0]
            tags: dict[int, Any] = {tag.code: tag.value for tag in page.tags.values() if tag.code in _WANTED}
            return TiffPage(
                int(page.imagewidth),
                int(page.imagelength),
                max(_numbers(tags.get(258, 1))),
                int(page.samplesperpixel),
                int(page.photometric),
                int(page.planarconfig or 1),
                int(page.compression),
                tuple(int(kind) for kind in page.extrasamples),
                _numbers(tags.get(274, 1))[0],
                _numbers(tags.get(281, 0))[0] or None,
                tags.get(34675) if isinstance(tags.get(34675), bytes) else None,
                len(file.pages),
            )
    except Exception:  # damaged tags fail in every way there is; Pillow will say what is wrong
        return None


def read_page(data: bytes, page: TiffPage) -> Image.Image | None:
    """Decode a page that is not usual; None where neither reader is made for it, or it is damaged.

    Returns:
        the picture as stored, in eight bits: L, RGB, RGBA, CMYK or LAB. Its `info` tells the `bit_depth`.
    """
    samples = read_samples(data, page)
    if samples is None:
        return None
    image = as_image(samples, page)
    image.info["bit_depth"] = real_depth(samples) if page.bits == 16 else page.bits
    if page.profile:
        image.info["icc_profile"] = page.profile
    return image


def read_samples(data: bytes, page: TiffPage) -> NDArray[Any] | None:
    """The samples of a page that is not usual, as they are stored: [height, width] or [height, width, n].

    Only the colours of CIELab, which have a sign, come without one, with the middle for grey.
    """
    # OpenCV takes compressed Lab for something else, and knows no half floats and no fifth ink.
    is_compressed = page.compression != _NONE
    samples = None if is_compressed and page.photometric not in _LAB else _by_tifffile(data, page)
    if samples is None:
        samples = _by_opencv(data, page)
    if samples is None and is_compressed:
        samples = _by_tifffile(data, page)
    if samples is None or samples.shape[:2] != (page.height, page.width):
        return None
    if page.photometric == _CIELAB and samples.ndim == 3 and samples.dtype.kind in "iu":
        samples = samples.view(f"u{samples.dtype.itemsize}").copy()
        samples[..., 1:3] ^= samples.dtype.type(1 << (8 * samples.dtype.itemsize - 1))
    return samples


def _by_tifffile(data: bytes, page: TiffPage) -> NDArray[Any] | None:
    """tifffile knows every layout, and inflates as far as Python does."""
    if page.bits not in (8, 16, 32, 64) or page.photometric == _YCBCR:
        return None
    try:
        tifffile: Any = importlib.import_module("tifffile")
        with tifffile.TiffFile(BytesIO(data)) as file:
            samples: NDArray[Any] = file.pages[0].asarray(maxworkers=1)
    except Exception:  # as above
        return None
    if page.planes == _SEPARATE and samples.ndim == 3:
        samples = np.moveaxis(samples, 0, -1)
    return samples


def _by_opencv(data: bytes, page: TiffPage) -> NDArray[Any] | None:
    """OpenCV knows packed samples and every compression, but takes separate planes for one."""
    if (page.planes == _SEPARATE and page.samples > 1) or page.photometric in _LAB:
        return None
    import cv2

    found: NDArray[Any] | None = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if found is None:
        return None
    if found.ndim == 3:  # blue, green, red
        found = found[..., [2, 1, 0, 3][: found.shape[2]]] if found.shape[2] in (3, 4) else found[..., 0]
    if page.bits in (10, 12, 14) and found.dtype == np.uint16:
        found = found >> (16 - page.bits)
    return found


def as_image(samples: NDArray[Any], page: TiffPage) -> Image.Image:
    """The picture that samples of a page stand for, whole or averaged down: L, RGB, RGBA, CMYK or LAB."""
    eight = to_eight_bits(samples, page.white)
    if eight.ndim == 2:
        return Image.fromarray(255 - eight if page.photometric == _WHITE_IS_ZERO else eight)
    if page.photometric == _SEPARATED:
        return Image.fromarray(np.ascontiguousarray(eight[..., :4]), "CMYK")
    if page.photometric in _LAB and eight.shape[-1] >= 3:
        signed = eight[..., :3] ^ np.array([0, 128, 128], np.uint8)  # as Pillow takes it
        return Image.frombytes("LAB", eight.shape[1::-1], signed.tobytes())
    colours = 3 if page.photometric in (_RGB, _YCBCR) else 1
    plain = eight[..., :colours] if colours == 3 else np.repeat(eight[..., :1], 3, axis=-1)
    if page.photometric == _WHITE_IS_ZERO:
        plain = 255 - plain
    if page.extra[:1] and page.extra[0] in (1, 2) and eight.shape[-1] > colours:
        whole = np.ascontiguousarray(np.dstack([plain, eight[..., colours]]))
        if page.extra[0] == _ASSOCIATED:
            return Image.fromarray(whole, "RGBa").convert("RGBA")
        return Image.fromarray(whole)
    return Image.fromarray(np.ascontiguousarray(plain))


def _numbers(value: Any) -> list[int]:
    """A tag's value or values; raises TypeError or ValueError where they are none."""
    return [int(each) for each in cast("tuple[Any, ...]", value if isinstance(value, tuple) else (value,))]


_WANTED = (258, 274, 281, 34675)
