"""The strokes of comparing: a photo in its pane, two with a divider between, their difference, and chips.

Only what is visible is painted, from the level of the picture that is just large enough.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from core.photo import Photo
from nearDup_gui.comparing.full_images import FullImage
from nearDup_gui.comparing.linked_view import Size, View
from nearDup_gui.photos.paint import fill_round
from nearDup_gui.photos.thumbnails import Thumbnails
from nearDup_gui.toolkit.look import Look

translate = QCoreApplication.translate

_CHIP = 24.0
_GRIP = 30.0
_BLOCKS_FROM = 3.0
"""From so many screen pixels for each of the photo's on, those are shown as they are, not smoothed."""
_THUMBNAIL = 400


@dataclass(frozen=True, slots=True)
class PanePhoto:
    """One of the two photos as the canvas paints it."""

    photo: Photo
    role: str
    """Said in its corner: that it is the keeper, or how it relates to it."""
    role_icon: str = ""
    image: FullImage | None = None
    fault: str = ""
    marked: bool = False

    @property
    def size(self) -> Size:
        return Size(max(1, self.photo.width), max(1, self.photo.height))


class ComparePainter:
    """Paints under one view, for the length of one paint event."""

    def __init__(self, painter: QPainter, look: Look, thumbnails: Thumbnails, view: View) -> None:
        self._painter = painter
        self._look = look
        self._thumbnails = thumbnails
        self._view = view
        self._font = painter.font()
        self._ratio = painter.device().devicePixelRatio()

    def paint_photo(self, pane: QRectF, shown: PanePhoto, *, named: bool = False) -> None:
        """A photo in its pane, or the reason why it is not there.

        Args:
            named: say the file's name as well: flipped, nothing else tells which photo this is.
        """
        self._paint_ground(pane, pane, shown)
        self._paint_chips(pane, pane, shown, named=named)
        if shown.marked:
            self._painter.setPen(QPen(self._look.colour("remove"), 2, Qt.PenStyle.DashLine))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(pane.adjusted(3, 3, -3, -3))

    def paint_split(self, pane: QRectF, divider: float, left: PanePhoto, right: PanePhoto) -> None:
        """Both in one pane: the left one up to the divider, a fraction of the width, and then the other."""
        at = round(pane.left() + pane.width() * divider)
        for shown, part in (
            (left, QRectF(pane.left(), 0, at - pane.left(), pane.height())),
            (right, QRectF(at, 0, pane.right() - at, pane.height())),
        ):
            self._painter.save()
            self._painter.setClipRect(part)
            self._paint_ground(part, pane, shown)
            if part.width() > 40:
                self._paint_chips(part, pane, shown, to_the_right=shown is right)
            self._painter.restore()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.fillRect(QRectF(at - 1, 0, 2, pane.height()), self._look.colour("accent"))
        grip = QRectF(0, 0, _GRIP, _GRIP)
        grip.moveCenter(QPointF(at, pane.center().y()))
        fill_round(self._painter, grip, _GRIP / 2, self._look.colour("accent"))
        self._look.paint_icon(self._painter, "split", grip.adjusted(5, 5, -5, -5), "on_accent")

    def paint_difference(
        self, pane: QRectF, left: PanePhoto, right: PanePhoto, difference: FullImage | None, told: str
    ) -> None:
        """The difference in the left photo's place, and a sentence about it; that photo until it is known."""
        self._painter.fillRect(pane, self._look.colour("mat"))
        if difference is not None:
            self._paint_image(difference, self._target(pane, left), pane)
        else:
            self._paint_picture(pane, left)
        fault = left.fault or right.fault
        if fault:
            name = (left if left.fault else right).photo.path.name
            self._paint_sentence(pane, f"{name}\n{fault}")
        elif told:
            self._chip(told, pane, right=False, top=False)
        self._chip(self._percent_of(left, pane), pane, right=True, top=False)

    def paint_focus(self, box: QRectF) -> None:
        """The frame that says where the keys go."""
        self._painter.setPen(QPen(self._look.colour("accent"), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _paint_ground(self, part: QRectF, pane: QRectF, shown: PanePhoto) -> None:
        self._painter.fillRect(pane, self._look.colour("mat"))
        self._paint_picture(pane, shown)
        if shown.fault:
            self._paint_sentence(part, shown.fault)

    def _paint_chips(
        self,
        part: QRectF,
        pane: QRectF,
        shown: PanePhoto,
        *,
        named: bool = False,
        to_the_right: bool = False,
    ) -> None:
        """What a photo is to the group, whether it goes, and how large it is shown."""
        text = f"{shown.role} · {shown.photo.path.name}" if named else shown.role
        self._chip(text, part, right=to_the_right, top=True, icon=shown.role_icon, kind="accent")
        if shown.marked:
            text = translate("ComparePainter", "Marked")
            self._chip(text, part, right=to_the_right, top=True, icon="trash", kind="remove", row=1)
        if shown.image is None and not shown.fault:
            self._chip(translate("ComparePainter", "Loading…"), part, right=False, top=False)
        self._chip(self._percent_of(shown, pane), part, right=True, top=False)

    def _percent_of(self, shown: PanePhoto, pane: QRectF) -> str:
        placed = self._view.place(shown.size, Size(pane.width(), pane.height()))
        percent = 100 * placed.width * self._ratio / shown.size.width
        shown_percent = f"{percent:.0f}" if percent >= 10 else f"{percent:.1f}"
        return translate("ComparePainter", "{0} %").format(shown_percent)

    def _target(self, pane: QRectF, shown: PanePhoto) -> QRectF:
        """Where the whole photo is; on whole pixels of the screen, so that 100 % is sharp."""
        placed = self._view.place(shown.size, Size(pane.width(), pane.height()))
        ratio = self._ratio
        left = round((pane.left() + placed.left) * ratio) / ratio
        top = round((pane.top() + placed.top) * ratio) / ratio
        return QRectF(left, top, placed.width, placed.height)

    def _paint_picture(self, pane: QRectF, shown: PanePhoto) -> None:
        target = self._target(pane, shown)
        if shown.image is not None:
            self._paint_image(shown.image, target, pane)
            return
        pixmap = self._thumbnails.pixmap(shown.photo.content_id, _THUMBNAIL)
        if pixmap is None:
            return
        visible = target & pane
        scale = pixmap.width() / target.width(), pixmap.height() / target.height()
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.setOpacity(0.35 if shown.fault else 1.0)
        self._painter.drawPixmap(visible, pixmap, _source(visible, target, *scale))
        self._painter.setOpacity(1.0)

    def _paint_image(self, image: FullImage, target: QRectF, pane: QRectF) -> None:
        wide = target.width() * self._ratio
        level = image.level_for(wide)
        visible = target & pane
        if visible.isEmpty():
            return
        smooth = wide < _BLOCKS_FROM * level.width()
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        scale = level.width() / target.width(), level.height() / target.height()
        self._painter.drawImage(visible, level, _source(visible, target, *scale))

    def _paint_sentence(self, pane: QRectF, text: str) -> None:
        """Why there is no picture, in its place."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = pane.adjusted(24, 24, -24, -24)
        room.setWidth(max(1.0, min(room.width(), 420)))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        words = QFontMetricsF(self._font).boundingRect(room, int(flags), text)
        box = QRectF(0, 0, words.width() + 40, words.height() + 60)
        box.moveCenter(pane.center())
        fill_round(self._painter, box, 10, self._look.colour("surface"))
        sign = QRectF(box.center().x() - 12, box.top() + 12, 24, 24)
        self._look.paint_icon(self._painter, "warning", sign, "warn")
        self._painter.setPen(self._look.colour("text"))
        self._painter.drawText(box.adjusted(20, 40, -20, -12), int(flags), text)

    def _chip(
        self,
        text: str,
        box: QRectF,
        *,
        right: bool,
        top: bool,
        icon: str = "",
        kind: str = "",
        row: int = 0,
    ) -> None:
        """A few words in a corner, on a ground that makes them readable on any photo."""
        if not text:
            return
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self._font)
        font.setBold(bool(kind))
        self._painter.setFont(font)
        metrics = QFontMetricsF(font)
        height = max(_CHIP, metrics.height() + 6)
        before = height - 2 if icon else 10.0
        width = min(metrics.horizontalAdvance(text) + before + 12, box.width() - 20)
        x = box.right() - 10 - width if right else box.left() + 10
        y = box.top() + 10 + row * (height + 6) if top else box.bottom() - 10 - height
        chip = QRectF(x, y, width, height)
        fill_round(self._painter, chip, height / 2, self._look.colour(kind or "surface"))
        colour = f"on_{kind}" if kind else "text"
        if icon:
            side = height - 9
            self._look.paint_icon(self._painter, icon, QRectF(x + 6, y + 4.5, side, side), colour)
        self._painter.setPen(self._look.colour(colour))
        words = chip.adjusted(before, 0, -8, 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width() + 1)
        self._painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


def _source(visible: QRectF, target: QRectF, across: float, down: float) -> QRectF:
    """The part of a picture that is to be painted where it is visible."""
    return QRectF(
        (visible.left() - target.left()) * across,
        (visible.top() - target.top()) * down,
        visible.width() * across,
        visible.height() * down,
    )
