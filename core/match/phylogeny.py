"""The family tree of copies: who was made of whom, from the odds of each pair.

Oriented Kruskal (Dias, Rocha, Goldenstein, "Image Phylogeny by Minimal Spanning Trees", IEEE TIFS 7(2),
2012): the surest arrows first, each where it gives a photo its first parent and joins two trees. What is
left without a parent is the root of its tree: the photo that the others were made of.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.companions.conventions import is_backup
from core.companions.edits import edit_mark
from core.loss import Loss, LossKind
from core.match.changes import COLOURS, GEOMETRY, LAID_OVER, TONES
from core.match.origin import Origin, copy_mark, origin_of, original_mark
from core.photo import Match, Photo, Relation

Generations = dict[int, int]
"""By content: 0 for a root, 1 for what was made of it, and so on."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """`child` was made of `parent`, both contents; `odds` are the log-odds of this against the reverse."""

    parent: int
    child: int
    odds: float


def arrows(matches: Iterable[Match], photo_of: Mapping[int, Photo]) -> list[Arrow]:
    """The likelier direction of each pair that was compared at full size, the surest first.

    Args:
        matches: those of the group or of the library, whether compared at full size or not.
        photo_of: by content; of others only the pixels speak.
    """
    found: list[Arrow] = []
    same = [match for match in matches if match.relation is Relation.SAME_PICTURE]
    likeness = _likeness(same)
    by_facts: dict[int, float] = {}
    for match in same:
        if match.lineage is None:
            continue
        lineage = match.lineage
        odds = log_odds(lineage.b_of_a) - log_odds(lineage.a_of_b)
        doubtful = lineage.losses_b if odds > 0 else lineage.losses_a
        if _holds(doubtful, LossKind.DETAIL):  # what would be the copy resolves more
            odds -= math.copysign(_DOUBT, odds)
        odds += _NEVER * (_holds(lineage.losses_a, LossKind.SOUND) - _holds(lineage.losses_b, LossKind.SOUND))
        if match.a in photo_of and match.b in photo_of:
            for content in (match.a, match.b):
                if content not in by_facts:
                    by_facts[content] = _by_facts(photo_of[content])
            odds += by_facts[match.a] - by_facts[match.b]
        odds += _PER_LIKENESS * (likeness[match.a] - likeness[match.b])
        pair = (match.a, match.b) if odds >= 0 else (match.b, match.a)
        found.append(Arrow(*pair, abs(odds)))
    found.sort(key=lambda arrow: (-arrow.odds, arrow.parent, arrow.child))
    return found


def family_tree(sure_first: Iterable[Arrow]) -> list[Arrow]:
    """The arrows that make trees of contents, each with one parent at most."""
    root: dict[int, int] = {}

    def root_of(content: int) -> int:
        while root.setdefault(content, content) != content:
            content = root[content]
        return content

    kept: list[Arrow] = []
    for arrow in sure_first:
        above, below = root_of(arrow.parent), root_of(arrow.child)
        if above != below and below == arrow.child and arrow.odds >= LEAST_ODDS:
            root[below] = above
            kept.append(arrow)
    return kept


LEAST_ODDS = 1.0
"""An arrow that is less sure is none: the rules decide which of the two is better."""


def generations(matches: Iterable[Match], photo_of: Mapping[int, Photo]) -> Generations:
    """How far each content is from the root of its tree. Contents about which nothing is known are left
    out."""
    known = arrows(matches, photo_of)
    children: dict[int, list[int]] = defaultdict(list)
    has_parent: set[int] = set()
    for arrow in family_tree(known):
        children[arrow.parent].append(arrow.child)
        has_parent.add(arrow.child)
    found: Generations = {}
    layer = [content for content in children if content not in has_parent]
    depth = 0
    while layer:
        found.update(dict.fromkeys(layer, depth))
        layer = [child for parent in layer for child in children.get(parent, ())]
        depth += 1
    return found


def _likeness(matches: Iterable[Match]) -> dict[int, float]:
    """How much of each content is as in the others, 0 to 3: tones, geometry, and what is laid over it.

    Copies of one photo are changed in different ways, so that it shares most with most of them; a copy shares
    what was changed in it with none but its own copies. Of two alone this says nothing.
    """
    shared: dict[int, list[int]] = defaultdict(list)
    for match in matches:
        changes = {finding.change for finding in match.forth}
        kept = sum(not changes & kind for kind in (TONES | COLOURS, GEOMETRY, LAID_OVER))
        shared[match.a].append(kept)
        shared[match.b].append(kept)
    return {content: min(1.0, (len(n) - 1) / 2) * sum(n) / len(n) for content, n in shared.items()}


def _holds(losses: Iterable[Loss], kind: LossKind) -> bool:
    return any(loss.kind is kind for loss in losses)


_DOUBT = 3.0
"""Of 140 families that took no part in the fit, 0.95 kept the original with it, 0.93 without."""
_PER_LIKENESS = 4.0
"""Of 110 families of small training photos 0.66 kept the original with it, 0.56 without."""
_NEVER = 20.0
"""Nothing whole is made of a damaged picture, and a backup is never the one to keep."""


def log_odds(probability: float) -> float:
    """The logarithm of the odds for against the odds against, finite for certainties too."""
    return math.log((probability + _LEAST) / (1 - probability + _LEAST))


_LEAST = 0.002


def _by_facts(photo: Photo) -> float:
    """What the facts of a file add to the odds that it is the original. Names and facts are changed by
    people and programs, so that they only tip the scales."""
    if is_backup(photo.path.name):
        return -_NEVER
    edited = _PER_EDIT if edit_mark(photo.path.name) else 0.0
    return (
        -edited
        + _PER_ORIGIN * (Origin.UNKNOWN - origin_of(photo))
        - (_PER_COPY_MARK if copy_mark(photo.path) else 0.0)
        + (_PER_ORIGINAL_MARK if original_mark(photo.path) and not edited else 0.0)
    )


_PER_EDIT = 8.0
"""A name such as IMG_1-edited says itself that it was made of another."""
_PER_ORIGIN = 1.5
_PER_COPY_MARK = 1.5
_PER_ORIGINAL_MARK = 6.0
"""A name such as bridge-original does too, but less than the mark of an edit, which a program writes."""
