"""A slider that stands in a histogram: how alike photos must be, over how alike all the matches are."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from core.match.histogram import PERCENTS, SimilarityHistogram
from core.photo import Relation
from nearDup_gui.photos import wording
from nearDup_gui.photos.paint import fill_round
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import listed

COLOURS = {Relation.IDENTICAL: "keep", Relation.SAME_PICTURE: "accent", Relation.SAME_SCENE: "warn"}
"""The colour of each relation's bars, by its name in the theme."""

_HEIGHT = 58
"""Of bars and knob; the numbers of the ends are below."""
_KNOB = 7.0
"""Radius of the knob, which stands under the bars."""
_FEWEST_BARS = 21


class SimilaritySlider(QSlider):
    """Whole per cents. At its left end every match counts.

    Bars of one per cent, stacked by relation; their heights are square roots, or a thousand identical files
    would leave nothing to be seen of the rest.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._histogram = SimilarityHistogram()
        self._counted = frozenset(Relation)
        self.setPageStep(5)
        self.setRange(PERCENTS - _FEWEST_BARS, PERCENTS - 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("How alike photos must be, in per cent"))
        look.changed.connect(self.update)

    def show_histogram(self, histogram: SimilarityHistogram) -> None:
        """Show other matches. The slider stays where it is, even where there is nothing any more."""
        self._histogram = histogram
        lowest = min(histogram.lowest, PERCENTS - _FEWEST_BARS)
        value = self.value()
        at_start = value == self.minimum()
        self.blockSignals(True)
        self.setMinimum(lowest if at_start else min(lowest, value - 1))
        self.setValue(self.minimum() if at_start else value)
        self.blockSignals(False)
        self.update()

    def show_relations(self, counted: frozenset[Relation]) -> None:
        """Show bars of other relations as left out."""
        self._counted = counted
        self.update()

    def ends(self) -> tuple[str, str]:
        """What is written below the first and the last bar."""
        least = self.tr("{0} % alike").format(self.minimum())
        return least, self.tr("{0} % alike").format(PERCENTS - 1)

    def sizeHint(self) -> QSize:
        return QSize(220, _HEIGHT + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT + self.fontMetrics().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._told(event.pos().x()), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The knob jumps to where it is pressed: a histogram invites to point at a bar."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self._percent_at(event.position().x(), nearest=True))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._percent_at(event.position().x(), nearest=True))
            event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.height() - self.fontMetrics().height() - 2 * _KNOB - 2
        highest = max(sum(self._histogram.at(p).values()) for p in range(self.minimum(), PERCENTS))
        if highest:
            for percent in range(self.minimum(), PERCENTS):
                self._paint_bar(painter, percent, ground, highest)
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLine(QPointF(_KNOB, ground), QPointF(self.width() - _KNOB, ground))
        self._paint_knob(painter, ground)
        self._paint_ends(painter)
        painter.end()

    def _paint_bar(self, painter: QPainter, percent: int, ground: float, highest: int) -> None:
        """Stack the relations, the surest at the bottom; each has its share of the bar."""
        counts = self._histogram.at(percent)
        total = sum(counts.values())
        if not total:
            return
        tall = max(2.0, (ground - 2) * math.sqrt(total / highest))
        left, wide = self._x(percent), max(1.0, self._bar - 1)
        top = ground
        for relation, count in counts.items():
            part = tall * count / total
            top -= part
            counts_here = relation in self._counted and (
                percent >= self.value() or self._is_everything or relation is Relation.IDENTICAL
            )
            colour = self._look.colour(COLOURS[relation] if counts_here else "line")
            painter.fillRect(QRectF(left, top, wide, part), colour)

    def _paint_ends(self, painter: QPainter) -> None:
        """How alike the matches at both ends are."""
        least, most = self.ends()
        height = self.fontMetrics().height()
        line = QRectF(_KNOB, self.height() - height, self.width() - 2 * _KNOB, height)
        painter.setPen(self._look.colour("muted"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, least)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, most)

    def _paint_knob(self, painter: QPainter, ground: float) -> None:
        x = self._x(self.value())
        colour = self._look.colour("accent" if self.isEnabled() else "faint")
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, 1), QPointF(x, ground + 2))
        knob = QRectF(x - _KNOB + 1, ground + 1, 2 * _KNOB - 2, 2 * _KNOB - 2)
        if self.hasFocus():
            fill_round(painter, knob.adjusted(-2, -2, 2, 2), _KNOB + 1, self._look.colour("text"))
        fill_round(painter, knob, _KNOB - 1, colour)

    @property
    def _is_everything(self) -> bool:
        return self.value() == self.minimum()

    @property
    def _bar(self) -> float:
        return (self.width() - 2 * _KNOB) / (PERCENTS - self.minimum())

    def _x(self, percent: int) -> float:
        """Where the bar of a per cent begins."""
        return _KNOB + (percent - self.minimum()) * self._bar

    def _percent_at(self, x: float, *, nearest: bool) -> int:
        bars = (x - _KNOB) / max(self._bar, 0.01)
        percent = self.minimum() + (round(bars) if nearest else math.floor(bars))
        return min(max(percent, self.minimum()), PERCENTS - 1)

    def _told(self, x: float) -> str:
        """What the slider means, and what lies under the pointer."""
        percent = self._percent_at(x, nearest=False)
        parts = [
            f"{wording.relation(relation)}: {wording.number(count)}"
            for relation, count in self._histogram.at(percent).items()
            if count
        ]
        here = self.tr("{0} % alike: {1}").format(percent, listed(parts) or self.tr("nothing"))
        meaning = self.tr(
            "Photos that are less alike than this share no group. Nothing is scanned, removed or forgotten: "
            "move it back, and the groups are there again. Identical files always stay."
        )
        return f"<p>{here}</p><p>{meaning}</p>"
