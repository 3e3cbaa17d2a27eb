"""Write docs/formats.md from the table of the tests: `python docs/make_formats.py`."""

import sys
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from core.scan.containers import JXL_BYTES
from core.scan.limits import MAX_PIXELS, MEMORY, WHOLE_PIXELS
from core.scan.tiff import UNREAD_COMPRESSIONS
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

No encoder writes what cameras do, so DNG stands for camera RAW, of which LibRaw reads some hundred kinds. It
is developed at half its size, and counts as 14 bits. What holds light brighter than white is shown as
viewers do it, so that it looks like its plain copy.

**Large pictures** have the limit set below them in these tests. As it stands, decoding may take {memory} GB:
{whole} megapixels where a picture is decoded whole, {jxl} of JPEG XL, {most} of what is read in parts or at
an eighth: JPEG, TIFF, HEIC of tiles, Photoshop documents; of progressive JPEGs without subsampling half of
that. A larger one is listed as skipped, with its size and what it would take.

Held by tests of their own too: camera RAW (`tests/scan/test_raw.py`), Photoshop documents
(`tests/scan/test_psd.py`), other TIFFs (`tests/scan/test_tiff.py`), profiles and light beyond white
(`tests/scan/test_signalling.py`), parts (`tests/scan/test_parts.py`).

What is not read, or not wholly:

- Videos, drawings (SVG, EPS, PDF) and archives are no photos here.
- Pictures of these kinds are told by their first bytes and listed as skipped, with the reason: {unread}.
- Nor is a TIFF compressed as {compressions}; PAM and a PFM in colours are called damaged or unusual.
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
    return HEAD + "\n".join(lines) + "\n" + _foot()


def _foot() -> str:
    return FOOT.format(
        unread=", ".join(sorted(NAMES)),
        compressions=", ".join(sorted(set(UNREAD_COMPRESSIONS.values()))),
        memory=MEMORY // 1_000_000_000,
        whole=WHOLE_PIXELS // 1_000_000,
        jxl=int(MEMORY / JXL_BYTES) // 1_000_000,
        most=f"{MAX_PIXELS // 1_000_000:,}",
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
