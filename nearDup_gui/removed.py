"""A removed file as the window shows it: its entry in the journal, and the picture that is still known."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.catalog.removals import Removal


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """An entry of the journal. `content_id` finds the thumbnail; None where the catalogue has no picture."""

    removal: "Removal"
    content_id: int | None = None

    @property
    def may_return(self) -> bool:
        """Whether it is worth trying to bring it back. Whether that works only the try tells."""
        return self.removal.state in ("done", "unknown")
