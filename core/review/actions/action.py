"""What every action has in common: say beforehand why it cannot be done, do it, say where the file is now.

why_not     before anything is written down: a sentence, or None
choose      where the file is to go, so that the journal can name it before the action
do          the action itself, on one file that was checked a moment ago
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from core.photo import ImageFile


class ActionKind(StrEnum):
    """The actions, by the names that the journal, plans and the command line know."""

    TRASH = "trash"
    QUARANTINE = "quarantine"
    MOVE = "move"
    COPY = "copy"
    HARDLINK = "hardlink"
    REFLINK = "reflink"
    FOLDER = "folder"  # an empty folder that was taken away; not a removal, but journalled like one
    SIDECAR = "sidecar"  # a sidecar that was written; not a removal, but journalled like one


LINKS = (ActionKind.HARDLINK, ActionKind.REFLINK)
"""Those after which the path still has the photo's bytes."""


class ActionFailed(Exception):
    """An action that did not go as it should. `str(error)` is a sentence.

    `place` is where the file is now if it is no longer at its own path.
    """

    def __init__(self, sentence: str, place: Path | None = None) -> None:
        super().__init__(sentence)
        self.place = place


class Action(Protocol):
    """One way to act on a photo that a person gave up."""

    @property
    def kind(self) -> ActionKind: ...

    @property
    def takes_away(self) -> bool:
        """Whether nothing is left at the file's path when it is done."""
        ...

    @property
    def needs_twin(self) -> bool:
        """Whether it can be done only to a file of which an identical one stays."""
        ...

    def why_not(self, path: Path, twin: Path | None) -> str | None:
        """Why it cannot be done to a file, in a sentence; None if it can.

        Args:
            path: the file.
            twin: a file that stays and has the same bytes, if there is one.
        """
        ...

    def choose(self, parts: Sequence[Path], session: int) -> list[Path | None]:
        """Where a photo and what belongs to it are to go; None where that cannot be known beforehand.

        Args:
            parts: the files, the photo last.
            session: the number of the removal.
        """
        ...

    def do(self, file: ImageFile, place: Path | None, twin: Path | None) -> Path | None:
        """Do it, and see that it is done.

        Args:
            file: the file as it was checked a moment ago.
            place: what `choose` gave.
            twin: a file that stays and has the same bytes, if there is one.

        Returns:
            where the file is now, or its copy; None if that is not known.

        Raises:
            ActionFailed: it was not done, or not as it should be.
        """
        ...
