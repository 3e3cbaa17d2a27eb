"""What decisions are called, and what came of them, in the person's language."""

from PySide6.QtCore import QCoreApplication

from core.review.decisions import GroupState, Status
from nearDup_gui.photos import wording

translate = QCoreApplication.translate

STATE_ICONS = {
    Status.REVIEWED: ("done", "keep"),
    Status.VARIANTS: ("variants", "keep"),
    Status.LATER: ("later", "muted"),
}
"""Icon and colour of what is settled or put off; an open group has a sign only if photos came to it."""

NEW_ICON = ("new", "accent")


def state(one: GroupState) -> str:
    """Where a person stands with a group, in a few words; empty if nothing was ever decided."""
    if one.new == 1:
        return translate("Decisions", "1 new photo since you reviewed it")
    if one.new:
        return translate("Decisions", "%Ln new photos since you reviewed it", "", one.new)
    return {
        Status.OPEN: "",
        Status.REVIEWED: translate("Decisions", "Reviewed"),
        Status.VARIANTS: translate("Decisions", "All kept as variants"),
        Status.LATER: translate("Decisions", "Put off for later"),
    }[one.status]


def icon(one: GroupState) -> tuple[str, str] | None:
    """The icon of a state and its colour; None if it has none."""
    return NEW_ICON if one.new else STATE_ICONS.get(one.status)


def reviewed_of(done: int, total: int) -> str:
    """How far a person came: "12 of 300 reviewed"."""
    return translate("Decisions", "{0} reviewed").format(wording.of(done, total))


def matching_nothing(n: int) -> str:
    """A sentence on photos that are in no group after a split."""
    if n == 1:
        return translate("Decisions", "1 of them matches none of the others and is in no group now.")
    return translate("Decisions", "%Ln of them match none of the others and are in no group now.", "", n)


def left_the_group(n: int) -> str:
    """A sentence on photos that another keeper does not match."""
    if n == 1:
        return translate("Decisions", "1 photo does not match it and left the group.")
    return translate("Decisions", "%Ln photos do not match it and left the group.", "", n)


def not_duplicates(chosen: int) -> str:
    """What the button would say of the chosen photos; of all of the group if none is."""
    if chosen == 0:
        return translate("Decisions", "None are duplicates")
    if chosen == 1:
        return translate("Decisions", "Not a duplicate")
    return translate("Decisions", "%Ln not duplicates", "", chosen)
