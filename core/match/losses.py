"""What would be lost with a photo, in words. A window may say it in another language: it gets kind and
number."""

from core.loss import Loss, LossKind


def say_loss(loss: Loss) -> str:
    """A loss as a sentence without its end: "it shows more at its edges (12 % of it)"."""
    amount = loss.amount
    return _SENTENCES[loss.kind].format(
        percent=f"{max(0.01, amount):.0%}".replace("%", " %"), number=f"{amount:.0f}"
    )


_SENTENCES = {
    LossKind.EXTENT: "it shows more at its edges ({percent} of it)",
    LossKind.DETAIL: "it resolves more",
    LossKind.CLEAN: "the one that stays has something laid over it",
    LossKind.CONTENT: "something in it is different",
    LossKind.COLOUR: "its colours are different",
    LossKind.TONES: "the one that stays has lost highlights or shadows",
    LossKind.DEPTH: "it has {number} bits a channel",
    LossKind.FRAMES: "it has {number} pictures in it",
    LossKind.TRANSPARENCY: "it has transparent parts",
    LossKind.FILM: "it has a film in it",
    LossKind.DEPTH_MAP: "it has a map of depths in it",
    LossKind.SECOND_PICTURE: "it has another picture in it",
    LossKind.AUDIO: "it has a recording in it",
    LossKind.PANORAMA: "it is marked as a panorama to look around in",
    LossKind.LAYERS: "it has layers",
    LossKind.CREDENTIALS: "it has content credentials",
    LossKind.DATA: "it has data in its file that NearDup does not know",
    LossKind.SOUND: "the one that stays is damaged",
    LossKind.SOURCE: "it is not certain that it was made of the one that stays",
    LossKind.SIBLING: "both may be copies of a third, and the one that stays may have been changed",
    LossKind.EDIT: "one is an edit of the other",
    LossKind.COMPANION: "{number} files belong to it that the one that stays has not",
    LossKind.FACTS: "it carries facts of the shot that the one that stays has not",
    LossKind.UNSEEN: "the two could not be compared closely",
}
