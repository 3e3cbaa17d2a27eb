"""What decisions are called, and what came of them, in the person's language."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.decision import Kind
from core.review.decisions import GroupState, Status
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.writing import listed

if TYPE_CHECKING:
    from core.review.decided import DecidedAct

translate = QCoreApplication.translate

_MOST_NAMED = 4
_MOST_LISTED = 20

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


def decided(kind: Kind | None) -> str:
    """What was decided, in a few words; None stands for a keeper that was chosen."""
    if kind is None:
        return translate("Decisions", "Keeper chosen")
    return {
        Kind.NOT_DUPLICATES: translate("Decisions", "Not duplicates"),
        Kind.REVIEWED: translate("Decisions", "Reviewed"),
        Kind.VARIANTS: translate("Decisions", "All kept as variants"),
        Kind.LATER: translate("Decisions", "Put off for later"),
    }[kind]


def photos_of(act: "DecidedAct") -> str:
    """The photos of an act, by name, the first few of many."""
    names = [photo.path.name for photo in act.photos[:_MOST_NAMED]]
    return _with_others(names, len(act.photos) - len(names), act.gone)


def photos_in_full(act: "DecidedAct") -> str:
    """The photos of an act, by path."""
    paths = [str(photo.path) for photo in act.photos[:_MOST_LISTED]]
    return _with_others(paths, len(act.photos) - len(paths), act.gone, "\n")


def _with_others(names: list[str], more: int, gone: int, between: str = "") -> str:
    if more:
        names.append(translate("Decisions", "%Ln more", "", more))
    if gone:
        names.append(translate("Decisions", "%Ln that are gone", "", gone))
    return between.join(names) if between else listed(names)


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


def mark_as_reviewed() -> str:
    return translate("DecisionController", "Mark as reviewed")


def keep_all() -> str:
    return translate("DecisionController", "Keep all")


def put_off() -> str:
    return translate("DecisionController", "Put off")
