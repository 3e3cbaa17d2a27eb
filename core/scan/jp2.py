"""JPEG 2000 of more than eight bits, and the colour profile of any (ISO/IEC 15444-1, A.5.1 and I.5.3).

Pillow rounds such samples up without a limit, so that white becomes black, and hands no profile on.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_GREY, _SRGB = 17, 16
_DIRECT, _RESTRICTED, _ANY_PROFILE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Jp2Header:
    """`bits` of the first component; `space` is that of its header's number, `profile` an ICC profile."""

    bits: int
    components: int
    space: int | None
    profile: bytes | None

    @property
    def is_deep(self) -> bool:
        """Whether Pillow would round white to black, and OpenCV reads it as it means."""
        known = self.space in (None, _GREY, _SRGB)
        return 8 < self.bits <= 16 and self.components in (1, 3) and known


def jp2_header(data: bytes) -> Jp2Header:
    """Read the codestream's size marker and the container's colour box."""
    at = data.find(b"\xff\x4f\xff\x51")
    if at < 0 or len(data) < at + 43:
        return Jp2Header(8, 3, None, None)
    components = int.from_bytes(data[at + 40 : at + 42], "big")
    space, profile = _colour(data[:at])
    return Jp2Header((data[at + 42] & 0x7F) + 1, components, space, profile)


def decode_deep_jp2(data: bytes, header: Jp2Header) -> Image.Image | None:
    """Decode one that is deep, to eight bits; None where OpenCV cannot."""
    import cv2

    found: NDArray[np.generic] | None = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if found is None or found.dtype != np.uint16:
        return None
    white = (1 << header.bits) - 1
    eight = (np.minimum(found.astype(np.uint32), white) * 255 + white // 2) // white
    eight = eight.astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(eight[..., 2::-1]) if eight.ndim == 3 else eight)


def _colour(boxes: bytes) -> tuple[int | None, bytes | None]:
    at = boxes.find(b"colr")
    if at < 4:
        return None, None
    content = boxes[at + 4 : at - 4 + int.from_bytes(boxes[at - 4 : at], "big")]
    if content[:1] == bytes([_DIRECT]):
        return int.from_bytes(content[3:7], "big"), None
    if content[:1] in (bytes([_RESTRICTED]), bytes([_ANY_PROFILE])):
        return None, content[3:]
    return None, None
