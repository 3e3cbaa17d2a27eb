"""Whether a group vouches for the photo that it keeps: that it is the original, and was not changed.

Of two copies alone it is often not certain which was made of which, and the better saved one may be the one
that somebody changed. The others of the group know more of both.
"""

import math
from collections.abc import Mapping

from core.loss import Loss, LossKind
from core.match.phylogeny import log_odds
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

_OF_DIRECTION = {LossKind.SOURCE, LossKind.CLEAN, LossKind.TONES, LossKind.DETAIL}
"""What is said where it is not certain that one of two was made of the other."""
_LIKELIER = math.log(50)
_LEAST_ODDS = 1.0
"""Of the pair itself, which a group does not outvote. Of 290 families 0.837 of the copies are offered with
these two, 0.815 without a word of the group, and no more originals; with 20 times likelier, one more is."""
_UNTOLD = math.log(1 / 2)
"""The odds that a photo was made of one that it was not compared with, where it surely was made of another:
half of the copies of a copy would have come straight from the original."""


def losses_in_group(
    keeper: int, matches: Mapping[int, Match], within: Mapping[tuple[int, int], Match]
) -> dict[int, tuple[Loss, ...]]:
    """What would be lost with each content of a group, without the doubts that the group answers.

    Args:
        keeper: the content that stays.
        matches: by content, its match with the keeper.
        within: the matches by their contents, the smaller id first; those of other groups do no harm.
    """
    losses = {content: _losses(match, content) for content, match in matches.items()}
    for content, of_one in losses.items():
        doubted = any(loss.kind in _OF_DIRECTION for loss in of_one)
        if doubted and _is_the_likelier_root(keeper, content, matches, within):
            losses[content] = tuple(loss for loss in of_one if loss.kind not in _OF_DIRECTION)
    vouching = sum(
        match.relation is Relation.SAME_PICTURE and not any(loss.kind in _DOUBTS for loss in losses[content])
        for content, match in matches.items()
    )
    if vouching < _ENOUGH:
        return losses
    return {content: tuple(filter(_still_counts, of_one)) for content, of_one in losses.items()}


def _is_the_likelier_root(
    keeper: int, rival: int, matches: Mapping[int, Match], within: Mapping[tuple[int, int], Match]
) -> bool:
    """Whether the whole group says that the others were made of the keeper, and not of its rival."""
    of_the_pair = _odds(matches[rival], keeper)
    if of_the_pair is None or of_the_pair < _LEAST_ODDS:
        return False
    likelier = of_the_pair
    for other, match in matches.items():
        if other == rival or (ours := _odds(match, keeper)) is None:
            continue
        between = within.get((min(rival, other), max(rival, other)))
        theirs = None if between is None else _odds(between, rival)
        likelier += _log_chance(ours) - (_UNTOLD if theirs is None else _log_chance(theirs))
    return likelier >= _LIKELIER


def _odds(match: Match, parent: int) -> float | None:
    """The log-odds that the other of two contents was made of this one, against the reverse; None where the
    two were not compared."""
    if match.lineage is None or match.relation is not Relation.SAME_PICTURE:
        return None
    lineage = match.lineage
    b_was_made = (log_odds(lineage.b_of_a) - log_odds(lineage.a_of_b)) / 2  # 0 where both are as likely
    return b_was_made if parent == match.a else -b_was_made


def _log_chance(odds: float) -> float:
    return -math.log1p(math.exp(-odds))


def _still_counts(loss: Loss) -> bool:
    return loss.kind is not LossKind.SIBLING or loss.amount > _TOO_DOUBTFUL


def _losses(match: Match, content: int) -> tuple[Loss, ...]:
    """What would be lost with a content. Of another shot of the scene it goes without saying: all."""
    if match.relation is Relation.SAME_SCENE:
        return ()
    if match.lineage is None:
        return (Loss(LossKind.UNSEEN),)
    return match.lineage.losses_of(content, match)
