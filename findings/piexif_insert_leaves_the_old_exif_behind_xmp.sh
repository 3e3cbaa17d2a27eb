#!/bin/sh
# piexif 1.1.3: insert() into a JPEG whose XMP comes before its EXIF, as some programs write it, puts the new EXIF in
# front and leaves the old one in the file. With EXIF before XMP the old one is replaced, as the documentation says.
# Readers disagree from then on: Pillow 13.0.0 takes the first, exiftool 12.57 the last, so that a place or an
# orientation that was taken out is back. Expected: one EXIF. Seen: two. Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet piexif==1.1.3 pillow==13.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io, sys
import piexif
from PIL import Image
old = Image.Exif()
old[0x010F] = "OLD"
saved = io.BytesIO()
Image.new("RGB", (64, 48), "teal").save(saved, "JPEG", exif=old)
plain = saved.getvalue()
packet = b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
xmp = b"\xff\xe1" + (len(packet) + 2).to_bytes(2, "big") + packet
where = plain.index(b"\xff\xe1")
end = where + 2 + int.from_bytes(plain[where + 2 : where + 4], "big")
seen = {}
for order, photo in {
    "EXIF, XMP": plain[:end] + xmp + plain[end:],
    "XMP, EXIF": plain[:where] + xmp + plain[where:],
}.items():
    written = io.BytesIO()
    piexif.insert(piexif.dump({"0th": {piexif.ImageIFD.Make: b"NEW"}}), photo, written)
    file = written.getvalue()
    seen[order] = file.count(b"Exif\0\0"), b"OLD" in file, Image.open(written).getexif()[0x010F]
    print(order, "| blocks of EXIF: {} | OLD is in the file: {} | Pillow says {}".format(*seen[order]))
sys.exit(seen != {"EXIF, XMP": (1, False, "NEW"), "XMP, EXIF": (2, True, "NEW")})
PYTHON
