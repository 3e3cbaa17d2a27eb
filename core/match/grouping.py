"""From matches to groups that can be trusted: every member matches the keeper itself.

Groups never chain. A photo that resembles a photo that resembles the keeper is not in the group unless
it resembles the keeper too; a photo is in one group at most; the order of the input changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from core.keeper_settings import RuleName
from core.match.keeper import KeeperOrder
from core.match.keeper_kin import made_of_it
from core.match.outward import Outward
from core.match.source import sources_first
from core.match.vouching import losses_in_group
from core.photo import Decided, DuplicateGroup, Evidence, Match, Member, Photo, Relation
from core.progress import NEVER, CancelToken
from core.sorting import sorted_in_pieces

NOTHING_DECIDED = Decided()
EVERYTHING = Outward()
CHOSEN = "Kept because you chose it."


def group_photos(
    photos: Sequence[Photo],
    matches: Iterable[Match],
    order: KeeperOrder | None = None,
    decided: Decided = NOTHING_DECIDED,
) -> tuple[DuplicateGroup, ...]:
    """Group photos by the contents that match.

    Copies come first: photos with the same bytes, then stars of the same picture around the best photo.
    Only then do other shots of the scene join, and a cluster of copies joins whole or not at all, so that
    a burst never pulls a photo away from its own copies.

    Args:
        photos: the photos that take part.
        matches: of their contents; those with a content that no photo has are ignored.
        order: which photo of a group to keep; None for the usual rules. Groups form around the keepers, so
            other rules may group anew, and still every member matches the keeper that it would go for.
        decided: what a person decided. Pairs that are no duplicates count as unmatched. A chosen keeper
            takes over its group, as far as that matches it, and no other group.

    Returns:
        groups of at least two photos, those that free the most bytes first.
    """
    return PhotoGrouper(photos, order, decided).groups(matches)


class PhotoGrouper:
    """Photos put in order once, grouped by more matches or fewer; arguments as for `group_photos`.

    Most groups come out as they did before: those are the same objects again, which costs nothing. Photos
    that lie together in an `outward` folder are in no group for each other's sake.
    """

    def __init__(
        self,
        photos: Sequence[Photo],
        order: KeeperOrder | None = None,
        decided: Decided = NOTHING_DECIDED,
        outward: Outward = EVERYTHING,
        cancel: CancelToken = NEVER,
    ) -> None:
        self._outward = outward
        self._order = order or KeeperOrder()
        self._decided = decided
        best_first = self._order.best_first(cancel.over(photos))
        self._place = {photo.id: n for n, photo in enumerate(best_first)}
        copies = _photos_of_content(best_first, decided)
        self._copies = outward.one_of_each(copies) if outward else copies
        self._match_of: dict[tuple[int, int], Match] = {}
        self._made: dict[tuple[int, frozenset[int]], DuplicateGroup] = {}
        """Groups by the keeper's content and all contents. A pair has one match, so nothing else matters."""

    def groups(self, matches: Iterable[Match], cancel: CancelToken = NEVER) -> tuple[DuplicateGroup, ...]:
        """Group the photos by these matches, of which a pair of contents has one at most.

        Raises:
            Cancelled: `cancel` was raised.
        """
        copies = self._copies
        if self._outward:
            matches = self._outward.crossing(matches, copies)
        match_of = self._match_of = _by_contents(matches, copies, self._decided)
        matched = {content for pair in match_of for content in pair}
        best_first = [content for content in copies if content in matched or len(copies[content]) > 1]
        same_picture = _neighbours(match_of, Relation.SAME_PICTURE)
        photo_of = {content: copies[content][0] for content in best_first}
        order = sources_first(best_first, same_picture, match_of, photo_of, self._order)
        stars = _stars(order, match_of, same_picture)
        if self._decided.keepers:
            stars = _around_chosen_keepers(stars, best_first, match_of, self._decided)
        made = [
            self._group(keeper, contents, match_of)
            for keeper, contents in cancel.over(stars.items())
            if len(contents) > 1 or len(copies[keeper]) > 1
        ]
        groups = [group for group in made if group.members]
        most_bytes_first = sorted_in_pieces(
            cancel.over(groups), lambda group: (-group.reclaimable, self._place[group.keeper.id])
        )
        return tuple(most_bytes_first)

    def _group(
        self, keeper_content: int, contents: set[int], match_of: dict[tuple[int, int], Match]
    ) -> DuplicateGroup:
        key = keeper_content, frozenset(contents)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(keeper_content, contents, match_of)
        return made

    def _make(
        self, keeper_content: int, contents: set[int], match_of: dict[tuple[int, int], Match]
    ) -> DuplicateGroup:
        keeper, *twins = self._copies[keeper_content]
        members = [Member(twin, Relation.IDENTICAL, Evidence(similarity=1.0)) for twin in twins]
        to_keeper = {
            content: match_of[min(content, keeper_content), max(content, keeper_content)]
            for content in contents - {keeper_content}
        }
        losses = losses_in_group(keeper_content, to_keeper, match_of)
        for content, match in to_keeper.items():
            evidence = match.evidence_from(keeper_content)
            members += [
                Member(photo, match.relation, evidence, losses[content]) for photo in self._copies[content]
            ]
        if self._outward:
            members = [one for one in members if not self._outward.are_together(keeper, one.photo)]
        if not members:
            return DuplicateGroup(keeper, "", ())
        members.sort(
            key=lambda m: (_LOOSENESS[m.relation], -m.evidence.similarity, self._place[m.photo.id]),
        )
        return self.explained(DuplicateGroup(keeper, "", tuple(members)))

    def explained(self, group: DuplicateGroup) -> DuplicateGroup:
        """A group with the reason for its keeper beside the others that are in it now."""
        return replace(group, reason=self._reason(group))

    def _reason(self, group: DuplicateGroup) -> str:
        keeper = group.keeper
        if keeper.content_id in self._decided.keepers:
            return CHOSEN
        by_place = sorted(group.members, key=lambda member: self._place[member.photo.id])
        runner_up = by_place[0].photo
        if self._place[runner_up.id] < self._place[keeper.id]:
            return (
                f"Kept because more of the photos match it than match {runner_up.path.name}, which is larger."
            )
        others = [member.photo for member in by_place]
        said = self._by_lineage(keeper, by_place, self._match_of)
        return said or self._order.reason(keeper, others, runner_up)

    def _by_lineage(
        self, keeper: Photo, by_place: Sequence[Member], match_of: dict[tuple[int, int], Match]
    ) -> str:
        """What was made of the keeper, where that is why it is kept; empty where it is not.

        Its own bytes elsewhere say nothing of this, so the best of the others does.
        """
        others = [member for member in by_place if member.photo.content_id != keeper.content_id]
        if not others or self._order.decides(keeper, others[0].photo) is not RuleName.SOURCE:
            return ""
        contents = sorted({keeper.content_id, *(member.photo.content_id for member in others)})
        within = [match_of[pair] for pair in combinations(contents, 2) if pair in match_of]
        return made_of_it(keeper, by_place, within)


