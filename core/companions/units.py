"""What belongs to a photo and goes where it goes: RAW and JPEG, the film of a Live Photo, sidecars.

    IMG_1.CR2  IMG_1.JPG  IMG_1.xmp  IMG_1.CR2.xmp       one unit, led by the RAW
    IMG_2.HEIC IMG_2.MOV  IMG_2.AAE                      one unit, led by the HEIC
    IMG_2.JPG                                            beside them: a copy of the HEIC, a unit of its own

Names propose, by the table in `core.companions.conventions`; contents decide where a name is not enough. What
two units could claim belongs to neither.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath

from core.companions.contents import facts_at, format_of, other_shot, says_otherwise, says_so
from core.companions.conventions import Kind, backed_up, shot_of
from core.companions.edits import is_edit_of
from core.companions.folder import FOLDERS, Claim, FolderNames, points_at
from core.companions.patterns import folded
from core.companions.picasa import MAX_BYTES, Noted, PicasaNotes
from core.path_text import folder_and_name
from core.photo import DuplicateGroup, ExifFacts, Photo
from core.scan.formats import PILLOW_NAMES, RAW_SUFFIXES
from core.storage.clouds import open_here

RENDITIONS = frozenset({"JPEG", "HEIC", "HEIF"})
"""What a camera writes beside a RAW file of the same shot."""


class Bond(StrEnum):
    """What makes files one unit, for people."""

    RAW_JPEG = "raw_jpeg"
    LIVE_PHOTO = "live_photo"
    SIDECAR = "sidecar"


_BONDS = {Kind.RAW: Bond.RAW_JPEG, Kind.PICTURE: Bond.RAW_JPEG, Kind.FILM: Bond.LIVE_PHOTO}


@dataclass(frozen=True, slots=True, order=True)
class Companion:
    """A file that goes where its photo goes, and what it is to it."""

    path: Path
    kind: Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """A photo's unit as people see it: who leads it, what else is in it, how it is bound.

    `apart` says that a person wants it to be treated as single files.
    """

    leader: Path
    others: tuple[Path, ...]
    bonds: tuple[Bond, ...]
    apart: bool


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
        if all(units.is_alone(photo.path) for photo in group.photos) or not _may_hold_a_unit(group):
            shown.append(group)
            continue
        units.learn(group.photos)
        paths = {photo.path for photo in group.photos}
        led = {path for photo in group.photos for path in units.led_by(photo.path) if path in paths}
        members = tuple(member for member in group.members if member.photo.path not in led)
        if not led:
            shown.append(group)
        elif members and group.keeper.path not in led:
            shown.append(replace(group, members=members))
    return tuple(shown)


def _may_hold_a_unit(group: DuplicateGroup) -> bool:
    """Whether two photos share a shot's name."""
    seen: set[str] = set()
    for photo in group.photos:
        name = photo.path.name
        shot = shot_of(backed_up(name) or name)
        if shot in seen:
            return True
        seen.add(shot)
    return False


