"""What a scan found, as a value that every kind of report is written from."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.photo import DuplicateGroup, Member, Skipped


@dataclass(frozen=True, slots=True)
class ScanReport:
    """A finished scan.

    `scanned` counts the photos looked at, `seconds` is the wall clock's, and `backend` says what ran
    the model, for people.
    """

    groups: Sequence[DuplicateGroup]
    skipped: Sequence[Skipped]
    scanned: int
    seconds: float
    backend: str

    @property
    def candidates(self) -> int:
        """Photos that are in a group, are not its keeper, and are not protected."""
        return sum(not group.stays_anyway(one.photo) for group in self.groups for one in group.members)

    @property
    def reclaimable(self) -> int:
        """Bytes that keeping only the keepers would free."""
        return sum(group.reclaimable for group in self.groups)


def twin_text(member: Member) -> str:
    """What a file has the bytes of, where that is not the group's keeper; else empty."""
    return "" if member.twin is None else f"same bytes as {path_text(member.twin.path)}"


def path_text(path: Path) -> str:
    """Spell a path so that any UTF-8 file can hold it: bytes that are not UTF-8 become `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
