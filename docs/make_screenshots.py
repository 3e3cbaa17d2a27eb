"""Makes the screenshots of README again, or those of every screen: the real window, on the demo library.

    python docs/make_screenshots.py            those that README shows, into docs/screenshots/
    python docs/make_screenshots.py FOLDER     every screen, both themes, both languages, to be looked at
    python docs/make_screenshots.py FOLDER --size 1024x700 --language ja --theme dark --only compare

Each language gets a folder and a process of its own. It runs without a display too. Nothing outside a
temporary folder is touched: home, catalogue and trash lie in it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ja")
THEMES = ("light", "dark")
SIZE = "1240x800"
SHOWN = {
    "en": {"sure-light", "compare-split-light", "similar-light", "rules-light"},
    "ja": {"sure-dark"},
}
"""What README shows."""


def main() -> None:
    wanted = _arguments()
    for language in wanted.language:
        target = (wanted.folder or ROOT / "docs" / "screenshots") / language
        target.mkdir(parents=True, exist_ok=True)
        if len(wanted.language) > 1:
            again = [arg for arg in sys.argv[1:] if arg not in ("--language", *LANGUAGES)]
            subprocess.run([sys.executable, __file__, *again, "--language", language], check=True)
            continue
        with tempfile.TemporaryDirectory(prefix="neardup-shots-") as home:
            _live_in(Path(home))
            _walk(wanted, language, Path(home), target)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, help="every screen goes here")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--size", default=SIZE, help="of the window, such as 1024x700")
    parser.add_argument("--only", default="", help="only names that begin so")
    wanted = parser.parse_args()
    wanted.language = wanted.language or list(LANGUAGES)
    wanted.theme = wanted.theme or list(THEMES)
    return wanted


def _live_in(home: Path) -> None:
    """Let everything that follows know no other home; before Qt and core are imported."""
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        os.environ.pop(f"XDG_{name}_HOME", None)
    os.environ.update(HOME=str(home), TZ="UTC")
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")) and sys.platform == "linux":
        screen = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1200}
        screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        described = home / "screen.json"
        described.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={described}"
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]


def _walk(wanted: argparse.Namespace, language: str, home: Path, target: Path) -> None:
    from photographer import Photographer
    from screens import Walk

    names = None if wanted.folder else SHOWN[language]
    camera = Photographer(target, wanted.theme, lambda name: names is None or name in names, wanted.only)
    width, height = (int(side) for side in wanted.size.split("x"))
    Walk(camera, home, language, width, height).go(lambda: names is not None and names <= camera.taken)


if __name__ == "__main__":
    main()
