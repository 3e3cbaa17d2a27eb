"""The removal of what a person marked, under the contract of DESIGN section 6.

For each photo, and what belongs to it:

    check     the file, its companions, a survivor: are they what was scanned? Any doubt refuses the photo
    intend    the journal knows what is about to happen, on the disk, before it happens
    look      once more, since writing takes a moment
    do        the action; it sees itself that it is done, and to the right file
    look      a last time: is the survivor still there? If it went along, the photo is put back
    conclude  the journal knows what happened

Whatever happens to one photo, the rest goes on, and each gets one true outcome. Nothing is ever unlinked.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from core.catalog import removals
from core.catalog.catalog import Catalog
from core.catalog.removals import Intent, Removal, State
from core.companions.libraries import Libraries
from core.companions.units import Units
from core.errors import CatalogError, RemovalRefused
from core.photo import ImageFile, Photo
from core.progress import CancelToken, Meter, Reporter, Stage
from core.review import checks, sidecar
from core.review.actions.action import Action, ActionFailed, ActionKind
from core.review.actions.hand_over import HandOver
from core.review.actions.to_trash import ToTrash
from core.review.hand_over import going_over, only_here
from core.review.journal import Journal
from core.review.moves import digest
from core.review.outcome import STAGE_OF, STATUS_OF, Outcome, Status
from core.review.plan import GroupRemoval, RemovalPlan, plan_removal
from core.review.restore import Return, restore_one
from core.review.trash import Trash

__all__ = ["GroupRemoval", "Outcome", "RemovalPlan", "Status", "plan_removal", "remove"]


def remove(
    plan: RemovalPlan,
    catalog: Catalog,
    trash: Trash,
    *,
    action: Action | None = None,
    dry_run: bool = False,
    keep_facts: bool = False,
    report: Reporter,
    cancel: CancelToken,
) -> tuple[Outcome, ...]:
    """Carry out a plan, each photo after its own checks.

    Every item gets exactly one outcome, in the order of the plan; after a cancel the rest is refused.

    Args:
        trash: where removed photos go, and where half-done units are brought back from.
        action: what to do instead of moving to the trash.
        dry_run: make every check, and do nothing.
        keep_facts: write what only a removed photo says (date, place, rating, words, people) into a sidecar
            of the photo that stays for it, as a plan may ask too; a photo of which that cannot be kept is
            refused.

    Raises:
        CatalogLocked: another NearDup is scanning or removing.
    """
    action = action or ToTrash(trash)
    keep = (keep_facts or plan.keep_facts) and action.takes_away
    return _Removal(plan, catalog, trash, action, dry_run, keep).run(report, cancel)


@dataclass(frozen=True, slots=True)
class _Checked:
    """A photo that may go: its parts in the order of their going, the photo last, with the numbers of now.

    `over` has where those of its parts will lie that go over to the survivor; they are the first.
    """

    photo: Photo
    group: int
    parts: tuple[ImageFile, ...]
    survivor: Photo
    twin: Path | None
    over: Mapping[Path, Path]


class _Removal:
    """One press of the button."""

    def __init__(
        self,
        plan: RemovalPlan,
        catalog: Catalog,
        trash: Trash,
        action: Action,
        dry_run: bool,
        keep_facts: bool,
    ) -> None:
        self._plan = plan
        self._catalog = catalog
        self._trash = trash
        self._action = action
        self._dry_run = dry_run
        self._keep_facts = keep_facts
        self._journal = Journal(catalog, action.kind)
        self._doomed = checks.Doomed.of(
            [*(photo.file for photo in plan.items), *plan.companions] if action.takes_away else []
        )
        self._kept = {photo.path for group in plan.groups for photo in group.survivors}
        self._group_of = {photo.path: group for group in plan.groups for photo in group.removed}
        self._photos = {photo.path: photo for photo in plan.items}
        self._settled: dict[Path, Outcome] = {}
        self._units = Units()
        """Looked up once for the run: a folder of thousands is not listed for each of its photos."""
        self._libraries = Libraries(plan.lifted)
        self._went: set[Path] = set()
        self._gone: set[Path] = set()
        """What was to stay, and went since the plan was made: somebody else, elsewhere, gave it up."""

    def run(self, report: Reporter, cancel: CancelToken) -> tuple[Outcome, ...]:
        outcomes: list[Outcome] = []
        meter = Meter(report, Stage.CHECK if self._dry_run else STAGE_OF[self._action.kind], self._plan.count)
        with nullcontext() if self._dry_run else self._catalog.claim():
            with self._catalog.read() as connection:
                self._gone = removals.taken_away(connection, self._kept)
            for number, group in enumerate(self._plan.groups, 1):
                for photo in group.removed:
                    if cancel.cancelled and photo.path not in self._settled:
                        outcomes.append(Outcome(photo, Status.REFUSED, "Cancelled before its turn."))
                        continue
                    outcomes.append(self._outcome(photo, number, group))
                    meter.at(len(outcomes), detail=photo.path.name)
        return tuple(outcomes)

    def _outcome(self, photo: Photo, number: int, group: GroupRemoval) -> Outcome:
        if led := self._settled.get(photo.path):  # it went, or stayed, with the photo it belongs to
            return Outcome(photo, led.status, led.reason)
        try:
            checked = self._checked(photo, number, group)
        except RemovalRefused as refusal:
            outcome = Outcome(photo, Status.REFUSED, str(refusal))
            self._settle(outcome, tuple(file.path for file in self._plan.along.get(photo.path, ())))
            return outcome
        along = tuple(part.path for part in checked.parts[:-1])
        outcome = (
            Outcome(photo, Status.PLANNED, along=along) if self._dry_run else self._carry_out(checked, along)
        )
        self._settle(outcome, along)
        return outcome

    def _settle(self, outcome: Outcome, along: Sequence[Path]) -> None:
        """Companions that are marked themselves share the fate of the first of their unit."""
        for path in along:
            if path in self._photos:
                self._settled[path] = outcome

    def _checked(self, photo: Photo, number: int, group: GroupRemoval) -> _Checked:
        """Make every check of a photo and its companions.

        Raises:
            RemovalRefused: with a sentence.
        """
        companions = self._companions(photo)
        for file in companions:
            checks.check_not_kept(file, self._kept)
        for file in (*companions, photo.file):
            checks.check_not_protected(file.path, self._plan.protected)
            checks.check_in_no_library(file.path, self._libraries)
        now = checks.check_unchanged(photo.file, photo.sha256)
        parts = (*(checks.check_companion(file, photo.file, now) for file in companions), now)
        for file in parts:
            checks.check_not_in_use(file.path)
        if self._plan.by_digest:
            checks.check_digest(photo)
        survivor, is_twin = checks.find_survivor(
            photo,
            group.survivors,
            self._doomed,
            self._libraries,
            self._gone,
            by_digest=self._plan.by_digest,
        )
        for file in companions:
            if other := self._photos.get(file.path):  # marked itself, so its own group must keep one too
                own_survivors = self._group_of[other.path].survivors
                checks.find_survivor(other, own_survivors, self._doomed, self._libraries, self._gone)
        twin = survivor.path if is_twin else None
        over = self._over(photo, survivor, parts)
        for file in (*companions, photo.file):
            if reason := self._action_for(over.get(file.path)).why_not(file.path, twin):
                raise RemovalRefused(reason)
        survivor_now = checks.check_unchanged(survivor.file, survivor.sha256)
        parts = tuple(sorted(parts[:-1], key=lambda part: part.path not in over)) + parts[-1:]
        return _Checked(photo, number, parts, replace(survivor, file=survivor_now), twin, over)

    def _over(self, photo: Photo, survivor: Photo, parts: Sequence[ImageFile]) -> Mapping[Path, Path]:
        """What goes over to the photo that stays, as the plan showed it, and as it can be done now.

        Raises:
            RemovalRefused: something stands against it.
        """
        shown = {part.path: place for part in parts if (place := self._plan.over.get(part.path))}
        if not shown or not self._action.takes_away:
            return {}
        checks.check_not_protected(survivor.path, self._plan.protected)
        checks.check_in_no_library(survivor.path, self._libraries)
        units = Units()  # what went over before lies there now
        only = only_here(shown, (*units.bound_to(survivor.path), survivor.path))
        now = going_over(photo, survivor, units, only)
        for path in only:
            if now.get(path) != shown[path]:
                raise RemovalRefused(
                    f"{path.name} cannot go over to {shown[path]}: another file is there, or would claim it. "
                    "Look again what goes along."
                )
        return {path: place for path, place in shown.items() if path in only}

    def _action_for(self, place: Path | None) -> Action:
        """What is done to a file: what goes over to a photo that stays is moved there, in any case."""
        return self._action if place is None else HandOver(place, ToTrash(self._trash))

    def _companions(self, photo: Photo) -> tuple[ImageFile, ...]:
        """What goes along with a photo: what the plan showed, and nothing that came since."""
        if self._action.needs_twin:
            return ()  # the path stays, and so does what belongs to it
        shown = self._plan.along.get(photo.path)
        if shown == ():
            return ()
        known = {file.path for file in shown or ()} | self._went
        for path in self._units.going_along(photo.path):
            if path not in known:
                raise RemovalRefused(f"{path.name} belongs to it too. Look again what goes along.")
        companions = tuple(file for file in shown or () if file.path not in self._went)
        for file in companions:
            if not self._units.may_go_along(file.path, photo.path):
                raise RemovalRefused(f"{file.path.name} does not belong to it. Look again what goes along.")
        return companions

    def _carry_out(self, checked: _Checked, along: tuple[Path, ...]) -> Outcome:
        photo = checked.photo
        try:
            if self._keep_facts and not checked.over:
                self._give_facts(photo, checked.survivor)
        except RemovalRefused as refusal:
            return Outcome(photo, Status.REFUSED, str(refusal))
        try:
            parts = [part.path for part in checked.parts]
            places = [*checked.over.values()]
            places += self._action.choose(parts[len(places) :], self._journal.session)
            numbers = self._journal.intend(self._intents(checked, places))
        except (CatalogError, OSError) as error:
            return Outcome(photo, Status.REFUSED, f"Nothing was done, since nothing could be noted: {error}")
        now_at: Path | None = None
        noted = False
        for index, (part, number, place) in enumerate(zip(checked.parts, numbers, places, strict=True)):
            over = place if index < len(checked.over) else None
            try:
                if self._keep_facts and 0 < index == len(checked.over):
                    self._give_facts(photo, checked.survivor)  # what went over before says a part of them
                self._look_again(part, checked)
                now_at = self._action_for(over).do(part, place, checked.twin)
            except (RemovalRefused, ActionFailed) as failure:
                return self._not_done(checked, numbers, index, failure)
            gone = part.path if self._leaves_the_groups else None
            if self._action.takes_away:
                self._went.add(part.path)
            noted = self._journal.conclude(number, State.DONE, place=now_at, gone=gone)
        if self._action.takes_away and not checks.is_there(checked.survivor.path):
            return self._take_back(checked, numbers, now_at, along)
        said = "" if noted else "It is done, but could not be noted; the next start will find it out."
        hardlinked = self._action.kind is ActionKind.HARDLINK
        return Outcome(photo, STATUS_OF[self._action.kind], said, now_at, along, hardlinked)

    def _give_facts(self, photo: Photo, survivor: Photo) -> None:
        facts = sidecar.lost_facts(survivor, photo, self._catalog)
        if not facts.is_empty:
            checks.check_not_protected(survivor.path, self._plan.protected)
            checks.check_in_no_library(survivor.path, self._libraries)
            sidecar.give_facts(survivor, facts, self._catalog, journal=self._journal)

    def _intents(self, checked: _Checked, places: Sequence[Path | None]) -> list[Intent]:
        return [
            Intent(
                group=checked.group,
                action=self._action_for(checked.over.get(part.path)).kind,
                file=part,
                sha256=checked.photo.sha256 if part.path == checked.photo.path else digest(part.path),
                unit=checked.photo.path,
                survivor=checked.survivor.path,
                place=place,
            )
            for part, place in zip(checked.parts, places, strict=True)
        ]

    def _look_again(self, part: ImageFile, checked: _Checked) -> None:
        """The last look, right before the action: what was checked may have changed while it was noted."""
        checks.check_unchanged(part)
        checks.check_apart(part, checked.survivor.file, self._doomed)
        checks.check_unchanged(checked.survivor.file)

    @property
    def _leaves_the_groups(self) -> bool:
        """Whether the photo is no photo of its own any more."""
        return self._action.takes_away or self._action.kind is ActionKind.HARDLINK

    def _not_done(
        self, checked: _Checked, numbers: Sequence[int], index: int, failure: RemovalRefused | ActionFailed
    ) -> Outcome:
        """Close the journal on an action that did not go, and bring back the companions that went before."""
        status = Status.REFUSED if isinstance(failure, RemovalRefused) else Status.FAILED
        place = failure.place if isinstance(failure, ActionFailed) else None
        part = checked.parts[index]
        said = str(failure)
        if part.path != checked.photo.path:
            said = f"{part.path.name}, which belongs to it: {said}"
        lost_sight = status is Status.FAILED and not os.path.lexists(part.path)
        state = State.UNKNOWN if place is not None or lost_sight else State.NOT_DONE
        self._journal.conclude(numbers[index], state, str(failure), place)
        for number in numbers[index + 1 :]:
            self._journal.conclude(number, State.NOT_DONE, f"Not begun: {said}")
        for removal, why in self._brought_back(numbers[:index]):
            if why:
                said = f"{said} {removal.path.name} went before it: {why}"
        return Outcome(checked.photo, status, said, place)

    def _take_back(
        self, checked: _Checked, numbers: Sequence[int], now_at: Path | None, along: tuple[Path, ...]
    ) -> Outcome:
        """Undo an action that left no copy: the survivor was the same file by another way, or went."""
        said = f"{checked.survivor.path.name}, which was to stay, went at the same moment."
        *others, (_, why) = reversed(list(self._brought_back(numbers)))
        for removal, failed in others:
            if failed:
                said = f"{said} {removal.path.name}, which belongs to it: {failed}"
        if why:
            return Outcome(checked.photo, STATUS_OF[self._action.kind], f"{said} {why}", now_at, along)
        return Outcome(checked.photo, Status.FAILED, f"{said} It was put back.")

    def _brought_back(self, numbers: Sequence[int]) -> Iterator[tuple[Removal, str]]:
        """Bring files back, the last first; gives each with why it did not come to its place, or ""."""
        for number in reversed(numbers):
            with self._catalog.read() as connection:
                removal = removals.at(connection, number)
            assert removal is not None, "it was written a moment ago"
            returned = restore_one(removal, self._catalog, self._trash)
            self._went.discard(removal.path)
            yield removal, "" if returned.status is Return.RESTORED else returned.reason
