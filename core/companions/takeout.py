"""The names of Google Takeout's JSON, which are cut short, numbered in another place, and shared by edits.

    IMG_1.jpg              IMG_1.jpg.supplemental-metadata.json, or any beginning of ".supplemental-metadata"
    IMG_1(2).jpg           IMG_1.jpg.supplemental-metadata(2).json, IMG_1.jpg(2).json, IMG_1(2).jpg.json
    a name of more than 46 characters     its first 46, and .json
    IMG_1-edited.jpg       has none of its own: it shares that of IMG_1.jpg

Sources: immich-go, ente, google-photos-takeout-helper.
"""

import unicodedata
from collections.abc import Iterable

from core.companions.edits import (
    CUT,
    SUPPLEMENTAL,
    Described,
    cut_short,
    edit_mark,
    name_and_number,
    number_apart,
)
from core.companions.patterns import folded


class TakeoutNames:
    """The photos of one folder, to be asked for by the names of JSON files.

    Args:
        photos: the names of the photos.
        names: the names of all files.
    """

    def __init__(self, photos: Iterable[str], names: Iterable[str] = ()) -> None:
        jsons = [name for name in names if name.lower().endswith(".json")]
        self._jsons = {folded(name) for name in jsons}
        self._whole: dict[tuple[str, str], list[str]] = {}
        self._cut: dict[tuple[str, str], list[str]] = {}
        self._edits: dict[str, list[str]] = {}
        described = Described(jsons)
        for photo in photos:
            name = _composed(photo)
            for key, number in {(name, ""), name_and_number(name)}:
                self._whole.setdefault((folded(key), number), []).append(photo)
                if len(key) >= CUT:
                    self._cut.setdefault((cut_short(key), number), []).append(photo)
            mark = edit_mark(photo)
            if original := mark.original if mark else described.shared_by(photo):
                self._edits.setdefault(original, []).append(photo)

    def described_by(self, json: str) -> tuple[str, ...]:
        """The photos that a JSON file may speak of; the edits of a photo share its own.

        More than one where a cut name fits several.
        """
        base = _composed(json)[: -len(".json")]
        plain, number = number_apart(base)
        found = self._named(base, "") or (self._named(plain, number) if number else [])
        stems = {folded(photo).rpartition(".")[0] + ".*" for photo in found}
        stems |= {self._stem_of(base) + ".*"} if not found else set()
        edits = [edit for stem in stems for edit in self._edits.get(stem, ())]
        return tuple(dict.fromkeys([*found, *edits]))

    def _named(self, base: str, number: str) -> list[str]:
        before, dot, mark = base.rpartition(".")
        if _is_mark(dot + mark) and (found := self._whole.get((folded(before), number))):
            return found
        if found := self._whole.get((folded(base), number)):
            return found
        if len(base) != CUT:
            return []
        found = self._cut.get((folded(base), number), [])
        return found if number else [photo for photo in found if not self._has_its_own(photo)]

    def _has_its_own(self, photo: str) -> bool:
        """Whether the JSON of a numbered photo with a long name is there: Google forgets some of them."""
        base, number = name_and_number(_composed(photo))
        return bool(number) and f"{cut_short(base)}({number}).json" in self._jsons

    def _stem_of(self, base: str) -> str:
        """The stem of the photo that a JSON of an absent original speaks of."""
        before, dot, mark = base.rpartition(".")
        return folded(before if _is_mark(dot + mark) else base).rpartition(".")[0]


def _composed(name: str) -> str:
    """A name in the letters that Google counts. They are folded once it is cut: ß is two then."""
    return unicodedata.normalize("NFC", name)


def _is_mark(end: str) -> bool:
    """Whether a name ends as Google's JSON does, cut anywhere."""
    return bool(end) and SUPPLEMENTAL.startswith(end.lower())
