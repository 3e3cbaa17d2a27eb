"""Which photo the others were made of, where the largest one is not it.

A screenshot, a collage or a framed copy has more pixels than the photo in it, but shows that photo no larger,
and copies of the photo often do not match it. By its size it would be the keeper, and they would be left out.
"""

from collections.abc import Mapping, Sequence

from core.match.keeper import KeeperOrder
from core.photo import Change, Match, Photo

LEAST_GAIN = 2
"""Copies more that must match the source. With one, it might be a crop of which there is a smaller crop."""


def sources_first(
    best_first: Sequence[int],
    near: Mapping[int, set[int]],
    match_of: Mapping[tuple[int, int], Match],
    photo_of: Mapping[int, Photo],
    order: KeeperOrder,
) -> list[int]:
    """Put the photo that others were made of before the larger one that only contains it.

    Args:
        best_first: contents, the best first.
        near: the contents that show the same picture, by content; symmetrical.
        match_of: matches by their contents, the smaller id first.
        photo_of: the best photo of each content.
        order: the rules by which `best_first` came about.

    Returns:
        the same contents; each source stands just before the first one that it outdoes.
    """
    place = {content: n for n, content in enumerate(best_first)}

    def source_of(content: int) -> int | None:
        """The best photo that outdoes this one."""
        enough = len(near[content]) + LEAST_GAIN
        for rival in sorted(
            (each for each in near[content] if len(near[each]) >= enough), key=place.__getitem__
        ):
            match = match_of[min(content, rival), max(content, rival)]
            if _shows_no_less(match, content) and order.only_by_size(photo_of[content], photo_of[rival]):
                return rival
        return None

    moved: set[int] = set()
    sorted_anew: list[int] = []
    for content in best_first:
        waiting = [content]
        while waiting[-1] in near and (source := source_of(waiting[-1])) is not None:
            waiting.append(source)  # each has more copies than the one before, so this ends
        for each in reversed(waiting):
            if each not in moved:
                moved.add(each)
                sorted_anew.append(each)
    return sorted_anew


def _shows_no_less(match: Match, larger: int) -> bool:
    """Whether the other photo lies in the larger one whole, and has as many pixels for what both show."""
    findings = match.evidence_from(larger).findings
    return not any(
        finding.change in (Change.SURROUNDED, Change.OVERLAPPING)
        or (finding.change is Change.RESIZED and finding.amount < 1)
        for finding in findings
    )
