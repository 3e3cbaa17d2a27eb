#!/bin/sh
# OpenCV 5.0.0.93 turns JPEG, PNG and WebP upright, as their EXIF says, and leaves an AVIF as it is stored, though the file
# says the same in its irot box, which every reader must heed (HEIF, 6.5.10) and browsers do. The files are Pillow
# 13.0.0's, of 64 x 48 pixels to be turned by 90 degrees; Pillow opens all four alike.
# Expected: 48 x 64 of each. Seen: 64 x 48 of AVIF. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet opencv-python-headless==5.0.0.93 pillow==13.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
import cv2, numpy
from PIL import ExifTags, Image, ImageOps
seen = {}
for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    saved = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(saved, kind, exif=exif)
    height, width = cv2.imdecode(numpy.frombuffer(saved.getvalue(), "uint8"), cv2.IMREAD_COLOR).shape[:2]
    seen[kind] = (width, height), ImageOps.exif_transpose(Image.open(saved)).size
    print(kind, "| OpenCV", cv2.__version__, "shows %d x %d" % seen[kind][0], "| Pillow upright %d x %d" % seen[kind][1])
print("irot in the AVIF:", b"irot" in saved.getvalue())
sys.exit([shown for shown, _ in seen.values()] != [(48, 64)] * 3 + [(64, 48)])
PYTHON
