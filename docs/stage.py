"""A stage for pictures of the real window: a home that is nobody's, and what is asked for.

Nothing outside a temporary folder is touched: home, catalogue and trash lie in it. No display is needed.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ja")
THEMES = ("light", "dark")
CATALOGUE, SETTINGS = "catalogue.sqlite3", "settings.toml"


def parser_of(description: str | None, size: str) -> argparse.ArgumentParser:
    """The options that all have: which folder, languages, themes and size. The first two may be several."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, help="the pictures go here")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--size", default=size, help="of the window, such as 1024x700")
    return parser


@contextmanager
def stage() -> Generator[Path]:
    """Let everything that follows know no other home than the one given; before Qt and core are imported."""
    with tempfile.TemporaryDirectory(prefix="neardup-shots-") as folder:
        home = Path(folder)
        for name in ("DATA", "CACHE", "CONFIG", "STATE"):
            os.environ.pop(f"XDG_{name}_HOME", None)
        os.environ.update(HOME=folder, TZ="UTC")
        if not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))) and sys.platform == "linux":
            screen = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1200}
            screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
            described = home / "screen.json"
            described.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={described}"
        sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
        yield home


def opened_window(home: Path, language: str, size: str) -> "MainWindow":
    """The window of a person who never started it before; its catalogue and settings lie in their home."""
    from PySide6.QtWidgets import QApplication

    from core.settings import Settings, WindowSettings, save_settings
    from nearDup_gui.app import make_window

    app = QApplication([])
    settings = home / SETTINGS
    save_settings(Settings(window=WindowSettings(language)), settings)
    window = make_window(app, home / CATALOGUE, settings)
    window.resize(*map(int, size.split("x")))
    window.show()
    return window
