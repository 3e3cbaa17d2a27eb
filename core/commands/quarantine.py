"""`neardup quarantine`: what lies there, how much it is, and emptying it for good."""

from typing import Annotated

import typer

from core.commands.shared import EXIT_FAULT, CatalogOption, faults_as_sentences, opened_catalog, shown
from core.commands.terminal import bytes_text, cancelled_by_interrupt


def command(
    empty: Annotated[bool, typer.Option("--empty", help="Erase it all for good, after asking.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    catalog: CatalogOption = None,
) -> None:
    """List what lies in quarantine. Nothing leaves it but by `restore`, or by --empty."""
    with faults_as_sentences(), cancelled_by_interrupt() as cancel, opened_catalog(catalog) as opened:
        from core.review import quarantine

        found = quarantine.in_quarantine(opened)
        for removal in found.files:
            typer.echo(f"{removal.id:6d}  {shown(removal.path)}  ({bytes_text(removal.intent.file.size)})")
        for removal in found.missing:
            typer.echo(f"{removal.id:6d}  {shown(removal.path)}  (not found; is its drive plugged in?)")
        much = f"{found.count} files, {bytes_text(found.bytes)}"
        typer.echo(f"\nIn quarantine: {much}.")
        for place in quarantine.places(found.files):
            typer.echo(f"  {shown(place)}")
        if not empty or not found.count:
            return
        if not yes:
            typer.confirm(f"Erase {much}, for good? They cannot be brought back.", abort=True)
        erased = quarantine.empty(found.files, opened, report=lambda _: None, cancel=cancel)
        typer.echo(f"Erased {erased.count} files, {bytes_text(erased.bytes)}.")
        for removal, reason in erased.left:
            typer.echo(f"neardup: {shown(removal.path)}: {reason}", err=True)
        if erased.left:
            raise typer.Exit(EXIT_FAULT)
