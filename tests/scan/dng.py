"""Small DNG files (Adobe's Digital Negative, 1.4), made tag by tag."""

import struct
from io import BytesIO

import numpy as np
from PIL import Image

Tag = tuple[int, int, bytes]
"""Number, type (1 byte, 2 text, 3 short, 4 long, 5 and 10 rational) and value, little-endian."""


def dng(
    image: Image.Image, orientation: int = 1, extra: tuple[Tag, ...] = (), preview: Image.Image | None = None
) -> bytes:
    """A linear grid of red, green, green, blue sensor cells, 16 bits each, with a JPEG before it or without.

    Args:
        image: what the sensor saw, as it lies.
        orientation: EXIF's, 1 to 8.
        extra: more about the sensor's data.
        preview: the camera's own picture; its JPEG has no EXIF.
    """
    cells = _cells(image)
    raw = [
        (254, 4, _longs(0)),
        (256, 4, _longs(image.width)),
        (257, 4, _longs(image.height)),
        (258, 3, _shorts(16)),
        (259, 3, _shorts(1)),
        (262, 3, _shorts(32803)),
        (273, 4, _SENSOR_AT),
        (277, 3, _shorts(1)),
        (278, 4, _longs(image.height)),
        (279, 4, _longs(len(cells))),
        (33421, 3, _shorts(2, 2)),
        (33422, 1, bytes([0, 1, 1, 2])),
        *extra,
    ]
    camera = [
        (271, 2, b"Acme\0"),
        (272, 2, b"One\0"),
        (274, 3, _shorts(orientation)),
        (50706, 1, bytes([1, 4, 0, 0])),
        (50708, 2, b"Acme One\0"),
        (50721, 10, b"".join(struct.pack("<ii", int(n % 4 == 0), 1) for n in range(9))),
        (50778, 3, _shorts(21)),
    ]
    if preview is None:
        return _laid_out([raw + camera], cells, b"")
    jpeg = BytesIO()
    preview.save(jpeg, "JPEG", quality=95)
    small = [
        (254, 4, _longs(1)),
        (256, 4, _longs(preview.width)),
        (257, 4, _longs(preview.height)),
        (258, 3, _shorts(8, 8, 8)),
        (259, 3, _shorts(7)),
        (262, 3, _shorts(6)),
        (273, 4, _PREVIEW_AT),
        (277, 3, _shorts(3)),
        (278, 4, _longs(preview.height)),
        (279, 4, _longs(len(jpeg.getvalue()))),
        (330, 4, _SENSOR_TAGS_AT),
    ]
    return _laid_out([small + camera, raw], cells, jpeg.getvalue())


_SENSOR_AT, _PREVIEW_AT, _SENSOR_TAGS_AT = b"@sensor", b"@preview", b"@tags"
_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 10: 8}


def _cells(image: Image.Image) -> bytes:
    rgb = np.asarray(image, np.uint16) * 257
    cells = rgb[..., 1].copy()
    cells[::2, ::2] = rgb[::2, ::2, 0]
    cells[1::2, 1::2] = rgb[1::2, 1::2, 2]
    return cells.tobytes()


def _laid_out(directories: list[list[Tag]], cells: bytes, jpeg: bytes) -> bytes:
    directories = [sorted(tags) for tags in directories]
    starts = [8]
    for tags in directories:
        far = sum(len(value) + len(value) % 2 for *_, value in tags if len(value) > 4 and value[:1] != b"@")
        starts.append(starts[-1] + 2 + 12 * len(tags) + 4 + far)
    places = {
        _SENSOR_AT: starts[-1],
        _PREVIEW_AT: starts[-1] + len(cells),
        _SENSOR_TAGS_AT: starts[len(directories) - 1],
    }
    out = b"II*\0" + struct.pack("<I", 8)
    for start, tags in zip(starts, directories, strict=False):
        behind, table, values = start + 2 + 12 * len(tags) + 4, b"", b""
        for number, kind, value in tags:
            value = _longs(places[value]) if value in places else value
            count = len(value) // _BYTES[kind]
            if len(value) > 4:
                value, values = _longs(behind + len(values)), values + value + bytes(len(value) % 2)
            table += struct.pack("<HHI", number, kind, count) + value.ljust(4, b"\0")
        out += struct.pack("<H", len(tags)) + table + bytes(4) + values
    return out + cells + jpeg


def _shorts(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}H", *values)


def _longs(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)
