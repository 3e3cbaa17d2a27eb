"""Inside the hash tables, for the curious: how full the buckets are, and the photos of one of them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.photo import Neighbour, Photo
from nearDup_gui.frame.places import Bucket
from nearDup_gui.hash_tables.controller import TablesController
from nearDup_gui.photos import wording
from nearDup_gui.photos.cards import CardsModel, cards_of_neighbours
from nearDup_gui.photos.grid import PhotoGrid
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit import desktop
from nearDup_gui.toolkit.labels import button, heading, inset, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.table import ROW_ROLE, Column, TableModel
from nearDup_gui.toolkit.table_dialog import file_menu, plain_table
from nearDup_gui.toolkit.writing import listed

if TYPE_CHECKING:
    from core.search.occupancy import Occupancy, SizeClass

_SHOWN_PHOTOS = 60


class TablesDialog(QDialog):
    """A table's facts and sizes above, its buckets on the left, the photos of the chosen one on the right."""

    bucket_wanted = Signal(object)
    """A `Bucket` whose photos a person wants as an answer in the window."""
    photo_wanted = Signal(object)
    """A `Photo` of a bucket, to be asked about in the window."""

    def __init__(
        self,
        tables: TablesController,
        look: Look,
        thumbnails: Thumbnails,
        photo: Photo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog, and ask for the first table.

        Args:
            tables: answers what the tables hold.
            look: the theme.
            thumbnails: the pictures of photos.
            photo: the photo that the person is at, whose bucket can be gone to.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Inside the hash tables"))
        self.resize(960, 640)
        self.setSizeGripEnabled(True)
        self._tables = tables
        self._photo = photo
        self._held: Occupancy | None = None
        self.table = QSpinBox()
        inset(self.table)
        self.table.setMinimumHeight(30)
        self.table.setAccessibleName(self.tr("Number of the table"))
        self.facts = muted(self.tr("Looking into the hash tables…"))
        self.sizes = SizeHistogram(look)
        self._make_lists(look, thumbnails)
        self.go_to_photo = button(look, self.tr("Bucket of this photo"), "similar", "quiet")
        self.go_to_photo.setToolTip("" if photo is None else str(photo.path))
        self.go_to_photo.setVisible(photo is not None)
        self.ask = button(look, self.tr("Show as an answer"), "similar", "primary")
        self.ask.setToolTip(self.tr("Leave this dialog, and review the photos of the bucket in the window"))
        self._lay_out()
        self._connect()
        tables.look(0)

    def current_bucket(self) -> Bucket | None:
        """The bucket that is chosen."""
        held, index = self._held, self.list.currentIndex()
        if held is None or not index.isValid():
            return None
        return Bucket(held.table, index.data(ROW_ROLE).key, held.params.bits)

    def choose(self, key: object) -> None:
        """Go to a bucket, if it is among those that are listed."""
        for row in range(self.buckets.rowCount()):
            if self.buckets.row_at(row).key == key:
                self.list.setCurrentIndex(self.buckets.index(row, 0))
                return
        self._about.setText(self.tr("The photo's bucket is not among the fullest, which are listed."))

    def _make_lists(self, look: Look, thumbnails: Thumbnails) -> None:
        columns = (
            Column(self.tr("Bucket"), self._bits, lambda bucket: bucket.key, width=150),
            Column(
                self.tr("Pictures"),
                lambda bucket: wording.number(bucket.count),
                lambda b: b.count,
                numeric=True,
            ),
        )
        self.buckets = TableModel(columns, (), self)
        self.list = plain_table(self)
        self.list.setModel(self.buckets)
        self.list.setSelectionMode(self.list.SelectionMode.SingleSelection)
        self.list.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.list.setColumnWidth(0, 150)
        self.list.horizontalHeader().setStretchLastSection(True)
        self.list.setAccessibleName(self.tr("Occupied buckets, the fullest first"))
        self._about = muted()
        self._inside = CardsModel(parent=self)
        self.grid = PhotoGrid(self._inside, look, thumbnails, click_marks=False)
        self.grid.setAccessibleName(self.tr("Photos of the bucket"))
        self.grid.photo_menu = lambda photo: file_menu(
            self.grid, look, photo.path, lambda menu: self._offer_query(menu, photo)
        )
        self.grid.similar_wanted.connect(self._ask_about)
        self.grid.open_wanted.connect(lambda photo: desktop.open_file(photo.path))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        label = QLabel(self.tr("&Table"))
        label.setBuddy(self.table)
        for widget in (label, self.table, self.go_to_photo):
            top.addWidget(widget)
        top.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        column.addWidget(self._about)
        column.addWidget(self.grid, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 640])
        foot = QDialogButtonBox()
        foot.addButton(self.ask, QDialogButtonBox.ButtonRole.ActionRole)
        foot.addButton(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        foot.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 14)
        whole.setSpacing(8)
        whole.addWidget(heading(self.tr("Inside the hash tables"), 1.2))
        whole.addLayout(top)
        whole.addWidget(self.facts)
        whole.addWidget(self.sizes)
        whole.addWidget(split, 1)
        whole.addWidget(foot)

    def _connect(self) -> None:
        tables = self._tables
        self.table.valueChanged.connect(tables.look)
        self.ask.clicked.connect(self._ask)
        self.ask.setEnabled(False)
        self.go_to_photo.clicked.connect(self._find_photo)
        self.list.selectionModel().currentChanged.connect(self._open)
        tables.told.connect(self._show)
        tables.bucket_told.connect(self._show_bucket)
        tables.found.connect(self.choose)
        tables.failed.connect(self.facts.setText)
        self.finished.connect(lambda result: tables.drop())

    def _show(self, held: "Occupancy | None") -> None:
        self._held = held
        if held is None:
            self.facts.setText(self.tr("There are no hash tables yet. Scan a folder first."))
            return
        self.table.blockSignals(True)
        self.table.setRange(0, held.params.tables - 1)
        self.table.setValue(held.table)
        self.table.blockSignals(False)
        number = wording.number
        self.facts.setText(
            self.tr(
                "{0} tables of {1} bits, {2} hyperplanes in all. Table {3} holds {4} pictures in {5} of {6} "
                "buckets; thrown in by chance they would fill {7}."
            ).format(
                *map(number, (held.params.tables, held.params.bits, held.hyperplanes, held.table)),
                *map(number, (held.pictures, held.occupied, held.buckets, round(held.expected))),
            )
        )
        self.sizes.show_sizes(held.sizes)
        self.buckets.replace(held.fullest)
        if held.fullest:
            self.list.selectRow(0)

    def _open(self) -> None:
        bucket = self.current_bucket()
        self.ask.setEnabled(bucket is not None)
        if bucket is not None:
            self._about.setText(self.tr("Looking into the bucket…"))
            self._tables.open(bucket.table, bucket.key)

    def _show_bucket(self, key: int, inside: list[Neighbour]) -> None:
        bucket = self.current_bucket()
        if bucket is not None and bucket.key == key:
            said = self.tr("{0}, the one nearest to the middle first").format(wording.photos(len(inside)))
            self._about.setText(said)
            self._inside.replace(cards_of_neighbours(inside[:_SHOWN_PHOTOS]))

    def _find_photo(self) -> None:
        if self._photo is not None and self._held is not None:
            self._tables.find(self._photo, self._held.table)

    def _offer_query(self, menu: QMenu, photo: Photo) -> None:
        menu.addAction(self.tr("Find similar") + "\tF").triggered.connect(lambda: self._ask_about(photo))

    def _ask_about(self, photo: Photo) -> None:
        self.accept()
        self.photo_wanted.emit(photo)

    def _ask(self) -> None:
        if (bucket := self.current_bucket()) is not None:
            self.accept()
            self.bucket_wanted.emit(bucket)

    def _bits(self, bucket: object) -> str:
        held = self._held
        return "" if held is None else f"{bucket.key:0{held.params.bits}b}"  # pyright: ignore


