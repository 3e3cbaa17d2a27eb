"""How large a file and its picture may be, told from the header before any pixel is made.

What limits a picture is the memory that decoding takes. A bomb is a small file that claims a large picture.
"""

from PIL import Image

from core.errors import UnreadablePhoto

MAX_BYTES = 2 << 30
"""Larger files are not read: the whole file is held in memory while it is decoded."""

MAX_PIXELS = 1_000_000_000
"""Larger pictures are not decoded, not even in parts."""

MEMORY = 3_000_000_000
"""Bytes that decoding a picture may take, without its file; a worker has some more."""

FULL_COLOUR, GREY = 10.0, 3.0
"""Bytes a pixel of a picture that is decoded whole: Pillow's own, a converted copy, the decoder's."""

WHOLE_PIXELS = int(MEMORY / FULL_COLOUR)
"""So many pixels may a picture in colours have that is decoded whole: 300 million."""


def check_size(width: int, height: int, bytes_per_pixel: float = FULL_COLOUR) -> None:
    """Check a picture by the size that it claims.

    Raises:
        UnreadablePhoto: it has more pixels than any picture that is decoded, or takes more memory.
    """
    if width * height > MAX_PIXELS:
        raise UnreadablePhoto(f"It claims to be larger than {MAX_PIXELS // 1_000_000} megapixels.")
    needed = width * height * bytes_per_pixel
    if needed > MEMORY:
        megapixels, gigabytes = width * height // 1_000_000, f"{needed / 1e9:.1f}"
        raise UnreadablePhoto(
            f"Decoding its {megapixels} megapixels takes {gigabytes} GB of memory, "
            f"and a photo is given {MEMORY // 1_000_000_000} GB."
        )


def check_whole(image: Image.Image) -> None:
    """Raises UnreadablePhoto where a picture that has to be decoded whole takes too much memory."""
    check_size(*image.size, GREY if image.mode in ("1", "L") else FULL_COLOUR)
