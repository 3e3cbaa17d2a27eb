#!/bin/sh
# Pillow 13.0.0: getxmp() of a PNG whose XMP lies behind the pixels, where PNG allows it, gives {} until load() was called,
# and then the XMP. getexif() of an eXIf chunk in the same place reads on by itself and finds it at once.
# Expected: both the same, and no "there is none" of what was not looked for. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0 defusedxml==0.7.1
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys, zlib
from PIL import Image
def chunk(kind, body):
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
exif = Image.Exif()
exif[0x010F] = "a maker"
packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' \
    b'<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="5"/></rdf:RDF></x:xmpmeta>'
late = chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet) + chunk(b"eXIf", exif.tobytes()[6:])
saved = io.BytesIO()
Image.new("RGB", (64, 48), "teal").save(saved, "PNG")
end = saved.getvalue().index(b"IEND") - 4
file = saved.getvalue()[:end] + late + saved.getvalue()[end:]
maker = Image.open(io.BytesIO(file)).getexif().get(0x010F)
image = Image.open(io.BytesIO(file))
before = image.getxmp()
image.load()
print("EXIF before load():", maker, "| XMP before load():", before, "| and after:", image.getxmp())
sys.exit((maker, before) != ("a maker", {}) or not image.getxmp())
PYTHON
