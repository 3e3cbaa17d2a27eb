"""Scans joined to the window: what begins one, what it says while it runs, and how it ends."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.progress import Progress, Stage
from nearDup_gui.frame.drops import Drop
from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.library.groups import Library
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.messages import Level
from nearDup_gui.toolkit.writing import in_a_row

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow

translate = QCoreApplication.translate


def connect_scanning(window: "MainWindow") -> None:
    """Join the ways to begin a scan, its progress and its end to the window."""
    scans, empty = window.scans, window.empty_page
    empty.choose_wanted.connect(window.choose_folders)
    empty.demo_wanted.connect(scans.scan_demo)
    empty.folder_wanted.connect(lambda folder: scans.scan([folder]))
    window.veil.dropped.connect(lambda drop: _take_drop(window, drop))
    window.settings.model_changed.connect(lambda: _offer_another(window))
    window.settings.failed.connect(lambda why: window.messages.say(Level.ERROR, why))
    window.choose_others.clicked.connect(window.choose_folders)
    window.see_skipped.clicked.connect(window.dialogs.show_skipped)
    for view in (window.scan_strip, window.scan_page):
        view.cancel_wanted.connect(lambda: cancel_scan(window))
        scans.progressed.connect(view.show_progress)
    scans.progressed.connect(lambda progress: window.show_preparing())
    scans.started.connect(lambda: _show_started(window))
    scans.found.connect(lambda library: _show_found(window, library))
    scans.stopped.connect(lambda: _say_stopped(window))
    scans.failed.connect(lambda why: window.messages.say(Level.ERROR, why))
    scans.ended.connect(window.show_state)
    scans.restored.connect(lambda library: _show_last(window, library))


def cancel_scan(window: "MainWindow") -> None:
    """Stop a scan that runs; what it has read is kept."""
    if window.scans.running:
        window.scans.cancel()
        window.scan_strip.show_cancelling()
        window.scan_page.show_cancelling()


def _take_drop(window: "MainWindow", drop: Drop) -> None:
    if drop.folders:
        window.scans.scan(drop.folders)
    elif drop.image is not None:
        window.places.go(QueryPlace(drop.image))
    else:
        wanted = translate("MainWindow", "Drop folders to scan them, or one photo to find similar ones.")
        window.messages.say(Level.INFO, wanted)


def _offer_another(window: "MainWindow") -> None:
    """Another model was chosen: it counts from the next scan on."""
    window.messages.say(
        Level.INFO,
        translate("MainWindow", "The next scan will embed every photo anew with the other model."),
        translate("MainWindow", "Scan again") if window.scans.roots else "",
        window.scans.scan_again,
    )


def _show_started(window: "MainWindow") -> None:
    nothing_yet = Progress(Stage.WALK, 0)
    for view in (window.scan_strip, window.scan_page):
        view.show_progress(nothing_yet)
    window.show_state()


def _show_found(window: "MainWindow", library: Library) -> None:
    window.take_library(library)
    groups, photos = wording.groups(len(library.groups)), wording.photos(library.scanned)
    text = translate("MainWindow", "{0} found among {1}.").format(groups, photos)
    if library.skipped:
        skipped = wording.skipped_files(len(library.skipped))
        show = translate("MainWindow", "Show")
        window.messages.say(Level.GOOD, in_a_row((text, skipped)), show, window.dialogs.show_skipped)
    else:
        window.messages.say(Level.GOOD, text)


def _say_stopped(window: "MainWindow") -> None:
    window.messages.say(
        Level.INFO,
        translate(
            "MainWindow",
            "The scan was cancelled. What was read is kept, and the next scan goes on from there.",
        ),
    )


def _show_last(window: "MainWindow", library: Library | None) -> None:
    """At start, and after a removal: what the catalogue holds of the last scan."""
    if library is None:
        window.know_of_nothing()
        return
    if library.notices:
        removed = translate("MainWindow", "Removed photos…")
        window.messages.say(Level.ERROR, in_a_row(library.notices), removed, window.dialogs.show_removed)
    if not window.scans.running:
        window.take_library(library)
