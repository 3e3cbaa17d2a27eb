"""What the piles are called, what is in them, and why two photos are to be looked at."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.loss import LossKind
from core.photo import DuplicateGroup, Member, Photo
from core.review.piles import Pile, PileSize
from core.review.shots import Remark
from nearDup_gui.photos import cover, wording
from nearDup_gui.toolkit.writing import listed

translate = QCoreApplication.translate


def name(pile: Pile | None) -> str:
    """A pile's name; None is every group."""
    return {
        Pile.SURE: translate("Piles", "Surely the same"),
        Pile.LOOK: translate("Piles", "Please look"),
        Pile.SHOTS: translate("Piles", "Similar shots"),
        None: translate("Piles", "All groups"),
    }[pile]


def explained(pile: Pile) -> str:
    """What is in a pile, and what is done with it."""
    return {
        Pile.SURE: translate(
            "Piles",
            "The photo on the right holds nothing that the one on the left does not. What has a tick goes.",
        ),
        Pile.LOOK: translate(
            "Piles", "Edits, crops and weak matches: two at a time, and you say which of them stays."
        ),
        Pile.SHOTS: translate(
            "Piles", "Each is a press of the shutter of its own. Nothing here is marked unless you mark it."
        ),
    }[pile]


def size(of: PileSize) -> tuple[str, str]:
    """How many photos are in a pile, and how large they are."""
    if not of.photos:
        return translate("Piles", "nothing"), ""
    return wording.photos(of.photos), wording.size(of.bytes)


def nothing(pile: Pile) -> str:
    """A pile in which nothing is, or nothing is left."""
    return {
        Pile.SURE: translate("Piles", "No copies are left that could go without a look."),
        Pile.LOOK: translate("Piles", "No pair is left to look at."),
        Pile.SHOTS: translate("Piles", "There are no similar shots."),
    }[pile]


def left_to_look_at(n: int) -> str:
    if n == 1:
        return translate("Piles", "1 pair left")
    return translate("Piles", "%Ln pairs left", "", n)


def why(group: DuplicateGroup, member: Member, right: Photo) -> str:
    """Why two photos are to be looked at, as they are shown: the member on the right, or on the left."""
    if not member.losses:
        return translate("Piles", "One of the two lies where nothing is removed.")
    if any(loss.kind is LossKind.UNSEEN for loss in member.losses):
        return translate("Piles", "The two have not been compared closely yet.")
    said = listed(map(cover.held, member.losses))
    if right.id == member.photo.id:
        return translate("Piles", "Only the right one has: {0}").format(said)
    return translate("Piles", "Only the left one has: {0}").format(said)


def keep_best(count: int) -> str:
    """A button: the rest is marked."""
    if count == 1:
        return translate("Piles", "Keep the best")
    return translate("Piles", "Keep the best %Ln", "", count)


def remarks(found: Sequence[tuple[Remark, float]]) -> str:
    """What speaks for and against a shot, in a line; empty if nothing does."""
    words = {
        Remark.SHARPEST: translate("Piles", "the sharpest"),
        Remark.SOFTER: translate("Piles", "softer ({0} %)"),
        Remark.BURNT: translate("Piles", "{0} % burnt out"),
        Remark.BLACK: translate("Piles", "{0} % black"),
    }
    return listed(words[remark].format(round(100 * amount)) for remark, amount in found)


def ticked(count: int, goes: bool) -> str:
    """What undo says of ticking so many copies, or of taking their ticks away."""
    if count > 1:
        several = translate("PilesController", "Tick copies"), translate("PilesController", "Let copies stay")
        return several[0] if goes else several[1]
    one = translate("PilesController", "Tick a copy"), translate("PilesController", "Let a copy stay")
    return one[0] if goes else one[1]