_LOOSENESS = {relation: n for n, relation in enumerate(Relation)}


def _photos_of_content(best_first: Sequence[Photo], decided: Decided) -> dict[int, list[Photo]]:
    """Photos by content; contents, and the photos of each, in the order given, but for chosen keepers.

    Of files with the same bytes that are all wanted, the first stands for them: the others are in no group.
    """
    copies: dict[int, list[Photo]] = defaultdict(list)
    for photo in best_first:
        copies[photo.content_id].append(photo)
    for content, path in decided.keepers.items():
        copies.get(content, []).sort(key=lambda photo: photo.path != path)
    for content, wanted in decided.copies_apart.items():
        if 1 < len(copies.get(content, ())) <= wanted:
            del copies[content][1:]
    return dict(copies)


def _by_contents(
    matches: Iterable[Match], copies: dict[int, list[Photo]], decided: Decided
) -> dict[tuple[int, int], Match]:
    found = {
        (min(match.a, match.b), max(match.a, match.b)): match
        for match in matches
        if match.a != match.b and match.a in copies and match.b in copies
    }
    for pair in decided.apart:
        found.pop(pair, None)
    return found


def _stars(
    best_first: Sequence[int],
    match_of: dict[tuple[int, int], Match],
    same_picture: dict[int, set[int]],
) -> dict[int, set[int]]:
    """Contents around the best of them that each of them matches; by keeper, itself among them."""
    clusters = _gather(best_first, {}, same_picture)
    return _gather(
        [content for content in best_first if content in clusters],
        clusters,
        _neighbours(match_of, Relation.SAME_PICTURE, Relation.SAME_SCENE),
    )


def _around_chosen_keepers(
    stars: dict[int, set[int]],
    best_first: Sequence[int],
    match_of: dict[tuple[int, int], Match],
    decided: Decided,
) -> dict[int, set[int]]:
    """Let a chosen keeper take over its star. What does not match it stays behind, and is grouped anew.

    Where nothing in the star matches it, it cannot be the keeper, and the star stays as it is.
    """
    place = {content: n for n, content in enumerate(best_first)}
    around: dict[int, set[int]] = {}
    for keeper, contents in stars.items():
        chosen = sorted(contents & decided.keepers.keys(), key=place.__getitem__)
        if not chosen or chosen[0] == keeper:
            around[keeper] = contents
            continue
        rest = sorted(contents - set(chosen), key=place.__getitem__)
        pairs = combinations(sorted(contents), 2)
        within = {pair: match for pair in pairs if (match := match_of.get(pair)) is not None}
        anew = _stars([*chosen, *rest], within, _neighbours(within, Relation.SAME_PICTURE))
        honoured = len(anew.get(chosen[0], ())) > 1
        around.update(anew if honoured else {keeper: contents})
    return around


def _neighbours(matches: dict[tuple[int, int], Match], *relations: Relation) -> dict[int, set[int]]:
    neighbours: dict[int, set[int]] = defaultdict(set)
    for (a, b), match in matches.items():
        if match.relation in relations:
            neighbours[a].add(b)
            neighbours[b].add(a)
    return neighbours


def _gather(
    order: Sequence[int], clusters: dict[int, set[int]], neighbours: dict[int, set[int]]
) -> dict[int, set[int]]:
    """Let the best content take in every free cluster that matches it whole, then the next best, and so on.

    `clusters` maps a keeper's content to the contents of its cluster, itself among them; a content in none is
    a cluster by itself. Sets are used up, not copied: to free a hundred thousand takes a tenth of a second in
    which no other thread can run.
    """
    owner = {content: keeper for keeper, contents in clusters.items() for content in contents}
    taken: set[int] = set()
    gathered: dict[int, set[int]] = {}
    for keeper in order:
        if keeper in taken:
            continue
        near = neighbours.get(keeper, set[int]())
        joined = clusters.get(keeper) or {keeper}
        for other in {owner.get(content, content) for content in near} - taken - {keeper}:
            part = clusters.get(other) or {other}
            if other not in gathered and part <= near:
                joined |= part
                taken.add(other)
        gathered[keeper] = joined
    return gathered
