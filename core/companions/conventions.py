"""The table: what lies beside a photo and belongs to it, by its name, and who says so.

One row, one convention. Adding a program is adding a row: its example becomes a test by itself, and a line in
docs/conventions.md. The names' language is in `core.companions.patterns`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.companions.patterns import NamePattern, folded
from core.scan.formats import PHOTO_SUFFIXES


class Kind(StrEnum):
    """What a companion is to its photo."""

    RAW = "raw"
    """The camera's own data of the shot."""
    PICTURE = "picture"
    """What a camera writes beside its RAW file: JPEG or HEIF of the same shot."""
    FILM = "film"
    """The moving half of a Live Photo or a motion photo."""
    SOUND = "sound"
    """A spoken note."""
    WORDS = "words"
    """Stars, keywords, people, dates; in XMP develop settings too."""
    RECIPE = "recipe"
    """How a program is to develop or change the photo."""
    PREVIEW = "preview"
    """A small version, made by the camera."""
    BACKUP = "backup"
    """The photo as it was before a program wrote into it. Never the one to keep."""


class Asked(StrEnum):
    """Which contents are asked where a name is not enough."""

    LIVE_FILM = "live film"
    """A film is one's only with Apple's content identifier in it, and not with that of another still."""
    NAMED_IN_XMP = "named in the XMP"
    """XMP may say for which file it was written."""
    NAMED_IN_JSON = "named in the JSON"
    """JSON is one's only if it names the photo."""


APPLE_FIRST = ("HEIC", "HEIF", "DNG", "JPEG", "PNG")
"""A phone's film and edit belong to what the phone shot, not to the JPEG that somebody exported beside it.
Screenshots are PNG."""


@dataclass(frozen=True, slots=True)
class Convention:
    """One row.

    Args:
        tool: who names files so.
        name: the companion's name; a folder in it lies beside the photo.
        of: the photo's name; with .* at its end, any photo of that stem.
        kind: what it is.
        source: where that is written.
        examples: companions and their photos.
        cut: the length, in characters, to which the name before its last extension is cut.
        asked: the contents that decide, besides the name.
        formats: the photo's formats, the first that is there first; nothing for any.
        or_film: a film of that name has as good a claim.
    """

    tool: str
    name: NamePattern
    of: NamePattern
    kind: Kind
    source: str
    examples: tuple[tuple[str, str], ...]
    cut: int | None = None
    asked: Asked | None = None
    formats: tuple[str, ...] = ()
    or_film: bool = False


_GOOGLE = "immich-go, ente, google-photos-takeout-helper"
_P, _S = "{P}", "{S}.*"


def _row(
    tool: str,
    name: str,
    of: str,
    kind: Kind,
    source: str,
    *examples: str,
    cut: int | None = None,
    asked: Asked | None = None,
    formats: tuple[str, ...] = (),
    or_film: bool = False,
) -> Convention:
    pairs = tuple((companion, photo) for companion, _, photo in (text.partition(" < ") for text in examples))
    return Convention(
        tool, NamePattern(name), NamePattern(of), kind, source, pairs, cut, asked, formats, or_film
    )


