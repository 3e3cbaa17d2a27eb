"""The way in: `neardup` opens the window, `neardup COMMAND` works without one.

main -> nearDup_gui -> core; nothing is imported before it is needed, since each decode worker runs this file
again when it is spawned: 0.3 s of a core for each if the whole command line came along.
"""

import gc
import os
import sys
from typing import TYPE_CHECKING

# NumPy's own threads wait for each other by spinning: beside busy decoders a batch took ten times as long to
# hash. Whatever is worth more than one core here is shared out by threads of NearDup's own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from core.commands.window_request import WindowRequest


def main() -> None:
    """Run NearDup; the console script of the package."""
    from nearDup_gui.display import display_available

    if sys.argv[1:] in _ONLY_THE_WINDOW and display_available():
        sys.exit(_open_plainly())
    from core.cli import build_app

    try:
        asked = next(iter(sys.argv[1:]), "")
        build_app(open_window if display_available() else None, asked)(prog_name="neardup")
    finally:
        if "PySide6" not in sys.modules:
            # On its way out Python would look for cycles in all that was imported: 0.1 s of every command.
            gc.freeze()


_ONLY_THE_WINDOW = ([], ["open"])
"""How people and menus start the window. It waits for no command line: that took a quarter of the start."""


def _open_plainly() -> int:
    from core.commands.window_request import WindowRequest
    from core.errors import NearDupError

    try:
        return open_window(WindowRequest())
    except NearDupError as error:
        print(f"neardup: {error}", file=sys.stderr)
        return 1


def open_window(request: "WindowRequest") -> int:
    """Show the window until it is closed."""
    gc.disable()  # nothing that is imported and built until it stands is rubbish: looking takes a tenth
    from nearDup_gui.toolkit.lean_process import hold_less

    hold_less()
    from nearDup_gui.app import run

    return run(
        catalog=request.catalog,
        settings=request.settings,
        model=request.model,
        folders=request.folders,
        query=request.query,
    )


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # the decode workers of a bundle start here, and go no further
        import multiprocessing

        multiprocessing.freeze_support()
    main()
