#!/bin/sh
# Pillow 13.0.0: saving an AVIF takes the orientation out of the Exif object that the caller gave. Whoever saves one photo
# in several formats, with one Exif, writes all that come after the AVIF without it: they lie on their side.
# Expected: save() leaves its arguments as they are, as it does for JPEG, PNG and WebP. Seen: 6, 6, 6, then None.
# Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
from PIL import ExifTags, Image
exif = Image.Exif()
exif[ExifTags.Base.Orientation] = 6
image, left = Image.new("RGB", (64, 48), "teal"), []
for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
    image.save(io.BytesIO(), kind, exif=exif)
    left.append(exif.get(ExifTags.Base.Orientation))
    print("the caller's orientation after", kind, "was saved:", left[-1])
again = io.BytesIO()
image.save(again, "JPEG", exif=exif)
again.seek(0)
print("a JPEG saved after it has orientation", Image.open(again).getexif().get(ExifTags.Base.Orientation))
sys.exit(left != [6, 6, 6, None])
PYTHON
