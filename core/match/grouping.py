"""From matches to groups that can be trusted: every member matches the keeper itself.

Groups never chain. A photo that resembles a photo that resembles the keeper is not in the group unless
it resembles the keeper too; a photo is in one group at most; the order of the input changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from core.match.keeper import KeeperOrder, sentence
from core.photo import DuplicateGroup, Evidence, Match, Member, Photo, Relation


def group_photos(
    photos: Sequence[Photo], matches: Iterable[Match], order: KeeperOrder | None = None
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

    Returns:
        groups of at least two photos, those that free the most bytes first.
    """
    order = order or KeeperOrder()
    copies = _photos_of_content(sorted(photos, key=order.rank))
    match_of = _by_contents(matches, copies)
    best_first = list(copies)
    clusters = _gather(
        best_first,
        {content: {content} for content in best_first},
        _neighbours(match_of, Relation.SAME_PICTURE),
    )
    stars = _gather(
        [content for content in best_first if content in clusters],
        clusters,
        _neighbours(match_of, Relation.SAME_PICTURE, Relation.SAME_SCENE),
    )
    groups = [
        _group(keeper, contents, copies, match_of, order)
        for keeper, contents in stars.items()
        if sum(len(copies[content]) for content in contents) > 1
    ]
    return tuple(sorted(groups, key=lambda group: (-group.reclaimable, order.rank(group.keeper))))


def _photos_of_content(best_first: Sequence[Photo]) -> dict[int, list[Photo]]:
    """Photos by content; contents, and the photos of each, in the order given."""
    copies: dict[int, list[Photo]] = defaultdict(list)
    for photo in best_first:
        copies[photo.content_id].append(photo)
    return dict(copies)


def _by_contents(matches: Iterable[Match], copies: dict[int, list[Photo]]) -> dict[tuple[int, int], Match]:
    return {
        (min(match.a, match.b), max(match.a, match.b)): match
        for match in matches
        if match.a != match.b and match.a in copies and match.b in copies
    }


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

    `clusters` maps a keeper's content to the contents of its cluster, itself among them.
    """
    owner = {content: keeper for keeper, contents in clusters.items() for content in contents}
    taken: set[int] = set()
    gathered: dict[int, set[int]] = {}
    for keeper in order:
        if keeper in taken:
            continue
        near = neighbours.get(keeper, set[int]())
        joined = set(clusters[keeper])
        for other in {owner[content] for content in near} - taken - {keeper}:
            if other not in gathered and clusters[other] <= near:
                joined |= clusters[other]
                taken.add(other)
        gathered[keeper] = joined
    return gathered


def _group(
    keeper_content: int,
    contents: set[int],
    copies: dict[int, list[Photo]],
    match_of: dict[tuple[int, int], Match],
    order: KeeperOrder,
) -> DuplicateGroup:
    keeper, *twins = copies[keeper_content]
    members = [Member(twin, Relation.IDENTICAL, Evidence(similarity=1.0)) for twin in twins]
    for content in contents - {keeper_content}:
        match = match_of[min(content, keeper_content), max(content, keeper_content)]
        evidence = match.evidence_from(keeper_content)
        members += [Member(photo, match.relation, evidence) for photo in copies[content]]
    relations = list(Relation)
    members.sort(
        key=lambda m: (relations.index(m.relation), -m.evidence.similarity, order.rank(m.photo)),
    )
    ground = order.ground(keeper, [member.photo for member in members])
    return DuplicateGroup(keeper, sentence(ground), tuple(members), ground)
