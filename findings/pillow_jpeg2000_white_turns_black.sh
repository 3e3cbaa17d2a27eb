#!/bin/sh
# Pillow 13.0.0 decodes white of a JPEG 2000 of 12 bits in three components as black: the samples are scaled down
# with rounding up and no upper limit, and 256 becomes 0. Needs opj_compress (Debian: libopenjp2-tools).
# Expected: white is (255, 255, 255). Seen: (0, 0, 0). Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import pathlib, sys
samples = (4095).to_bytes(2, "big") * 3 * 32 * 32
pathlib.Path(sys.argv[1], "white.ppm").write_bytes(b"P6\n32 32\n4095\n" + samples)
PYTHON
opj_compress -i "$folder/white.ppm" -o "$folder/white.jp2" > /dev/null
"$folder/venv/bin/python" - "$folder/white.jp2" <<'PYTHON'
import sys
import PIL
from PIL import Image
colour = Image.open(sys.argv[1]).convert("RGB").getpixel((16, 16))
print("Pillow", PIL.__version__, "shows 12-bit white as", colour)
sys.exit(colour != (0, 0, 0))
PYTHON
