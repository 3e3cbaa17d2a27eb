"""Makes the screenshots of README again, or those of every screen: the real window, on the demo library.

    python docs/make_screenshots.py            those that README shows, into docs/screenshots/
    python docs/make_screenshots.py FOLDER     every screen, both themes, both languages, to be looked at
    python docs/make_screenshots.py FOLDER --size 1024x700 --language ja --theme dark --only compare

Each language gets a folder and a process of its own. It runs without a display too. Nothing outside a
temporary folder is touched: home, catalogue and trash lie in it.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from stage import LANGUAGES, ROOT, THEMES, parser_of, stage

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
        with stage() as home:
            _walk(wanted, language, home, target)


def _arguments() -> argparse.Namespace:
    parser = parser_of(__doc__, SIZE)
    parser.add_argument("--only", default="", help="only names that begin so")
    wanted = parser.parse_args()
    wanted.language = wanted.language or list(LANGUAGES)
    wanted.theme = wanted.theme or list(THEMES)
    return wanted


def _walk(wanted: argparse.Namespace, language: str, home: Path, target: Path) -> None:
    from photographer import Photographer
    from screens import Walk

    names = None if wanted.folder else SHOWN[language]
    camera = Photographer(target, wanted.theme, lambda name: names is None or name in names, wanted.only)
    Walk(camera, home, language, wanted.size).go(lambda: names is not None and names <= camera.taken)


if __name__ == "__main__":
    main()
