#!/bin/sh
# Pillow 13.0.0 cannot open an AVIF whose Exif item is no TIFF structure, though nothing is wrong with its
# pixels; JPEG, and other AVIF readers, pass over such a block. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
import PIL
from PIL import Image
exif = Image.Exif()
exif[0x010F] = "Acme"
file = io.BytesIO()
Image.new("RGB", (32, 32), "red").save(file, "AVIF", exif=exif)
data = file.getvalue()
start = max(data.find(b"II*\0"), data.find(b"MM\0*"))
changed = data[:start] + b"XX\1\2" + data[start + 4:]
try:
    Image.open(io.BytesIO(changed)).load()
    seen = "opened"
except Exception as error:
    seen = f"refused: {type(error).__name__}"
print("Pillow", PIL.__version__, "with an Exif item of another kind:", seen)
sys.exit(seen == "opened")
PYTHON
