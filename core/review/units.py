"""What belongs to a photo and goes where it goes: RAW and JPEG, the film of a Live Photo, sidecars.

    IMG_1.CR2  IMG_1.JPG  IMG_1.xmp  IMG_1.CR2.xmp       one unit, led by the RAW
    IMG_2.HEIC IMG_2.MOV  IMG_2.AAE                      one unit, led by the HEIC
    IMG_2.JPG                                            beside them: a copy of the HEIC, a unit of its own

A unit is made of files of one folder and one name, whatever their case; and by what they are, not only by
what they are called: a film counts only if Apple's mark of a Live Photo is in it.
"""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from core.photo import DuplicateGroup
from core.scan.formats import HEAD_BYTES, PHOTO_SUFFIXES, PILLOW_NAMES, sniff

SIDECAR_SUFFIXES = frozenset({".xmp", ".aae", ".thm", ".pp3", ".dop", ".cos"})
RENDITIONS = frozenset({"JPEG", "HEIC", "HEIF"})
"""What a camera writes beside a RAW file of the same shot."""


class Bond(StrEnum):
    """What makes files one unit, for people."""

    RAW_JPEG = "raw_jpeg"
    LIVE_PHOTO = "live_photo"
    SIDECAR = "sidecar"


def bonds(along: Iterable[Path]) -> tuple[Bond, ...]:
    """How a photo and its companions belong together; nothing where it has none."""
    suffixes = {path.suffix.lower() for path in along}
    held = {
        Bond.RAW_JPEG: bool(suffixes & PHOTO_SUFFIXES),
        Bond.LIVE_PHOTO: ".mov" in suffixes,
        Bond.SIDECAR: bool(suffixes & SIDECAR_SUFFIXES),
    }
    return tuple(bond for bond, holds in held.items() if holds)


def companions(path: Path) -> tuple[Path, ...]:
    """What belongs to a photo, without the photo itself, by name. Looks at its folder."""
    return Units().companions(path)


def as_units(groups: Iterable[DuplicateGroup], units: "Units | None" = None) -> tuple[DuplicateGroup, ...]:
    """Show each unit as one photo: a RAW's own JPEG is no duplicate of it and leaves the group.

    A group of which a single unit remains is none.
    """
    units = units or Units()
    shown: list[DuplicateGroup] = []
    for group in groups:
        if not _may_hold_a_unit(group):
            shown.append(group)
            continue
        paths = {photo.path for photo in group.photos}
        led = {path for photo in group.photos for path in units.led_by(photo.path) if path in paths}
        members = tuple(member for member in group.members if member.photo.path not in led)
        if not led:
            shown.append(group)
        elif members and group.keeper.path not in led:
            shown.append(replace(group, members=members))
    return tuple(shown)


def _may_hold_a_unit(group: DuplicateGroup) -> bool:
    """Whether two photos share folder and name. Most groups end here, and no folder has to be looked at."""
    seen: set[str] = set()
    for photo in group.photos:
        stem = _stem(os.fspath(photo.path))
        if stem in seen:
            return True
        seen.add(stem)
    return False


@dataclass(frozen=True, slots=True)
class Unit:
    """A photo's unit as people see it: who leads it, what else is in it, how it is bound.

    `apart` says that a person wants it to be treated as single files.
    """

    leader: Path
    others: tuple[Path, ...]
    bonds: tuple[Bond, ...]
    apart: bool