def _rows() -> Iterator[Convention]:
    words, recipe, film, preview = Kind.WORDS, Kind.RECIPE, Kind.FILM, Kind.PREVIEW

    # Google Takeout. The cut name, its numbers and edits: core.companions.takeout
    yield _row(
        "Google Takeout, osxphotos, immich",
        "{P}.supplemental-metadata.json",
        _P,
        words,
        _GOOGLE,
        "IMG_1.jpg.supplemental-metadata.json < IMG_1.jpg",
        "PXL_20230101_120000000.RAW-01.COVER.jpg.suppl.json < PXL_20230101_120000000.RAW-01.COVER.jpg",
        "IMG_1.jpg.supplemental-metadata(1).json < IMG_1(1).jpg",
        "IMG_1(1).jpg.supplemental-metadata.json < IMG_1(1).jpg",
        "IMG_1.jpg(1).json < IMG_1(1).jpg",
        "IMG_1.CR2.json < IMG_1.CR2",
        "Screenshot_20230101-120000_A messenger of long.json < "
        "Screenshot_20230101-120000_A messenger of long names.jpg",
        cut=46,
    )
    yield _row(
        "exiftool, gallery-dl", "{S}.json", _S, words, "exiftool -json",
        "IMG_1.json < IMG_1.jpg", asked=Asked.NAMED_IN_JSON,
    )  # fmt: skip

    # films
    yield _row("Pixel", "{S}.MP", "{S}.MP.*", film, "immich-go", "PXL_1.MP < PXL_1.MP.jpg")
    yield _row("Pixel", "{S}.MP4", "{S}.MP.*", film, "immich-go", "PXL_1.mp4 < PXL_1.MP.jpg")
    yield _row("Pixel", "{S}.MP", _S, film, "immich-go", "PXL_1.MP < PXL_1.jpg")
    yield _row("Pixel", "{S}.MV", _S, film, "immich-go", "MVIMG_1.MV < MVIMG_1.jpg")
    yield _row(
        "Live Photo", "{S}.MOV", _S, film, "exiftool's tag names",
        "IMG_2.MOV < IMG_2.HEIC", "IMG_2.MOV < IMG_2.JPG", asked=Asked.LIVE_FILM, formats=APPLE_FIRST,
    )  # fmt: skip
    yield _row(
        "Live Photo in Takeout", "{S}.MP4", _S, film, _GOOGLE,
        "IMG_2.MP4 < IMG_2.HEIC", asked=Asked.LIVE_FILM, formats=APPLE_FIRST,
    )  # fmt: skip
    yield _row(
        "icloudpd",
        "{S}_HEVC.MOV",
        "{S}.HEIC",
        film,
        "its documentation",
        "IMG_2_HEVC.MOV < IMG_2.HEIC",
    )
    yield _row(
        "icloudpd", "{S}_HEIC.MOV", "{S}.HEIC", film, "its documentation", "IMG_2_HEIC.MOV < IMG_2.HEIC",
    )  # fmt: skip
    yield _row(
        "Live Photo", "{P}.MOV", _P, film, "osxphotos", "IMG_2.HEIC.MOV < IMG_2.HEIC", asked=Asked.LIVE_FILM
    )
    yield _row(
        "Apple Photos library", "{U}_3.mov", "{U}.*", film, "osxphotos",
        "0A1B2C3D-0000-4000-8000-00000000000F_3.mov < 0A1B2C3D-0000-4000-8000-00000000000F.heic",
    )  # fmt: skip

    # Apple's edits
    yield _row(
        "Apple",
        "{S}.AAE",
        _S,
        recipe,
        "osxphotos",
        "IMG_3.AAE < IMG_3.HEIC",
        "IMG_3.AAE < IMG_3.PNG",
        formats=APPLE_FIRST,
    )
    yield _row(
        "Apple",
        "IMG_O{N}.AAE",
        "IMG_{N}.*",
        recipe,
        "osxphotos",
        "IMG_O0003.AAE < IMG_0003.HEIC",
        formats=APPLE_FIRST,
    )

    # XMP
    xmp = Asked.NAMED_IN_XMP
    yield _row(
        "darktable, digiKam, immich", "{P}.xmp", _P, words, "darktable's manual", "IMG_1.CR2.xmp < IMG_1.CR2"
    )
    yield _row(
        "darktable", "{S}_{N}.{E}.xmp", "{S}.{E}", words, "darktable's manual", "IMG_1_01.CR2.xmp < IMG_1.CR2"
    )
    yield _row(
        "Lightroom, Camera Raw, digiKam", "{S}.xmp", _S, words, "Adobe", "IMG_1.xmp < IMG_1.CR2", asked=xmp
    )

    for name, of in (("{P}.xmp_original", _P), ("{S}.xmp_original", _S)):
        example = f"{'IMG_1.CR2' if of == _P else 'IMG_1'}.xmp_original < IMG_1.CR2"
        yield _row("exiftool", name, of, words, "exiftool's manual", example)

    # how programs develop
    for tool, name, of, example in (
        ("Camera Raw", "{S}.acr", _S, "IMG_1.acr < IMG_1.CR2"),
        ("DxO", "{P}.dop", _P, "IMG_1.CR2.dop < IMG_1.CR2"),
        ("DxO", "{S}.dop", _S, "IMG_1.dop < IMG_1.CR2"),
        ("RawTherapee", "{P}.pp3", _P, "IMG_1.CR2.pp3 < IMG_1.CR2"),
        ("RawTherapee", "{P}.out.pp3", _P, "IMG_1.jpg.out.pp3 < IMG_1.jpg"),
        ("RawTherapee", "{S}.pp3", _S, "IMG_1.pp3 < IMG_1.CR2"),
        ("ART", "{P}.arp", _P, "IMG_1.CR2.arp < IMG_1.CR2"),
        ("ON1", "{S}.on1", _S, "IMG_1.on1 < IMG_1.CR2"),
        ("ON1", "{P}.on1", _P, "IMG_1.CR2.on1 < IMG_1.CR2"),
        ("Pixelmator", "{P}.pxd-sidecar", _P, "IMG_1.CR2.pxd-sidecar < IMG_1.CR2"),
        ("Pixelmator", "{S}.pxd-sidecar", _S, "IMG_1.pxd-sidecar < IMG_1.CR2"),
        ("RapidRAW", "{P}.rrdata", _P, "IMG_1.CR2.rrdata < IMG_1.CR2"),
        ("RapidRAW", "{S}.rrdata", _S, "IMG_1.rrdata < IMG_1.CR2"),
        ("Nikon NX", "NKSC_PARAM/{P}.nksc", _P, "NKSC_PARAM/IMG_1.NEF.nksc < IMG_1.NEF"),
        ("Nikon NX", "{P}.nksc", _P, "IMG_1.NEF.nksc < IMG_1.NEF"),
        (
            "Capture One",
            "CaptureOne/Settings*/{P}.cos",
            _P,
            "CaptureOne/Settings153/IMG_1.CR2.cos < IMG_1.CR2",
        ),
        (
            "Capture One",
            "CaptureOne/Settings*/{P}.comask",
            _P,
            "CaptureOne/Settings153/IMG_1.CR2.comask < IMG_1.CR2",
        ),
        ("Capture One", "{P}.cos", _P, "IMG_1.CR2.cos < IMG_1.CR2"),
        ("Capture One", "{S}.cos", _S, "IMG_1.cos < IMG_1.CR2"),
        ("Canon Digital Photo Professional", "{S}.vrd", _S, "IMG_1.vrd < IMG_1.CR2"),
        ("Canon Digital Photo Professional", "{S}.dr4", _S, "IMG_1.dr4 < IMG_1.CR2"),
        ("SILKYPIX", "SILKYPIX_DS/{P}.{N}.spd", _P, "SILKYPIX_DS/IMG_1.RW2.9.spd < IMG_1.RW2"),
        ("SILKYPIX", "{S}.spd", _S, "IMG_1.spd < IMG_1.RW2"),
    ):
        yield _row(tool, name, of, recipe, "the program's documentation", example)

    # words of other programs
    for tool, name, of, example in (
        ("hydrus", "{P}.txt", _P, "IMG_1.jpg.txt < IMG_1.jpg"),
        ("PhotoPrism", "{P}.yml", _P, "IMG_1.jpg.yml < IMG_1.jpg"),
        ("exiftool", "{P}.mie", _P, "IMG_1.jpg.mie < IMG_1.jpg"),
        ("exiftool", "{S}.mie", _S, "IMG_1.mie < IMG_1.jpg"),
        ("exiftool", "{P}.exif", _P, "IMG_1.jpg.exif < IMG_1.jpg"),
        ("gThumb", ".comments/{P}.xml", _P, ".comments/IMG_1.jpg.xml < IMG_1.jpg"),
        ("macOS, on drives of others", "._{P}", _P, "._IMG_1.jpg < IMG_1.jpg"),
    ):
        yield _row(tool, name, of, words, "the program's documentation", example)

    # cameras
    camera = "the cameras' manuals"
    yield _row("cameras", "{S}.WAV", _S, Kind.SOUND, camera, "DSC_1.WAV < DSC_1.NEF")
    yield _row("cameras", "{S}.THM", _S, preview, camera, "IMG_1.THM < IMG_1.CRW", or_film=True)
    yield _row("cameras", "{S}.LRV", _S, preview, camera, "GOPR1.LRV < GOPR1.JPG", or_film=True)

    yield _row(
        "exiftool", "{P}_original", _P, Kind.BACKUP, "exiftool's manual", "IMG_1.jpg_original < IMG_1.jpg"
    )


