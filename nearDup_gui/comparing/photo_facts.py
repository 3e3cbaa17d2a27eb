"""What is known about one of two compared photos, and whether it goes: below its picture."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.photo import Photo
from nearDup_gui.photos.facts import Fact, Standing, facts_of
from nearDup_gui.toolkit.labels import ElidedLabel, button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import folder_name, listed

_SIGNS = {
    Standing.SAME: ("", "muted"),
    Standing.OTHER: ("≠", "text"),
    Standing.BETTER: ("▲", "keep"),
    Standing.WORSE: ("▼", "remove"),
}
"""Sign and colour of a fact. What differs is bold, too."""


class CompareFacts(QWidget):
    """Name, folder, facts beside those of the other photo, and the mark."""

    mark_toggled = Signal()

    def __init__(self, look: Look, does: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._forbidden = ""
        self._marked = False
        self._why_stays = ""
        self._told: tuple[Fact, ...] = ()
        self._name = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._folder = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._folder.setForegroundRole(self._folder.palette().ColorRole.PlaceholderText)
        self._facts = QLabel()
        self._facts.setTextFormat(Qt.TextFormat.RichText)
        self._facts.setWordWrap(True)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.mark = button(look, "", "check", does=does)
        self.mark.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.mark.clicked.connect(self.mark_toggled)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._folder)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._facts)
        look.changed.connect(self._write)

    def show_photo(self, photo: Photo, other: Photo) -> None:
        """Show a photo's facts as they stand beside those of the other one."""
        self._told = facts_of(photo, other)
        self._name.setText(photo.path.name)
        self._folder.setText(folder_name(photo.path))
        spoken = "\n".join(fact.spoken for fact in self._told)
        self._facts.setToolTip(spoken)
        self._facts.setAccessibleName(listed([photo.path.name, *spoken.splitlines()]))
        self._write()

    def show_mark(self, marked: bool, why_stays: str = "") -> None:
        """Show whether the photo goes.

        Args:
            marked: whether it does.
            why_stays: why it can never go, in a few words; empty for most.
        """
        self._marked, self._why_stays = marked, why_stays
        self.mark.setText(self.tr("Marked") if marked else self.tr("Stays"))
        icon = "trash" if marked else "lock" if why_stays else "check"
        self._look.wear(self.mark, icon, "remove" if marked else "keep")
        does = self.tr("Let it stay") if marked else why_stays or self.tr("Mark for removal")
        self.mark.setEnabled(not self._forbidden and (marked or not why_stays))
        self.mark.setToolTip(self._forbidden or does)
        self.mark.setAccessibleName(f"{self._name.text()}: {self.mark.text()}. {does}")

    def forbid(self, why: str) -> None:
        """Let the mark be changed no more, and say why; or again, if nothing speaks against it."""
        self._forbidden = why
        self.show_mark(self._marked, self._why_stays)

    def _write(self) -> None:
        self._facts.setText(" &nbsp;·&nbsp; ".join(self._html(fact) for fact in self._told))

    def _html(self, fact: Fact) -> str:
        sign, colour = _SIGNS[fact.standing]
        text = escape(fact.text).replace(" ", "&nbsp;")
        tone = self._look.colour(colour).name()
        if not sign:
            return f'<span style="color:{tone}">{text}</span>'
        plain = self._look.colour("text").name()
        return (
            f'<b><span style="color:{tone}">{sign}</span>&nbsp;<span style="color:{plain}">{text}</span></b>'
        )
