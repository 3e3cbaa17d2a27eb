"""`neardup apply plan.json`: carry out a plan, each file checked again as if by a stranger."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.shared import (
    EXIT_CANCELLED,
    EXIT_FAULT,
    CatalogOption,
    SettingsOption,
    faults_as_sentences,
    opened_catalog,
    settings_from,
    shown,
)
from core.commands.terminal import bytes_text, cancelled_by_interrupt, progress_reporter
from core.review.actions.action import ActionKind

if TYPE_CHECKING:
    from core.review.actions.action import Action
    from core.review.plan import RemovalPlan

QUESTION = {
    ActionKind.TRASH: "Move {much} to the trash?",
    ActionKind.QUARANTINE: "Move {much} to quarantine?",
    ActionKind.MOVE: "Move {much} to {to}?",
    ActionKind.COPY: "Copy {much} to {to}?",
    ActionKind.HARDLINK: "Make {much} second names (hardlinks) of the photos that stay?",
    ActionKind.REFLINK: "Let {much} share their blocks with the photos that stay?",
}


def command(
    file: Annotated[Path, typer.Argument(help="A plan that `neardup plan` wrote.")],
    action: Annotated[
        str, typer.Option("--action", help="trash, quarantine, move, copy, hardlink or reflink.")
    ] = "trash",
    to: Annotated[Path | None, typer.Option("--to", help="The folder for move and copy.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Make every check, and change nothing.")] = False,
    keep_facts: Annotated[
        bool,
        typer.Option(
            "--keep-facts",
            help="Write what only a removed photo says into a sidecar of the photo that stays.",
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    catalog: CatalogOption = None,
    settings: SettingsOption = None,
) -> None:
    """Carry out a plan. Each file, and the photo that stays for it, is read again in full first.

    What changed since the plan was made is refused and named; the rest is done, and can be brought back
    with `neardup restore`.
    """
    if action not in QUESTION:
        raise typer.BadParameter(f"--action is one of {', '.join(QUESTION)}")
    if (to is None) != (action not in ("move", "copy")):
        raise typer.BadParameter("--to goes with --action move and --action copy")
    with faults_as_sentences(), cancelled_by_interrupt() as cancel:
        from dataclasses import replace

        from core.review.older_plan import plan_where_drives_are
        from core.review.plan_file import read_plan
        from core.review.removal import Status, remove
        from core.review.trash import SystemTrash
        from core.storage.moved_drives import with_moved_folders

        plan = read_plan(file)
        kept = settings_from(settings)
        chosen = _action(ActionKind(action), to, (*plan.protected, *kept.untouched_folders))
        if not dry_run and not yes:
            typer.confirm(QUESTION[ActionKind(action)].format(much=_much(plan), to=to), abort=True)
        with opened_catalog(catalog) as opened, progress_reporter() as report:
            kept = with_moved_folders(kept, opened)
            protected = (*plan.protected, *kept.untouched_folders)
            plan = plan_where_drives_are(plan, opened)
            plan = replace(plan, protected=protected, lifted=kept.lifted_libraries)
            outcomes = remove(
                plan,
                opened,
                SystemTrash(),
                action=chosen,
                dry_run=dry_run,
                keep_facts=keep_facts,
                report=report,
                cancel=cancel,
            )
        left = [outcome for outcome in outcomes if outcome.status in (Status.REFUSED, Status.FAILED)]
        for outcome in outcomes:
            where = f" -> {shown(outcome.place)}" if outcome.place and outcome not in left else ""
            said = f"  {outcome.reason}" if outcome.reason else ""
            typer.echo(f"{outcome.status:11}  {shown(outcome.photo.path)}{where}{said}")
            for path in outcome.along:
                over = plan.over.get(path)
                where = f", over to {shown(over)}" if over and chosen.takes_away else ""
                typer.echo(f"{'':11}    with {shown(path)}{where}")
            for path in plan.shared.get(outcome.photo.path, ()):
                typer.echo(f"{'':11}    without {shown(path)}, which another photo could claim too")
        counts = Counter(outcome.status.value for outcome in outcomes)
        typer.echo(
            "\n" + (", ".join(f"{n} {status}" for status, n in counts.items()) or "Nothing to do") + "."
        )
    if cancel.cancelled:
        raise typer.Exit(EXIT_CANCELLED)
    if left:
        typer.echo(f"neardup: {len(left)} of {len(outcomes)} photos were left where they are.", err=True)
        raise typer.Exit(EXIT_FAULT)


def _much(plan: "RemovalPlan") -> str:
    also = f" and {len(plan.companions)} files that belong to them" if plan.companions else ""
    return f"{plan.count} photos{also} ({bytes_text(plan.bytes)})"


def _action(kind: ActionKind, to: Path | None, protected: "tuple[Path, ...]") -> "Action":
    """Raises NearDupError where the chosen folder will not do."""
    from core.review.actions.choose import action_of

    return action_of(kind, to=to, protected=protected)
