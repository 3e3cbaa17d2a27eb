"""Makes the screenshots of docs/folders.md again: a card of 500 photos, of which the library has 480.

    python docs/make_folders_screenshots.py                     into docs/screenshots/en/folders/
    python docs/make_folders_screenshots.py FOLDER --language ja --theme dark --photos 60

The real window goes the newcomer's way with the mouse, and each click is counted and said. It runs without a
display too, and touches nothing outside a temporary folder: photos, home, catalogue and trash lie in it.
"""

import argparse
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from stage import ROOT, opened_window, parser_of, stage

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow

SHARE_KEPT = 0.96


def main() -> None:
    parser = parser_of(__doc__, "1240x800")
    parser.add_argument("--photos", type=int, default=500)
    wanted = parser.parse_args()
    wanted.folder = wanted.folder or ROOT / "docs/screenshots/en/folders"
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with stage() as home:
        card, library = make_folders(home, wanted.photos)
        _walk(wanted, home, card, library)


def make_folders(home: Path, photos: int) -> tuple[Path, Path]:
    """Draw a card of so many photos, and a library that has most of them and as many others."""
    from core.demo.album import ALBUM
    from core.demo.library import exif_of, photograph, save

    card, library = home / "Card", home / "Pictures"
    kept = round(SHARE_KEPT * photos)
    began = datetime(2024, 5, 3, 9)
    for number in range(photos + photos // 10):
        motif = ALBUM[number % len(ALBUM)]
        taken = began + timedelta(hours=7 * number)
        image = photograph(motif, 0, 100 + number // len(ALBUM), 480)
        name = f"IMG_{number:04}.JPG"
        path = card / "DCIM" / f"{100 + number // 250}NDUP" / name
        if number >= photos:
            path = library / "2023" / name
        save(image, path, 88, taken, exif_of(taken, number))
        if number < kept:
            month = library / f"{taken:%Y}" / f"{taken:%m}"
            month.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, month / name)
    (card / "DCIM" / "100NDUP" / "Thumbs.db").write_bytes(b"")
    return card, library


def _walk(wanted: argparse.Namespace, home: Path, card: Path, library: Path) -> None:
    from hands import Mouse
    from photographer import Photographer, settle, wait

    window = opened_window(home, (wanted.language or ["en"])[0], wanted.size)
    camera = Photographer(wanted.folder, wanted.theme or ["light"], lambda name: True, "")
    mouse = Mouse()

    def shoot(name: str) -> None:
        camera.shoot(window.look, name, window, settle_ms=900)

    window.start()
    wait(lambda: window.pages.currentWidget() is window.pages.empty, "an empty start")
    mouse.drop(window, card, library)
    wait(lambda: len(window.review.groups) and not window.scans.running, "the end of the scan")
    window.messages.hide()
    wait(lambda: window.folders.seen is not None and window.jobs.running == 0, "the pairs")
    shoot("scanned")
    view = window.folders_view
    mouse.click(view.tab)
    wait(lambda: window.folders.clearing is not None and window.jobs.running == 0, "the card")
    shoot("card")
    view.page.detail.tabs.setCurrentIndex(1)
    shoot("not-covered")
    view.page.detail.tabs.setCurrentIndex(0)
    view.page.as_picture.click()
    view.page.levels.setCurrentIndex(view.page.levels.count() - 1)
    view.page.levels.activated.emit(view.page.levels.currentIndex())
    settle(1500)
    wait(lambda: window.jobs.running == 0, "the picture")
    shoot("picture")
    view.page.as_table.click()
    view.page.levels.setCurrentIndex(0)
    view.page.levels.activated.emit(0)
    settle(500)
    wait(lambda: window.folders.clearing is not None and window.jobs.running == 0, "the card again")
    seen = next(p for p in window.folders.seen.pairs if p.folder.path == card)
    view.page.table.show_pair(seen)
    window.folders.choose(seen)
    wait(lambda: window.folders.clearing is not None and window.jobs.running == 0, "the card again")
    going = window.folders.totals().photos
    mouse.click(view.page.detail.bar.remove)
    wait(lambda: not window.review.removing and window.jobs.running == 0, "the end of the removal")
    settle(1500)
    wait(lambda: window.jobs.running == 0, "what is left")
    shoot("cleared")
    if view.page.empty.said():
        mouse.click(view.page.empty.remove)
        settle(1500)
        wait(lambda: window.jobs.running == 0, "the end of the folders")
    left = sum(1 for path in card.rglob("*.JPG"))
    print(f"{going} of {wanted.photos} photos went in {mouse.clicks} clicks; {left} are left on the card.")
    _let_arrive(window, card, library)
    shoot("arrivals")
    window.close()


def _let_arrive(window: "MainWindow", card: Path, library: Path) -> None:
    """Make a rule, let photos come that the library has, and look at them."""
    from photographer import wait

    from core.arrival_settings import new_rule

    window.settings.change(window.settings.settings.with_arrival_rule(new_rule(card, library)))
    chat = card / "Chat"
    chat.mkdir()
    for number, path in enumerate(sorted(library.rglob("*.JPG"))[:5]):
        shutil.copy2(path, chat / f"IMG-20240520-WA{number:04}.jpg")
    window.scans.scan_again()
    wait(lambda: window.scans.running, "the beginning of the scan")
    wait(lambda: not window.scans.running and window.jobs.running == 0, "the end of the scan")
    window.messages.hide()
    window.menus.arrivals.trigger()
    wait(lambda: window.arrivals.found is not None and window.arrivals.found.going, "what has arrived")


if __name__ == "__main__":
    main()
