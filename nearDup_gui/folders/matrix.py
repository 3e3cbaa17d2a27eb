"""All pairs of folders at a glance: a row for each folder, a column for each that may cover it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from core.folders.matrix import ALIKE, FULL, Matrix
from core.folders.parts import FolderPair
from nearDup_gui.folders import wording
from nearDup_gui.toolkit.look import Look

_NAMES = 170
"""Pixels for the names on the left, and over the columns."""
_READABLE = 14
"""Pixels of a cell from which on its folder is named."""
_LARGEST = 34
_MAX_ZOOM = 12


class FolderMatrix(QScrollArea):
    """The picture, fitted to its place or larger; arrows go from cell to cell that has something."""

    chosen = Signal(object)
    """The `FolderPair` of the cell that a person is at."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = _Cells(look, self)
        self.setWidget(self.cells)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusProxy(self.cells)
        self.cells.chosen.connect(self.chosen)
        self.cells.moved.connect(self._show_cell)

    def show_matrix(self, matrix: Matrix, pairs: Sequence[FolderPair]) -> None:
        """Show other folders.

        Args:
            matrix: the picture.
            pairs: those that it was made of.
        """
        self.cells.show_matrix(matrix, pairs)
        self.cells.fit(self.viewport().size())

    def show_pair(self, pair: FolderPair | None) -> None:
        """Show where the person is."""
        self.cells.show_pair(pair)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.cells.fit(self.viewport().size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.cells.zoom(1, self.viewport().size())
        elif event.key() == Qt.Key.Key_Minus:
            self.cells.zoom(-1, self.viewport().size())
        else:
            super().keyPressEvent(event)

    def _show_cell(self, where: QPoint) -> None:
        self.ensureVisible(where.x(), where.y(), 60, 60)


class _Cells(QWidget):
    chosen = Signal(object)
    moved = Signal(QPoint)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._matrix: Matrix | None = None
        self._pairs: Sequence[FolderPair] = ()
        self._image = QImage()
        self._here: tuple[int, int] | None = None
        self._steps = 0
        self._cell = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Folders against folders"))
        look.changed.connect(self._paint_image)

    def show_matrix(self, matrix: Matrix, pairs: Sequence[FolderPair]) -> None:
        self._matrix, self._pairs, self._here, self._steps = matrix, pairs, None, 0
        self._paint_image()

    def show_pair(self, pair: FolderPair | None) -> None:
        matrix = self._matrix
        place = {part: number for number, part in enumerate(matrix.parts)} if matrix else {}
        row, column = (place.get(pair.folder), place.get(pair.other)) if pair else (None, None)
        self._here = None if row is None or column is None else (row, column)
        self.setAccessibleDescription(wording.sentence(pair) if pair else "")
        self.update()

    def fit(self, room: QSize) -> None:
        """Let all folders be in sight, or as many as the zoom leaves."""
        n = len(self._matrix.parts) if self._matrix else 0
        if not n:
            self.resize(room)
            return
        left = min(room.width() - _NAMES, room.height() - _NAMES) - 8
        self._cell = min(_LARGEST, max(0.5, left / n)) * 1.5**self._steps
        side = _NAMES + round(self._cell * n) + 4
        self.resize(max(side, room.width()), max(side, room.height()))
        self.update()

    def zoom(self, step: int, room: QSize) -> None:
        self._steps = min(_MAX_ZOOM, max(0, self._steps + step))
        self.fit(room)
        if self._here is not None:
            self.moved.emit(self._box(*self._here).center().toPoint())

    def pair_at(self, where: QPoint) -> FolderPair | None:
        """The pair whose cell is under a place; None where two folders have nothing in common."""
        matrix = self._matrix
        column, row = int((where.x() - _NAMES) // self._cell), int((where.y() - _NAMES) // self._cell)
        if matrix is None or not (0 <= row < len(matrix.parts) and 0 <= column < len(matrix.parts)):
            return None
        place = matrix.places[row, column]
        return self._pairs[place] if place >= 0 else None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            pair = self.pair_at(event.pos())  # type: ignore[attr-defined]
            QToolTip.showText(event.globalPos(), wording.sentence(pair) if pair else "", self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if pair := self.pair_at(event.position().toPoint()):
            self.show_pair(pair)
            self.chosen.emit(pair)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._matrix is None:
            super().keyPressEvent(event)
            return
        found = self._next(*step)
        if found is not None:
            pair = self._pairs[self._matrix.places[found]]
            self.show_pair(pair)
            self.moved.emit(self._box(*found).center().toPoint())
            self.chosen.emit(pair)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        matrix = self._matrix
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour("surface"))
        if matrix is None or not matrix.parts:
            return
        side = self._cell * len(matrix.parts)
        target = QRectF(_NAMES, _NAMES, side, side)
        painter.drawImage(target, self._image)
        painter.setPen(QPen(self._look.colour("edge"), 1))
        painter.drawRect(target)
        self._paint_grid(painter, event.rect())
        if self._here is not None:
            self._paint_here(painter, *self._here)

    def _paint_grid(self, painter: QPainter, seen: QRect) -> None:
        """Name rows and columns: each where there is room, else the folders that they lie in."""
        matrix = self._matrix
        assert matrix is not None
        metrics = QFontMetrics(self.font())
        n, cell = len(matrix.parts), self._cell
        first = max(0, int((seen.top() - _NAMES) // cell))
        last = min(n, int((seen.bottom() - _NAMES) // cell) + 2)
        if cell < _READABLE:
            self._paint_blocks(painter, metrics)
            return
        painter.setPen(self._look.colour("text"))
        for number in range(first, last):
            name = wording.name(matrix.parts[number])
            elided = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _NAMES - 12)
            row = QRectF(4, _NAMES + number * cell, _NAMES - 10, cell)
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided)
        for number in range(n):
            name = wording.name(matrix.parts[number])
            elided = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _NAMES - 12)
            painter.save()
            painter.translate(_NAMES + (number + 0.5) * cell, _NAMES - 6)
            painter.rotate(-90)
            column = QRectF(0, -cell / 2, _NAMES - 10, cell)
            painter.drawText(column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
            painter.restore()

    def _paint_blocks(self, painter: QPainter, metrics: QFontMetrics) -> None:
        matrix = self._matrix
        assert matrix is not None
        parents = [part.path.parent for part in matrix.parts]
        starts = [n for n, parent in enumerate(parents) if n == 0 or parent != parents[n - 1]]
        side, free = self._cell * len(parents), -1.0
        for start in starts:
            at = _NAMES + start * self._cell
            painter.setPen(QPen(self._look.colour("line"), 1))
            painter.drawLine(int(_NAMES), int(at), int(_NAMES + side), int(at))
            painter.drawLine(int(at), int(_NAMES), int(at), int(_NAMES + side))
            if at < free:
                continue
            free = at + metrics.height()
            painter.setPen(self._look.colour("muted"))
            name = metrics.elidedText(parents[start].name, Qt.TextElideMode.ElideMiddle, _NAMES - 12)
            row = QRectF(4, at, _NAMES - 10, metrics.height())
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, name)

    def _paint_here(self, painter: QPainter, row: int, column: int) -> None:
        matrix = self._matrix
        assert matrix is not None
        side, box = self._cell * len(matrix.parts), self._box(row, column)
        band = QColor(self._look.colour("accent"))
        band.setAlphaF(0.18)
        painter.fillRect(QRectF(0, box.top(), _NAMES + side, max(2.0, box.height())), band)
        painter.fillRect(QRectF(box.left(), 0, max(2.0, box.width()), _NAMES + side), band)
        painter.setPen(QPen(self._look.colour("accent" if self.hasFocus() else "edge"), 2.5))
        larger = max(0.0, 9 - box.width()) / 2
        painter.drawRect(box.adjusted(-larger, -larger, larger, larger))

    def _box(self, row: int, column: int) -> QRectF:
        return QRectF(_NAMES + column * self._cell, _NAMES + row * self._cell, self._cell, self._cell)

    def _next(self, down: int, right: int) -> tuple[int, int] | None:
        """The next cell with something in it, straight on; or the next row or column that has one."""
        matrix = self._matrix
        assert matrix is not None
        rows, columns = matrix.levels.nonzero()
        if not len(rows):
            return None
        if self._here is None:
            return int(rows[0]), int(columns[0])
        row, column = self._here
        if right:
            ahead = columns[(rows == row) & ((columns - column) * right > 0)]
            return (row, int(ahead.min() if right > 0 else ahead.max())) if len(ahead) else None
        beyond = (rows - row) * down > 0
        if not beyond.any():
            return None
        target = int(rows[beyond].min() if down > 0 else rows[beyond].max())
        there = columns[rows == target]
        return target, int(there[abs(there - column).argmin()])

    def _paint_image(self) -> None:
        matrix = self._matrix
        if matrix is None or not matrix.parts:
            self._image = QImage()
            return
        n = len(matrix.parts)
        image = QImage(matrix.levels.tobytes(), n, n, n, QImage.Format.Format_Indexed8).copy()
        image.setColorTable([self._colour(level).rgb() for level in range(FULL + 1)])
        self._image = image
        self.update()

    def _colour(self, level: int) -> QColor:
        ground = self._look.colour("window")
        if level == 0:
            return ground
        if level == ALIKE:
            return self._look.colour("warn_soft")
        if level == FULL:
            return self._look.colour("keep")
        full, share = self._look.colour("accent"), 0.2 + 0.8 * level / FULL
        mixed = (
            round(a + (b - a) * share)
            for a, b in zip(ground.getRgb()[:3], full.getRgb()[:3], strict=True)  # type: ignore[index]
        )
        return QColor(*mixed)