class Units:
    """Finds units, looking at each folder once. For one piece of work: it does not see later changes.

    Args:
        apart: photos that lead a unit which a person wants to be treated as single files.
    """

    def __init__(self, apart: Collection[Path] = ()) -> None:
        self._apart = frozenset(apart)
        self._folders: dict[Path, FolderNames] = {}
        self._alone: dict[str, Collection[str]] = {}
        self._formats: dict[Path, str | None] = {}
        self._facts: dict[Path, ExifFacts] = {}
        self._shots: dict[Path, tuple[Path, ...]] = {}
        self._notes: dict[str, PicasaNotes] = {}

    def learn(self, photos: Iterable[Photo]) -> None:
        """Take what a scan has read of some photos, which need not be read again then."""
        self._facts.update((photo.path, photo.exif) for photo in photos)

    def is_alone(self, path: Path) -> bool:
        """Whether names bind nothing to a photo, as to most. Told without another `Path`: a library is asked
        several times for each of its photos."""
        folder, name = folder_and_name(path)
        if (alone := self._alone.get(folder)) is None:
            alone = self._alone[folder] = self._folder(path.parent).alone
        return name in alone

    def companions(self, path: Path) -> tuple[Path, ...]:
        """What goes where a photo goes, without the photo itself, by name; nothing for units kept apart."""
        return () if self.leader(path) in self._apart else self.bound_to(path)

    def going_along(self, path: Path) -> tuple[Path, ...]:
        """What is to go with a photo: its companions. What another photo may need stays."""
        return self.companions(path)

    def leader(self, path: Path) -> Path:
        """The photo that leads the unit of a photo: itself, the RAW of a JPEG, what it is a backup of."""
        return path if self.is_alone(path) else self._shot(self._backed_up(path))[0]

    def unit_of(self, path: Path) -> Unit | None:
        """The unit of a photo, kept apart or not; None for a photo on its own."""
        family = self.family(path)
        leader = self.leader(path)
        bonds = {_BONDS.get(companion.kind, Bond.SIDECAR) for companion in family}
        ordered = tuple(bond for bond in Bond if bond in bonds)
        return (
            Unit(leader, tuple(one.path for one in family), ordered, leader in self._apart)
            if family
            else None
        )

    def bound_to(self, path: Path) -> tuple[Path, ...]:
        """What belongs to a photo by name and content, whether a person keeps it apart or not."""
        return tuple(companion.path for companion in self.family(path))

    def family(self, path: Path) -> tuple[Companion, ...]:
        """What belongs to a photo, and what each file is to it, by path."""
        if self.is_alone(path):
            return ()
        shot = self._shot(self._backed_up(path))
        found = {one: self._kind_in_shot(one) for one in shot if one != path}
        for photo in shot:
            for claim in self._claims(photo):
                if set(self._owners(photo, claim)) == {shot[0]}:
                    found[photo.parent / claim.name] = claim.convention.kind
        return tuple(sorted(Companion(one, kind) for one, kind in found.items() if one != path))

    def shared(self, path: Path) -> tuple[Path, ...]:
        """What this photo and another could both claim, so that it goes with neither, by path."""
        return tuple(
            sorted(
                photo.parent / claim.name
                for photo in self._shot(path)
                for claim in self._claims(photo)
                if len(owners := self._owners(photo, claim)) != 1 and owners and self._shot(path)[0] in owners
            )
        )

    def called_alike(self, path: Path) -> tuple[Path, ...]:
        """The files that names alone give to a photo, whether they are bound to it or not."""
        if self.is_alone(path):
            return ()
        folder = self._folder(path.parent)
        raws = (name for name in folder.shot(path.name) if PurePath(name).suffix.lower() in RAW_SUFFIXES)
        names = {*raws, *(claim.name for claim in folder.claims_on(path.name))} - {path.name}
        return tuple(path.parent / name for name in sorted(names))

    def told_by(self, path: Path) -> tuple[Path, ...]:
        """The files with words about a photo, those that another photo shares with it too."""
        own = tuple(one.path for one in self.family(path) if one.kind is Kind.WORDS)
        return (*own, *(other for other in self.shared(path) if other not in own))

    def may_go_along(self, other: Path, path: Path) -> bool:
        """Whether a file may go with a photo: it belongs to it, or is its sidecar by its name alone.

        Plans come from files too. What one calls a companion may be the only copy of another photo.
        """
        if other in self.bound_to(path):
            return True
        if other in self.shared(path) or not other.is_relative_to(path.parent):
            return False
        name = other.relative_to(path.parent).as_posix()
        gone = other.stem  # IMG_1.CR2.xmp, when IMG_1.CR2 went before its JPEG
        named = [path.name, gone] if shot_of(gone) == shot_of(path.name) else [path.name]
        rows = [row for photo in named if (row := points_at(name, photo))]
        return any(row.kind in (Kind.WORDS, Kind.RECIPE) for row in rows)

    def noted(self, path: Path) -> Noted:
        """What Picasa keeps about a photo in the file that all photos of its folder share."""
        folder, name = folder_and_name(path)
        if (notes := self._notes.get(folder)) is None:
            inside = path.parent
            notes = self._notes[folder] = PicasaNotes(_notes_in(inside, self._folder(inside).notes))
        return notes.about(name)

    def is_edit_of(self, edit: Path, original: Path) -> bool:
        """Whether names say that one photo was made of another: its own, and those of the JSON beside it."""
        return is_edit_of(edit.name, original.name, self._folder(edit.parent).described)

    def led_by(self, path: Path) -> frozenset[Path]:
        """The companions of a photo that leads its unit; nothing for the others of a unit."""
        leads = path == self.leader(path) and path not in self._apart
        return frozenset(self.bound_to(path)) if leads else frozenset()

    def _shot(self, path: Path) -> tuple[Path, ...]:
        """The photos of one shot: the RAW and what the camera wrote beside it, the leader first."""
        if path not in self._shots:
            shot = self._find_shot(path)
            self._shots.update((one, shot) for one in shot)
        return self._shots[path]

    def _find_shot(self, path: Path) -> tuple[Path, ...]:
        alike = [path.parent / name for name in self._folder(path.parent).shot(path.name)]
        if len(alike) == 1:
            return (path,)
        stills = sorted((one for one in alike if self._format(one)), key=self._rank)
        leader = stills[0] if stills else path
        if not stills or not _is_raw(self._format(leader)):
            return (path,)
        facts = self._facts_of(leader)
        shot = (
            leader,
            *(
                one
                for one in stills[1:]
                if self._format(one) in RENDITIONS and not other_shot(facts, self._facts_of(one))
            ),
        )
        return shot if path in shot else (path,)

    def _claims(self, photo: Path) -> Collection[Claim]:
        """What names give to a photo; nothing to what only has a photo's name."""
        claims = self._folder(photo.parent).claims_on(photo.name)
        return claims if claims and self._format(photo) else ()

    def _owners(self, photo: Path, claim: Claim) -> tuple[Path, ...]:
        """The leaders of the units a file may belong to; the file itself for a film that claims it too."""
        folder, row = photo.parent, claim.convention
        file = folder / claim.name
        photos = [folder / name for name in claim.photos]
        photos = [
            one for one in photos if (kind := self._format(one)) and (not row.formats or kind in row.formats)
        ]
        if row.asked is not None:
            asked = row.asked
            if outright := [one for one in photos if says_so(file, one, asked)]:
                photos = outright
            else:
                photos = [one for one in photos if not says_otherwise(file, one, asked)]
        leaders = tuple(dict.fromkeys(self._shot(one)[0] for one in photos))
        if len(leaders) > 1 and row.formats:
            first = min(row.formats.index(self._format(one) or "") for one in photos)
            kept = [one for one in photos if self._format(one) == row.formats[first]]
            leaders = tuple(dict.fromkeys(self._shot(one)[0] for one in kept))
        if row.or_film and leaders and self._film_claims(photo, claim):
            return (*leaders, file)
        return leaders

    def _film_claims(self, photo: Path, claim: Claim) -> bool:
        """Whether a film that is none of the photo's own has as good a claim."""
        names = self._folder(photo.parent)
        if not names.film_has(claim):
            return False
        return not any(
            other.convention.kind is Kind.FILM and self._owners(photo, other) for other in self._claims(photo)
        )

    def _kind_in_shot(self, path: Path) -> Kind:
        return Kind.RAW if _is_raw(self._format(path)) else Kind.PICTURE

    def _backed_up(self, path: Path) -> Path:
        """The photo that a file is a backup of, where that lies beside it; else the file itself."""
        original = backed_up(path.name)
        if original is None:
            return path
        beside = self._folder(path.parent).photo_called(original)
        return path if beside is None else path.parent / beside

    def _facts_of(self, path: Path) -> ExifFacts:
        if path not in self._facts:
            self._facts[path] = facts_at(path)
        return self._facts[path]

    def _format(self, path: Path) -> str | None:
        if path not in self._formats:
            self._formats[path] = format_of(path)
        return self._formats[path]

    def _rank(self, path: Path) -> tuple[int, str]:
        """Who leads: the camera's own RAW, a DNG, what a phone shoots, what is made from it."""
        kind = self._format(path)
        if _is_raw(kind):
            return (1 if kind == "DNG" else 0), path.name
        return {"HEIC": 2, "HEIF": 2, "JPEG": 3}.get(kind or "", 4), path.name

    def _folder(self, folder: Path) -> FolderNames:
        if folder not in self._folders:
            names, folders = _listed(folder)
            below = [name for one in folders if folded(one) in FOLDERS for name in _below(folder, one)]
            self._folders[folder] = FolderNames(names, below)
        return self._folders[folder]


def _is_raw(kind: str | None) -> bool:
    return kind is not None and kind not in PILLOW_NAMES


def _notes_in(folder: Path, names: Iterable[str]) -> Iterator[bytes]:
    for name in names:
        try:
            with open_here(folder / name) as file:
                yield file.read(MAX_BYTES)
        except OSError:
            continue


_DEEPEST = 2
"""Folders between a photo and what a program keeps for it: CaptureOne/Settings153."""


def _below(folder: Path, inner: str, depth: int = 1) -> list[str]:
    names, folders = _listed(folder / inner)
    found = [f"{inner}/{name}" for name in names]
    if depth < _DEEPEST:
        for one in folders:
            found += _below(folder, f"{inner}/{one}", depth + 1)
    return found


def _listed(folder: Path) -> tuple[list[str], list[str]]:
    """The names of the files and of the folders in a folder, without links; none if it cannot be read."""
    files: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    files.append(entry.name)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
    except OSError:
        return [], []
    return files, folders
