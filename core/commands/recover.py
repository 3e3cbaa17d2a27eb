"""`neardup recover`: the way out of a damaged catalogue."""

import typer

from core.catalog.place import place_of
from core.commands.shared import CatalogOption, faults_as_sentences, shown


def command(catalog: CatalogOption = None) -> None:
    """Set a damaged catalogue aside, and keep what can be read of its history of removals.

    Photos, groups and vectors come back with the next scan.
    """
    with faults_as_sentences():
        from core.catalog.recovery import recover

        recovery = recover(place_of(catalog))
        typer.echo(recovery.sentence)
        typer.echo(f"The damaged file is kept: {shown(recovery.aside)}")