CONVENTIONS: tuple[Convention, ...] = tuple(_rows())

FILM_SUFFIXES = frozenset({".mov", ".mp4", ".m4v", ".avi", ".mts", ".m2ts", ".mpg", ".mpeg", ".3gp", ".360"})


def is_backup(name: str) -> bool:
    """Whether a file is a program's backup of a photo: part of that photo, and never the one to keep."""
    return backed_up(name) is not None


def backed_up(name: str) -> str | None:
    """The name of the photo that a file is a backup of, folded; None where it is none."""
    short = folded(name)
    for convention in _BACKUPS:
        holes = convention.name.match(short)
        if holes is not None:
            photo = convention.of.filled(holes)
            if "." + photo.rpartition(".")[2] in PHOTO_SUFFIXES:
                return photo
    return None


_BACKUPS = tuple(row for row in CONVENTIONS if row.kind is Kind.BACKUP)


def shot_of(name: str) -> str:
    """What the RAW and the JPEG of one shot share in their names, folded: the stem, without Pixel's marks.

    >>> shot_of("PXL_1.RAW-01.COVER.jpg") == shot_of("PXL_1.RAW-02.ORIGINAL.dng") == shot_of("PXL_1.dng")
    True
    """
    stem = folded(name).rpartition(".")[0] or folded(name)
    pixel = _PIXEL.fullmatch(stem)
    return pixel[1] if pixel else stem


_PIXEL = re.compile(r"(pxl_[\d_]+)(?:\.(?:raw-01|raw-02|cover|original|mp|night))*")
"""PORTRAIT and the like are edits: see `core.companions.edits`."""
