"""`neardup demo`: a throw-away library, so that a newcomer sees groups within a minute of installing."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from core.commands.shared import (
    ModelOption,
    faults_as_sentences,
    print_groups,
    summary,
)
from core.commands.terminal import cancelled_by_interrupt, progress_reporter, time_text
from core.commands.window_request import OpenWindow, WindowRequest
from core.settings import DEMO_PREFIX, ScanSettings, settings_path


def build_command(open_window: OpenWindow | None) -> Callable[..., None]:
    """Make the command; without a screen it scans and prints."""

    def command(
        folder: Annotated[
            Path | None, typer.Argument(help="A new folder to make it in; a temporary one if not given.")
        ] = None,
        no_window: Annotated[bool, typer.Option("--no-window", help="Scan it and print the groups.")] = False,
        model: ModelOption = "",
    ) -> None:
        """Make a small throw-away library of near-duplicates and look at it.

        Your own photos, and your own catalogue, are not touched.
        """
        with faults_as_sentences():
            place = folder or Path(tempfile.mkdtemp(prefix=DEMO_PREFIX))
            library = _make(place)
            typer.echo(f"A demo library is in {library}. Remove {place} when you have seen enough.")
            catalog = place / "catalogue.sqlite3"
            if open_window is None or no_window:
                _scan(library, catalog, model)
            else:
                raise typer.Exit(open_window(WindowRequest(catalog, settings_path(), model, (library,))))

    return command


def _make(place: Path) -> Path:
    from core.demo import make_demo_library

    library = place / "Photos"
    with cancelled_by_interrupt() as cancel, progress_reporter() as report:
        make_demo_library(library, report=report, cancel=cancel)
    return library


def _scan(library: Path, catalog: Path, model: str) -> None:
    from core.catalog.catalog import Catalog
    from core.embed.registry import load_embedder
    from core.scan.pipeline import scan

    with cancelled_by_interrupt() as cancel, progress_reporter() as report, Catalog.open(catalog) as opened:
        settings = ScanSettings(model=model)
        result = scan([library], opened, load_embedder(model), settings, report=report, cancel=cancel)
    print_groups(result.groups)
    typer.echo(f"\n{result.scanned} photos in {time_text(result.seconds)}: {summary(result.groups)}.")
