"""What fills the window under its header: the one page that fits what is known of the library."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from nearDup_gui.frame.loading_page import LoadingPage
from nearDup_gui.frame.notice_page import NoticePage
from nearDup_gui.library.groups import Library
from nearDup_gui.scanning.empty_page import EmptyPage
from nearDup_gui.scanning.panel import ScanPage
from nearDup_gui.toolkit.labels import button
from nearDup_gui.toolkit.look import Look


class Pages(QStackedWidget):
    """The review, once there is something to review; before that a welcome, a scan, or why there is none."""

    def __init__(self, look: Look, review: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._loading = LoadingPage()
        self.empty = EmptyPage(look)
        self.scan = ScanPage(look)
        self.choose_others = button(look, self.tr("Choose folders…"), "add-folder", "primary")
        self.see_skipped = button(look, self.tr("Skipped files…"), "skipped")
        self.notice = NoticePage(look, [self.choose_others, self.see_skipped])
        self._first: dict[QWidget, QWidget] = {self.empty: self.empty.choose, self.notice: self.choose_others}
        """What the keys act on first on a page."""
        for page in (self._loading, self.empty, self.scan, self.notice, review):
            self.addWidget(page)

    def show_fitting(self, library: Library | None, *, to_review: bool, scanning: bool) -> bool:
        """Show the page that fits.

        Args:
            library: what the last scan left behind; None as long as nothing is known.
            to_review: there are groups, or an answer to look at.
            scanning: a scan is running.

        Returns:
            whether the review has come in the place of another page: where the keys act there, it knows.
        """
        page: QWidget
        if to_review:
            page = self._review
        elif scanning:
            page = self.scan
        elif library is None:
            page = self._loading
        elif library.roots:
            page = self.notice
            self.notice.say_nothing_found(library.scanned)
            self.see_skipped.setVisible(bool(library.skipped))
        else:
            page = self.empty
        turned = page is not self.currentWidget()
        self.setCurrentWidget(page)
        if turned and page is not self._review:
            self._first.get(page, page).setFocus()
        return turned and page is self._review
