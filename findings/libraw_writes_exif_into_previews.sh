#!/bin/sh
# rawpy 0.28.0 (LibRaw 0.22.2): extract_thumb() of a file whose JPEG preview has no EXIF gives that JPEG with a block
# that LibRaw made up: "dcraw v9.26" as software, 1970 as its time, an exposure of zero, and the RAW's orientation even
# where the preview stands upright already, so that whoever follows it turns the preview once too often.
# Expected: the bytes that are in the file. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0 rawpy==0.28.0 numpy
"$folder/venv/bin/python" - <<'PYTHON'
import io, struct, sys
import PIL, rawpy
from PIL import Image
shorts = lambda *v: struct.pack(f"<{len(v)}H", *v)
longs = lambda *v: struct.pack(f"<{len(v)}I", *v)
stored = io.BytesIO()
Image.new("RGB", (64, 96), "red").save(stored, "JPEG")
jpeg, cells = stored.getvalue(), shorts(*[9000] * 96 * 64)
matrix = b"".join(struct.pack("<ii", int(n % 4 == 0), 1) for n in range(9))
camera = [(271, 2, b"Acme\0"), (272, 2, b"One\0"), (274, 3, shorts(6)), (50706, 1, bytes([1, 4, 0, 0])),
          (50708, 2, b"Acme One\0"), (50721, 10, matrix), (50778, 3, shorts(21))]
small = [(254, 4, longs(1)), (256, 4, longs(64)), (257, 4, longs(96)), (258, 3, shorts(8, 8, 8)),
         (259, 3, shorts(7)), (262, 3, shorts(6)), (273, 4, b"@jpeg"), (277, 3, shorts(3)), (278, 4, longs(96)),
         (279, 4, longs(len(jpeg))), (330, 4, b"@raw")]
raw = [(254, 4, longs(0)), (256, 4, longs(96)), (257, 4, longs(64)), (258, 3, shorts(16)), (259, 3, shorts(1)),
       (262, 3, shorts(32803)), (273, 4, b"@cells"), (277, 3, shorts(1)), (278, 4, longs(64)),
       (279, 4, longs(len(cells))), (33421, 3, shorts(2, 2)), (33422, 1, bytes([0, 1, 1, 2]))]
first, second = sorted(small + camera), raw
size = lambda tags: 6 + 12 * len(tags) + sum(len(v) + len(v) % 2 for *_, v in tags if len(v) > 4 and v[:1] != b"@")
at = {b"@raw": 8 + size(first), b"@cells": 8 + size(first) + size(second)}
at[b"@jpeg"] = at[b"@cells"] + len(cells)
file = b"II*\0" + longs(8)
for tags in (first, second):
    table, values, behind = b"", b"", len(file) + 6 + 12 * len(tags)
    for number, kind, value in tags:
        value = longs(at[value]) if value in at else value
        count = len(value) // {1: 1, 2: 1, 3: 2, 4: 4, 10: 8}[kind]
        if len(value) > 4:
            value, values = longs(behind + len(values)), values + value + bytes(len(value) % 2)
        table += struct.pack("<HHI", number, kind, count) + value.ljust(4, b"\0")
    file += shorts(len(tags)) + table + bytes(4) + values
with rawpy.imread(io.BytesIO(file + cells + jpeg)) as opened:
    given = opened.extract_thumb().data
exif = Image.open(io.BytesIO(given)).getexif()
print("rawpy", rawpy.__version__, "gives the stored bytes:", given == jpeg, "| software:", exif.get(0x0131),
      "| time:", exif.get(0x0132), "| orientation:", exif.get(0x0112))
sys.exit(given == jpeg or exif.get(0x0112) != 6)
PYTHON
