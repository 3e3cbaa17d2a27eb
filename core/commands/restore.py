"""`neardup restore`: bring back single files, groups or whole sessions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.shared import (
    EXIT_CANCELLED,
    EXIT_FAULT,
    CatalogOption,
    faults_as_sentences,
    opened_catalog,
    shown,
)
from core.commands.terminal import cancelled_by_interrupt

if TYPE_CHECKING:
    from core.catalog.catalog import Catalog
    from core.catalog.removals import Removal


def command(
    items: Annotated[
        list[str] | None,
        typer.Argument(help="Numbers from `neardup history --session N`, or paths that files had."),
    ] = None,
    session: Annotated[int | None, typer.Option("--session", min=1, help="All of a session.")] = None,
    group: Annotated[int | None, typer.Option("--group", min=1, help="One group of --session.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say where to, and move nothing.")] = False,
    catalog: CatalogOption = None,
) -> None:
    """Bring back what was removed, to its path, or beside it where the path is taken."""
    if group is not None and session is None:
        raise typer.BadParameter("--group needs --session")
    if not items and session is None:
        raise typer.BadParameter("name files, or a --session")
    with faults_as_sentences(), cancelled_by_interrupt() as cancel, opened_catalog(catalog) as opened:
        from core.review.restore import Return, restore
        from core.review.trash import SystemTrash

        chosen = _chosen(opened, items or [], session, group)
        outcomes = restore(
            chosen, opened, SystemTrash(), dry_run=dry_run, report=lambda _: None, cancel=cancel
        )
    for outcome in outcomes:
        where = outcome.to or outcome.removal.path
        verb = "would be brought back" if dry_run and outcome.status is not Return.FAILED else outcome.status
        typer.echo(f"{verb}  {shown(where)}" + (f"  ({outcome.reason})" if outcome.reason else ""))
    failed = sum(outcome.status is Return.FAILED for outcome in outcomes)
    if cancel.cancelled:
        raise typer.Exit(EXIT_CANCELLED)
    if failed:
        typer.echo(f"neardup: {failed} of {len(outcomes)} files could not be brought back.", err=True)
        raise typer.Exit(EXIT_FAULT)


def _chosen(catalog: "Catalog", items: list[str], session: int | None, group: int | None) -> "list[Removal]":
    """The journal's entries that were asked for.

    Raises:
        NearDupError: there is no such entry.
    """
    from core.catalog.removals import State
    from core.errors import NearDupError
    from core.review import journal

    if session is not None:
        entries = journal.entries(catalog, session, group)
        if not entries:
            raise NearDupError("There is no such session or group. To list them: neardup history")
        back = [one for one in entries if one.is_away or one.state is State.EMPTIED]
        if not back:
            raise NearDupError("Nothing of it is left to be brought back.")
        return back
    chosen: list[Removal] = []
    for item in items:
        if item.isascii() and item.isdecimal():
            found = journal.entry(catalog, int(item))
        else:
            # Only the folder may be a link: the file itself was no link when it was removed.
            path = Path(item).absolute()
            history = journal.entries_of_path(catalog, path.parent.resolve() / path.name)
            found = next((one for one in reversed(history) if one.state is not State.NOT_DONE), None)
        if found is None:
            raise NearDupError(f"{item} was never removed. To see what was: neardup history")
        chosen.append(found)
    return chosen
