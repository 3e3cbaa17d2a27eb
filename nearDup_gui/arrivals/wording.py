"""What is said of photos that are new and covered."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.arrival_settings import ArrivalRule
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.writing import in_a_row, short_path

if TYPE_CHECKING:
    from core.folders.arrivals import Arrivals

translate = QCoreApplication.translate


def name() -> str:
    """What the pile is called."""
    return translate("Arrivals", "New and covered")


def explained() -> str:
    """What is in it, and that nothing of it goes by itself."""
    return translate(
        "Arrivals", "What arrived in a folder with a rule, and another folder has all of. You say what goes."
    )


def size(found: "Arrivals") -> tuple[str, str]:
    """How many photos are in it, and how large they are."""
    if not found.going:
        return translate("Arrivals", "nothing new"), ""
    n_bytes = sum(one.photo.file.size for one in found.going)
    return wording.photos(len(found.going)), wording.size(n_bytes)


def rules(made: Sequence[ArrivalRule]) -> str:
    """The rules, in a line; with many of them how many there are."""
    if (n := len(made)) > 2:
        return translate("Arrivals", "%Ln rules", "", n)
    return "  ·  ".join(rule(one) for one in made)


def rule(one: ArrivalRule) -> str:
    """Which folder is looked through, and which may cover it."""
    said = translate("Arrivals", "{0}, covered by {1}")
    return said.format(short_path(one.folder), short_path(one.covered_by))


def others(found: "Arrivals") -> str:
    """What is new beside what is covered; empty if nothing is."""
    parts: list[str] = []
    look = found.look
    rest = found.new - len(found.going) - look
    if rest == 1:
        parts.append(translate("Arrivals", "1 more new photo is not covered."))
    elif rest > 0:
        parts.append(translate("Arrivals", "%Ln more new photos are not covered.", "", rest))
    if look == 1:
        parts.append(translate("Arrivals", "1 wants a look: it is in the folders."))
    elif look:
        parts.append(translate("Arrivals", "%Ln want a look: they are in the folders.", "", look))
    return in_a_row(parts)


def stayed(n: int) -> str:
    """What became of those that a person let stay."""
    if n == 1:
        return translate("Arrivals", "1 photo stays, and is new no longer.")
    return translate("Arrivals", "%Ln photos stay, and are new no longer.", "", n)
