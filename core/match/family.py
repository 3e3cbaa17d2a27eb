"""The family of a group: who was made of whom, and what was done, as far as the pictures tell."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from core.match.phylogeny import arrows, family_tree
from core.photo import DuplicateGroup, Finding, Match, Photo, Relation


@dataclass(frozen=True, slots=True)
class Relative:
    """One content of a group. `photos` are its files, at least one, in the order of the group.

    `relation` is that to the keeper; None for the keeper's own content. `generation` counts the arrows that
    lead to it: 0 for what was made of nothing in the group, and for what nothing is known of.
    """

    content: int
    photos: tuple[Photo, ...]
    relation: Relation | None
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Descent:
    """`child` was made of `parent`, both contents. `findings` tell what happened on the way.

    `odds` are the log-odds of this against the reverse; `certainty` says the same from 0.5 to 1.
    """

    parent: int
    child: int
    findings: tuple[Finding, ...]
    odds: float

    @property
    def certainty(self) -> float:
        return 1 / (1 + math.exp(-min(self.odds, _SURE)))


_SURE = 50.0


@dataclass(frozen=True, slots=True)
class Family:
    """The contents of a group in the order of the tree: each after its parent, and after all that was made of
    what stands before it there; what has no relatives comes last.

    `compared` tells whether any two of them were compared at full size.
    """

    relatives: tuple[Relative, ...] = ()
    descents: tuple[Descent, ...] = ()
    compared: bool = False

    def descent_of(self, content: int) -> Descent | None:
        """What leads to a content; None for a root."""
        return next((one for one in self.descents if one.child == content), None)

    def children_of(self, content: int) -> tuple[int, ...]:
        """What was made of a content, in the order of the tree."""
        return tuple(one.child for one in self.descents if one.parent == content)


def family_of(group: DuplicateGroup, matches: Iterable[Match]) -> Family:
    """Draw the tree of a group; matches with a content that is not in it are ignored."""
    photos: dict[int, list[Photo]] = {}
    for photo in group.photos:
        photos.setdefault(photo.content_id, []).append(photo)
    within = [match for match in matches if match.a in photos and match.b in photos]
    match_of = {frozenset((match.a, match.b)): match for match in within}
    known = family_tree(arrows(within, {content: files[0] for content, files in photos.items()}))
    place = {content: n for n, content in enumerate(photos)}
    children: dict[int, list[Descent]] = {content: [] for content in photos}
    for arrow in known:
        match = match_of[frozenset((arrow.parent, arrow.child))]
        findings = match.forth if match.a == arrow.parent else match.back
        children[arrow.parent].append(Descent(arrow.parent, arrow.child, findings, arrow.odds))
    has_parent = {arrow.child for arrow in known}
    roots = [content for content in photos if content not in has_parent]
    roots.sort(key=lambda content: (not children[content], place[content]))
    relation = {one.photo.content_id: one.relation for one in group.members if one.twin is None}
    relation.pop(group.keeper.content_id, None)
    relatives: list[Relative] = []
    descents: list[Descent] = []
    waiting = [(content, 0) for content in reversed(roots)]
    while waiting:
        content, generation = waiting.pop()
        files = tuple(photos[content])
        relatives.append(Relative(content, files, relation.get(content), generation))
        below = sorted(children[content], key=lambda descent: place[descent.child])
        descents += below
        waiting += [(descent.child, generation + 1) for descent in reversed(below)]
    return Family(tuple(relatives), tuple(descents), any(match.lineage is not None for match in within))
