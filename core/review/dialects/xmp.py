"""XMP (ISO 16684-1): packets found in any file, and read whatever their root."""

import re
from collections.abc import Mapping
from datetime import datetime
from xml.parsers import expat

from core.review.dialects.regions import faces_in
from core.review.dialects.safe_xml import safe_parser
from core.review.dialects.written import Written, caption, each_once, percent, stars

NAMESPACES: Mapping[str, str] = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://www.digikam.org/ns/1.0/": "digiKam",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.2/t/Region#": "MPReg",
    "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://darktable.sf.net/": "darktable",
    "http://ns.adobe.com/xmp/sType/Area#": "stArea",
    "http://ns.adobe.com/xap/1.0/sType/Dimensions#": "stDim",
}
"""The schemas that are read, and what they are called here; a packet may call them otherwise."""

_DEVELOPED = {
    "darktable:history_end",
    "crs:HasSettings",
    "crs:Exposure2012",
    "crs:ToneCurvePV2012",
    "crs:Version",
}


def from_xmp(raw: bytes) -> Written:
    """Read an XMP packet; what is no XMP says nothing."""
    said = properties(raw)

    def one(*names: str) -> str | None:
        return next((text for name in names for text in said.get(name, ()) if text), None)

    trees = [
        *said.get("lr:hierarchicalSubject", ()),
        *(w.replace("/", "|") for w in said.get("digiKam:TagsList", ())),
    ]
    hierarchy = [tree for tree in trees if "|" in tree]
    flat = [*said.get("dc:subject", ()), *said.get("MicrosoftPhoto:LastKeywordXMP", ())]
    leaves = [tree.rpartition("|")[2] for tree in trees]
    rating = stars(one("xmp:Rating"))
    persons = [
        *said.get("mwg-rs:Name", ()),
        *said.get("MPReg:PersonDisplayName", ()),
        *said.get("Iptc4xmpExt:PersonInImage", ()),
    ]
    return Written(
        rating=rating if rating is not None else percent(one("MicrosoftPhoto:Rating")),
        keywords=each_once([*flat, *leaves]),
        hierarchy=each_once(hierarchy),
        label=one("xmp:Label"),
        title=one("dc:title", "photoshop:Headline"),
        caption=caption(one("dc:description")),
        artist="; ".join(said.get("dc:creator", ())) or None,
        copyright=one("dc:rights"),
        persons=each_once(persons),
        developed=bool(_DEVELOPED & said.keys())
        and one("crs:HasSettings") != "False"
        and one("crs:AlreadyApplied") != "True",
        captured=_moment(one("exif:DateTimeOriginal", "photoshop:DateCreated")),
        latitude=_degrees(one("exif:GPSLatitude"), 90),
        longitude=_degrees(one("exif:GPSLongitude"), 180),
        camera=one("tiff:Model"),
        faces=faces_in(raw),
    )


def properties(raw: bytes) -> Mapping[str, list[str]]:
    """The properties of a packet, each with its texts; what is in a structure by its own name."""
    found: dict[str, list[str]] = {}
    path: list[str] = []
    text: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(_short(name))
        text.clear()
        for attribute, value in attributes.items():
            if not attribute.startswith(("http://www.w3.org/1999/02/22", "http://www.w3.org/XML")):
                found.setdefault(_short(attribute), []).append(value.strip())

    def end(_name: str) -> None:
        name = path.pop()
        said = "".join(text).strip()
        text.clear()
        if name == "rdf:li":
            name = next((one for one in reversed(path) if not one.startswith("rdf:")), name)
        if said:
            found.setdefault(name, []).append(said)
        elif name in _DEVELOPED:
            found.setdefault(name, [])

    parser = safe_parser(start, end, text.append)
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, ValueError):
        return {}
    return found


def _short(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"{NAMESPACES.get(namespace, namespace)}:{local}"


_ROOTS = (b"x:xmpmeta", b"x:xapmeta", b"xmp:xmpmeta", b"rdf:RDF")


def xmp_in(raw: bytes) -> bytes | None:
    """The packet in a file, found by its marks: rooted in one of three ways, or not at all."""
    for root in _ROOTS:
        begin = raw.find(b"<" + root)
        end = raw.find(b"</" + root + b">", begin)
        if 0 <= begin < end:
            return raw[begin : end + len(root) + 3]
    return None


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text and len(text) > len("2024-05-14") else None
    except ValueError:
        return None


def _degrees(text: str | None, limit: int) -> float | None:
    """XMP's "51,30.5N" and "51,30,30N"."""
    found = re.fullmatch(r"(\d+),(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?([NSEW])", text or "")
    if found is None:
        return None
    degrees = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return None if degrees > limit else -degrees if found[4] in "SW" else degrees
