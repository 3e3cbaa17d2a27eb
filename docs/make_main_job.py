"""Makes the pictures of docs/main-job.md again: from the empty window to the copies gone, and back.

    python docs/make_main_job.py                    into docs/screenshots/en/main-job/
    python docs/make_main_job.py FOLDER --language ja --theme dark --size 1024x700

The real window does the job on the demo library by mouse alone; each click is counted and said. It runs
without a display too, and touches nothing outside a temporary folder: photos, home, catalogue and trash
lie in it.
"""

import argparse
import io
import tempfile
from pathlib import Path

from make_screenshots import LANGUAGES, ROOT, THEMES, _live_in

_QUALITY = 82
"""Of WebP: a tenth of the bytes of a PNG, and the letters are sharp."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs/screenshots/en/main-job")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--theme", choices=THEMES, default="light")
    parser.add_argument("--size", default="1024x700", help="of the window")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="neardup-shots-") as home:
        _live_in(Path(home))
        _walk(wanted, Path(home))


def _walk(wanted: argparse.Namespace, home: Path) -> None:
    from photographer import settle, wait
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractButton, QApplication

    from core.progress import Stage
    from core.settings import Settings, WindowSettings, save_settings
    from nearDup_gui.app import make_window

    app = QApplication([])
    settings = home / "settings.toml"
    save_settings(Settings(window=WindowSettings(wanted.language)), settings)
    window = make_window(app, home / "catalogue.sqlite3", settings)
    window.look.choose(wanted.theme == "dark")
    window.resize(*(int(side) for side in wanted.size.split("x")))
    window.show()
    view, taken, clicks = window.piles_view, [], []

    def shoot(name: str, settle_ms: int = 900) -> None:
        settle(settle_ms)
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        window.grab().save(held, "PNG")
        taken.append(name)
        path = wanted.folder / f"{len(taken)}-{name}.webp"
        Image.open(io.BytesIO(held.data().data())).convert("RGB").save(path, quality=_QUALITY, method=6)
        print(f"{path.name}  {path.stat().st_size / 1000:.0f} kB", flush=True)

    def click(button: QAbstractButton) -> None:
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        clicks.append(button.text())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        print(f"click {len(clicks)}: {clicks[-1]!r}", flush=True)

    window.start()
    wait(lambda: window.pages.currentWidget() is window.pages.empty, "an empty start")
    shoot("start")
    told = []
    window.scans.progressed.connect(told.append)
    click(window.pages.empty.demo)
    wait(lambda: any(one.stage is Stage.READ and one.done for one in told), "photos that are read")
    shoot("scan", 300)
    wait(lambda: not window.scans.running and view.wall.isVisible() and window.piles.known, "the wall")
    window.messages.hide()
    shoot("surely-the-same")
    going = window.piles.totals().photos
    click(view.wall.bar.remove)
    wait(lambda: not window.review.removing and window.messages.undo.isVisible(), "the end of the removal")
    wait(lambda: window.jobs.running == 0, "what is left")
    shoot("done")
    click(window.messages.undo)
    wait(lambda: window.piles.totals().photos == going and window.jobs.running == 0, "the photos")
    shoot("undone")
    print(f"{going} photos went and came back in {len(clicks)} clicks.")
    window.close()


if __name__ == "__main__":
    main()
