"""From a word to an action: what the window and the command line offer."""

from collections.abc import Sequence
from pathlib import Path

from core.companions.libraries import Libraries
from core.errors import RemovalRefused
from core.review.actions.action import Action, ActionKind
from core.review.actions.links import ReplaceByHardlink, ReplaceByReflink
from core.review.actions.quarantine import ToQuarantine
from core.review.actions.to_folder import CopyTo, MoveTo
from core.review.actions.to_trash import ToTrash
from core.review.checks import check_in_no_library, check_not_protected
from core.review.trash import SystemTrash, Trash


def action_of(
    kind: ActionKind, *, to: Path | None = None, protected: Sequence[Path] = (), trash: Trash | None = None
) -> Action:
    """Make the action of a kind.

    Args:
        to: the folder that a person chose, for MOVE and COPY.
        protected: folders in which nothing is ever touched, nor put.
        trash: the trash to use instead of the system's.

    Raises:
        RemovalRefused: there is no such folder, or it may not be used.
    """
    if kind in (ActionKind.MOVE, ActionKind.COPY):
        if to is None or not to.is_dir():
            raise RemovalRefused(f"There is no folder {to or ''} to put the photos into.")
        try:
            check_not_protected(to, protected)
            check_in_no_library(to / "photo", Libraries())
        except RemovalRefused as refusal:
            raise RemovalRefused(f"Nothing can be put into {to}. {refusal}") from refusal
    to_trash = ToTrash(trash or SystemTrash())
    match kind:
        case ActionKind.TRASH:
            return to_trash
        case ActionKind.QUARANTINE:
            return ToQuarantine()
        case ActionKind.MOVE:
            return MoveTo(to or Path(), to_trash)
        case ActionKind.COPY:
            return CopyTo(to or Path())
        case ActionKind.HARDLINK:
            return ReplaceByHardlink()
        case ActionKind.REFLINK:
            return ReplaceByReflink()
        case ActionKind.FOLDER:
            raise RemovalRefused("Only an empty folder is taken away so.")
        case ActionKind.SIDECAR:
            raise RemovalRefused("Writing a sidecar removes nothing.")
