"""Every removal that ever was, the newest first, and the way back for a file, a group or all of one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.progress import Progress
from nearDup_gui.photos import wording
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.restoring import wording as restoring_words
from nearDup_gui.restoring.controller import RestoreController
from nearDup_gui.restoring.dialogs import restored_sentence
from nearDup_gui.restoring.quarantine import QuarantineController
from nearDup_gui.restoring.quarantine_bar import QuarantineBar
from nearDup_gui.restoring.removed import RemovedFile
from nearDup_gui.restoring.removed_delegate import RemovedDelegate
from nearDup_gui.toolkit.column_widths import fit_columns
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.labels import ElidedLabel, button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import ROW_ROLE, Column, TableModel
from nearDup_gui.toolkit.table_dialog import offer_files, plain_table
from nearDup_gui.toolkit.writing import folder_name, listed

if TYPE_CHECKING:
    from core.catalog.removals import Removal, Session
    from core.review.restore import Restored

_ROW = 54
_WIDTH, _WIDEST = 1000, 1240
_SESSION = Qt.ItemDataRole.UserRole


class RestoreDialog(QDialog):
    """Removals on the left, the files of the chosen one on the right, and below what can be brought back."""

    def __init__(
        self,
        restores: RestoreController,
        quarantine: QuarantineController,
        look: Look,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Removed photos"))
        self.quarantine = QuarantineBar(quarantine, look)
        quarantine.emptied.connect(lambda emptied: restores.read_sessions())
        restores.restored.connect(lambda outcomes: quarantine.look())
        self.resize(_WIDEST if parent is None else max(_WIDTH, min(parent.width() - 40, _WIDEST)), 620)
        self.setSizeGripEnabled(True)
        self._restores = restores
        self._look = look
        self._failures: dict[int, str] = {}
        """Why entries could not be brought back this time, by their number; the journal keeps no tries."""
        self._fitted: int | None = None
        """For the files of which removal the columns have their widths."""
        self._make_table(thumbnails)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._say(self.tr("Reading what was removed…"))
        restores.read_sessions()

    def chosen(self) -> "list[Removal]":
        """What of the chosen rows may be brought back."""
        rows = self.table.selectionModel().selectedRows()
        files: list[RemovedFile] = [index.data(ROW_ROLE) for index in rows]
        return [file.removal for file in files if file.may_return]

    def group_of_chosen(self) -> "list[Removal]":
        """What of the groups of the chosen rows may be brought back."""
        rows = self.table.selectionModel().selectedRows()
        groups = {index.data(ROW_ROLE).removal.intent.group for index in rows}
        return [removal for removal in self.whole_session() if removal.intent.group in groups]

    def whole_session(self) -> "list[Removal]":
        """What of the removal that is shown may be brought back."""
        return [file.removal for file in self.files.values if file.may_return]

    def _make_table(self, thumbnails: Thumbnails) -> None:
        columns = (
            Column(
                self.tr("File"),
                lambda f: f.removal.path.name,
                tip=lambda f: str(f.removal.path),
                width=200,
            ),
            Column(
                self.tr("Folder"),
                lambda f: folder_name(f.removal.path),
                tip=lambda f: str(f.removal.path.parent),
                width=120,
            ),
            Column(
                self.tr("Group"),
                lambda f: wording.number(f.removal.intent.group),
                lambda f: f.removal.intent.group,
                numeric=True,
            ),
            Column(self.tr("State"), lambda f: restoring_words.removal_state(f.removal), width=120),
            Column(self.tr("Now"), lambda f: f.folder_now, tip=lambda f: str(f.place or ""), width=110),
            Column(self.tr("What happened"), self._note, width=100),
        )
        self.files = TableModel(columns, (), self)
        self.table = plain_table(self)
        self.table.setModel(self.files)
        self.table.setWordWrap(True)  # rows are high enough for two lines of what happened
        self.table.setItemDelegateForColumn(0, RemovedDelegate(self._look, thumbnails, self.table))
        self.table.setAccessibleName(self.tr("Files of this removal"))
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.table.horizontalHeader()
        for number, column in enumerate(columns):
            self.table.setColumnWidth(number, 70 if column.numeric else column.width)
        header.setStretchLastSection(True)
        offer_files(self.table, self._look, lambda file: file.place, self._offer_return)
        thumbnails.ready.connect(self.table.viewport().update)
        self.table.selectionModel().selectionChanged.connect(self._allow)

    def _make_parts(self) -> None:
        look = self._look
        self.sessions = QListWidget()
        self.sessions.setObjectName("folders")
        self.sessions.setAccessibleName(self.tr("Removals, the newest first"))
        self.sessions.setMinimumWidth(240)
        self._title = heading(scale=1.1)
        self.told = ElidedLabel()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._words = QLabel()
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self.again = button(look, self.tr("Try again"), "rescan")
        self.some = button(look, "", "restore", "primary")
        self.group = button(look, self.tr("Bring back the group"), "")
        self.group.setToolTip(self.tr("All files that were removed from the groups of the chosen rows"))
        self.all = button(look, self.tr("Bring back all"), "")
        self.all.setToolTip(self.tr("Everything that this removal took away"))
        self.stop = button(look, self.tr("Stop"), "close")
        self.stop.hide()

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.sessions)
        split.addWidget(side)
        split.setStretchFactor(1, 1)
        split.setSizes([270, 790])
        notice = QWidget()
        words = QVBoxLayout(notice)
        words.addStretch(1)
        words.addWidget(self._words)
        words.addWidget(self.again, 0, Qt.AlignmentFlag.AlignCenter)
        words.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(notice)
        self._pages.addWidget(split)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        telling = QVBoxLayout()
        telling.addWidget(self.told)
        telling.addWidget(self._progress)
        foot.addLayout(telling, 1)
        for shown in (self.stop, self.all, self.group, self.some):
            shown.setAutoDefault(False)
            foot.addWidget(shown)
        close = QDialogButtonBox()
        close.addButton(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        close.rejected.connect(self.reject)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(10)
        whole.addWidget(heading(self.tr("Removed photos")))
        whole.addWidget(
            muted(
                self.tr(
                    "Everything that NearDup ever removed. A file goes back to its place; where that is "
                    "taken, beside it under another name. Nothing is overwritten."
                )
            )
        )
        whole.addWidget(self.quarantine)
        whole.addWidget(self._pages, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        restores = self._restores
        self.sessions.currentItemChanged.connect(self._choose_session)
        self.again.clicked.connect(self._read_again)
        self.some.clicked.connect(lambda: self._bring_back(self.chosen()))
        self.group.clicked.connect(lambda: self._bring_back(self.group_of_chosen()))
        self.all.clicked.connect(lambda: self._bring_back(self.whole_session()))
        self.stop.clicked.connect(restores.cancel)
        restores.sessions_read.connect(self._show_sessions)
        restores.files_read.connect(self._show_files)
        restores.reading_failed.connect(self._show_trouble)
        restores.started.connect(self._show_started)
        restores.progressed.connect(self._show_progress)
        restores.restored.connect(self._show_restored)
        restores.failed.connect(self._show_failed)
        self._allow()

    def _bring_back(self, removals: "list[Removal]") -> None:
        self._restores.restore(removals)

    def _offer_return(self, menu: QMenu) -> None:
        for shown in (self.some, self.group):
            action = menu.addAction(shown.text())
            action.setEnabled(shown.isEnabled())
            action.triggered.connect(shown.click)

    def _read_again(self) -> None:
        self._say(self.tr("Reading what was removed…"))
        self._restores.read_sessions()

    def _say(self, words: str, *, trouble: bool = False) -> None:
        """A sentence in place of the lists."""
        self._words.setText(words)
        self.again.setVisible(trouble)
        self._pages.setCurrentIndex(0)
        self._allow()

    def said(self) -> str:
        """What is said in place of the lists; empty while they are shown."""
        return self._words.text() if self._pages.currentIndex() == 0 else ""

    def _show_trouble(self, why: str) -> None:
        self._say(why, trouble=True)

    def _show_sessions(self, sessions: "Sequence[Session]") -> None:
        """Show removals, and stay at the one that was chosen."""
        if not sessions:
            self._say(self.tr("Nothing was ever removed."))
            return
        here = self._session()
        self.sessions.blockSignals(True)
        self.sessions.clear()
        for one in sessions:
            item = QListWidgetItem(f"{wording.time(one.began)}\n{restoring_words.session(one)}")
            item.setData(_SESSION, one)
            item.setToolTip(restoring_words.session_details(one))
            self.sessions.addItem(item)
        self.sessions.blockSignals(False)
        numbers = [one.id for one in sessions]
        if self._pages.currentIndex() == 0:
            self._pages.setCurrentIndex(1)
            self.sessions.setFocus()  # not what would erase the quarantine, which comes first
        self.sessions.setCurrentRow(numbers.index(here.id) if here and here.id in numbers else 0)

    def _session(self) -> "Session | None":
        item = self.sessions.currentItem()
        return None if item is None else item.data(_SESSION)

    def _choose_session(self, *_: Any) -> None:
        one = self._session()
        if one is None:
            return
        self._title.setText(f"{restoring_words.session(one)} · {restoring_words.session_details(one)}")
        if one.id != self._shown_session():
            self.files.replace(())
        self._restores.read_files(one)

    def _shown_session(self) -> int | None:
        return self.files.row_at(0).removal.session if self.files.rowCount() else None

    def _show_files(self, session: int, files: Sequence[RemovedFile]) -> None:
        one = self._session()
        if one is not None and one.id == session:
            self.files.replace(sorted(files, key=lambda file: file.removal.intent.group))
            if session != self._fitted and files:
                self._fitted = session
                fit_columns(self.table)
            self._allow()

    def _show_started(self, count: int) -> None:
        self._failures.clear()
        self._progress.setRange(0, count)
        self._progress.setValue(0)
        self._progress.show()
        self.stop.show()
        self.told.setText(self.tr("Bringing back {0}…").format(wording.files(count)))
        self._allow()

    def _show_progress(self, progress: Progress) -> None:
        self._progress.setValue(progress.done)

    def _show_restored(self, outcomes: "Sequence[Restored]") -> None:
        """Say what came of it, and read the journal anew for where every file is now."""
        self._failures = {o.removal.id: told(o.reason) for o in outcomes if o.status == "failed"}
        self._show_over(restored_sentence(outcomes))
        self._restores.read_sessions()

    def _show_failed(self, why: str) -> None:
        self._show_over(why)

    def _show_over(self, words: str) -> None:
        self._progress.hide()
        self.stop.hide()
        self.told.setText(words)
        self._allow()

    def _note(self, file: RemovedFile) -> str:
        words = self._failures.get(file.removal.id) or told(file.removal.reason)
        if words or not file.written:
            return words
        names = listed(path.name for path in file.written)
        return self.tr("What only it says was written into {0}").format(names)

    def _allow(self) -> None:
        """Let be pressed only what would do something."""
        idle = self._pages.currentIndex() == 1 and not self._restores.restoring
        chosen = len(self.chosen())
        self.some.setText(
            self.tr("Bring back {0}").format(wording.files(chosen)) if chosen else self.tr("Bring back")
        )
        pairs: tuple[tuple[QPushButton, bool], ...] = (
            (self.some, chosen > 0),
            (self.group, bool(self.group_of_chosen())),
            (self.all, bool(self.whole_session())),
        )
        for shown, useful in pairs:
            shown.setEnabled(idle and useful)
