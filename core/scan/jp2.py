"""JPEG 2000 of more than eight bits or with its channels in another order, and the colour profile of any.

ISO/IEC 15444-1, A.5.1 and I.5.3. Pillow rounds deep samples up without a limit, so that white becomes black,
takes channels in the order that they are stored in, and hands no profile on. Here OpenCV decodes the
codestream alone, and what its container says is done to the components that come out.
"""

import struct
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.scan.iso_boxes import box, content_of

_CMYK, _GREY, _SYCC = 12, 17, 18
_OTHER_SPACES = (1, 3, 4, 9, 11, 13, 14, 19, 24)
"""Those of television, CMY, YCCK, CIELab, CIEJab and e-sYCC."""

_DIRECT, _RESTRICTED, _ANY_PROFILE = 1, 2, 3
_OPACITY, _PREMULTIPLIED = 1, 2
_CODESTREAM = b"\xff\x4f\xff\x51"


@dataclass(frozen=True, slots=True)
class Jp2Header:
    """What a file says of its components.

    `depths` holds the bits of each, `is_plain` says that none has a sign or is subsampled. `space` is the
    number of an enumerated colour space, `profile` an ICC profile. `channels` are the rows of the channel
    definition box: component, type, and the colour that it is of.
    """

    width: int = 0
    height: int = 0
    depths: tuple[int, ...] = (8, 8, 8)
    is_plain: bool = False
    space: int | None = None
    profile: bytes | None = None
    channels: tuple[tuple[int, int, int], ...] = ()
    has_palette: bool = False

    @property
    def bits(self) -> int:
        """Those of the deepest component."""
        return max(self.depths)

    @property
    def is_usual(self) -> bool:
        """Whether Pillow reads it as it means, or nobody here reads it better."""
        if not self.is_plain or self.has_palette or self.bits > 16 or len(self.depths) > 4:
            return True
        if self.space in _OTHER_SPACES:
            return True
        return self.bits <= 8 and self.order() == tuple(range(len(self.depths)))

    def order(self) -> tuple[int, ...]:
        """The components as colours in their order, opacity last where there is one."""
        count = len(self.depths)
        if not self.channels:
            return tuple(range(count))
        colours = sorted((colour, component) for component, kind, colour in self.channels if kind == 0)
        opacity = [component for component, kind, _ in self.channels if kind in (_OPACITY, _PREMULTIPLIED)]
        return tuple(each for each in (*(c for _, c in colours), *opacity[:1]) if each < count)


def jp2_header(data: bytes) -> Jp2Header:
    """Read the codestream's size marker and the container's boxes for colours and channels."""
    at = data.find(_CODESTREAM)
    try:
        across, down, left, top = struct.unpack_from(">IIII", data, at + 8)
        (count,) = struct.unpack_from(">H", data, at + 40)
        rows = list(struct.iter_unpack("BBB", data[at + 42 : at + 42 + 3 * count]))
        depths = tuple((depth & 0x7F) + 1 for depth, *_ in rows)
    except struct.error:
        return Jp2Header()
    if at < 0 or not depths:
        return Jp2Header()
    space, profile = _colour(data[:at])
    is_plain = all(row[0] < 0x80 and row[1:] == (1, 1) for row in rows)
    definition = content_of(data[:at], b"cdef")[2:]
    channels = tuple(struct.iter_unpack(">HHH", definition[: len(definition) // 6 * 6]))
    palette = bool(content_of(data[:at], b"pclr"))
    return Jp2Header(across - left, down - top, depths, is_plain, space, profile, channels, palette)


def decode_unusual_jp2(data: bytes, header: Jp2Header) -> Image.Image | None:
    """Decode one that Pillow reads wrongly.

    Returns:
        eight bits, L, LA, RGB, RGBA or CMYK; None where OpenCV cannot.
    """
    components = _components(data[data.find(_CODESTREAM) :], header)
    order = header.order()
    if components is None or not order:
        return None
    planes = [Image.fromarray(_eight_bits(components[place], header.depths[place])) for place in order]
    colours = 1 if len(planes) < 3 else 4 if header.space == _CMYK else 3
    if len(planes) < colours:
        return None
    if colours == 1:
        return planes[0] if len(planes) == 1 else Image.merge("LA", planes[:2])
    if header.space == _CMYK:
        return Image.merge("CMYK", planes[:4])
    image = Image.merge("YCbCr" if header.space == _SYCC else "RGB", planes[:3]).convert("RGB")
    if len(planes) > colours:
        image.putalpha(planes[3])
    return image


def _components(codestream: bytes, header: Jp2Header) -> list[NDArray[np.generic]] | None:
    """The samples of each component; OpenCV takes one, three or four."""
    import cv2

    count = len(header.depths)
    if count == 2:
        both = codestream, _with_second_first(codestream, header)
        planes = [cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_ANYDEPTH) for file in both]
        found = [plane for plane in planes if plane is not None]
        return cast("list[NDArray[np.generic]]", found) if len(found) == 2 else None
    samples = cv2.imdecode(np.frombuffer(codestream, np.uint8), cv2.IMREAD_UNCHANGED)
    if samples is None or (1 if samples.ndim == 2 else samples.shape[2]) != count:
        return None
    if samples.ndim == 2:
        return [samples]
    return [samples[..., place] for place in (2, 1, 0, 3)[:count]]  # blue, green, red


def _with_second_first(codestream: bytes, header: Jp2Header) -> bytes:
    """A file whose second component is the grey one, which is the one that OpenCV takes of two."""
    depth = header.depths[0] - 1 if len(set(header.depths)) == 1 else 255
    size = struct.pack(">IIHBBBB", header.height, header.width, 2, depth, 7, 0, 0)
    each = b"" if depth != 255 else box(b"bpcc", bytes(bits - 1 for bits in header.depths))
    colour = box(b"colr", struct.pack(">BBBI", _DIRECT, 0, 0, _GREY))
    swapped = box(b"cdef", struct.pack(">HHHHHHH", 2, 0, _OPACITY, 0, 1, 0, 1))
    return (
        box(b"jP  ", b"\r\n\x87\n")
        + box(b"ftyp", b"jp2 " + bytes(4) + b"jp2 ")
        + box(b"jp2h", box(b"ihdr", size) + each + colour + swapped)
        + box(b"jp2c", codestream)
    )


def _eight_bits(samples: NDArray[np.generic], bits: int) -> NDArray[np.uint8]:
    white = (1 << bits) - 1
    eight = (np.minimum(samples.astype(np.uint32), white) * 255 + white // 2) // white
    return np.ascontiguousarray(eight.astype(np.uint8))


def _colour(header: bytes) -> tuple[int | None, bytes | None]:
    content = content_of(header, b"colr")
    if content[:1] == bytes([_DIRECT]):
        return int.from_bytes(content[3:7], "big"), None
    if content[:1] in (bytes([_RESTRICTED]), bytes([_ANY_PROFILE])):
        return None, content[3:]
    return None, None
