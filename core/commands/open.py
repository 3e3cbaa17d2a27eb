"""`neardup open`: the window, at once on folders to scan or on a photo to find the likes of."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

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


def build_command(open_window: OpenWindow | None) -> Callable[..., None]:
    """Make the command.

    Args:
        open_window: shows the window; None where there is no screen.
    """

    def command(
        paths: Annotated[
            list[Path] | None, typer.Argument(metavar="[PATH...]", help="Folders, or one photo.")
        ] = None,
        catalog: CatalogOption = None,
        settings: SettingsOption = None,
        model: ModelOption = "",
    ) -> None:
        """Open the window and scan these folders, or find what looks like this photo.

        A menu of the desktop starts it with neither.
        """
        with faults_as_sentences():
            if open_window is None:
                raise NearDupError(
                    "There is no screen to open a window on. To scan without one: neardup scan FOLDER"
                )
            folders, query = _sorted_out(paths or [])
            places = (place_of(catalog), settings or settings_path())
            raise typer.Exit(open_window(WindowRequest(*places, model, folders, query)))

    return command


def _sorted_out(paths: list[Path]) -> tuple[tuple[Path, ...], Path | None]:
    """Folders to scan, or a photo to ask about.

    Raises:
        NearDupError: a path is neither, or there is more than one photo.
    """
    for path in paths:
        if not path.exists():
            raise NearDupError(f"There is nothing at {path}. Give a folder or a photo.")
    folders = tuple(path.absolute() for path in paths if path.is_dir())
    photos = [path.absolute() for path in paths if not path.is_dir()]
    if len(photos) > 1 or (photos and folders):
        raise NearDupError("Give folders to scan, or one photo to find the likes of.")
    return folders, photos[0] if photos else None
