"""How photos are removed: the way that a person chose, what is possible now, and a rehearsal of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import SettingsError
from core.photo import DuplicateGroup, Photo
from core.review.actions.action import ActionKind
from core.settings import RemovalSettings
from nearDup_gui.removal.service import RemovalServices, RemovalWay
from nearDup_gui.removal.wording import OFFERED, WANT_A_FOLDER
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

if TYPE_CHECKING:
    from core.review.plan import GroupRemoval, RemovalPlan
    from core.review.ways import Way

_AFTER_MS = 200
"""Marks come in bursts, and asking a network drive about its trash takes a while."""


MarkedGroup = tuple[DuplicateGroup, tuple[Photo, ...]]
"""A group, and its marked photos."""


class RemovalWays(QObject):
    """Asks, before anything is pressed, what can be done to the marked photos. GUI thread."""

    changed = Signal()
    """Another way was chosen, or what is possible is known anew; ask `way` and `possible`."""
    rehearsed = Signal(object)
    """One `Outcome` for every photo of the plan, of which nothing was done."""
    failed = Signal(str)

    def __init__(
        self,
        services: RemovalServices,
        jobs: Jobs,
        marked: Callable[[], Sequence[MarkedGroup]],
        parent: QObject | None = None,
    ) -> None:
        """Make the controller.

        Args:
            marked: gives the groups with a mark, and their marked photos, at the time of asking.
        """
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._marked = marked
        self._job: Job | None = None
        self._rehearsal: Job | None = None
        self.way = _remembered(services.settings.removal)
        self.possible: dict[ActionKind, Way] = {}
        """What is known about the photos that are marked now; empty while it is asked."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def now(self) -> "Way | None":
        """What is known about the chosen way."""
        return self.possible.get(self.way.kind)

    def choose(self, kind: ActionKind, folder: Path | None = None) -> None:
        """Remove photos in this way from now on.

        Args:
            folder: where to, for MOVE and COPY; None keeps the one that was chosen before.
        """
        self.way = replace(self.way, kind=kind, folder=folder or self.way.folder)
        if kind in WANT_A_FOLDER and self.way.folder is None:
            self.way = replace(self.way, kind=ActionKind.TRASH)
        self._remember()
        self.ask_soon()
        self.changed.emit()

    def ask_soon(self) -> None:
        """The marks, or the folder, have changed."""
        self._timer.start()

    def rehearse(self, plan: "RemovalPlan") -> None:
        """Make every check of a removal and do nothing; `rehearsed` tells what would happen."""
        if self._rehearsal is not None:
            self._rehearsal.silence()
            self._rehearsal.cancel()
        way = self.way
        self._rehearsal = self._jobs.start(
            lambda report, cancel: self._services.remove(plan, way, report, cancel, dry_run=True), "rehearse"
        )
        self._rehearsal.succeeded.connect(self._rehearsed)
        self._rehearsal.failed.connect(self._failed)

    def _remember(self) -> None:
        folder = self.way.folder
        removal = replace(
            self._services.settings.removal,
            action=self.way.kind.value,
            folder="" if folder is None else str(folder),
        )
        try:
            self._services.change_settings(replace(self._services.settings, removal=removal))
        except (OSError, SettingsError) as error:
            why = self.tr("This way holds until NearDup is closed. It could not be kept: {0}.")
            self.failed.emit(why.format(error))

    @Slot()
    def _ask(self) -> None:
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
        marked = tuple(self._marked())
        if not marked:
            self._job = None
            self._know({})
            return
        folder = self.way.folder
        self._job = self._jobs.start(
            lambda report, cancel: self._services.removal_ways(
                _removals(cancel.over(marked)), folder, cancel
            ),
            "ask what is possible",
        )
        self._job.succeeded.connect(self._know)
        self._job.failed.connect(sentence_of)

    @Slot(object)
    def _know(self, possible: "dict[ActionKind, Way]") -> None:
        self.possible = possible
        self.changed.emit()

    @Slot(object)
    def _rehearsed(self, outcomes: object) -> None:
        self._rehearsal = None
        self.rehearsed.emit(outcomes)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._rehearsal = None
        self.failed.emit(sentence_of(error) or self.tr("The rehearsal stopped because of a fault."))


def _remembered(settings: RemovalSettings) -> RemovalWay:
    """The way in the settings; the trash where it makes no sense, or its folder is gone."""
    folder = Path(settings.folder) if settings.folder else None
    usable = folder if folder is not None and folder.is_absolute() else None
    kind = next((kind for kind in OFFERED if kind == settings.action), ActionKind.TRASH)
    kind = ActionKind.TRASH if kind in WANT_A_FOLDER and usable is None else kind
    return RemovalWay(kind, usable, settings.keeps_facts)


def _removals(marked: Iterable[MarkedGroup]) -> "list[GroupRemoval]":
    """What goes and what stays of each group. Worker: 100 ms for 20,000 groups."""
    from core.review.plan import GroupRemoval

    removals: list[GroupRemoval] = []
    for group, photos in marked:
        gone = {photo.id for photo in photos}
        removals.append(GroupRemoval(photos, tuple(photo for photo in group.photos if photo.id not in gone)))
    return removals
