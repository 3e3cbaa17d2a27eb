"""What a removal says of each photo when it is over: one outcome, and a true one."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.photo import Photo
from core.progress import Stage
from core.review.actions.action import ActionKind


class Status(StrEnum):
    """How a removal ended for one photo."""

    TRASHED = "trashed"
    QUARANTINED = "quarantined"
    MOVED = "moved"
    COPIED = "copied"
    LINKED = "linked"
    PLANNED = "planned"  # a dry run: nothing stands against it
    REFUSED = "refused"
    FAILED = "failed"


STATUS_OF = {
    ActionKind.TRASH: Status.TRASHED,
    ActionKind.QUARANTINE: Status.QUARANTINED,
    ActionKind.MOVE: Status.MOVED,
    ActionKind.COPY: Status.COPIED,
    ActionKind.HARDLINK: Status.LINKED,
    ActionKind.REFLINK: Status.LINKED,
}
"""What a photo is when its action was done."""

STAGE_OF = {
    ActionKind.TRASH: Stage.TRASH,
    ActionKind.QUARANTINE: Stage.QUARANTINE,
    ActionKind.MOVE: Stage.MOVE,
    ActionKind.COPY: Stage.COPY,
    ActionKind.HARDLINK: Stage.LINK,
    ActionKind.REFLINK: Stage.LINK,
}
"""What its action is called while it is done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What truly happened to one photo; `reason` is a sentence, empty where it went as planned.

    `place` is where the file is now, as far as that is known. `along` went with it.
    """

    photo: Photo
    status: Status
    reason: str = ""
    place: Path | None = None
    along: tuple[Path, ...] = ()
    hardlinked: bool = False

    @property
    def gone(self) -> bool:
        """Whether the photo has left its path."""
        return self.status in (Status.TRASHED, Status.QUARANTINED, Status.MOVED)

    @property
    def leaves_the_groups(self) -> bool:
        """Whether the photo is no photo of its own any more."""
        return self.gone or self.hardlinked

    @property
    def keeps_its_place(self) -> bool:
        """Whether what was wanted is done, and the photo is still one of its group."""
        return self.status is Status.LINKED and not self.hardlinked

    @property
    def done(self) -> bool:
        """Whether the action was done."""
        return self.gone or self.status in (Status.COPIED, Status.LINKED)

    @property
    def may_return(self) -> bool:
        """Whether there is something that `core.review.restore` can bring back."""
        return self.gone or self.status is Status.LINKED
