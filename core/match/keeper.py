"""Which photo of a group to keep, and why.

A `KeeperOrder` is a list of rules: the first that tells two photos apart decides, and is the reason shown.
The rules themselves are in `core.match.keeper_rules`.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.keeper_settings import BEST_QUALITY, RuleName
from core.match.keeper_rules import RULES, Standpoint
from core.photo import Photo
from core.sorting import sorted_in_pieces


def _unrated() -> Mapping[int, int]:
    return {}


def _no_libraries() -> Mapping[Path, str]:
    return {}


@dataclass(frozen=True, slots=True)
class KeeperOrder:
    """What to look at, in which order; and what the rules must know that no photo does.

    `preferred` folders count in their order, the best first. `kept_in` are library folders, and `libraries`
    those of programs, by folder with the program's name, whose photos come before all rules; what lies in
    `sources` comes last. `ratings` are stars by photo id, needed only for the rule that asks for them.
    `generations` tell by content who was made of whom.
    """

    rules: tuple[RuleName, ...] = BEST_QUALITY
    preferred: tuple[Path, ...] = ()
    protected: tuple[Path, ...] = ()
    ratings: Mapping[int, int] = field(default_factory=_unrated)
    generations: Mapping[int, int] = field(default_factory=_unrated)
    kept_in: tuple[Path, ...] = ()
    libraries: Mapping[Path, str] = field(default_factory=_no_libraries)
    sources: tuple[Path, ...] = ()

    def rank(self, photo: Photo) -> tuple[Any, ...]:
        """A sort key: the photo to keep comes first. Total: no two files have the same rank."""
        return (*self._ranked_by(self.all_rules)(photo), os.fsencode(photo.path))

    def best_first(self, photos: Iterable[Photo]) -> list[Photo]:
        """Photos sorted by `rank`. The last rules are asked about those that the first do not tell apart."""
        rules = self.all_rules
        first, last = self._ranked_by(rules[:_ASKED_OF_ALL]), self._ranked_by(rules[_ASKED_OF_ALL:])
        return sorted_in_pieces(photos, first, lambda photo: (*last(photo), os.fsencode(photo.path)))

    def _ranked_by(self, rules: Sequence[RuleName]) -> Callable[[Photo], tuple[Any, ...]]:
        asked, ranks = self.standpoint, [RULES[rule].rank for rule in rules]
        return lambda photo: tuple([rank(photo, asked) for rank in ranks])

    def reason(self, keeper: Photo, others: Sequence[Photo], runner_up: Photo | None = None) -> str:
        """Say in a sentence why `keeper` is kept rather than the best of `others`.

        Args:
            keeper: the photo to keep.
            others: of its group.
            runner_up: the best of the others, where that is known.
        """
        if not others:
            return "It is the only photo."
        runner_up = runner_up or min(others, key=self.rank)
        name = self.decides(keeper, runner_up)
        if name is None:
            return "Kept because its name comes first; no rule tells the photos apart."
        return f"Kept because it {RULES[name].because(keeper, runner_up, others, self.standpoint)}."

    def decides(self, photo: Photo, other: Photo) -> RuleName | None:
        """The first rule that tells two photos apart; None if none does."""
        asked = self.standpoint
        differing = (
            name
            for name in self.all_rules
            if RULES[name].rank(photo, asked) != RULES[name].rank(other, asked)
        )
        return next(differing, None)

    def only_by_size(self, photo: Photo, other: Photo) -> bool:
        """Whether only pixels and bytes put `photo` before `other`, which tells as much of its shot."""
        if self.decides(photo, other) not in _OF_SIZE:
            return False
        asked = self.standpoint
        facts = {*self.rules, RuleName.METADATA, RuleName.ORIGINAL} & _OF_WORTH
        return all(RULES[rule].rank(other, asked) <= RULES[rule].rank(photo, asked) for rule in facts)

    @property
    def standpoint(self) -> Standpoint:
        """What the rules ask beside the photos."""
        return Standpoint(
            self.preferred,
            self.protected,
            self.ratings,
            self.generations,
            self.kept_in,
            self.libraries,
            self.sources,
        )

    @property
    def all_rules(self) -> tuple[RuleName, ...]:
        """The rules, and before them the one that nobody has to set."""
        have_roles = self.kept_in or self.libraries or self.sources
        return (RuleName.ROLE, *self.rules) if have_roles else self.rules


_ASKED_OF_ALL = 8
"""Rules after which most photos differ. What comes then are names and folders, which take longest."""

_OF_SIZE = {RuleName.RESOLUTION, RuleName.LARGER, RuleName.LOSSLESS, RuleName.SHARPNESS}
"""What a screenshot or a collage has more of than the photo in it."""

_OF_WORTH = {
    RuleName.FOLDER,
    RuleName.PROTECTED,
    RuleName.RAW,
    RuleName.CAMERA_FORMAT,
    RuleName.METADATA,
    RuleName.DATE,
    RuleName.PLACE,
    RuleName.RATING,
    RuleName.ORIGINAL,
}
"""What no photo may lose its place for, because a person asked for it or the shot is told by it."""
