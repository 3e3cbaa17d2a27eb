#!/bin/sh
# pillow-jxl-plugin 1.3.8: an animated JPEG XL (here red, green, blue, by cjxl 0.7.0 from a GIF) opens at its last frame
# and says that it is the only one. Expected, as of GIF, WebP, APNG and AVIF in Pillow: the first frame, n_frames of 3.
# Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0 pillow-jxl-plugin==1.3.8
"$folder/venv/bin/python" - <<'PYTHON'
import base64, io, sys
import pillow_jxl
from PIL import Image
file = base64.b64decode("/woPBQFYUFwSCAggBQAAcABLGIsVANQfYzD2LyABACBBNQAggX8/ICW6cc0fCAggBQAAaABLGIsVABw+xuD4vYAEADEEqRr+ACX901HmAAgIIEUAAEwASxiLFYBd/v8CEgCwVBUAfPH4Aw==")
image = Image.open(io.BytesIO(file))
shown = image.convert("RGB").getpixel((5, 5))
print("shown:", shown, "| frames:", image.n_frames)
sys.exit(shown != (0, 0, 255) or image.n_frames != 1)
PYTHON
