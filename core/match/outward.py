"""Folders that are not compared with themselves: their photos match what lies elsewhere, not each other."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from core.photo import Match, Photo


class Outward:
    """Which photos lie in one such folder, with all below it. Of two in one another the outer counts."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        tops = sorted({os.fspath(folder).rstrip(os.sep) + os.sep for folder in folders}, key=len)
        self._tops: list[str] = []
        for top in tops:
            if not any(top.startswith(outer) for outer in self._tops):
                self._tops.append(top)

    def __bool__(self) -> bool:
        return bool(self._tops)

    def home_of(self, path: Path | str) -> int:
        """The number of the folder that something lies in; -1 for none."""
        text = os.fspath(path) + os.sep
        return next((number for number, top in enumerate(self._tops) if text.startswith(top)), -1)

    def are_together(self, one: Photo, other: Photo) -> bool:
        """Whether two photos lie in one of the folders, so that they are not compared."""
        home = self.home_of(one.path) if self._tops else -1
        return home >= 0 and home == self.home_of(other.path)

    def one_of_each(self, copies: Mapping[int, Sequence[Photo]]) -> dict[int, list[Photo]]:
        """Files by content, of each such folder the first: the others would be copies of that."""
        found: dict[int, list[Photo]] = {}
        for content, photos in copies.items():
            homes: set[int] = set()
            kept = found[content] = []
            for photo in photos:
                home = self.home_of(photo.path)
                if home < 0 or home not in homes:
                    kept.append(photo)
                homes.add(home)
        return found

    def crossing(self, matches: Iterable[Match], copies: Mapping[int, Sequence[Photo]]) -> list[Match]:
        """The matches of which any two files do not lie together.

        Args:
            matches: between contents.
            copies: the files of each content.
        """
        homes = {
            content: {self.home_of(photo.path) for photo in photos} for content, photos in copies.items()
        }
        none: set[int] = set()
        return [
            match
            for match in matches
            if len(both := homes.get(match.a, none) | homes.get(match.b, none)) != 1 or -1 in both
        ]
