"""A running scan: what it does, how far it is, how long it will take, what it has found, and Cancel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from core.progress import Progress, Stage
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.labels import ElidedLabel, button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import listed


class ScanStrip(QFrame):
    """A scan in two lines, above the groups that can be reviewed meanwhile."""

    cancel_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scanStrip")
        self._words = ElidedLabel()
        self._bar = _bar()
        self._cancel = button(look, self.tr("Cancel scan"), "close")
        self._cancel.clicked.connect(self.cancel_wanted)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._words)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self._cancel)

    def show_progress(self, progress: Progress) -> None:
        said = [_doing(progress), _pace(progress), _found(progress)]
        self._words.setText("  ·  ".join(filter(None, said)))
        _advance(self._bar, progress)

    def show_cancelling(self) -> None:
        self._words.setText(self.tr("Stopping the scan…"))


class ScanPage(QWidget):
    """A scan in the middle of the window, when there is nothing else to look at yet."""

    cancel_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doing = heading(self.tr("Starting"), 1.5)
        self._pace = muted(" ")
        self._bar = _bar()
        self._photos, photos = _counter(self.tr("photos"))
        self._skipped, skipped = _counter(self.tr("skipped"))
        self._groups, groups = _counter(self.tr("groups"))
        self.cancel = button(look, self.tr("Cancel"), "close")
        self.cancel.clicked.connect(self.cancel_wanted)
        self._hint = muted(
            self.tr("What has been read is kept: a scan that is cancelled goes on from there next time.")
        )
        self._of_scans = (self._hint, skipped, groups)
        """What is said of scans, and not while the demo's photos are only made; their room stays."""
        for part in self._of_scans:
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)

        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(620)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(12)
        column.addWidget(self._doing)
        column.addWidget(self._bar)
        column.addWidget(self._pace)
        counters = QHBoxLayout()
        for counter in (photos, skipped, groups):
            counters.addWidget(counter, 1)
        column.addLayout(counters)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addSpacing(16)
        foot.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)
        middle = QGridLayout(self)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addWidget(card, 1, 1)
        middle.setColumnStretch(0, 1)
        middle.setColumnStretch(1, 4)
        middle.setColumnStretch(2, 1)
        middle.setRowStretch(0, 2)
        middle.setRowStretch(2, 3)

    def show_progress(self, progress: Progress) -> None:
        self._doing.setText(wording.stage(progress.stage))
        counted = _count(progress)
        self._pace.setText("  ·  ".join(filter(None, [counted, _pace(progress)])) or " ")
        if progress.stage not in _AFTER_READING:
            self._photos.setText(wording.number(progress.photos))
            self._skipped.setText(wording.number(progress.skipped))
            self._groups.setText(wording.number(progress.groups))
        _advance(self._bar, progress)
        for part in self._of_scans:
            part.setVisible(progress.stage is not Stage.DEMO)

    def said(self) -> tuple[str, str]:
        """What is being done, and how fast."""
        return self._doing.text(), self._pace.text()

    def counted(self) -> tuple[str, str, str]:
        """Photos, skipped files and groups found so far, as they are shown."""
        return self._photos.text(), self._skipped.text(), self._groups.text()

    def show_cancelling(self) -> None:
        self._doing.setText(self.tr("Stopping the scan…"))


_AFTER_READING = (Stage.HASH, Stage.MATCH, Stage.COMPARE, Stage.GROUP)
"""These count pairs and the like; what was read before stays what was read."""


def _bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setRange(0, 0)
    return bar


def _counter(word: str) -> tuple[QLabel, QWidget]:
    number = heading("0", 1.6)
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(0)
    column.addWidget(number)
    column.addWidget(muted(word))
    return number, box


def _advance(bar: QProgressBar, progress: Progress) -> None:
    """In thousandths, since a library may hold more photos than a bar can count."""
    if progress.total:
        bar.setRange(0, 1000)
        bar.setValue(1000 * progress.done // progress.total)
    else:
        bar.setRange(0, 0)


def _doing(progress: Progress) -> str:
    return " ".join(filter(None, [wording.stage(progress.stage), _count(progress)]))


def _count(progress: Progress) -> str:
    """How far the step is; a step of which the end is not known says so."""
    if progress.total is not None and progress.stage in (Stage.MATCH, Stage.COMPARE):
        return wording.pairs_of(progress.done, progress.total)
    if progress.total is not None:
        return wording.of(progress.done, progress.total)
    return wording.so_far(progress.done)


def _pace(progress: Progress) -> str:
    said = []
    if progress.rate is not None:
        said.append(wording.rate(progress.rate))
    if progress.eta_s is not None:
        said.append(wording.time_left_in_step(progress.eta_s))
    return "  ·  ".join(said)


def _found(progress: Progress) -> str:
    said = []
    if progress.photos:
        said.append(wording.photos(progress.photos))
    if progress.groups:
        said.append(wording.groups(progress.groups))
    if progress.skipped:
        said.append(wording.skipped(progress.skipped))
    return listed(said)
