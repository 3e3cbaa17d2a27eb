"""Write docs/formats.md from the table of the tests: `python docs/make_formats.py`."""

import sys
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from core.scan.unread import NAMES
from tests.formats.table import ROWS

PAGE = Path(__file__).with_name("formats.md")

HEAD = """# Formats: what is read, and by which library

Made by `docs/make_formats.py` from the table of `tests/formats/`, where each row is a file that is made,
opened and compared with what a correct viewer shows (mean difference below 8 of 255, size, way up, pictures,
depth).

| format | what | read by | frames | bits | test file made by |
|---|---|---|---|---|---|
"""

FOOT = """
Read too, and held by tests of their own: camera RAW (LibRaw, `tests/scan/test_raw.py`), Photoshop documents
(`tests/scan/test_psd.py`), other TIFFs (`tests/scan/test_tiff.py`), profiles and light beyond white.

What is not read, or not wholly:

- Videos, drawings (SVG, EPS, PDF) and archives are no photos here.
- Pictures of these kinds are told by their first bytes and listed as skipped, with the reason: {unread}.
- An animated JPEG XL whose sections are stored in an order of their own (`cjxl --group_order=1`) shows its
  last frame, and counts as two frames; the rest open at their first.
- Damage is told of JPEG, where libjpeg warns, and of a HEIC whose tiles are cut short or overwritten. Else
  libheif, libavif and libwebp decode broken data without a word.
- The thumbnail in a HEIC of eight tiles or more stands for the picture until a pair asks for all of it: only
  where it shows what three of the tiles show, upright, in the same shape, and is as large as the model asks.
- Depth of JPEG XL, PSD and AVIF is what the file says; 10 and 12 bits in 16 are told of TIFF and PNG.
"""


def page() -> str:
    """The whole page."""
    lines: list[str] = []
    for name, rows in groupby(ROWS, key=lambda row: row.format):
        lines += [
            f"| {name} | {row.behaviour} | {row.reader} | {row.frames} | {row.depth} | {row.made_by} |"
            for row in rows
        ]
    return HEAD + "\n".join(lines) + "\n" + FOOT.format(unread=", ".join(sorted(NAMES)))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
