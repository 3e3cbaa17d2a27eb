"""A group's family tree in words: what each arrow means, and what stands in the place of a tree."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.photo import Change, DuplicateGroup, Relation
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.writing import listed

if TYPE_CHECKING:
    from core.match.family import Descent, Family, Relative

translate = QCoreApplication.translate


def phrases(descent: "Descent") -> list[str]:
    """What happened on the way from parent to child; to save it again is the least that happens."""
    happened = [wording.finding(one) for one in descent.findings if one.change not in _OF_CAMERAS]
    return happened or [translate("Family", "saved again")]


_OF_CAMERAS = frozenset({Change.SECONDS_APART, Change.SECONDS_NAMED, Change.SAME_CAMERA, Change.OTHER_CAMERA})
"""What the cameras wrote down is true of both, and nothing that happened."""


def standing(relative: "Relative", family: "Family") -> str:
    """Where a content stands in the tree, in a few words."""
    children = len(family.children_of(relative.content))
    if family.descent_of(relative.content) is None and not children:
        if relative.relation is Relation.SAME_SCENE:
            return translate("Family", "Another shot of the scene")
        return translate("Family", "Not known of what it was made")
    if children == 1:
        return translate("Family", "1 photo was made of it")
    if children:
        return translate("Family", "%Ln photos were made of it", "", children)
    return translate("Family", "Nothing was made of it")


def spoken(relative: "Relative", family: "Family", keeper: int, marked: Collection[int]) -> str:
    """A node for a screen reader: its files, what it was made of, and whether it stays."""
    said = [listed(photo.path.name for photo in relative.photos)]
    if any(photo.id == keeper for photo in relative.photos):
        said.append(wording.keeper())
    descent = family.descent_of(relative.content)
    if descent is not None:
        parent = next(one for one in family.relatives if one.content == descent.parent)
        made = translate("Family", "made of {0}: {1}")
        said.append(made.format(parent.photos[0].path.name, listed(phrases(descent))))
        said.append(wording.certainty(descent.certainty))
    said.append(standing(relative, family))
    said.append(fate(relative, marked))
    return listed(said)


def fate(relative: "Relative", marked: Collection[int]) -> str:
    """Whether the files of a node stay."""
    doomed = sum(photo.id in marked for photo in relative.photos)
    if not doomed:
        return translate("Family", "stays")
    if doomed == len(relative.photos):
        return translate("Family", "marked for removal")
    return translate("Family", "{0} of {1} marked").format(doomed, len(relative.photos))


def files(relative: "Relative") -> str:
    """The name of a node's file, and how many others have the same bytes."""
    first, *others = relative.photos
    return f"{first.path.name} (+{len(others)})" if others else first.path.name


def heading(family: "Family", group: DuplicateGroup) -> str:
    """What the tree shows, or why there is none."""
    if family.descents:
        return translate(
            "Family",
            "Each arrow leads from a photo to what was made of it, as the pictures tell. What stands at the "
            "left was made of none of the others.",
        )
    relations = {member.relation for member in group.members}
    if relations == {Relation.IDENTICAL}:
        return translate("Family", "These files are exactly the same: none of them was made of another.")
    if relations == {Relation.SAME_SCENE}:
        return translate("Family", "These are separate shots: none of them was made of another.")
    if not family.compared:
        return translate(
            "Family",
            "These photos have not been compared closely yet. Scan again to know who was made of whom.",
        )
    return translate("Family", "It cannot be told which of these photos was made of which.")
