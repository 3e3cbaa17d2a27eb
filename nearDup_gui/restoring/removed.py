"""A removed file as the window shows it: its entry in the journal, and the picture that is still known."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nearDup_gui.toolkit.writing import folder_name

if TYPE_CHECKING:
    from core.catalog.removals import Removal


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """An entry of the journal. `content_id` finds the thumbnail; None where the catalogue has no picture.

    `written` are sidecars into which something of its group was written when it went.
    """

    removal: "Removal"
    content_id: int | None = None
    written: tuple[Path, ...] = ()

    @property
    def may_return(self) -> bool:
        """Whether it is worth trying to bring it back. Whether that works only the try tells."""
        return self.removal.state in ("done", "unknown")

    @property
    def place(self) -> Path | None:
        """Where the file is now, as far as the journal knows."""
        removal = self.removal
        return {
            "restored": removal.restored_to or removal.path,
            "not_done": removal.path,
            "done": removal.place,
        }.get(removal.state)

    @property
    def folder_now(self) -> str:
        """The folder that it is in, as people write it; empty if that is not known."""
        return "" if self.place is None else folder_name(self.place)
