"""Whether a group vouches for the photo that it keeps: what its copies share was not changed in it.

Of two copies alone the better saved one may be the one that somebody changed. Where others of the group were
made of it beyond doubt, and none of them has other tones or places than it, it is as they are.
"""

from collections.abc import Mapping

from core.loss import Loss, LossKind
from core.photo import Match, Relation

_DOUBTS = {
    LossKind.SIBLING,
    LossKind.SOURCE,
    LossKind.CONTENT,
    LossKind.CLEAN,
    LossKind.COLOUR,
    LossKind.TONES,
    LossKind.EDIT,
    LossKind.UNSEEN,
}
_ENOUGH = 2
"""One alone may be a copy of the changed one."""
_TOO_DOUBTFUL = 0.9


def losses_in_group(matches: Mapping[int, Match]) -> dict[int, tuple[Loss, ...]]:
    """What would be lost with each content of a group, without the doubts that the group answers.

    Args:
        matches: by content, its match with the keeper.
    """
    losses = {content: _losses(match, content) for content, match in matches.items()}
    vouching = sum(
        match.relation is Relation.SAME_PICTURE and not any(loss.kind in _DOUBTS for loss in losses[content])
        for content, match in matches.items()
    )
    if vouching < _ENOUGH:
        return losses
    return {content: tuple(filter(_still_counts, of_one)) for content, of_one in losses.items()}


def _still_counts(loss: Loss) -> bool:
    return loss.kind is not LossKind.SIBLING or loss.amount > _TOO_DOUBTFUL


def _losses(match: Match, content: int) -> tuple[Loss, ...]:
    """What would be lost with a content. Of another shot of the scene it goes without saying: all."""
    if match.relation is Relation.SAME_SCENE:
        return ()
    if match.lineage is None:
        return (Loss(LossKind.UNSEEN),)
    return match.lineage.losses_of(content, match)
