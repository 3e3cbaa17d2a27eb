#!/bin/sh
# ExifRead 3.5.1 finds nothing in the EXIF of a WebP that Pillow 13.0.0 wrote, and says so to nobody: {}. It takes the first
# six bytes of the chunk for "Exif\0\0", which JPEG has and the WebP container has not; files of programs that write
# the six bytes all the same are read. From the PNG of the same Exif it reads all.
# Expected: the maker, of each. Seen: PNG yes, WebP no, WebP with the six bytes yes. Exits 0 while that is so, else 1.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet exifread==3.5.1 pillow==13.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
import exifread
from PIL import Image
exif = Image.Exif()
exif[0x010F] = "a maker"
exif[0x0112] = 6
def saved(kind):
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, kind, exif=exif)
    return file.getvalue()
webp = saved("WEBP")
where = webp.index(b"EXIF")
size = int.from_bytes(webp[where + 4 : where + 8], "little")
longer = b"EXIF" + (size + 6).to_bytes(4, "little") + b"Exif\0\0" + webp[where + 8 :]
prefixed = webp[:4] + (len(webp) - 2).to_bytes(4, "little") + webp[8:where] + longer
seen = {}
for name, file in {"PNG": saved("PNG"), "WebP": webp, "WebP with Exif\\0\\0": prefixed}.items():
    tags = exifread.process_file(io.BytesIO(file))
    seen[name] = str(tags.get("Image Make"))
    print(name, "| ExifRead:", {tag: str(tags[tag]) for tag in tags}, "| Pillow:", Image.open(io.BytesIO(file)).getexif()[0x010F])
sys.exit([*seen.values()] != ["a maker", "None", "a maker"])
PYTHON
