"""Watched folders joined to their frame: what is watched, when it rests, and what is said of the news."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from nearDup_gui.frame.frame import Frame
from nearDup_gui.frame.places import ComparePlace
from nearDup_gui.scanning.controller import ScanController
from nearDup_gui.scanning.news_strip import NewsStrip
from nearDup_gui.scanning.watching import WatchController
from nearDup_gui.scanning.wording import news_sentence, unwatched_sentence
from nearDup_gui.toolkit.messages import Level


class WatchView(QObject):
    """Lets the watch follow the scans, and rest while others are at work. GUI thread."""

    def __init__(
        self,
        frame: Frame,
        watching: WatchController,
        scans: ScanController,
        strip: NewsStrip,
        leave_keys: Callable[[], None],
        others_busy: Callable[[], bool],
    ) -> None:
        """Join them.

        Args:
            frame: where it is told what cannot be watched.
            watching, scans: the watch, and the scans that it follows.
            strip: where the news are told.
            leave_keys: lets the keys act on what is shown, since the strip goes.
            others_busy: tells whether anything but a scan is at work.
        """
        super().__init__(frame.over)
        self._frame = frame
        self._watching = watching
        self._scans = scans
        self._strip = strip
        self._leave_keys = leave_keys
        self._others_busy = others_busy
        QWidget.setTabOrder(frame.header.skipped, strip.scan)
        QWidget.setTabOrder(strip.scan, strip.close_it)
        strip.scan_wanted.connect(scans.scan_again)
        strip.dismissed.connect(watching.dismiss)
        watching.may_scan = self._nothing_goes_on
        watching.scan_wanted.connect(scans.scan_again)
        watching.news_changed.connect(lambda news: self._show_news(news_sentence(news) if news else ""))
        watching.unwatched_changed.connect(self._say_unwatched)
        scans.started.connect(watching.forget)
        self.follow_on((scans.restored, scans.found))
        self.rest_on((scans.started, scans.ended))

    def follow_on(self, signals: Iterable[SignalInstance]) -> None:
        """Watch the folders of the last scan as soon as one of these signals comes."""
        for changed in signals:
            changed.connect(lambda *_: self._watching.follow(self._scans.roots))

    def rest_on(self, signals: Iterable[SignalInstance]) -> None:
        """Look whether anybody is at work whenever one of these signals comes."""
        for begun_or_over in signals:
            begun_or_over.connect(lambda *_: self._watching.set_busy(self._is_busy()))

    def _show_news(self, words: str) -> None:
        """Say what is new, or nothing; a strip that goes leaves the keys to what is shown."""
        if not words and self._strip.has_keys:
            self._leave_keys()
        self._strip.say(words)

    def _is_busy(self) -> bool:
        return self._scans.running or self._others_busy()

    def _nothing_goes_on(self) -> bool:
        """Whether groups may be made anew without a person being in the middle of something."""
        opened = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        comparing = isinstance(self._frame.places.here, ComparePlace)
        return not self._is_busy() and opened is None and not comparing

    def _say_unwatched(self) -> None:
        """Told once, where it may surprise; that a network tells nothing stands in the settings alone."""
        unwatched = self._watching.unwatched
        surprising = {folder: why for folder, why in unwatched.items() if str(why) != "network"}
        if surprising:
            self._frame.messages.say(Level.INFO, unwatched_sentence(surprising))
