"""What a person's "not duplicates" say about how alike photos should be: a suggestion, never more.

Pairs that were turned down teach where this library's look-alikes lie. If one cosine parts most of them from
the matches that nobody turned down, it is worth telling; the person decides whether to group more strictly.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from core.match.strictness import Strictness
from core.photo import Match, Relation


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A stricter way to group, and what speaks for it.

    `turned_down` counts the groups of photos that a person took apart, `left_out` those of them that would
    not have come; `lost` of `others` matches that nobody turned down would go as well.
    """

    at_least: float
    left_out: int
    turned_down: int
    lost: int
    others: int

    @property
    def strictness(self) -> Strictness:
        return Strictness(at_least=self.at_least)

    def sentence(self, groups_changed: int | None = None) -> str:
        """Say it to a person.

        Args:
            groups_changed: how many groups of today would be others or gone, where that was counted.
        """
        said = (
            f"Grouping only photos that are at least {self.at_least:.0%} alike would have left out "
            f"{self.left_out} of the {self.turned_down} cases that you said are no duplicates, and "
            f"{self.lost} of {self.others} other matches."
        ).replace("%", " %")
        if groups_changed is None:
            return said
        return f"{said} {groups_changed} {'group' if groups_changed == 1 else 'groups'} would change."


def suggest(matches: Iterable[Match], apart: Collection[tuple[int, int]]) -> Suggestion | None:
    """Find the cosine that leaves out most of what a person turned down and least of all else.

    A group taken apart counts once, however many pairs it held: at its most alike pair.

    Args:
        matches: all of a library, those that were turned down among them.
        apart: pairs of contents, the smaller id first, that a person said are no duplicates.

    Returns:
        None where too little was turned down, or no cosine parts it from the rest.
    """
    turned_down: dict[tuple[int, int], float] = {}
    others: list[float] = []
    pictures: list[float] = []
    for match in matches:
        pair = (min(match.a, match.b), max(match.a, match.b))
        if pair in apart:
            turned_down[pair] = match.similarity
        else:
            others.append(match.similarity)
            if match.relation is Relation.SAME_PICTURE:
                pictures.append(match.similarity)
    cases = np.array(sorted(_most_alike_of_each_group(turned_down)))
    if len(cases) < _FEWEST:
        return None
    best: tuple[float, float] | None = None
    for cosine in cases:
        at_least = (floor(cosine * 100 + 1e-9) + 1) / 100  # a whole per cent, as people set it
        gain = _below(cases, at_least) - _below(np.array(others), at_least)
        enough = _below(cases, at_least) * len(cases) >= _FEWEST
        costs_pictures = _below(np.array(pictures), at_least) > _PICTURES_LOST
        if enough and not costs_pictures and at_least < 1 and (best is None or gain > best[0]):
            best = gain, at_least
    if best is None or best[0] < _WORTH_IT:
        return None
    at_least = best[1]
    lost = sum(similarity < at_least for similarity in others)
    return Suggestion(at_least, int((cases < at_least).sum()), len(cases), lost, len(others))


_FEWEST = 4
"""Cases from which a suggestion is more than chance."""
_WORTH_IT = 0.4
"""How much larger the share of turned-down cases left out must be than that of the others."""
_PICTURES_LOST = 0.02


def _most_alike_of_each_group(turned_down: dict[tuple[int, int], float]) -> Iterable[float]:
    """The highest cosine in each connected part of the pairs."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    for a, b in turned_down:
        neighbours[a].add(b)
        neighbours[b].add(a)
    part_of: dict[int, int] = {}
    for start in neighbours:
        waiting = [start]
        while waiting:
            content = waiting.pop()
            if content not in part_of:
                part_of[content] = start
                waiting += neighbours[content]
    highest: dict[int, float] = {}
    for (a, _), cosine in turned_down.items():
        highest[part_of[a]] = max(cosine, highest.get(part_of[a], -1.0))
    return highest.values()


def _below(cosines: NDArray[np.float64], at_least: float) -> float:
    """The share of cosines that would be left out."""
    return float((cosines < at_least).mean()) if len(cosines) else 0.0
