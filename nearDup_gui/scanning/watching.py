"""What is new in the scanned folders while the window is open: told, or scanned when nothing else goes on."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.settings import Watching
from nearDup_gui.scanning.watch_service import Watch, WatchServices
from nearDup_gui.toolkit.jobs import Jobs, Offer

if TYPE_CHECKING:
    from core.scan.listening import Unwatched
    from core.scan.news import News

_TRY_AGAIN_MS = 5000
"""How soon a scan that had to wait is tried again."""


class WatchController(QObject):
    """GUI thread. The watch itself is made with the first folders."""

    news_changed = Signal(object)
    """The `News` to tell; None where there is none any more."""
    scan_wanted = Signal()
    """The settings say that new photos are scanned by themselves, and nothing else goes on."""
    unwatched_changed = Signal()

    def __init__(self, services: WatchServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._watch: Watch | None = None
        self._roots: tuple[Path, ...] = ()
        self._resting = False
        self._news: News | None = None
        self._dismissed: News | None = None
        self.unwatched: Mapping[Path, Unwatched] = {}
        """Folders of which the system does not tell what happens in them, and why."""
        self.may_scan: Callable[[], bool] = lambda: False
        """Says whether a scan that nobody pressed a button for disturbs nothing."""
        self._heard, self._refused = Offer(self), Offer(self)
        self._heard.taken.connect(self._take_news)
        self._refused.taken.connect(self._take_unwatched)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_TRY_AGAIN_MS)
        self._later.timeout.connect(self._scan_or_wait)

    def follow(self, roots: Sequence[Path]) -> None:
        """Watch these folders, the last that were scanned, as far as the settings want it."""
        wanted = self._services.settings.window.watching is not Watching.OFF and not self._services.only_read
        self._roots = tuple(roots) if wanted else ()
        if self._watch is None and self._roots:
            self._watch = self._services.folder_watch(
                self._heard.offer, self._refused.offer, self._jobs.token
            )
            if self._resting:
                self._watch.rest()
        if self._watch is not None:
            self._watch.watch(self._roots)
        if not self._roots:
            self._tell(None)
        else:
            self._scan_or_wait()

    def set_busy(self, busy: bool) -> None:
        """A scan, a removal or its undoing is under way, or none any more. What it does is no news."""
        self._resting = busy
        if self._watch is not None:
            (self._watch.rest if busy else self._watch.wake)()

    def forget(self) -> None:
        """A scan has begun, and brings everything."""
        self._dismissed = None
        self._tell(None)

    def dismiss(self) -> None:
        """A person wants to hear no more of this news."""
        self._dismissed = self._news
        self._tell(None)

    def close(self) -> None:
        """End the watch's thread; nothing is told afterwards."""
        self._later.stop()
        if self._watch is not None:
            self._watch.close()

    @Slot(object)
    def _take_news(self, news: "News") -> None:
        if self._resting or not self._roots:
            return
        self._tell(news if news and news != self._dismissed else None)
        self._scan_or_wait()

    @Slot(object)
    def _take_unwatched(self, unwatched: "Mapping[Path, Unwatched]") -> None:
        self.unwatched = unwatched
        self.unwatched_changed.emit()

    def _tell(self, news: "News | None") -> None:
        self._later.stop()
        if news != self._news:
            self._news = news
            self.news_changed.emit(news)

    def _scan_or_wait(self) -> None:
        """Scan what has arrived, if that is to be done unasked. Photos that left are only told."""
        by_itself = self._services.settings.window.watching is Watching.SCAN
        if not by_itself or self._news is None or not self._news.to_read:
            return
        if self._resting or not self.may_scan():
            self._later.start()
        else:
            self.scan_wanted.emit()
