"""Ways to make a file of light that may be brighter than white; what is made here holds nothing brighter, and
looks like its plain rendering then."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from tests.formats.encoders import Make
from tests.scan.light import TO_BT2020, Values, hlg, light_of, pq

BT709, BT2020 = 1, 9
LINEAR, PQ, HLG = 8, 16, 18
CURVES: dict[int, Callable[[Values], Values]] = {PQ: pq, HLG: hlg, LINEAR: lambda light: light}


def coded(transfer: int) -> Make:
    """A PNG of 16 bits, in the wide colours of BT.2020, that does not say so: for other encoders."""

    def make(image: Image.Image, folder: Path) -> Path:
        path = folder / "coded.png"
        cv2.imwrite(str(path), _codes(image, transfer)[..., ::-1])
        return path

    return make


def _codes(image: Image.Image, transfer: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint16]]":
    light = np.clip(light_of(image) @ TO_BT2020.T, 0, 1)
    return np.rint(np.clip(CURVES[transfer](light), 0, 1) * 65535).astype(np.uint16)


def signed(transfer: int) -> Make:
    """The same, with the chunk that says so."""

    def make(image: Image.Image, folder: Path) -> Path:
        path = coded(transfer)(image, folder)
        content = b"cICP" + bytes([BT2020, transfer, 0, 1])
        chunk = struct.pack(">I", 4) + content + struct.pack(">I", zlib.crc32(content))
        data = path.read_bytes()
        path.write_bytes(data[:33] + chunk + data[33:])
        return path

    return make


def heic(transfer: int) -> Make:
    """A HEIC of 10 bits or more, by libheif."""

    def make(image: Image.Image, folder: Path) -> Path:
        import pillow_heif

        path = folder / "a.heic"
        codes = np.ascontiguousarray(_codes(image, transfer))
        file = pillow_heif.from_bytes("RGB;16", image.size, codes.tobytes())
        points = {"color_primaries": BT2020, "transfer_characteristics": transfer, "matrix_coefficients": 9}
        file.save(path, quality=95, chroma=444, full_range_flag=1, **points)
        return path

    return make
