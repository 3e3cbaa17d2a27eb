"""What a copy holds that the photo that stays does not, in words: why it is never marked in bulk."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication

from core.loss import Loss, LossKind
from nearDup_gui.toolkit.writing import listed

translate = QCoreApplication.translate

_REASONS_TOLD = 3
"""More kinds in a sentence about many photos nobody reads."""


def held(loss: Loss) -> str:
    """One thing, with its number where it has one: "more at its edges (12 %)"."""
    with_number = {
        LossKind.EXTENT: translate("Cover", "more at its edges ({0} %)"),
        LossKind.DEPTH: translate("Cover", "{1} bits a channel"),
        LossKind.FRAMES: translate("Cover", "{1} pictures in one file"),
        LossKind.COMPANION: translate("Cover", "files that belong to it ({1})"),
    }
    if not loss.amount or loss.kind not in with_number:
        return kind(loss.kind)
    return with_number[loss.kind].format(max(1, round(loss.amount * 100)), round(loss.amount))


def kind(of: LossKind) -> str:
    """A kind of thing, without a number."""
    return {
        LossKind.EXTENT: translate("Cover", "more at its edges"),
        LossKind.DETAIL: translate("Cover", "finer detail"),
        LossKind.CLEAN: translate("Cover", "nothing laid over the picture"),
        LossKind.CONTENT: translate("Cover", "different content"),
        LossKind.COLOUR: translate("Cover", "its own colours"),
        LossKind.TONES: translate("Cover", "highlights or shadows"),
        LossKind.DEPTH: translate("Cover", "more bits a channel"),
        LossKind.FRAMES: translate("Cover", "several pictures in one file"),
        LossKind.TRANSPARENCY: translate("Cover", "transparent parts"),
        LossKind.FILM: translate("Cover", "a film in the file"),
        LossKind.DEPTH_MAP: translate("Cover", "a map of depths"),
        LossKind.SECOND_PICTURE: translate("Cover", "another picture in the file"),
        LossKind.AUDIO: translate("Cover", "a recording in the file"),
        LossKind.PANORAMA: translate("Cover", "the marks of a panorama"),
        LossKind.LAYERS: translate("Cover", "layers"),
        LossKind.CREDENTIALS: translate("Cover", "content credentials"),
        LossKind.DATA: translate("Cover", "data that NearDup does not know"),
        LossKind.SOUND: translate("Cover", "a file without damage"),
        LossKind.SOURCE: translate("Cover", "perhaps the original"),
        LossKind.SIBLING: translate("Cover", "perhaps tones or places as they were"),
        LossKind.EDIT: translate("Cover", "an edit, or its original"),
        LossKind.COMPANION: translate("Cover", "files that belong to it"),
        LossKind.FACTS: translate("Cover", "facts of the shot"),
        LossKind.UNSEEN: translate("Cover", "not compared yet"),
    }[of]


def first(losses: Sequence[Loss]) -> str:
    """For a card: the first of them, and how many more there are; empty if there are none."""
    if not losses:
        return ""
    if losses[0].kind is LossKind.UNSEEN:
        return translate("Cover", "Not compared closely yet")
    said = translate("Cover", "Only here: {0}").format(held(losses[0]))
    return f"{said} +{len(losses) - 1}" if len(losses) > 1 else said


def all_of(losses: Sequence[Loss]) -> str:
    """All of them in a sentence that also says what follows; empty if there are none."""
    if not losses:
        return ""
    said = listed(map(held, losses))
    return translate("Cover", "Never marked in bulk, since only this photo has: {0}").format(said)


def reasons(counted: Collection[tuple[LossKind, int]]) -> str:
    """The commonest reasons, of many photos: "12 × finer detail, 3 × a film in the file"."""
    most = sorted(counted, key=lambda one: (-one[1], list(LossKind).index(one[0])))
    said = [translate("Cover", "{1} × {0}").format(kind(of), n) for of, n in most[:_REASONS_TOLD]]
    return listed(said)
