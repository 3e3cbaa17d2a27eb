#!/bin/sh
# pillow-heif 1.8.1 (libheif 1.23.6): the thumbnail that `save(thumbnails=[64])` puts into a HEIC is made of single pixels of
# the picture. Of lines of black and white, one pixel each, the thumbnail of a quarter is all black or all white instead of grey,
# so that it is neither like the picture scaled down nor like what phones put there.
# Expected: averages, as of any thumbnail. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0 pillow-heif==1.8.1
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
import pillow_heif
from PIL import Image
pillow_heif.register_heif_opener()
line = Image.frombytes("L", (2, 1), bytes([0, 255])).resize((2, 256), Image.Resampling.NEAREST)
lines = Image.new("L", (256, 256))
for left in range(0, 256, 2):
    lines.paste(line, (left, 0))
lines = lines.convert("RGB")
file = io.BytesIO()
lines.save(file, "HEIF", quality=90, chroma=444, thumbnails=[64])
copy = Image.open(file)
copy.draft(None, (64, 64))
middle = sum(copy.convert("L").tobytes()) / (copy.width * copy.height)
proper = sum(lines.resize((64, 64), Image.Resampling.BOX).convert("L").tobytes()) / 64**2
print("thumbnail:", copy.size, "| its mean:", round(middle), "| the picture's, scaled down:", round(proper))
sys.exit(copy.size != (64, 64) or 60 < middle < 195)
PYTHON
