"""What each way of removing is called, what it does, and how it comes back, in plain sentences."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.review.actions.action import ActionKind
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.writing import in_a_row, short_path

if TYPE_CHECKING:
    from core.review.removal import Outcome

translate = QCoreApplication.translate

OFFERED = (
    ActionKind.TRASH,
    ActionKind.QUARANTINE,
    ActionKind.MOVE,
    ActionKind.COPY,
    ActionKind.HARDLINK,
    ActionKind.REFLINK,
)
"""In the order in which they are offered."""

WANT_A_FOLDER = frozenset({ActionKind.MOVE, ActionKind.COPY})


def name(kind: ActionKind, folder: Path | None = None) -> str:
    """What is done, in a few words."""
    there = short_path(folder) if folder else translate("RemovalWords", "a folder…")
    return {
        ActionKind.TRASH: translate("RemovalWords", "Move to the trash"),
        ActionKind.QUARANTINE: translate("RemovalWords", "Move to quarantine"),
        ActionKind.MOVE: translate("RemovalWords", "Move to {0}"),
        ActionKind.COPY: translate("RemovalWords", "Copy to {0}"),
        ActionKind.HARDLINK: translate("RemovalWords", "Replace by hardlinks"),
        ActionKind.REFLINK: translate("RemovalWords", "Let copies share their room on the disk"),
    }[kind].format(there)


def explained(kind: ActionKind) -> str:
    """What happens, and how it comes back."""
    return {
        ActionKind.TRASH: translate(
            "RemovalWords",
            "Each photo goes to your system's trash and can be brought back until the trash is emptied.",
        ),
        ActionKind.QUARANTINE: translate(
            "RemovalWords",
            "Each photo goes to a hidden folder of NearDup on its own drive. It comes back from “Removed "
            "photos”, and room is freed only when you empty the quarantine there.",
        ),
        ActionKind.MOVE: translate(
            "RemovalWords",
            "Each photo goes to one folder of your choice, under a new name where its own is taken. It comes "
            "back from “Removed photos”.",
        ),
        ActionKind.COPY: translate(
            "RemovalWords", "Nothing is removed: each photo stays and gets a copy in a folder of your choice."
        ),
        ActionKind.HARDLINK: translate(
            "RemovalWords",
            "An identical copy becomes a second name of the photo that stays: a change of one is a change of "
            "both. “Removed photos” makes it a file of its own again.",
        ),
        ActionKind.REFLINK: translate(
            "RemovalWords",
            "An identical copy stays a photo of its own, but takes no room until one of them is changed.",
        ),
    }[kind]


def press(kind: ActionKind, count: int, n_bytes: int, folder: Path | None = None) -> str:
    """The button: exactly what it will do."""
    there = "" if folder is None else folder.name or str(folder)
    return {
        ActionKind.TRASH: translate("RemovalWords", "Move {0} to the trash, {1}"),
        ActionKind.QUARANTINE: translate("RemovalWords", "Move {0} to quarantine, {1}"),
        ActionKind.MOVE: translate("RemovalWords", "Move {0} to “{2}”, {1}"),
        ActionKind.COPY: translate("RemovalWords", "Copy {0} to “{2}”, {1}"),
        ActionKind.HARDLINK: translate("RemovalWords", "Replace {0} by hardlinks, {1}"),
        ActionKind.REFLINK: translate("RemovalWords", "Let {0} share their room, {1}"),
    }[kind].format(wording.photos(count), wording.size(n_bytes), there)


def question(kind: ActionKind) -> str:
    """The title of the dialog that asks."""
    return {
        ActionKind.TRASH: translate("RemovalWords", "Move these photos to the trash?"),
        ActionKind.QUARANTINE: translate("RemovalWords", "Move these photos to quarantine?"),
        ActionKind.MOVE: translate("RemovalWords", "Move these photos?"),
        ActionKind.COPY: translate("RemovalWords", "Copy these photos?"),
        ActionKind.HARDLINK: translate("RemovalWords", "Replace these photos by hardlinks?"),
        ActionKind.REFLINK: translate("RemovalWords", "Let these photos share their room on the disk?"),
    }[kind]


def doing(kind: ActionKind, count: int) -> str:
    """What is happening now."""
    return {
        ActionKind.TRASH: translate("RemovalWords", "Moving {0} to the trash…"),
        ActionKind.QUARANTINE: translate("RemovalWords", "Moving {0} to quarantine…"),
        ActionKind.MOVE: translate("RemovalWords", "Moving {0}…"),
        ActionKind.COPY: translate("RemovalWords", "Copying {0}…"),
        ActionKind.HARDLINK: translate("RemovalWords", "Replacing {0} by hardlinks…"),
        ActionKind.REFLINK: translate("RemovalWords", "Letting {0} share their room…"),
    }[kind].format(wording.photos(count))


def fate(kind: ActionKind) -> str:
    """What a marked photo's card says."""
    return {
        ActionKind.TRASH: translate("RemovalWords", "To the trash"),
        ActionKind.QUARANTINE: translate("RemovalWords", "To quarantine"),
        ActionKind.MOVE: translate("RemovalWords", "To be moved"),
        ActionKind.COPY: translate("RemovalWords", "To be copied"),
        ActionKind.HARDLINK: translate("RemovalWords", "To become a link"),
        ActionKind.REFLINK: translate("RemovalWords", "To share its room"),
    }[kind]


