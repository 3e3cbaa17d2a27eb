"""Which content covers which: all that the one holds is in the other, as matches and groups say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.photo import DuplicateGroup, Match, Member, Photo, Relation

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ContentPairs:
    """Contents of which the second has the first: int64[pairs] each. `covers` is 0 where something is lost.

    Where only a file's surroundings keep a copy from covering it (a sidecar, a film beside it), `not_by` has
    the photo's id and the photos that do not cover it although their contents would.
    """

    content: Numbers
    other: Numbers
    covers: Numbers
    not_by: Mapping[int, Sequence[Photo]]

    @classmethod
    def of(
        cls,
        matches: Iterable[Match],
        groups: Iterable[DuplicateGroup],
        apart: Collection[tuple[int, int]] = (),
    ) -> "ContentPairs":
        """Take what is known.

        Args:
            matches: between contents.
            groups: of the same photos: they vouch for their keepers, and know what lies around the files.
            apart: pairs of contents, the smaller first, that a person called no duplicates.
        """
        counting = [
            match
            for match in matches
            if match.relation is not Relation.SAME_SCENE
            and (not apart or (min(match.a, match.b), max(match.a, match.b)) not in apart)
        ]
        a, b = numbers(match.a for match in counting), numbers(match.b for match in counting)
        lineages = [match.lineage for match in counting]
        content, other = np.concatenate([a, b]), np.concatenate([b, a])
        covers = np.concatenate(
            [
                numbers(one is not None and not one.losses_a for one in lineages),
                numbers(one is not None and not one.losses_b for one in lineages),
            ]
        )
        yes = covers == 1
        known = set(zip(content[yes].tolist(), other[yes].tolist(), strict=True))
        copies = list(_copies(groups))
        vouched = {
            (member.photo.content_id, keeper.content_id) for keeper, member in copies if not member.losses
        }
        known |= vouched
        not_by: dict[int, list[Photo]] = defaultdict(list)
        for keeper, member in copies:
            pair = member.photo.content_id, keeper.content_id
            if member.losses and (pair[0] == pair[1] or pair in known):
                not_by[member.photo.id].append(keeper)
        more = np.array(sorted(pair for pair in vouched if pair[0] != pair[1]), dtype=np.int64).reshape(-1, 2)
        return cls(
            np.concatenate([content, more[:, 0]]),
            np.concatenate([other, more[:, 1]]),
            np.concatenate([covers, np.ones(len(more), dtype=np.int64)]),
            not_by,
        )


@dataclass(frozen=True, slots=True)
class Covers:
    """The same by content: the others that cover it, and those that are alike without covering it."""

    covering: Mapping[int, Collection[int]]
    alike: Mapping[int, Collection[int]]

    @classmethod
    def of(
        cls,
        matches: Iterable[Match],
        groups: Iterable[DuplicateGroup],
        apart: Collection[tuple[int, int]] = (),
    ) -> "Covers":
        """Take what is known; see `ContentPairs.of`."""
        pairs = ContentPairs.of(matches, groups, apart)
        covering: dict[int, set[int]] = defaultdict(set)
        alike: dict[int, set[int]] = defaultdict(set)
        columns = (pairs.content.tolist(), pairs.other.tolist(), pairs.covers.tolist())
        for content, other, covers in zip(*columns, strict=True):
            (covering if covers else alike)[content].add(other)
        return cls(covering, alike)


def numbers(values: Iterable[int]) -> Numbers:
    """An array of whole numbers."""
    return np.fromiter(values, dtype=np.int64)


def _copies(groups: Iterable[DuplicateGroup]) -> Iterator[tuple[Photo, Member]]:
    """Every member that is no other shot of the scene, with the photo that stays for it."""
    for group in groups:
        for member in group.members:
            if member.relation is not Relation.SAME_SCENE:
                yield group.stays_for(member), member
