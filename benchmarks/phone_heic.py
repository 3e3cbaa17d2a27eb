"""HEICs as phones write them: 512-pixel tiles in a grid, 4:2:0, turned by a property, a small copy inside.

libheif writes such files too, but takes every twelfth pixel of the picture for its thumbnail. Phones average,
so tiles and thumbnail are encoded one by one here, and the boxes around them written (ISO/IEC 23008-12).
"""

import struct
from io import BytesIO

import pillow_heif
from PIL import Image

from core.scan.heif_grid import heif_grid
from core.scan.iso_boxes import box, items_of, places, primary_item, properties

TILE, THUMBNAIL = 512, 320
Item = tuple[bytes, tuple[bytes, ...]]
"""HEVC as it lies in the file, and the boxes of its properties."""

_UNTURNED = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
_TURN = {1: 0, 3: 2, 6: 3, 8: 1}
"""How often `irot` turns anticlockwise, by EXIF's orientation."""


def phone_heic(
    picture: Image.Image,
    *,
    quality: int = 60,
    orientation: int = 1,
    exif: bytes = b"",
    thumbnail: Image.Image | None = None,
    thumbnail_orientation: int | None = None,
    tile: int = TILE,
) -> bytes:
    """Encode a picture.

    Args:
        picture: upright, RGB; an ICC profile in its `info` is written.
        quality: of tiles and thumbnail, 0 to 100.
        orientation: 1, 3, 6 or 8; how the stored picture has to be turned, as in EXIF.
        exif: a TIFF structure, or as Pillow gives it.
        thumbnail: what to keep as the small copy; None for the picture at 320 pixels, or 320 x 240.
        thumbnail_orientation: how that has to be turned; None for as the picture.
        tile: the side of a tile.
    """
    if thumbnail is None:
        scale = THUMBNAIL / max(picture.size)
        even = 2 * round(picture.width * scale / 2), 2 * round(picture.height * scale / 2)
        thumbnail = picture.resize(even, Image.Resampling.BOX)
    turned = orientation if thumbnail_orientation is None else thumbnail_orientation
    profile = picture.info.get("icc_profile")
    stored, small = _stored(picture, orientation), _stored(thumbnail, turned)
    data = _encoded(stored, quality, profile, tile_size=tile)
    grid = heif_grid(data)
    if grid is None:
        raise ValueError("A picture of one tile is no grid.")
    tiles = [data[slice(*place)] for place in grid.tiles]
    rows = len(tiles) // grid.columns
    colour = next((each for each in grid.properties if each[4:8] == b"colr"), b"")
    layout = struct.pack(">BBBBII", 0, 1, rows - 1, grid.columns - 1, *stored.size)
    size = box(b"ispe", bytes(4) + struct.pack(">II", *stored.size))
    depth = box(b"pixi", bytes(4) + b"\3\10\10\10")
    of_grid = tuple(each for each in (size, colour, depth, _irot(orientation)) if each)
    inner, of_inner = _single(_encoded(small, quality, profile))
    of_inner = (*of_inner, *(each for each in (_irot(turned),) if each))
    tiff = exif.removeprefix(b"Exif\0\0")
    return _file(
        [(each, grid.properties) for each in tiles],
        (layout, of_grid),
        (inner, of_inner),
        bytes(4) + tiff if tiff else b"",
    )


def _stored(picture: Image.Image, orientation: int) -> Image.Image:
    turn = _UNTURNED.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _irot(orientation: int) -> bytes:
    return box(b"irot", bytes([_TURN[orientation]])) if orientation != 1 else b""


def _encoded(picture: Image.Image, quality: int, profile: bytes | None, tile_size: int = 0) -> bytes:
    heif = pillow_heif.from_bytes("RGB", picture.size, picture.convert("RGB").tobytes())
    if profile:
        heif.info["icc_profile"], heif.info["icc_profile_type"] = profile, "prof"
    out = BytesIO()
    heif.save(out, quality=quality, chroma=420, tile_size=tile_size, enc_params={"preset": "ultrafast"})
    return out.getvalue()


def _single(data: bytes) -> Item:
    """The picture of a file of one, with its properties."""
    meta = items_of(data)
    item = primary_item(data, meta)
    owned = dict(properties(data, meta, item))
    wanted = (name for name in (b"hvcC", b"ispe", b"colr", b"pixi") if name in owned)
    boxes = tuple(box(name, data[slice(*owned[name])]) for name in wanted)
    return data[slice(*places(data, meta)[item])], boxes


def _file(tiles: list[Item], grid: Item, thumbnail: Item, exif: bytes) -> bytes:
    """Write the boxes: the grid is item 1, its tiles follow, then the thumbnail and EXIF."""
    items = [(b"grid", *grid), *((b"hvc1", *each) for each in (*tiles, thumbnail))]
    items += [(b"Exif", exif, ())] if exif else []
    small = len(tiles) + 2
    shared = list(dict.fromkeys(each for _, _, owned in items for each in owned))
    entries, links = b"", b""
    for number, (kind, _, owned) in enumerate(items, 1):
        hidden = number in range(2, small)
        entries += box(b"infe", struct.pack(">B2xBHH4s1x", 2, hidden, number, 0, kind))
        if owned:
            links += struct.pack(">HB", number, len(owned)) + bytes(shared.index(each) + 1 for each in owned)
    having = sum(bool(owned) for _, _, owned in items)
    tile_numbers = struct.pack(f">HH{len(tiles)}H", 1, len(tiles), *range(2, small))
    refers = box(b"dimg", tile_numbers) + box(b"thmb", struct.pack(">HHH", small, 1, 1))
    refers += box(b"cdsc", struct.pack(">HHH", small + 1, 1, 1)) if exif else b""
    start = box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")

    def meta(at: int) -> bytes:
        lying = b""
        for number, (_, data, _) in enumerate(items, 1):
            lying += struct.pack(">HHHII", number, 0, 1, at, len(data))
            at += len(data)
        return box(
            b"meta",
            bytes(4)
            + box(b"hdlr", bytes(8) + b"pict" + bytes(13))
            + box(b"pitm", struct.pack(">4xH", 1))
            + box(b"iinf", struct.pack(">4xH", len(items)) + entries)
            + box(b"iref", bytes(4) + refers)
            + box(
                b"iprp",
                box(b"ipco", b"".join(shared)) + box(b"ipma", struct.pack(">4xI", having) + links),
            )
            + box(b"iloc", struct.pack(">4xBBH", 0x44, 0, len(items)) + lying),
        )

    return start + meta(len(start) + len(meta(0)) + 8) + box(b"mdat", b"".join(data for _, data, _ in items))
