"""The command line: NearDup without a screen, and the way into the window.

    neardup                     open the window
    neardup open PATH...        the window, on folders or on a photo      core/commands/open.py
    neardup scan FOLDER...      find groups of near-duplicates            core/commands/scan.py
    neardup worker ADDRESS      lend this machine to a cluster's scans    core/commands/worker.py
    neardup query IMAGE         what looks like this one?                 core/commands/query.py
    neardup groups              the groups of the last scan again         core/commands/groups.py
    neardup folders [A] [B]     how much of one folder another has       core/commands/folders.py
    neardup arrivals            rules for what arrives, and what is new   core/commands/arrivals.py
    neardup decisions           what was decided about photos             core/commands/decisions.py
    neardup tables              what the hash tables hold                 core/commands/tables.py
    neardup plan FILE           which copies could go, as a file          core/commands/plan.py
    neardup apply FILE          carry out a plan, each file checked again core/commands/apply.py
    neardup history             every removal that ever was               core/commands/history.py
    neardup restore             bring back files, groups, sessions        core/commands/restore.py
    neardup quarantine          what lies there, and emptying it          core/commands/quarantine.py
    neardup recover             the way out of a damaged catalogue        core/commands/recover.py
    neardup copy-catalog TO     from a file to a server, and back         core/commands/copy_catalog.py
    neardup model               which models there are, and one's own     core/commands/model.py
    neardup doctor              what runs here, and why nothing better    core/commands/doctor.py
    neardup install-desktop     among the applications, and out again     core/commands/install_desktop.py
    neardup demo                a throw-away library to try it on         core/commands/demo.py

Exit codes: 0 done; 1 it, or a part of it, could not be done, and a sentence on standard error says why; 2 the
command line makes no sense; 130 cancelled, and what was done until then is kept.
"""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from core import __version__
from core.catalog.place import place_of
from core.commands.shared import (
    CatalogOption,
    ModelOption,
    SettingsOption,
    faults_as_sentences,
)
from core.commands.window_request import OpenWindow, WindowRequest
from core.errors import NearDupError
from core.settings import settings_path


def _hand_on(context: typer.Context, said: Mapping[str, Path | str | None]) -> None:
    """Let options that stand before the command count for it. What stands behind it comes first.

    Raises:
        typer.BadParameter: the command has no such option.
    """
    given = {name: str(value) for name, value in said.items() if value}
    invoked = context.invoked_subcommand or ""
    known = _options(getattr(context.command, "commands", {})[invoked])
    if unknown := given.keys() - known:
        raise typer.BadParameter(f"neardup {invoked} has no option --{min(unknown)}")
    context.default_map = {invoked: _defaults(getattr(context.command, "commands", {})[invoked], given)}


def _options(command: Any) -> set[str]:
    """The names of a command's options, and of those below it."""
    below = getattr(command, "commands", {}).values()
    return {one.name for one in command.params}.union(*(_options(one) for one in below))


def _defaults(command: Any, given: Mapping[str, str]) -> dict[str, Any]:
    below = getattr(command, "commands", {})
    return {**given, **{name: _defaults(one, given) for name, one in below.items()}}


COMMANDS = (
    *("open", "scan", "worker", "query", "groups", "folders", "arrivals", "decisions", "tables", "plan"),
    *("apply", "history", "restore", "quarantine", "recover", "copy-catalog", "model", "doctor"),
    *("install-desktop", "demo"),
)
"""In the order of the help. Each is a file of `core.commands`, with an underscore for a hyphen."""


def _add(app: typer.Typer, name: str, open_window: OpenWindow | None) -> None:
    """Import a command, and put it in."""
    module: Any = importlib.import_module(f"core.commands.{name.replace('-', '_')}")
    if hasattr(module, "build_app"):
        app.add_typer(module.build_app(), name=name)
    elif hasattr(module, "build_command"):
        app.command(name)(module.build_command(open_window))
    else:
        app.command(name)(module.command)


def build_app(open_window: OpenWindow | None, asked: str = "") -> typer.Typer:
    """Put the commands together.

    Args:
        open_window: what `neardup` and `neardup demo` open; None where there is no screen.
        asked: the first word of the command line. Where it is a command, no other is imported: that would
        take longer than the first photo.
    """
    app = typer.Typer(
        name="neardup",
        help="Find near-duplicate photos, see why they match, and remove what you choose, recoverably.",
        epilog="Exit codes: 0 done, 1 could not be done, 2 wrong command line, 130 cancelled.",
        add_completion=False,
        pretty_exceptions_enable=False,
    )

    @app.callback(invoke_without_command=True)
    def window(  # pyright: ignore[reportUnusedFunction]
        context: typer.Context,
        catalog: CatalogOption = None,
        settings: SettingsOption = None,
        model: ModelOption = "",
        version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
    ) -> None:
        """Find near-duplicate photos, see why they match, and remove what you choose, recoverably.

        Without a command, the window opens.
        """
        if version:
            typer.echo(f"NearDup {__version__}")
            raise typer.Exit
        if context.invoked_subcommand is not None:
            _hand_on(context, {"catalog": catalog, "settings": settings, "model": model})
            return
        with faults_as_sentences():
            if open_window is None:
                raise NearDupError(
                    "There is no screen to open a window on. To scan without one: neardup scan FOLDER"
                )
            request = WindowRequest(place_of(catalog), settings or settings_path(), model)
            raise typer.Exit(open_window(request))

    for name in (asked,) if asked in COMMANDS else COMMANDS:
        _add(app, name, open_window)
    return app
