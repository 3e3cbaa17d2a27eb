"""Watched folders joined to the window: what is watched, when it rests, and what is said of the news."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from nearDup_gui.frame.places import ComparePlace
from nearDup_gui.scanning.news_strip import NewsStrip
from nearDup_gui.scanning.watching import WatchController
from nearDup_gui.scanning.wording import news_sentence, unwatched_sentence
from nearDup_gui.toolkit.messages import Level

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow


def connect_watching(window: "MainWindow", watching: WatchController) -> NewsStrip:
    """Put the strip under the header, and let the watch follow the scans."""
    strip = NewsStrip(window.look)
    centre = window.centralWidget()
    middle = None if centre is None else centre.layout()
    assert isinstance(middle, QVBoxLayout)
    middle.insertWidget(middle.indexOf(window.header) + 1, strip)
    QWidget.setTabOrder(window.header.skipped, strip.scan)
    QWidget.setTabOrder(strip.scan, strip.close_it)
    scans, review, restores = window.scans, window.review, window.restores
    strip.scan_wanted.connect(scans.scan_again)
    strip.dismissed.connect(watching.dismiss)
    watching.may_scan = lambda: _nothing_goes_on(window)
    watching.scan_wanted.connect(scans.scan_again)
    watching.news_changed.connect(lambda news: _show_news(window, strip, news_sentence(news) if news else ""))
    watching.unwatched_changed.connect(lambda: _say_unwatched(window))
    scans.started.connect(watching.forget)
    for changed in (scans.restored, scans.found, window.access.changed):
        changed.connect(lambda _: watching.follow(scans.roots))
    window.settings.watching_changed.connect(lambda: watching.follow(scans.roots))
    for begun_or_over in (
        *(scans.started, scans.ended),
        *(review.removal_started, review.removed, review.removal_failed),
        *(restores.started, restores.restored, restores.failed),
    ):
        begun_or_over.connect(lambda *_: watching.set_busy(_is_busy(window)))
    return strip


def _show_news(window: "MainWindow", strip: NewsStrip, words: str) -> None:
    """Say what is new, or nothing; a strip that goes leaves the keys to the groups."""
    if not words and strip.has_keys:
        window.review_page.groups.list.setFocus()
    strip.say(words)


def _is_busy(window: "MainWindow") -> bool:
    return window.scans.running or window.review.removing or window.restores.restoring


def _nothing_goes_on(window: "MainWindow") -> bool:
    """Whether groups may be made anew without a person being in the middle of something."""
    deciding = QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None
    return not _is_busy(window) and not deciding and not isinstance(window.places.here, ComparePlace)


def _say_unwatched(window: "MainWindow") -> None:
    """Told once, where it may surprise; that a network tells nothing stands in the settings alone."""
    surprising = {folder: why for folder, why in window.watching.unwatched.items() if str(why) != "network"}
    if surprising:
        window.messages.say(Level.INFO, unwatched_sentence(surprising))
