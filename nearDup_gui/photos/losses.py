"""What would be lost, in words for people."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.loss import LossKind
from core.review.dialects import fields
from core.review.dialects.fields import Topic
from nearDup_gui.photos import cover, wording
from nearDup_gui.photos.fact_fields import rating
from nearDup_gui.toolkit.writing import listed

if TYPE_CHECKING:
    from core.review.dialects.written import Saying
    from core.review.losses import Loss

translate = QCoreApplication.translate


def lost(loss: "Loss") -> str:
    """What only this photo has, in a line: "date, place, 2 keywords"."""
    facts = loss.facts
    named = not facts.is_empty
    said = [cover.held(one) for one in loss.held if not (named and one.kind is LossKind.FACTS)]
    if loss.raw:
        said.append(translate("Losses", "the RAW data"))
    if loss.larger:
        said.append(translate("Losses", "the most pixels ({0})").format(wording.dimensions(loss.photo)))
    if facts.captured is not None:
        said.append(translate("Losses", "the date"))
    if facts.latitude is not None:
        said.append(translate("Losses", "the place"))
    if facts.rating is not None:
        said.append(translate("Losses", "the rating {0}").format(rating(facts.rating)))
    if facts.keywords:
        shown = listed(facts.keywords)
        said.append(translate("Losses", "the keywords {0}").format(shown))
    if facts.title is not None:
        said.append(translate("Losses", "the title “{0}”").format(_short(facts.title)))
    if facts.caption is not None:
        said.append(translate("Losses", "the caption “{0}”").format(_short(facts.caption)))
    if facts.persons:
        said.append(translate("Losses", "the people {0}").format(listed(facts.persons)))
    if facts.label is not None:
        said.append(translate("Losses", "the label {0}").format(facts.label))
    if facts.faces:
        said.append(translate("Losses", "the frames of faces"))
    if facts.artist is not None:
        said.append(translate("Losses", "the author {0}").format(_short(facts.artist)))
    if facts.copyright is not None:
        said.append(translate("Losses", "the copyright {0}").format(_short(facts.copyright)))
    for topic in Topic:
        if told := [one for one in facts.further if one.topic is topic]:
            said.append(_further(topic, told))
    if facts.hierarchy and not facts.keywords:
        said.append(translate("Losses", "the order of its keywords"))
    if loss.developed:
        said.append(translate("Losses", "the develop settings"))
    if facts.camera is not None:
        said.append(translate("Losses", "the camera"))
    return listed(said)


def _further(topic: Topic, said: "list[Saying]") -> str:
    """What else somebody said about it, by what it is about."""
    words = _short(", ".join(one.text for one in said))
    if topic is Topic.FLAG:
        programs = listed(dict.fromkeys(one.name.partition(":")[0] for one in said))
        return translate("Losses", "the flag of {0}").format(programs)
    if topic is Topic.SHOT:
        return listed(dict.fromkeys(_of_shot(one.name) for one in said))
    return {
        Topic.COMMENT: translate("Losses", "the comment “{0}”"),
        Topic.DATE: translate("Losses", "the date {0}"),
        Topic.PLACE: translate("Losses", "the name of the place, “{0}”"),
        Topic.EVENT: translate("Losses", "the event “{0}”"),
        Topic.DESCRIPTION: translate("Losses", "the description for people who cannot see it, “{0}”"),
        Topic.COLLECTION: translate("Losses", "the collections and categories “{0}”"),
        Topic.CREDIT: translate("Losses", "the credits “{0}”"),
    }[topic].format(words)


def _of_shot(name: str) -> str:
    """One of the facts of how it was taken."""
    return {
        fields.LENS: translate("Losses", "the lens"),
        fields.FOCAL: translate("Losses", "the focal length"),
        fields.BODY: translate("Losses", "the camera’s number"),
        fields.ALTITUDE: translate("Losses", "the altitude"),
        fields.DIRECTION: translate("Losses", "the direction"),
    }.get(name, translate("Losses", "the exposure"))


def _short(words: str) -> str:
    """The first line of some words, as far as it has room in a row."""
    line = words.strip().splitlines()[0]
    return line if len(line) <= _ROOM else line[: _ROOM - 1] + "…"


_ROOM = 60
"""Letters."""


def only_here(loss: "Loss") -> str:
    """The same, as a sentence on the photo's card."""
    return translate("Losses", "Only here: {0}").format(lost(loss))
