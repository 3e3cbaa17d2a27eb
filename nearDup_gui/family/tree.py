"""A family tree, generation by generation from the left: photos, and arrows that say what happened."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from nearDup_gui.family import wording as words
from nearDup_gui.family.node import WIDTH, FamilyNode
from nearDup_gui.photos import wording
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

if TYPE_CHECKING:
    from core.match.family import Descent, Family

_MARGIN = 8
_GAP = 150
"""Between generations: room for a phrase."""
_APART = 14
"""Between nodes of a generation."""
_TRUNK = 14.0
"""How far from the parent the arrows to its children part."""
_HEAD = 7.0
_LINES = 4
"""Of phrases on an arrow; the tip of its child has all of them."""


class FamilyTree(QWidget):
    """Nodes at fixed places; the keys move along the arrows. It decides nothing."""

    chosen = Signal(object)
    """The `FamilyNode` that has the keys now."""
    toggle_wanted = Signal(object)
    compare_wanted = Signal(object)

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails
        self._family: Family | None = None
        self.nodes: dict[int, FamilyNode] = {}
        """By content, in the order of the tree."""
        thumbnails.ready.connect(self._repaint)
        look.changed.connect(self._repaint)

    def show_family(self, family: "Family", keeper: int) -> None:
        """Show a tree; `keeper` is the id of the group's keeper."""
        self._family = family
        for relative in family.relatives:
            node = FamilyNode(relative, family, keeper, self._look, self._thumbnails, self)
            node.chosen.connect(self.chosen)
            node.toggle_wanted.connect(self.toggle_wanted)
            node.compare_wanted.connect(self.compare_wanted)
            node.move_wanted.connect(self._move)
            self.nodes[relative.content] = node
        self._place()

    def show_marks(self, marked: frozenset[int]) -> None:
        """Show which photos are marked, by their ids."""
        for node in self.nodes.values():
            node.show_marks(marked)

    def sizeHint(self) -> QSize:
        right = max((node.geometry().right() for node in self.nodes.values()), default=0)
        right = max(right, _MARGIN + WIDTH + _GAP)
        bottom = max((node.geometry().bottom() for node in self.nodes.values()), default=0)
        return QSize(right + 1 + _MARGIN, bottom + 1 + _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._family is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for descent in self._family.descents:
            self._paint_arrow(painter, descent)
        related = {content for one in self._family.descents for content in (one.parent, one.child)}
        for content, node in self.nodes.items():
            if content not in related:
                self._paint_alone(painter, node)

    def _place(self) -> None:
        """What has no children takes the next row; a parent stands in the middle of its children."""
        assert self._family is not None
        height = next((node.height() for node in self.nodes.values()), 0) + _APART
        middle: dict[int, float] = {}
        row = 0
        for content in self.nodes:
            if not self._family.children_of(content):
                middle[content], row = row, row + 1
        for content in reversed(self.nodes):
            if children := self._family.children_of(content):
                middle[content] = (middle[children[0]] + middle[children[-1]]) / 2
        for content, node in self.nodes.items():
            left = _MARGIN + node.relative.generation * (WIDTH + _GAP)
            node.move(left, round(_MARGIN + middle[content] * height))
            node.show()
        self.setMinimumSize(self.sizeHint())

    def _paint_arrow(self, painter: QPainter, descent: "Descent") -> None:
        parent, child = self.nodes[descent.parent].geometry(), self.nodes[descent.child].geometry()
        begin = QPointF(parent.right() + 1, parent.center().y())
        trunk = begin.x() + _TRUNK
        end = QPointF(child.left() - 2, child.center().y())
        painter.setPen(QPen(self._look.colour("edge"), 1.5))
        painter.drawPolyline([begin, QPointF(trunk, begin.y()), QPointF(trunk, end.y()), end])
        painter.setBrush(self._look.colour("edge"))
        back = end - QPointF(_HEAD, 0)
        painter.drawPolygon(QPolygonF([end, back + QPointF(0, _HEAD / 2), back - QPointF(0, _HEAD / 2)]))
        line = QFontMetricsF(self.font()).height()
        room = QRectF(trunk + 8, end.y() - 3 - _LINES * line, end.x() - trunk - 8 - _HEAD, _LINES * line)
        painter.setPen(self._look.colour("text"))
        above = Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        painter.drawText(room, above, "\n".join(self._fitting(words.phrases(descent), room)))
        painter.setPen(self._look.colour("muted"))
        room.moveTop(end.y() + 4)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, wording.certainty(descent.certainty))

    def _fitting(self, phrases: list[str], room: QRectF) -> list[str]:
        """As many phrases as there is room for, each on lines of its own, and how many more there are."""
        metrics = QFontMetricsF(self.font())

        def fits(said: list[str]) -> bool:
            text = "\n".join(said)
            return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() <= room.height() + 1

        if fits(phrases):
            return phrases
        left = next((n for n in range(len(phrases) - 1, 1, -1) if fits([*phrases[:n], "+"])), 1)
        return [*phrases[:left], f"+{len(phrases) - left}"]

    def _paint_alone(self, painter: QPainter, node: FamilyNode) -> None:
        """What has no relatives says what it is instead."""
        assert self._family is not None
        place = node.geometry()
        room = QRectF(place.right() + 10, place.top(), _GAP - 14, place.height())
        painter.setPen(self._look.colour("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, words.standing(node.relative, self._family))

    def _move(self, node: FamilyNode, key: int) -> None:
        """Left to the parent, right to the first child, up and down within the generation."""
        family, content = self._family, node.relative.content
        assert family is not None
        to: int | None = None
        match key:
            case Qt.Key.Key_Left:
                descent = family.descent_of(content)
                to = None if descent is None else descent.parent
            case Qt.Key.Key_Right:
                to = next(iter(family.children_of(content)), None)
            case Qt.Key.Key_Home:
                to = next(iter(self.nodes))
            case _:
                same = [
                    one for one, n in self.nodes.items() if n.relative.generation == node.relative.generation
                ]
                at = same.index(content) + (1 if key == Qt.Key.Key_Down else -1)
                to = same[at] if 0 <= at < len(same) else None
        if to is not None:
            self.nodes[to].setFocus(Qt.FocusReason.TabFocusReason)

    def _repaint(self) -> None:
        self.update()
        for node in self.nodes.values():
            node.update()
