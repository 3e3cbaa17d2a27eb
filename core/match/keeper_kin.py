"""The keeper's reason where the others were made of it: how many, and what each of them is."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from core.match.changes import TONES
from core.match.phylogeny import LEAST_ODDS, arrows
from core.photo import Change, Finding, Match, Member, Photo


def made_of_it(keeper: Photo, members: Sequence[Member], matches: Iterable[Match]) -> str:
    """Say in a sentence what was made of the keeper: "Kept because the other was made of it: an enlargement."

    Args:
        keeper: the photo to keep.
        members: the others, with the findings that lead from the keeper to them.
        matches: of the contents of the group.

    Returns:
        the sentence; empty where nothing is known to have been made of the keeper itself.
    """
    photo_of = {photo.content_id: photo for photo in (keeper, *(member.photo for member in members))}
    made = {
        arrow.child
        for arrow in arrows(matches, photo_of)
        if arrow.parent == keeper.content_id and arrow.odds >= LEAST_ODDS
    }
    copies = [member for member in members if member.photo.content_id in made]
    if not copies:
        return ""
    found = Counter(kind_of(member.photo, member.evidence.findings) for member in copies)
    kinds = ", ".join(kind for kind, _ in found.most_common())
    n = len(copies)
    number = _NUMBERS.get(n, str(n))
    if n == len(members):
        if n == 1:
            return f"Kept because the other was made of it: {kinds}."
        return f"Kept because the other {number} were made of it: {kinds}."
    if n == 1:
        return f"Kept because one of the others was made of it: {kinds}."
    return f"Kept because {number} of the others were made of it: {kinds}."


def kind_of(photo: Photo, findings: Sequence[Finding]) -> str:
    """What a copy is, in a few words, by what tells the most of it."""
    if _SCREENSHOT.search(photo.path.stem):
        return "a screenshot"
    amounts = {finding.change: finding.amount for finding in findings}
    for change, words in _KINDS.items():
        if change in amounts:
            return words
    if Change.RESIZED in amounts:
        return "an enlargement" if amounts[Change.RESIZED] > 1 else "a smaller copy"
    if amounts.keys() & TONES:
        return "a copy in other tones"
    return "a copy saved again"


_NUMBERS = dict(enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2))

_SCREENSHOT = re.compile(r"screen[ _-]?shot|bildschirmfoto|capture d.écran|スクリーンショット", re.IGNORECASE)

_KINDS = {
    Change.SAME_DATA: "the same picture with other facts",
    Change.SURROUNDED: "one set into a larger picture",
    Change.COVERED: "a copy with something laid over it",
    Change.GREY: "a copy in black and white",
    Change.TINTED: "a tinted copy",
    Change.COLOURED: "a copy in colour",
    Change.OTHER_COLOURS: "a copy in other colours",
    Change.CROPPED: "a crop of it",
    Change.OVERLAPPING: "a crop of it",
    Change.MIRRORED: "a mirrored copy",
    Change.ROTATED: "a turned copy",
    Change.TILTED: "a turned copy",
    Change.STRETCHED: "a stretched copy",
}
"""The first that applies, before sizes and tones, which most copies have others of."""
