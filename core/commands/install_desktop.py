"""`neardup install-desktop`: NearDup in the menus of the desktop and its file managers, and out of them."""

import sys
from typing import Annotated

import typer

from core.commands.shared import EXIT_FAULT, faults_as_sentences, shown
from core.errors import NearDupError


def command(
    remove: Annotated[bool, typer.Option("--remove", help="Take it all back.")] = False,
) -> None:
    """Put NearDup among your applications, and into the menus of your file manager.

    Writes into your own folders only, and lists each file.
    """
    from core.commands.desktop_entries import data_folder, install, own_command, take_back

    with faults_as_sentences():
        if sys.platform in ("win32", "darwin"):
            raise NearDupError(
                "Menu entries are written for Linux desktops so far. Here, start NearDup with: neardup"
            )
        data = data_folder()
        if not remove:
            for path in install(data, own_command()):
                typer.echo(shown(path))
            typer.echo("NearDup is in your menus. To take it back: neardup install-desktop --remove")
            return
        taken = take_back(data)
        for path in taken.gone:
            typer.echo(f"gone: {shown(path)}")
        for path in taken.changed:
            typer.echo(f"neardup: {shown(path)} was changed since, and stays.", err=True)
        if taken.changed:
            raise typer.Exit(EXIT_FAULT)
        typer.echo("NearDup is out of the menus." if taken.gone else "There was nothing to take back.")
