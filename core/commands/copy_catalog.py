"""`neardup copy-catalog`: from one's own file to a team's server, and back."""

from typing import Annotated

import typer

from core.catalog.place import name_of, place_of
from core.commands.shared import EXIT_CANCELLED, CatalogOption, faults_as_sentences
from core.commands.terminal import cancelled_by_interrupt, progress_reporter
from core.progress import Cancelled


def command(
    to: Annotated[
        str,
        typer.Argument(
            metavar="FILE|ADDRESS",
            help="Where to: a file that does not exist yet, or an empty database on a PostgreSQL server.",
        ),
    ],
    catalog: CatalogOption = None,
) -> None:
    """Copy a catalogue from a file to a server, or back: photos, vectors, groups, decisions, the history.

    The one that is copied stays as it is. Afterwards the two go separate ways.
    """
    with faults_as_sentences():
        from core.catalog.copying import copy_catalog

        source, target = place_of(catalog), place_of(to)
        try:
            with progress_reporter() as report, cancelled_by_interrupt() as cancel:
                copied = copy_catalog(source, target, report, cancel)
        except Cancelled:
            typer.echo("Cancelled. Nothing was copied.", err=True)
            raise typer.Exit(EXIT_CANCELLED) from None
        rows = copied.rows
        typer.echo(
            f"Copied to {name_of(target)}, and counted there: {rows['photo']} photos, "
            f"{rows['embedding']} vectors, {rows['similar']} matches, {rows['decision']} decisions, "
            f"{rows['mark']} marks, {rows['removal']} removed files; {sum(rows.values())} rows in all.\n"
            f"{name_of(source)} is as it was. What is done with one from now on, the other does not know."
        )
