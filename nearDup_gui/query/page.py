"""What looks like this one: the image that was asked about, and its neighbours, nearest first."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.photos import wording
from nearDup_gui.photos.cards import Card, CardsModel
from nearDup_gui.photos.grid import PhotoGrid
from nearDup_gui.photos.paint import paint_photo
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.query import wording as query_words
from nearDup_gui.query.controller import Answer
from nearDup_gui.toolkit.labels import ElidedLabel, button, heading, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import folder_name, in_a_row

_PREVIEW = QSize(104, 78)


class QueryPage(QWidget):
    """The question on top, the ranked answer below."""

    part_wanted = Signal(object)
    """The `QueryPlace` of which a person wants to ask about a part."""

    def __init__(
        self, cards: CardsModel, look: Look, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        self._preview = _Preview(look, thumbnails)
        self._title = heading()
        self._where = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._where.setProperty("tone", "muted")
        self._facts = muted()
        self._notice = muted()
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._notice.setContentsMargins(40, 40, 40, 40)
        self.grid = PhotoGrid(cards, look, thumbnails, click_marks=False)
        self.grid.setAccessibleName(self.tr("Similar photos, nearest first"))
        self.part = button(look, self.tr("Only a part…"), "crop", "quiet")
        self.part.setToolTip(self.tr("Draw a rectangle, and look for what it shows"))
        self.part.clicked.connect(self._ask_for_part)
        self._place: QueryPlace | None = None

        head = QFrame()
        head.setObjectName("queryHeader")
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._title, self._where, self._facts):
            words.addWidget(label)
        words.addStretch(1)
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(16)
        row.addWidget(self._preview, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.part, 0, Qt.AlignmentFlag.AlignTop)
        below = QWidget()
        self._below = QStackedLayout(below)
        self._below.addWidget(self.grid)
        self._below.addWidget(self._notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(below, 1)

    def show_asked(self, place: QueryPlace) -> None:
        """The answer is on its way."""
        self._show_question(place)
        self._cards.replace([])
        self._notice_that(self.tr("Looking for similar photos…"))

    def show_answer(self, answer: Answer, cards: list[Card]) -> None:
        self._show_question(answer.place)
        if not answer.preview.isNull():
            self._preview.show_pixmap(QPixmap.fromImage(answer.preview))
        self._cards.replace(cards)
        if cards:
            self._below.setCurrentWidget(self.grid)
            found = (
                self.tr("{0}, nearest first. Double-click one to go on from there.")
                if answer.place.bucket is None
                else self.tr("{0} in this bucket; first the one nearest to the middle, then those like it.")
            )
            said = [found.format(wording.photos(len(cards)))]
            if outside := sum(card.outside for card in cards):
                beyond = self.tr("{0} outside the scanned folders: the menu of a card scans its folder too.")
                said.append(beyond.format(wording.photos(outside)))
            self._facts.setText(in_a_row(said))
        else:
            self._notice_that(
                self.tr(
                    "Nothing in the scanned folders looks like this photo.\nScan more folders to search more."
                )
            )

    def said(self) -> str:
        """What stands where the answer would be; empty if there is an answer."""
        return self._notice.text() if self._below.currentWidget() is self._notice else ""

    def show_failed(self, place: QueryPlace, reason: str) -> None:
        self._show_question(place)
        self._cards.replace([])
        self._notice_that(reason)

    def _show_question(self, place: QueryPlace) -> None:
        self._place = place
        self.part.setVisible(place.bucket is None)
        asked = _short(query_words.asked(place))
        self._title.setText(asked if place.bucket is not None else self.tr("Similar to {0}").format(asked))
        in_file = place.pasted is None and place.bucket is None
        self._where.setText(folder_name(place.image) if in_file else "")
        self._facts.setText("")
        if place.photo is None or place.crop is not None:
            self._preview.show_pixmap(None)
        else:
            self._preview.show_content(place.photo.content_id)
        self._preview.setVisible(place.bucket is None)
        self._preview.setAccessibleName(asked)

    def _ask_for_part(self) -> None:
        if self._place is not None:
            self.part_wanted.emit(self._place)

    def _notice_that(self, text: str) -> None:
        self._notice.setText(text)
        self._below.setCurrentWidget(self._notice)


class _Preview(QLabel):
    """The image that was asked about, whole: from the catalogue, or as it was dropped."""

    def __init__(self, look: Look, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._look = look
        self._thumbnails = thumbnails
        self._content_id: int | None = None
        self._dropped: QPixmap | None = None
        self.setFixedSize(_PREVIEW)
        thumbnails.ready.connect(self._repaint)
        look.changed.connect(self._repaint)

    def show_content(self, content_id: int) -> None:
        self._content_id, self._dropped = content_id, None
        self.update()

    def show_pixmap(self, pixmap: QPixmap | None) -> None:
        self._content_id, self._dropped = None, pixmap
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._content_id is not None:
            paint_photo(painter, self._look, self._thumbnails, self._content_id, box)
            return
        painter.fillRect(box, self._look.colour("mat"))
        if self._dropped is not None:
            ratio = self.devicePixelRatioF()
            shown = self._dropped.scaled(
                (self.size() * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            target = QRectF(0, 0, shown.width() / ratio, shown.height() / ratio)
            target.moveCenter(box.center())
            painter.drawPixmap(target, shown, QRectF(shown.rect()))

    def _repaint(self) -> None:
        self.update()


def _short(name: str, longest: int = 48) -> str:
    return name if len(name) <= longest else f"{name[: longest // 2]}…{name[-longest // 2 :]}"
