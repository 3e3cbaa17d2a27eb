"""Makes the pictures of docs/main-job.md again: from the empty window to the copies gone, and back.

    python docs/make_main_job.py                    into docs/screenshots/en/main-job/
    python docs/make_main_job.py FOLDER --language ja --theme dark --size 1024x700

The real window does the job on the demo library by mouse alone; each click is counted and said. It runs
without a display too, and touches nothing outside a temporary folder: photos, home, catalogue and trash
lie in it.
"""

import argparse
import io
from pathlib import Path

from stage import ROOT, opened_window, parser_of, stage

_QUALITY = 82
"""Of WebP: a tenth of the bytes of a PNG, and the letters are sharp."""


def main() -> None:
    wanted = parser_of(__doc__, "1024x700").parse_args()
    wanted.folder = wanted.folder or ROOT / "docs/screenshots/en/main-job"
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with stage() as home:
        _walk(wanted, home)


def _walk(wanted: argparse.Namespace, home: Path) -> None:
    from hands import Mouse
    from photographer import settle, wait
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice

    from core.progress import Stage

    window = opened_window(home, (wanted.language or ["en"])[0], wanted.size)
    window.look.choose("dark" in (wanted.theme or ()))
    view, taken, mouse = window.piles_view, [], Mouse()

    def shoot(name: str, settle_ms: int = 900) -> None:
        settle(settle_ms)
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        window.grab().save(held, "PNG")
        taken.append(name)
        path = wanted.folder / f"{len(taken)}-{name}.webp"
        Image.open(io.BytesIO(held.data().data())).convert("RGB").save(path, quality=_QUALITY, method=6)
        print(f"{path.name}  {path.stat().st_size / 1000:.0f} kB", flush=True)

    window.start()
    wait(lambda: window.pages.currentWidget() is window.pages.empty, "an empty start")
    shoot("start")
    told = []
    window.scans.progressed.connect(told.append)
    mouse.click(window.pages.empty.demo)
    wait(lambda: any(one.stage is Stage.READ and one.done for one in told), "photos that are read")
    shoot("scan", 300)
    wait(lambda: not window.scans.running and view.wall.isVisible() and window.piles.known, "the wall")
    window.messages.hide()
    shoot("surely-the-same")
    going = window.piles.totals().photos
    mouse.click(view.wall.bar.remove)
    wait(lambda: not window.review.removing and window.messages.undo.isVisible(), "the end of the removal")
    wait(lambda: window.jobs.running == 0, "what is left")
    shoot("done")
    mouse.click(window.messages.undo)
    wait(lambda: window.piles.totals().photos == going and window.jobs.running == 0, "the photos")
    shoot("undone")
    print(f"{going} photos went and came back in {mouse.clicks} clicks.")
    window.close()


if __name__ == "__main__":
    main()
