"""What a file tells about where it comes from: a camera, an editor, a messenger, a second copy of it.

Nothing of it is proof: facts are stripped by many programs, and names are changed by people. So the
absence of a fact is never taken for a fact.
"""

import re
from enum import IntEnum
from pathlib import Path

from core.path_text import BY_CAMERAS
from core.photo import Photo
from core.scan.formats import RAW_SUFFIXES

RAW_FORMATS = frozenset(suffix[1:].upper() for suffix in RAW_SUFFIXES)
CAMERA_FORMATS = frozenset({"HEIC", "HEIF"})
"""What phones shoot; a JPEG of the same picture and size was derived from it."""

LOSSLESS_FORMATS = RAW_FORMATS | {"PNG", "TIFF", "BMP", "PSD", "PPM", "QOI", "TGA", "PCX"}
"""What keeps every pixel as it was saved. JPEG XL and WebP may or may not, so they do not count."""

_SAVED_BY_CAMERAS = RAW_FORMATS | CAMERA_FORMATS | {"JPEG", "TIFF"}


class Origin(IntEnum):
    """How near a file is to the camera, the nearest first."""

    CAMERA = 0
    """It names its camera and no editor, in a format that cameras save."""
    DERIVED = 1
    """It names its camera, and was saved again since."""
    UNKNOWN = 2
    """It names no camera, whether its facts were stripped or never there."""


def origin_of(photo: Photo) -> Origin:
    """Tell how near a file is to the camera, as far as its facts say."""
    if photo.exif.camera is None:
        return Origin.UNKNOWN
    if photo.format not in _SAVED_BY_CAMERAS or editor_of(photo):
        return Origin.DERIVED
    return Origin.CAMERA


def editor_of(photo: Photo) -> str:
    """The program that saved a photo again, as the photo names it; empty if it names none.

    Cameras and phones write their firmware into the same field ("17.1.1", "HDR+ 1.0.5", "Ver.1.02"), so only
    known editors count, and what calls itself one.
    """
    software = photo.exif.software or ""
    return software if _EDITORS.search(software) else ""


def retouched_with(photo: Photo) -> str:
    """The program in which a person may have worked on a photo; empty if it names none.

    Not what only sends, sorts or converts: a messenger's copy is no edit.
    """
    found = _RETOUCHERS.search(photo.exif.software or "")
    return found.group().lower() if found else ""


_RETOUCHERS = re.compile(
    r"photoshop|lightroom|camera raw|gimp|darktable|rawtherapee|capture one|affinity|dxo|luminar|on1|acdsee"
    r"|snapseed|picsart|vsco|pixlr|canva\b|facetune|fotor|polarr|befunky|pixelmator|meitu|remini|krita"
    r"|photoscape|photofiltre|zoner|photodirector|photolab",
    re.IGNORECASE,
)


_EDITORS = re.compile(
    r"adobe|photoshop|lightroom|gimp|darktable|rawtherapee|capture one|affinity|dxo|luminar|on1|acdsee"
    r"|snapseed|picsart|vsco|pixlr|canva\b|instagram|facetune|fotor|polarr|befunky|pixelmator|meitu|remini"
    r"|paint|krita|photoscape|irfanview|xnview|faststone|photofiltre|corel|zoner|photodirector|photolab"
    r"|picasa|\bgoogle$|iphoto|aperture|^photos \d|photo gallery|microsoft|windows photo|digikam|shotwell"
    r"|gthumb|imagemagick|graphicsmagick|libvips|ffmpeg|whatsapp|facebook|editor|edited|resiz|convert",
    re.IGNORECASE,
)


_BY_CAMERAS = re.compile(BY_CAMERAS, re.IGNORECASE)


def original_mark(path: Path) -> str:
    """What in a file's name says that it is the original: "-original", "orig_1"; empty if nothing does."""
    stem = path.stem
    found = None if _BY_CAMERAS.fullmatch(stem) else _ORIGINAL_MARKS.search(stem)
    return found.group().strip(" -_.()") if found else ""


_ORIGINAL_MARKS = re.compile(
    r"(?:^|[\W_])(?:orig(?:inal(?:e|en|foto|bild)?)?|unedited|untouched|unbearbeitet)(?=$|[\W_\d])"
    r"|オリジナル|原本|原图|原圖|원본|оригинал",
    re.IGNORECASE,
)
"""What people and programs call what they are about to change."""


def copy_mark(path: Path) -> str:
    """What in a file's name says that it is a copy: "(1)", "Kopie", "IMG-…-WA"; empty if nothing does."""
    stem = path.stem
    found = None if _BY_CAMERAS.fullmatch(stem) else _COPY_MARKS.search(stem)
    return found.group().strip(" -_") if found else ""


_COPY_MARKS = re.compile(
    r"\(\d{1,3}\)$|~\d{1,2}$"
    r"|\b(?:copy|copie|copia|kopie|kopia|kopio|kópia|cópia)\b|コピー|副本|拷贝"
    r"|[-_ ](?:edited|bearbeitet|resized|small|thumb(?:nail)?)$"
    r"|^IMG-\d{8}-WA\d+|WhatsApp Image|^signal-\d{4}|^FB_IMG_|^received_\d+",
    re.IGNORECASE,
)
"""What file managers call second copies, editors their exports, and messengers what they bring."""
