"""What a removal would do, laid out in a job: one way for marks, for the wall and for folders."""

from collections.abc import Callable, Sequence

from core.photo import DuplicateGroup
from core.progress import CancelToken, Reporter
from core.review.marks import Marks
from nearDup_gui.removal.service import RemovalServices
from nearDup_gui.removal.ways import MarkedGroup
from nearDup_gui.toolkit.jobs import Job, Jobs

Chosen = tuple[Sequence[DuplicateGroup], Marks]
"""Groups, and marks on what of them is to go."""


def start_planning(jobs: Jobs, services: RemovalServices, choose: Callable[[], Chosen]) -> Job:
    """Lay out, under the settings of this moment, what marks would remove.

    Args:
        jobs, services: where and on what it is done.
        choose: what is to go; called in the job.

    Returns:
        the job; it succeeds with a `core.review.plan.RemovalPlan`.
    """
    settings = services.settings

    def plan(report: Reporter, cancel: CancelToken) -> object:
        from core.review.plan import plan_removal

        groups, marks = choose()
        return plan_removal(
            groups,
            marks,
            settings.untouched_folders,
            lifted=settings.lifted_libraries,
            apart=services.kept_apart(),
            keep_companions=settings.removal.keep_companions,
        )

    return jobs.start(plan, "plan removal")


def marked_all(ticked: Sequence[MarkedGroup]) -> Chosen:
    """Marks on all photos that are given with their groups."""
    marks = Marks()
    for group, photos in ticked:
        for photo in photos:
            marks.toggle(group, photo.id)
    return [group for group, _ in ticked], marks
