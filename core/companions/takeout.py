"""The names of Google Takeout's JSON, which are cut short, numbered in another place, and shared by edits.

    IMG_1.jpg              IMG_1.jpg.supplemental-metadata.json, or any beginning of ".supplemental-metadata"
    IMG_1(2).jpg           IMG_1.jpg.supplemental-metadata(2).json, IMG_1.jpg(2).json, IMG_1(2).jpg.json
    a name of more than 46 characters     its first 46, and .json
    IMG_1-edited.jpg       has none of its own: it shares that of IMG_1.jpg

Sources: immich-go, ente, google-photos-takeout-helper.
"""

import re
from collections.abc import Iterable

from core.companions.edits import edit_mark
from core.companions.patterns import folded

_CUT = 46
_MARK = ".supplemental-metadata"
_NUMBER = re.compile(r"(.+)\((\d+)\)")


class TakeoutNames:
    """The photos of one folder, to be asked for by the names of JSON files.

    Args:
        photos: the names of the photos.
        names: the names of all files.
    """

    def __init__(self, photos: Iterable[str], names: Iterable[str] = ()) -> None:
        self._jsons = {folded(name) for name in names if name.lower().endswith(".json")}
        self._whole: dict[tuple[str, str], list[str]] = {}
        self._cut: dict[tuple[str, str], list[str]] = {}
        self._edits: dict[str, list[str]] = {}
        for photo in photos:
            name = folded(photo)
            for key in {(name, ""), _number_apart(name)}:
                self._whole.setdefault(key, []).append(photo)
                if len(key[0]) >= _CUT:
                    self._cut.setdefault((key[0][:_CUT], key[1]), []).append(photo)
            if mark := edit_mark(photo):
                self._edits.setdefault(mark.original, []).append(photo)

    def described_by(self, json: str) -> tuple[str, ...]:
        """The photos that a JSON file may speak of; the edits of a photo share its own.

        More than one where a cut name fits several.
        """
        base = folded(json).removesuffix(".json")
        found = self._named(base, "")
        if not found and (numbered := _NUMBER.fullmatch(base)):
            found = self._named(numbered[1], numbered[2])
        stems = {folded(photo).rpartition(".")[0] + ".*" for photo in found}
        stems |= {self._stem_of(base) + ".*"} if not found else set()
        edits = [edit for stem in stems for edit in self._edits.get(stem, ())]
        return tuple(dict.fromkeys([*found, *edits]))

    def _named(self, base: str, number: str) -> list[str]:
        before, dot, mark = base.rpartition(".")
        if dot and _MARK.startswith("." + mark) and (found := self._whole.get((before, number))):
            return found
        if found := self._whole.get((base, number)):
            return found
        if len(base) != _CUT:
            return []
        found = self._cut.get((base, number), [])
        return found if number else [photo for photo in found if not self._has_its_own(photo)]

    def _has_its_own(self, photo: str) -> bool:
        """Whether the JSON of a numbered photo with a long name is there: Google forgets some of them."""
        base, number = _number_apart(folded(photo))
        return bool(number) and f"{base[:_CUT]}({number}).json" in self._jsons

    def _stem_of(self, base: str) -> str:
        """The stem of the photo that a JSON of an absent original speaks of."""
        before, dot, mark = base.rpartition(".")
        name = before if dot and _MARK.startswith("." + mark) else base
        return name.rpartition(".")[0]


def _number_apart(name: str) -> tuple[str, str]:
    """IMG_1(2).jpg as Google names its JSON: IMG_1.jpg, and the number behind."""
    stem, dot, extension = name.rpartition(".")
    numbered = _NUMBER.fullmatch(stem)
    return (f"{numbered[1]}{dot}{extension}", numbered[2]) if numbered else (name, "")
