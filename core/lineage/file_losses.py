"""What a file holds beside one plain picture, and what of it another has not."""

import numpy as np

from core.lineage.picture import FullPicture
from core.loss import Loss, LossKind


def losses_of_file(stays: FullPicture, goes: FullPicture) -> tuple[Loss, ...]:
    """What the file itself holds beside one plain picture."""
    losses: list[Loss] = []
    if goes.depth > stays.depth:
        losses.append(Loss(LossKind.DEPTH, goes.depth))
    if goes.frames > 1 and (not goes.shown or goes.shown != stays.shown):
        losses.append(Loss(LossKind.FRAMES, goes.frames))
    if (goes.transparent or stays.transparent) and not _same_opacity(stays, goes):
        losses.append(Loss(LossKind.TRANSPARENCY if goes.transparent else LossKind.CONTENT))
    if goes.film and goes.film != stays.film:
        losses.append(Loss(LossKind.FILM))
    losses += [Loss(kind) for kind in LossKind if kind in {one for one, _ in goes.carried - stays.carried}]
    if goes.said - stays.said:
        losses.append(Loss(LossKind.FACTS))
    if goes.wide and not stays.wide:
        losses.append(Loss(LossKind.COLOUR))
    if goes.sound and not stays.sound:
        losses.append(Loss(LossKind.SOUND))
    return tuple(losses)


def _same_opacity(one: FullPicture, other: FullPicture) -> bool:
    if one.opacity is None or other.opacity is None:
        return False
    return bool(np.abs(one.opacity.astype(np.int16) - other.opacity.astype(np.int16)).max() < 24)
