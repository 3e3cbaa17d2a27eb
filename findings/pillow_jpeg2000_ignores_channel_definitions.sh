#!/bin/sh
# Pillow 13.0.0 takes the components of a JPEG 2000 in the order in which they are stored, and not as the channel
# definition box (ISO/IEC 15444-1, I.5.3.6) says: it decodes tile by tile, and OpenJPEG applies that box only when it
# decodes a whole picture. Expected: red is (255, 0, 0). Seen: (0, 0, 255). Needs opj_compress (Debian:
# libopenjp2-tools), whose opj_decompress gives red. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0
"$folder/venv/bin/python" -c '
import sys
sys.stdout.buffer.write(bytes(32 * 32) + bytes(32 * 32) + bytes([255]) * 32 * 32)
' > "$folder/blue_green_red.raw"
opj_compress -i "$folder/blue_green_red.raw" -o "$folder/stored.jp2" -F 32,32,3,8,u -mct 0 > /dev/null
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import pathlib, struct, sys
folder = pathlib.Path(sys.argv[1])
stored = folder.joinpath("stored.jp2").read_bytes()
codestream = stored[stored.index(b"\xff\x4f\xff\x51"):]
def box(name, content):
    return struct.pack(">I4s", 8 + len(content), name) + content
header = box(b"ihdr", struct.pack(">IIHBBBB", 32, 32, 3, 7, 7, 0, 0))
header += box(b"colr", struct.pack(">BBBI", 1, 0, 0, 16))
header += box(b"cdef", struct.pack(">H9H", 3, 0, 0, 3, 1, 0, 2, 2, 0, 1))
start = box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 " + bytes(4) + b"jp2 ")
folder.joinpath("red.jp2").write_bytes(start + box(b"jp2h", header) + box(b"jp2c", codestream))
PYTHON
opj_decompress -i "$folder/red.jp2" -o "$folder/whole.ppm" > /dev/null
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import pathlib, sys
import PIL
from PIL import Image
folder = pathlib.Path(sys.argv[1])
seen = Image.open(folder / "red.jp2").convert("RGB").getpixel((16, 16))
whole = Image.open(folder / "whole.ppm").getpixel((16, 16))
print("Pillow", PIL.__version__, "shows red as", seen, "and opj_decompress as", whole)
sys.exit((seen, whole) != ((0, 0, 255), (255, 0, 0)))
PYTHON