class SizeHistogram(QWidget):
    """How many buckets hold 1, 2, 3-4, 5-8 ... pictures, as bars with their numbers."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sizes: tuple[SizeClass, ...] = ()
        self.setMinimumHeight(96)
        self.setMaximumHeight(96)
        self.setAccessibleName(self.tr("Buckets by the number of pictures in them"))
        look.changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(480, 96)

    def show_sizes(self, sizes: "tuple[SizeClass, ...]") -> None:
        self._sizes = sizes
        said = (f"{_span(one)}: {wording.number(one.buckets)}" for one in sizes)
        self.setAccessibleDescription(listed(said))
        self.setToolTip(self.accessibleDescription())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._sizes:
            return
        line = painter.fontMetrics().height()
        width = min(72.0, self.width() / len(self._sizes))
        room = self.height() - 2 * line - 4
        most = max(1, *(one.buckets for one in self._sizes))
        for number, one in enumerate(self._sizes):
            left = number * width
            height = room * one.buckets / most
            bar = QRectF(left + 4, line + room - height, width - 8, height)
            painter.fillRect(bar, self._look.colour("accent"))
            painter.setPen(self._look.colour("text"))
            over = QRectF(left, bar.top() - line, width, line)
            painter.drawText(over, Qt.AlignmentFlag.AlignCenter, wording.number(one.buckets))
            painter.setPen(self._look.colour("muted"))
            below = QRectF(left, self.height() - line, width, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _span(one))

    def _repaint(self) -> None:
        self.update()


def _span(one: "SizeClass") -> str:
    return wording.number(one.high) if one.low >= one.high else f"{one.low}-{one.high}"
