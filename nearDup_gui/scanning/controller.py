"""Scanning folders: what may be scanned, the one scan that runs, and the last one's groups at start."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import NearDupError
from core.progress import CancelToken, Reporter
from nearDup_gui.library.groups import Library
from nearDup_gui.scanning.service import ScanServices
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs, Offer, Work


class ScanController(QObject):
    """At most one scan at a time. GUI thread."""

    started = Signal()
    progressed = Signal(object)
    """A `Progress`, at most about 20 times a second."""
    found_so_far = Signal(object)
    """A `Library` of what there is to review while the scan still reads."""
    found = Signal(object)
    """The `Library` that the scan found."""
    stopped = Signal()
    """The scan was cancelled; what was read is kept and the next scan continues from it."""
    failed = Signal(str)
    """The scan could not start or go on; a sentence."""
    ended = Signal()
    """After every scan that started, however it ended."""
    restored = Signal(object)
    """At start, and after a removal: the `Library` of the last scan; an empty one before the
    first, None if it could not be read."""

    def __init__(self, services: ScanServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._job: Job | None = None
        self._roots: tuple[Path, ...] = ()
        self._early = Offer(self)
        self._early.taken.connect(self._found_so_far)

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders of the scan that runs, or else of the last one."""
        return self._roots

    @property
    def own_roots(self) -> tuple[Path, ...]:
        """The same without the demo library, which is nobody's folder."""
        return tuple(root for root in self._roots if not self._services.is_demo(root))

    @property
    def recent_folders(self) -> tuple[Path, ...]:
        """Folders scanned before, latest first. Whether a drive is there is not asked: that may take long."""
        return self._services.settings.recent_folders

    def restore(self) -> None:
        """Open the catalogue and show what the last scan found."""
        if not self._services.has_catalog():
            self.restored.emit(Library())
            return
        job = self._jobs.start(lambda report, cancel: self._services.last_library(cancel), "restore")
        job.succeeded.connect(self._restored)
        job.failed.connect(self._restore_failed)

    def scan(self, folders: Sequence[Path]) -> None:
        """Scan folders, or say why not."""
        if not folders or not self._may_start():
            return
        roots = tuple(dict.fromkeys(folders))
        self._run(roots, lambda report, cancel: self._services.scan(roots, report, cancel, self._early.offer))

    def scan_again(self) -> None:
        """Scan the folders of the last scan."""
        self.scan(self._roots)

    def scan_demo(self) -> None:
        """Make the demo library and scan it."""

        def work(report: Reporter, cancel: CancelToken) -> Library:
            folder = self._services.make_demo(report, cancel)
            return self._services.scan([folder], report, cancel, self._early.offer)

        if self._may_start():
            self._run((), work)

    def cancel(self) -> None:
        """Ask the scan to stop."""
        if self._job is not None:
            self._job.cancel()

    def _may_start(self) -> bool:
        if self.running:
            self.failed.emit(self.tr("A scan is running. Wait for it or cancel it first."))
        elif only_read := self._services.only_read:
            self.failed.emit(only_read)
        return not self.running and not self._services.only_read

    def _run(self, roots: tuple[Path, ...], work: Work) -> None:
        self._roots = roots
        self._job = self._jobs.start(work, "scan")
        self._job.progressed.connect(self.progressed)
        self._job.succeeded.connect(self._found)
        self._job.cancelled.connect(self._stopped)
        self._job.failed.connect(self._failed)
        self.started.emit()

    def remember(self, roots: tuple[Path, ...]) -> None:
        """Put folders at the head of the recent ones, but for the demo library."""
        own = tuple(root for root in roots if not self._services.is_demo(root))
        try:
            if own:
                self._services.remember_folders(own)
        except (NearDupError, OSError) as error:
            self.failed.emit(self.tr("The folder could not be remembered: {0}").format(error))

    @Slot(object)
    def _found_so_far(self, library: Library) -> None:
        if self.running:  # the last offer may arrive after the end
            self.found_so_far.emit(library)

    @Slot(object)
    def _found(self, library: Library) -> None:
        self._job = None
        self.remember(self._roots)
        self._roots = library.roots
        self.found.emit(library)
        self.ended.emit()

    @Slot()
    def _stopped(self) -> None:
        self._job = None
        self.remember(self._roots)
        self.stopped.emit()
        self.ended.emit()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._job = None
        sentence = sentence_of(error)
        if sentence is not None:
            self.failed.emit(sentence)
        self.ended.emit()

    @Slot(object)
    def _restored(self, library: Library) -> None:
        if not self.running:
            self._roots = library.roots
        self.restored.emit(library)

    @Slot(object)
    def _restore_failed(self, error: BaseException) -> None:
        sentence = sentence_of(error)
        if sentence is not None:
            self.failed.emit(sentence)
        self.restored.emit(None)
