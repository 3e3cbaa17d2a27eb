"""The part of the fake services that removes: a trash that is a list, ways that are as a test says."""

from collections.abc import Sequence
from pathlib import Path

from core.catalog.removals import Removal
from core.companions.units import Unit
from core.progress import CancelToken, Reporter
from core.review.actions.action import ActionKind
from core.review.outcome import STATUS_OF
from core.review.plan import GroupRemoval
from core.review.quarantine import Emptied, Quarantined
from core.review.removal import Outcome, RemovalPlan, Status
from core.review.ways import Way
from nearDup_gui.removal.service import RemovalWay


class FakeRemovals:
    """Attributes say what it shall answer, and what it was asked."""

    def __init__(self) -> None:
        self.removed: list[Path] = []
        self.removed_by: list[RemovalWay] = []
        self.rehearsed: list[Path] = []
        self.refusals: dict[int, tuple[Status, str]] = {}
        """By photo id: outcomes other than success."""
        self.stands_against: dict[ActionKind, str] = {}
        """Ways that nothing can go, and why."""
        self.in_quarantine: list[Removal] = []
        self.erased: list[int] = []
        self.units: dict[Path, Unit] = {}
        self.apart: set[Path] = set()
        self.only_read = ""
        self.writable_again = False

    def removal_ways(
        self, groups: Sequence[GroupRemoval], folder: Path | None, cancel: CancelToken
    ) -> dict[ActionKind, Way]:
        photos = [photo for group in groups for photo in group.removed]
        size = sum(photo.file.size for photo in photos)
        ways = {}
        for kind in STATUS_OF:
            if reason := self.stands_against.get(kind):
                ways[kind] = Way(kind, 0, 0, len(photos), (reason,))
            else:
                ways[kind] = Way(kind, len(photos), size, 0, ())
        return ways

    def remove(
        self,
        plan: RemovalPlan,
        way: RemovalWay,
        report: Reporter,
        cancel: CancelToken,
        *,
        dry_run: bool = False,
    ) -> tuple[Outcome, ...]:
        self._enter()
        outcomes = []
        if not dry_run:
            self.removed_by.append(way)
        for photo in plan.items:
            done = Status.PLANNED if dry_run else STATUS_OF[way.kind]
            status, reason = self.refusals.get(photo.id, (done, ""))
            outcome = Outcome(photo, status, reason, hardlinked=way.kind is ActionKind.HARDLINK)
            outcomes.append(outcome)
            (self.rehearsed if dry_run else self.removed if outcome.gone else []).append(photo.path)
        return tuple(outcomes)

    def quarantined(self) -> Quarantined:
        return Quarantined(tuple(self.in_quarantine), ())

    def empty_quarantine(self, files: Sequence[Removal], report: Reporter, cancel: CancelToken) -> Emptied:
        self._enter()
        self.erased += [removal.id for removal in files]
        self.in_quarantine = [one for one in self.in_quarantine if one.id not in self.erased]
        return Emptied(len(files), sum(one.intent.file.size for one in files), ())

    def units_of(self, photos: Sequence[Path], cancel: CancelToken) -> dict[Path, Unit]:
        self._enter()
        return {path: self.units[path] for path in photos if path in self.units}

    def kept_apart(self) -> frozenset[Path]:
        return frozenset(self.apart)

    def keep_apart(self, photo: Path, apart: bool) -> None:
        self._enter()
        (self.apart.add if apart else self.apart.discard)(photo)

    def try_to_write(self) -> str:
        self._enter()
        if self.writable_again:
            self.only_read = ""
        return self.only_read

    def _enter(self) -> None:
        raise NotImplementedError
