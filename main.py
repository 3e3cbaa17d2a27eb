"""The way in: `neardup` opens the window, `neardup COMMAND` works without one.

main -> nearDup_gui -> core; nothing here is heavy until it is needed.
"""

from core.cli import build_app
from core.commands.shared import WindowRequest
from nearDup_gui.display import display_available


def main() -> None:
    """Run NearDup; the console script of the package."""
    build_app(open_window if display_available() else None)(prog_name="neardup")


def open_window(request: WindowRequest) -> int:
    """Show the window until it is closed."""
    from nearDup_gui.app import run

    return run(
        catalog=request.catalog, settings=request.settings, model=request.model, folders=request.folders
    )


if __name__ == "__main__":
    main()