def result(status: str) -> str:
    """How it ended for one photo."""
    return {
        "trashed": translate("RemovalWords", "Moved to the trash"),
        "quarantined": translate("RemovalWords", "Moved to quarantine"),
        "moved": translate("RemovalWords", "Moved"),
        "copied": translate("RemovalWords", "Copied"),
        "linked": translate("RemovalWords", "Linked"),
        "planned": translate("RemovalWords", "Would be done"),
        "refused": translate("RemovalWords", "Left alone"),
        "failed": translate("RemovalWords", "Failed"),
    }[status]


def told_result(outcomes: "Sequence[Outcome]") -> str:
    """A removal in a sentence or two: what was done, and what was not."""
    said = []
    for status, sentence in _sentences_of_success().items():
        done = [outcome for outcome in outcomes if outcome.status == status]
        if done:
            n_bytes = wording.size(sum(outcome.photo.file.size for outcome in done))
            said.append(sentence.format(wording.photos(len(done)), n_bytes))
    refused = sum(outcome.status == "refused" for outcome in outcomes)
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    if refused:
        said.append(translate("RemovalWords", "{0} left alone.").format(wording.photos(refused)))
    if failed:
        said.append(translate("RemovalWords", "{0} failed and stayed.").format(wording.photos(failed)))
    return in_a_row(said)


def _sentences_of_success() -> dict[str, str]:
    return {
        "trashed": translate("RemovalWords", "{0} moved to the trash, {1}."),
        "quarantined": translate("RemovalWords", "{0} moved to quarantine, {1}."),
        "moved": translate("RemovalWords", "{0} moved, {1}."),
        "copied": translate("RemovalWords", "{0} copied, {1}."),
        "linked": translate("RemovalWords", "{0} linked, {1}."),
        "planned": translate("RemovalWords", "It can be done with {0}, {1}."),
    }


def going_along(n: int) -> str:
    """A sentence on files that are no photos of the group but go with one."""
    if n == 1:
        return translate("Wording", "1 file that belongs to them goes along.")
    return translate("Wording", "%Ln files that belong to them go along.", "", n)


def going_over(n: int) -> str:
    """A sentence on files that belong to a photo that goes, and are moved beside the one that stays."""
    if n == 1:
        return translate("Wording", "1 file that belongs to them moves over to the photo that stays.")
    return translate("Wording", "%Ln files that belong to them move over to the photos that stay.", "", n)


def not_possible(unable: int, of_all: int) -> str:
    """A sentence on photos to which something cannot be done; {0} is why."""
    if unable == of_all:
        return translate("Wording", "Not possible for what is marked now: {0}")
    if unable == 1:
        return translate("Wording", "Not possible for 1 photo: {0}")
    return translate("Wording", "Not possible for %Ln photos: {0}", "", unable)


def remove_marked() -> str:
    return translate("RemovalView", "Remove marked photos")
