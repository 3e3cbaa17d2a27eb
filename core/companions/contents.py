"""What files themselves say about whose they are, where a name is not enough.

Everything is read from the first and last few megabytes; what cannot be read says nothing.
"""

import json
import re
import struct
from pathlib import Path, PurePath
from typing import Any, cast

from core.companions.conventions import Asked
from core.companions.patterns import folded
from core.errors import UnreadablePhoto
from core.photo import ExifFacts
from core.scan.exif import read_exif
from core.scan.faults import faults_as_sentences
from core.scan.formats import HEAD_BYTES, PILLOW_NAMES, sniff
from core.scan.opening import open_picture, read_bytes
from core.scan.raw import raw_exif
from core.storage.clouds import open_here

_LOOKED_AT = 2 << 20


def format_of(path: Path) -> str | None:
    """The format of a photo by its first bytes; None for what is none."""
    try:
        with open_here(path) as file:
            return sniff(file.read(HEAD_BYTES), path.suffix.lower())
    except OSError:
        return None


def says_otherwise(companion: Path, photo: Path, asked: Asked) -> bool:
    """Whether the contents of a file deny that it belongs to a photo, as its name says."""
    match asked:
        case Asked.LIVE_FILM:
            film = film_identifier(companion)
            still = still_identifier(photo)
            return film is None or bool(film and still and film != still)
        case Asked.NAMED_IN_XMP:
            return bool(named := named_in_xmp(companion)) and not _is_named(photo.name, named)
        case Asked.NAMED_IN_JSON:
            return folded(photo.name) not in named_in_json(companion)


def says_so(companion: Path, photo: Path, asked: Asked) -> bool:
    """Whether the contents of a file name a photo outright: that settles it where several could claim it."""
    match asked:
        case Asked.LIVE_FILM:
            return bool(film := film_identifier(companion)) and film == still_identifier(photo)
        case Asked.NAMED_IN_XMP:
            return bool(named := named_in_xmp(companion)) and _is_named(photo.name, named)
        case Asked.NAMED_IN_JSON:
            return folded(photo.name) in named_in_json(companion)


_FILM_KEY = b"com.apple.quicktime.content.identifier"
_UUID = re.compile(rb"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")


def film_identifier(path: Path) -> str | None:
    """The content identifier of a Live Photo's film: "" where it cannot be read; None for no such film.

    The key and its value stand in one box near the file's start or end.
    """
    for part in _ends(path):
        at = part.find(_FILM_KEY)
        if at >= 0:
            found = _UUID.search(part, at)
            return found[0].decode() if found else ""
    return None


_MAKER_NOTE = b"Apple iOS\x00\x00\x01MM"
_CONTENT_IDENTIFIER = 0x0011


def still_identifier(path: Path) -> str | None:
    """The content identifier in Apple's MakerNote (exiftool's tag 0x0011); None where there is none."""
    for part in _ends(path):
        at = part.find(_MAKER_NOTE)
        if at < 0:
            continue
        note = part[at : at + (64 << 10)]
        try:
            (count,) = struct.unpack_from(">H", note, 14)
            for entry in range(min(count, 200)):
                tag, _, length, offset = struct.unpack_from(">HHII", note, 16 + 12 * entry)
                if tag == _CONTENT_IDENTIFIER:
                    return note[offset : offset + length].split(b"\0")[0].decode("ascii", "replace") or None
        except struct.error:
            return None
    return None


_XMP_NAMES = re.compile(
    rb"(?:crs:RawFileName|xmpMM:PreservedFileName|xmpMM:DerivedFrom)\s*(?:=\s*[\"']|>)([^\"'<>]+)[\"'<]"
)
_XMP_SUFFIX = re.compile(rb"photoshop:SidecarForExtension\s*(?:=\s*[\"']|>)([^\"'<>]+)[\"'<]")


def named_in_xmp(path: Path) -> frozenset[str]:
    """The file names, or extensions with a dot, for which an XMP file was written, folded.

    Lightroom and Camera Raw write both, darktable the name it was derived from.
    """
    (head, *_) = _ends(path) or [b""]
    names = [PurePath(raw.decode("utf-8", "replace")).name for raw in _XMP_NAMES.findall(head)]
    suffixes = ["." + raw.decode("utf-8", "replace") for raw in _XMP_SUFFIX.findall(head)]
    return frozenset(folded(name) for name in (*names, *suffixes) if "." in name)


def _is_named(name: str, named: frozenset[str]) -> bool:
    return folded(name) in named or "." + folded(name).rpartition(".")[2] in named


def named_in_json(path: Path) -> frozenset[str]:
    """The photos that a JSON file says it speaks of, folded: SourceFile, title or filename."""
    try:
        if path.stat().st_size > _LOOKED_AT:
            return frozenset()
        with open_here(path) as file:
            read: Any = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return frozenset()
    listed = cast("list[Any]", read if isinstance(read, list) else [read])
    first: Any = listed[0] if listed else None
    if not isinstance(first, dict):
        return frozenset()
    said = cast("dict[str, Any]", first)
    names = (said.get(key) for key in ("SourceFile", "title", "filename", "FileName"))
    return frozenset(folded(PurePath(name).name) for name in names if isinstance(name, str))


def other_shot(one: ExifFacts, other: ExifFacts) -> bool:
    """Whether two photos of one name were shot by two cameras, or at two times."""
    if one.camera and other.camera and one.camera != other.camera:
        return True
    if one.captured is None or other.captured is None:
        return False
    apart = one.captured.replace(tzinfo=None) - other.captured.replace(tzinfo=None)
    return abs(apart.total_seconds()) > _ONE_SHOT


_ONE_SHOT = 2.0
"""Seconds. A camera gives RAW and JPEG one time; some round it differently."""


def facts_at(path: Path) -> ExifFacts:
    """The EXIF facts of a photo that no scan has read; none where it cannot be read."""
    try:
        with faults_as_sentences():
            kind = format_of(path)
            if kind is None:
                return ExifFacts()
            if kind in PILLOW_NAMES:
                return open_picture(read_bytes(path), path.suffix.lower(), 1).exif
            with open_here(path) as file:
                return read_exif(raw_exif(file.read(_LOOKED_AT)))
    except (UnreadablePhoto, OSError):
        return ExifFacts()


def _ends(path: Path) -> list[bytes]:
    try:
        with open_here(path) as file:
            head = file.read(_LOOKED_AT)
            size = path.stat().st_size
            if size <= _LOOKED_AT:
                return [head]
            file.seek(max(_LOOKED_AT, size - _LOOKED_AT))
            return [head, file.read(_LOOKED_AT)]
    except OSError:
        return []