class Units:
    """Finds units, looking at each folder once. For one piece of work: it does not see later changes.

    Args:
        apart: photos that lead a unit which a person wants to be treated as single files.
    """

    def __init__(self, apart: Collection[Path] = ()) -> None:
        self._apart = frozenset(apart)
        self._folders: dict[Path, dict[str, list[str]]] = {}

    def companions(self, path: Path) -> tuple[Path, ...]:
        """What goes where a photo goes, without the photo itself, by name; nothing for units kept apart."""
        return () if self.leader(path) in self._apart else self.bound_to(path)

    def going_along(self, path: Path) -> tuple[Path, ...]:
        """What is to go with a photo that goes: its companions, but no sidecar that another photo may need.

        IMG_1.xmp beside IMG_1.HEIC and IMG_1.PNG may have been written for either.
        """
        leader, unit = self._unit(path)
        others = {other for other in self._alike(path) if other.suffix.lower() in PHOTO_SUFFIXES}
        if not any(_kind(other) for other in others - unit - {leader, path}):
            return self.companions(path)
        stem = path.stem.casefold()
        return tuple(
            other
            for other in self.companions(path)
            if other.suffix.lower() != ".xmp" or other.stem.casefold() != stem
        )

    def leader(self, path: Path) -> Path:
        """The photo that leads the unit of a photo: itself, or the RAW of a JPEG."""
        leader, unit = self._unit(path)
        return leader if path in unit else path

    def unit_of(self, path: Path) -> Unit | None:
        """The unit of a photo, kept apart or not; None for a photo on its own."""
        others = self.bound_to(path)
        leader = self.leader(path)
        return Unit(leader, others, bonds(others), leader in self._apart) if others else None

    def bound_to(self, path: Path) -> tuple[Path, ...]:
        """What belongs to a photo by name and content, whether a person keeps it apart or not."""
        leader, unit = self._unit(path)
        if path == leader or path in unit:
            return tuple(sorted(({leader} | unit) - {path}))
        return self._sidecars_of_name(path)

    def may_go_along(self, other: Path, path: Path) -> bool:
        """Whether a file may go with a photo: it belongs to it, or is a sidecar by its name.

        Plans come from files too. What one calls a companion may be the only copy of another photo.
        """
        if other in self.bound_to(path):
            return True
        stem = path.stem.casefold()
        return (
            other.parent == path.parent
            and other.suffix.lower() in SIDECAR_SUFFIXES
            and stem in (other.stem.casefold(), Path(other.stem).stem.casefold())
        )

    def led_by(self, path: Path) -> frozenset[Path]:
        """The companions of a photo that leads its unit; nothing for the others of a unit."""
        leader, unit = self._unit(path)
        return frozenset(unit) if path == leader and path not in self._apart else frozenset()

    def _unit(self, path: Path) -> tuple[Path, set[Path]]:
        """The leader of the unit that has a photo's name, and all else in the unit."""
        alike = self._alike(path)
        if len(alike) == 1:
            return path, set(self._sidecars_of_name(path))
        kinds = {other: _kind(other) for other in alike if other.suffix.lower() in PHOTO_SUFFIXES}
        stills = sorted(
            (other for other, kind in kinds.items() if kind), key=lambda p: _rank(p, kinds[p] or "")
        )
        if not stills:
            return path, set()
        leader = stills[0]
        unit = {other for other in alike if other.suffix.lower() in SIDECAR_SUFFIXES}
        if _is_raw(kinds[leader]):
            unit |= {other for other in stills[1:] if kinds[other] in RENDITIONS}
        elif kinds[leader] in RENDITIONS:
            unit |= {other for other in alike if other.suffix.lower() == ".mov" and _is_live_film(other)}
        for still in [leader, *(other for other in stills if other in unit)]:
            unit |= set(self._sidecars_of_name(still))
        return leader, unit

    def _sidecars_of_name(self, path: Path) -> tuple[Path, ...]:
        """Sidecars that carry the whole name: IMG_1.CR2.xmp."""
        named = self._called(path.parent, path.name.casefold())
        return tuple(other for other in named if other.suffix.lower() in SIDECAR_SUFFIXES)

    def _alike(self, path: Path) -> Sequence[Path]:
        return self._called(path.parent, _stem(path.name))

    def _called(self, folder: Path, stem: str) -> Sequence[Path]:
        return [folder / name for name in self._folder(folder).get(stem, [])]

    def _folder(self, folder: Path) -> dict[str, list[str]]:
        """The names in a folder by what `_stem` makes of them: text, since it may hold thousands."""
        if folder not in self._folders:
            by_stem: dict[str, list[str]] = {}
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if entry.is_file(follow_symlinks=False):
                            by_stem.setdefault(_stem(entry.name), []).append(entry.name)
            except OSError:
                by_stem = {}
            self._folders[folder] = by_stem
        return self._folders[folder]


def _stem(name: str) -> str:
    """A name without its extension, folded."""
    return os.path.splitext(name)[0].casefold()  # noqa: PTH122 - thrice as quick as `Path`


def _kind(path: Path) -> str | None:
    """The format of a photo by its first bytes; None for what is none."""
    try:
        with path.open("rb") as file:
            return sniff(file.read(HEAD_BYTES), path.suffix.lower())
    except OSError:
        return None


def _is_raw(kind: str | None) -> bool:
    return kind is not None and kind not in PILLOW_NAMES


def _rank(path: Path, kind: str) -> tuple[int, str]:
    """Who leads: the camera's own RAW, a DNG, what a phone shoots, what is made from it."""
    if _is_raw(kind):
        return (1 if kind == "DNG" else 0), path.name
    return {"HEIC": 2, "HEIF": 2, "JPEG": 3}.get(kind, 4), path.name


_LIVE = b"com.apple.quicktime.content.identifier"
_LOOKED_AT = 2 << 20


def _is_live_film(path: Path) -> bool:
    """Whether a film carries the key that ties it to its photo; it stands near the file's end or start."""
    try:
        with path.open("rb") as file:
            if _LIVE in file.read(_LOOKED_AT):
                return True
            file.seek(max(0, path.stat().st_size - _LOOKED_AT))
            return _LIVE in file.read(_LOOKED_AT)
    except OSError:
        return False
