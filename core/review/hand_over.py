"""What belongs to a copy that goes, beside the photo that stays: where it would lie there, if it can.

Done only when a person asks for it. A film, a RAW file, a recipe goes over under the name by which it belongs
to the photo that stays. Where that name is taken, where another photo there could claim it, or where the file
is for the very pixels of the copy and those are not the ones that stay, it does not go over.
"""

import filecmp
import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from core.companions.contents import other_shot
from core.companions.conventions import Kind, shot_of
from core.companions.folder import FolderNames, points_at
from core.companions.patterns import folded
from core.companions.units import RENDITIONS, Companion, Units
from core.match.origin import RAW_FORMATS
from core.photo import Photo
from core.review.written import says_only_words

OF_THE_PIXELS = frozenset({Kind.RECIPE, Kind.WORDS, Kind.BACKUP})
"""What says how to develop these pixels: develop settings stand in XMP too."""


def going_over(photo: Photo, keeper: Photo, units: Units, only: Collection[Path]) -> dict[Path, Path]:
    """What belongs to a photo and goes over to the one that stays for it, with where it will lie.

    Args:
        photo: the photo that goes.
        keeper: the photo that stays.
        units: knows the folders.
        only: those of its files that the other has not.
    """
    places: dict[Path, Path] = {}
    for companion in units.family(photo.path):
        if companion.path not in only or says_only_words(companion.path):
            continue  # words are handed over one by one
        place = place_beside(companion, photo, keeper, units, places.values())
        if place is not None:
            places[companion.path] = place
    return places


def only_here(companions: Iterable[Path], there: Sequence[Path]) -> list[Path]:
    """Those of some files whose bytes are in none of the others."""
    return [path for path in companions if not any(_same_bytes(path, other) for other in there)]


def _same_bytes(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size and filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def place_beside(
    companion: Companion, photo: Photo, keeper: Photo, units: Units, taken: Collection[Path] = ()
) -> Path | None:
    """Where a file that belongs to a photo would belong to the one that stays for it; None if nowhere.

    Args:
        companion: the file.
        photo: whose it is.
        keeper: the photo that stays.
        units: knows the folders.
        taken: places that other files go to.
    """
    file, kind = companion.path, companion.kind
    if not file.is_relative_to(photo.path.parent):
        return None
    if kind in OF_THE_PIXELS and photo.content_id != keeper.content_id:
        return None
    name = file.relative_to(photo.path.parent).as_posix()
    called = _called(name, photo.path, keeper.path)
    if called is None or not _would_belong(called, kind, photo, keeper):
        return None
    target = keeper.path.parent / called
    beside = _names_in(target.parent)
    if folded(target.name) in beside or target in taken or target == file:
        return None
    return None if _others_claim(called, keeper, units) else target


def _called(name: str, photo: Path, keeper: Path) -> str | None:
    """A file's name with the photo's name in it, or its stem, as the photo that stays has it."""
    folder, slash, last = name.rpartition("/")
    for old, new in ((photo.name, keeper.name), (photo.stem, keeper.stem)):
        at = last.casefold().find(old.casefold())
        if at >= 0:
            return f"{folder}{slash}{last[:at]}{new}{last[at + len(old) :]}"
    return None


def _would_belong(called: str, kind: Kind, photo: Photo, keeper: Photo) -> bool:
    """Whether a name says that a file is the photo's that stays."""
    if kind in (Kind.RAW, Kind.PICTURE):
        format_fits = keeper.format in (RENDITIONS if kind is Kind.RAW else RAW_FORMATS)
        one_shot = shot_of(called) == shot_of(keeper.path.name) and not other_shot(photo.exif, keeper.exif)
        return format_fits and one_shot
    row = points_at(called, keeper.path.name)
    return row is not None and row.kind is kind


def _names_in(folder: Path) -> frozenset[str]:
    """Names as a disk may see them that ignores case."""
    try:
        return frozenset(folded(name) for name in os.listdir(folder))  # noqa: PTH208 - names alone
    except OSError:
        return frozenset()


def _others_claim(called: str, keeper: Photo, units: Units) -> bool:
    """Whether another photo in the folder could claim a file of that name."""
    folder = keeper.path.parent
    own = {keeper.path.name, *(one.name for one in units.bound_to(keeper.path))}
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names alone
    except OSError:
        return True
    if "/" not in called and any(shot_of(name) == shot_of(called) and name not in own for name in names):
        return _is_of_a_stem(called, keeper)
    with_it = FolderNames([*names, called]) if "/" not in called else FolderNames(names, [called])
    claims = [claim for claim in with_it.claims_on(keeper.path.name) if claim.name == called]
    return any(photo not in own for claim in claims for photo in claim.photos)


def _is_of_a_stem(called: str, keeper: Photo) -> bool:
    """Whether a file belongs to any photo of its stem: it does not name the photo in full."""
    return folded(keeper.path.name) not in folded(called)
