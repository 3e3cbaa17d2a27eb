"""The table applied to the names in one folder: which file may belong to which photos. No disk is asked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from core.companions.conventions import CONVENTIONS, FILM_SUFFIXES, Convention, backed_up, shot_of
from core.companions.edits import Described
from core.companions.patterns import folded
from core.companions.picasa import NOTES
from core.companions.takeout import TakeoutNames
from core.scan.formats import PHOTO_SUFFIXES

FOLDERS = frozenset(folded(row.name.text).split("/")[0] for row in CONVENTIONS if "/" in row.name.text)
"""Folders beside photos in which programs keep what belongs to them, folded."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that may belong to photos: its name below the folder, the photos, and the row that says so.

    More than one photo: the name alone does not tell whose it is.
    """

    name: str
    photos: tuple[str, ...]
    convention: Convention


class FolderNames:
    """The names in a folder.

    Args:
        names: of its files.
        below: names of files in the folders of `FOLDERS`, with / between their parts.
    """

    def __init__(self, names: Iterable[str], below: Iterable[str] = ()) -> None:
        self._names = list(names)
        self._below = list(below)

    def claims_on(self, photo: str) -> Collection[Claim]:
        """What may belong to a photo."""
        return self._by_photo.get(photo, ())

    def shot(self, photo: str) -> tuple[str, ...]:
        """The photos that share a photo's shot by their names, itself among them."""
        found = self._shots.get(shot_of(photo), ())
        return found if photo in found else (photo, *found)

    def photo_called(self, short: str) -> str | None:
        """The photo of a folded name, as it is written; None if it is not here."""
        return next(iter(self._by_key.get(short, ())), None)

    @cached_property
    def alone(self) -> frozenset[str]:
        """The photos to which no name here may bind anything: they share no shot, and nothing claims them."""
        claimed = self._by_photo
        shots = (photos[0] for photos in self._shots.values() if len(photos) == 1)
        return frozenset(name for name in shots if name not in claimed and backed_up(name) is None)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The files in which Picasa keeps what it knows of all photos here, the newer first."""
        return tuple(name for note in NOTES for name in self._names if folded(name) == note)

    @cached_property
    def described(self) -> Described:
        """Of which photos Google has written down something."""
        return Described(self._names)

    @cached_property
    def _photos(self) -> list[str]:
        return [name for name in self._names if _suffix(name) in PHOTO_SUFFIXES]

    @cached_property
    def _shots(self) -> dict[str, tuple[str, ...]]:
        shots: dict[str, tuple[str, ...]] = {}
        for name in self._photos:
            shot = shot_of(name)
            shots[shot] = (*shots.get(shot, ()), name)
        return shots

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[str, ...]]:
        """Photos by the two ways in which the table points at them."""
        keys: dict[str, tuple[str, ...]] = {}
        for name in self._photos:
            short = folded(name)
            for key in (short, short.rpartition(".")[0] + ".*"):
                keys[key] = (*keys.get(key, ()), name)
        return keys

    @cached_property
    def _films(self) -> frozenset[str]:
        return frozenset(
            folded(name).rpartition(".")[0] + ".*" for name in self._names if _suffix(name) in FILM_SUFFIXES
        )

    @cached_property
    def _by_photo(self) -> dict[str, list[Claim]]:
        claims: dict[str, list[Claim]] = {}
        takeout = TakeoutNames(self._photos, self._names)
        for name in (*self._names, *self._below):
            for claim in self._claims_of(name, takeout):
                for photo in claim.photos:
                    claims.setdefault(photo, []).append(claim)
        return claims

    def _claims_of(self, name: str, takeout: TakeoutNames) -> Iterable[Claim]:
        """Whose a file may be, by the first row that knows a photo here; a whole name before a stem."""
        short = folded(name)
        if backed_up(short) is None and _suffix(short) in PHOTO_SUFFIXES and not short.startswith("._"):
            return []
        for row in (*_ROWS.get(_suffix(short), ()), *_ROWS[""]):
            if row.cut is not None:
                photos, convention = takeout.described_by(name), row
            elif (holes := row.name.match(short)) is not None:
                photos, convention = self._by_key.get(row.of.filled(holes), ()), row
            else:
                continue
            if photos:
                return [Claim(name, _spelled_so(photos, name), convention)]
        return []

    def film_has(self, claim: Claim) -> bool:
        """Whether a film of the folder has as good a claim to a file as its photos."""
        stem = folded(claim.name).rpartition(".")[0] + ".*"
        return claim.convention.or_film and stem in self._films


def _spelled_so(photos: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Of photos whose names differ only in case or in how a letter is written, as some drives allow, those
    that are written as the file's name has them."""
    by_fold: dict[str, list[str]] = {}
    for photo in photos:
        by_fold.setdefault(folded(photo), []).append(photo)
    found: list[str] = []
    for alike in by_fold.values():
        whole = [photo for photo in alike if photo in name]
        found += whole or [photo for photo in alike if photo.rpartition(".")[0] in name] or alike
    return tuple(found)


def points_at(name: str, photo: str) -> Convention | None:
    """The row by which a file's name, alone, says that it belongs to a photo; None if it does not."""
    claims = (
        FolderNames([photo, name]).claims_on(photo)
        if "/" not in name
        else FolderNames([photo], [name]).claims_on(photo)
    )
    return next((claim.convention for claim in claims if claim.name == name), None)


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def _by_suffix() -> Mapping[str, list[Convention]]:
    rows: dict[str, list[Convention]] = {"": []}
    for row in sorted(CONVENTIONS, key=lambda row: row.of.text.endswith("*")):
        rows.setdefault(row.name.suffix, []).append(row)
    return rows


_ROWS = _by_suffix()
