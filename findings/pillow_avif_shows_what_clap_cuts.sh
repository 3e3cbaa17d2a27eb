#!/bin/sh
# Pillow 13.0.0 (libavif): an AVIF with a clean aperture (clap: 60 x 40 of 96 x 64, by avifenc --crop) opens with all 96 x
# 64 pixels, and nothing in its info tells the crop, while irot and imir are passed on as an orientation.
# Expected: 60 x 40, as browsers show it and as pillow-heif opens a HEIC. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import base64, io, sys
from PIL import Image
file = base64.b64decode("AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAAEbbWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABQwAAAIIAAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAk2lwcnAAAABzaXBjbwAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgSAAAAAAABNjb2xybmNseAABAA0ABoAAAAAoY2xhcAAAADwAAAABAAAAKAAAAAH////4AAAAAf////wAAAABAAAAGGlwbWEAAAAAAAAAAQABBQECgwSFAAAAim1kYXQSAAoJOBlv/sICGg0gMnMQoAAAKLRKKDDxKer/TYL+o7FebBPSQxpZNr0Mu0Ha34lbam99BMDHYnte0PQ3AfGm6qBRlpgzMRrHp1106ut8li26xy+MtuvF8Pr4WmBSq5GC88fc6XfkqqjyiCeJnUMFtWegbVGsAU60hqCdb8FI+8Tg")
image = Image.open(io.BytesIO(file))
print("clap in the file:", b"clap" in file, "| size:", image.size, "| info:", sorted(image.info))
sys.exit(image.size != (96, 64))
PYTHON
