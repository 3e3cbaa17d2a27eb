"""One photo as a card: the whole picture, what is known about it, and whether it stays."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from nearDup_gui.photos import cover, wording
from nearDup_gui.photos.cards import Card, CardRole
from nearDup_gui.photos.paint import BADGE, elided, fill_round, paint_badge, paint_doom, paint_photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import folder_name

_MARGIN = 6.0
_PADDING = 10.0
_RADIUS = 10.0
_FOOTER = 30.0
_ROUND = 32.0
_WORDED = 225
"""From this width of a card on, two signs with words fit side by side on its picture."""
_FACT_LINES = 5
_EVIDENCE_LINES = 2
_IMAGE_SHARE = 0.72
"""Height of the picture's box for each pixel of its width: room for landscape, portrait and square."""


class CardDelegate(QStyledItemDelegate):
    """Paints cards of a `CardsModel`, all of one size that the grid decides."""

    def __init__(self, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._thumbnails = thumbnails
        self.size = QSize(240, 320)
        self.several = False
        """Whether several photos are chosen, so that each of them must show it."""

    def size_of(self, width: int, font: QFont, *, evidence: bool = False, losses: bool = False) -> QSize:
        """The size of a card that is so wide.

        Args:
            evidence: leave room to say what happened to the photos.
            losses: leave room to say what they hold that the keeper does not.
        """
        inner = width - 2 * (_MARGIN + _PADDING)
        lines = _FACT_LINES + (_EVIDENCE_LINES if evidence else 0) + losses
        text = lines * (QFontMetricsF(font).height() + 2) + 4
        height = 2 * (_MARGIN + _PADDING) + inner * _IMAGE_SHARE + 8 + text + _FOOTER
        return QSize(width, round(height))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.size

    def similar_button(self, box: QRectF, font: QFont) -> QRectF:
        """Where the card in `box` has its "Find similar" button."""
        card = box.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        width = QFontMetricsF(font).horizontalAdvance(self._similar_text()) + 34
        bottom = card.bottom() - _PADDING / 2
        return QRectF(card.right() - _PADDING / 2 - width, bottom - _FOOTER, width, _FOOTER)

    def compare_button(self, box: QRectF, font: QFont) -> QRectF:
        """Where the card in `box` has its "Compare" button: in the picture's upper right corner."""
        inset = _MARGIN + _PADDING + 6
        worded = box.width() >= _WORDED
        width = QFontMetricsF(font).horizontalAdvance(self._compare_text()) + 42 if worded else _ROUND
        return QRectF(box.right() - inset - width, box.top() + inset, width, _ROUND)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card: Card = index.data(CardRole.CARD)
        marked: bool = index.data(CardRole.MARKED)
        whole = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        box = whole.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, box, marked)
        inner = box.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        picture = QRectF(inner.left(), inner.top(), inner.width(), inner.width() * _IMAGE_SHARE)
        paint_photo(painter, self._look, self._thumbnails, card.photo.content_id, picture)
        if marked:
            paint_doom(painter, self._look, picture)
        elif card.is_keeper:
            paint_badge(painter, self._look, wording.keeper(), picture)
        if (unit := index.data(CardRole.UNIT)) is not None:
            self._paint_unit(painter, wording.unit(unit), picture)
        if self.several:
            self._paint_chosen(painter, option, picture)
        if marked and (loss := index.data(CardRole.LOSS)):
            self._paint_loss(painter, option, loss, picture)
        self._paint_compare(painter, option, card, whole)
        likeness: str = index.data(CardRole.LIKENESS)
        self._paint_facts(painter, option, card, likeness, marked, inner, picture.bottom() + 8)
        self._paint_footer(painter, option, card, marked, inner, whole)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, marked: bool
    ) -> None:
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        fill_round(painter, box, _RADIUS, self._look.colour("hover" if hovered else "surface"))
        if state & QStyle.StateFlag.State_HasFocus:
            pen = QPen(self._look.colour("accent"), 2.5)
        elif marked:
            pen = QPen(self._look.colour("remove"), 1.5, Qt.PenStyle.DashLine)
        else:
            pen = QPen(self._look.colour("line"), 1)
        painter.setPen(pen)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)

    def _paint_unit(self, painter: QPainter, text: str, picture: QRectF) -> None:
        """What belongs to the photo, in the picture's lower left corner."""
        font = QFont(painter.font())
        painter.setFont(font)
        width = min(QFontMetricsF(font).horizontalAdvance(text) + 16, picture.width() - _ROUND - 24)
        badge = QRectF(picture.left() + 8, picture.bottom() - BADGE - 8, width, BADGE)
        ground = self._look.colour("surface")
        ground.setAlphaF(0.9)
        fill_round(painter, badge, badge.height() / 2, ground)
        painter.setPen(self._look.colour("text"))
        words = badge.adjusted(8, 0, -6, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, elided(painter, text, words.width()))

    def _paint_chosen(self, painter: QPainter, option: QStyleOptionViewItem, picture: QRectF) -> None:
        """A ring in the picture's lower right corner, ticked where the photo is among the chosen ones."""
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        ring = QRectF(picture.right() - _ROUND - 6, picture.bottom() - _ROUND - 6, _ROUND, _ROUND)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        fill_round(painter, ring, _ROUND / 2, self._look.colour("accent" if chosen else "surface"))
        painter.setPen(QPen(self._look.colour("accent"), 1.5))
        painter.drawEllipse(ring)
        if chosen:
            self._look.paint_icon(painter, "check", ring.adjusted(5, 5, -5, -5), "on_accent")

    def _paint_loss(
        self, painter: QPainter, option: QStyleOptionViewItem, loss: str, picture: QRectF
    ) -> None:
        """A warning along the upper edge of the picture: what goes with it and with nothing else."""
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        painter.setFont(font)
        band = QRectF(picture.left(), picture.top(), picture.width(), BADGE + 4)
        fill_round(painter, band, 6, self._look.colour("warn_soft"))
        sign = QRectF(band.left() + 6, band.center().y() - 8, 16, 16)
        self._look.paint_icon(painter, "warning", sign, "warn")
        painter.setPen(self._look.colour("warn"))
        words = band.adjusted(27, 0, -6, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, elided(painter, loss, words.width()))

    def _paint_facts(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        card: Card,
        likeness: str,
        marked: bool,
        inner: QRectF,
        top: float,
    ) -> None:
        plain: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        strong = QFont(plain)
        strong.setBold(True)
        strong.setStrikeOut(marked)
        height = QFontMetricsF(plain).height()
        photo = card.photo
        facts = f"{wording.dimensions(photo)} · {wording.size(photo.file.size)} · {photo.format}"
        middle, right = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        line = QRectF(inner.left(), top, inner.width(), height)
        for text, font, colour, mode in (
            (photo.path.name, strong, "text", middle),
            (folder_name(photo.path), plain, "muted", middle),
            (facts, plain, "text", right),
            (wording.date(photo), plain, "muted", right),
            (likeness, plain, "accent", right),
            *((words, plain, "muted", right) for words in self._evidence(card, plain, inner.width())),
        ):
            painter.setFont(font)
            painter.setPen(self._look.colour(colour))
            painter.drawText(line, elided(painter, text, line.width(), mode))
            line.translate(0, height + 2)
        if card.losses:
            sign = QRectF(line.left(), line.center().y() - 8, 16, 16)
            self._look.paint_icon(painter, "warning", sign, "warn")
            painter.setPen(self._look.colour("warn"))
            words = line.adjusted(21, 0, 0, 0)
            painter.drawText(words, elided(painter, cover.first(card.losses), words.width(), right))

    def _evidence(self, card: Card, font: QFont, width: float) -> list[str]:
        """What happened to the photo, broken between phrases; the last line takes what is left."""
        measure = QFontMetricsF(font)
        lines = [""]
        for finding in card.findings:
            said = wording.finding(finding)
            longer = f"{lines[-1]}, {said}" if lines[-1] else said
            if len(lines) < _EVIDENCE_LINES and lines[-1] and measure.horizontalAdvance(longer + ",") > width:
                lines[-1] += ","
                lines.append(said)
            else:
                lines[-1] = longer
        return lines

    def _paint_footer(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        card: Card,
        marked: bool,
        inner: QRectF,
        whole: QRectF,
    ) -> None:
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        painter.setFont(font)
        button = self.similar_button(whole, font)
        icon, text, colour = "check", self.tr("Stays"), "keep"
        if not card.in_group:
            icon, text, colour = "folder", wording.why_no_mark(outside=card.outside), "muted"
        elif marked:
            icon, text, colour = "trash", self.tr("Marked"), "remove"
        elif card.stays_anyway:
            icon, text = "lock", card.program or self.tr("Protected")
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        with_button = bool(state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus))
        sign = QRectF(inner.left(), button.center().y() - 9, 18, 18)
        self._look.paint_icon(painter, icon, sign, colour)
        painter.setPen(self._look.colour(colour))
        end = button.left() - 3 if with_button else inner.right()
        words = QRectF(sign.right() + 5, button.top(), end - sign.right() - 5, button.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, elided(painter, text, words.width()))
        if with_button:
            self._paint_similar(painter, button)

    def _paint_compare(
        self, painter: QPainter, option: QStyleOptionViewItem, card: Card, whole: QRectF
    ) -> None:
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        if card.in_group and state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
            painter.setFont(font)
            pill = self.compare_button(whole, font)
            fill_round(painter, pill, _ROUND / 2, self._look.colour("accent_soft"))
            sign = QRectF(pill.left() + 7, pill.center().y() - 9, 18, 18)
            self._look.paint_icon(painter, "compare", sign, "accent")
            if whole.width() < _WORDED:
                return
            painter.setPen(self._look.colour("accent"))
            painter.drawText(pill.adjusted(30, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, self._compare_text())

    def _paint_similar(self, painter: QPainter, button: QRectF) -> None:
        fill_round(painter, button, 6, self._look.colour("accent_soft"))
        sign = QRectF(button.left() + 7, button.center().y() - 8, 16, 16)
        self._look.paint_icon(painter, "similar", sign, "accent")
        painter.setPen(self._look.colour("accent"))
        painter.drawText(button.adjusted(27, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, self._similar_text())

    def _compare_text(self) -> str:
        return self.tr("Compare")

    def _similar_text(self) -> str:
        return self.tr("Find similar")
