"""Asking from the clipboard and about a part of a picture, joined to the window."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from core.photo import Photo
from nearDup_gui.frame.places import ComparePlace, QueryPlace
from nearDup_gui.hash_tables.dialog import TablesDialog
from nearDup_gui.photos import wording
from nearDup_gui.query.crop_picker import CropDialog
from nearDup_gui.query.sources import AskController
from nearDup_gui.toolkit.messages import Level

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow


def connect_asking(window: "MainWindow", asking: AskController) -> None:
    """Join the actions, the buttons and the cards to the ways to ask."""
    menus, page = window.menus, window.review_page
    menus.connect_all(
        {
            menus.paste: lambda: asking.ask_about(QGuiApplication.clipboard().mimeData()),
            menus.ask_part: lambda: _ask_part_of_current(window, asking),
            menus.tables: lambda: show_tables(window),
        }
    )
    page.query.part_wanted.connect(partial(choose_part, window, asking))
    asking.refused.connect(lambda why: window.messages.say(Level.INFO, why))


def choose_part(window: "MainWindow", asking: AskController, place: QueryPlace) -> CropDialog:
    """Let a person draw a rectangle on the picture of a question, and ask about it."""
    dialog = CropDialog(window.look, wording.asked(QueryPlace(place.image, pasted=place.pasted)), window)
    asking.opened.connect(dialog.show_image)
    asking.not_opened.connect(dialog.show_failed)
    dialog.accepted.connect(lambda: asking.ask_about_part(place, dialog.crop))
    dialog.finished.connect(lambda result: _end(asking, dialog))
    dialog.finished.connect(lambda result: QTimer.singleShot(0, window, window.review_page.focus_grid))
    dialog.open()
    asking.open_for_part(place)
    return dialog


def show_tables(window: "MainWindow") -> TablesDialog:
    """Look inside the hash tables; a bucket can be gone on with as with any answer."""
    dialog = TablesDialog(window.tables, window.look, window.thumbnails, _current(window), window)
    dialog.bucket_wanted.connect(lambda bucket: window.places.go(QueryPlace(Path(), bucket=bucket)))
    dialog.photo_wanted.connect(lambda photo: window.places.go(QueryPlace(photo.path, photo)))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _end(asking: AskController, dialog: CropDialog) -> None:
    asking.drop()
    asking.opened.disconnect(dialog.show_image)
    asking.not_opened.disconnect(dialog.show_failed)
    dialog.deleteLater()


def _ask_part_of_current(window: "MainWindow", asking: AskController) -> None:
    """Of the photo that the keys act on; while two are compared, of the right one."""
    photo = _current(window)
    if photo is not None:
        choose_part(window, asking, QueryPlace(photo.path, photo))
    elif isinstance(window.places.here, QueryPlace) and window.places.here.bucket is None:
        choose_part(window, asking, window.places.here)


def _current(window: "MainWindow") -> Photo | None:
    here, page = window.places.here, window.review_page
    if isinstance(here, ComparePlace):
        pair = window.comparing.pair
        return None if pair is None else pair.right
    return (page.query if isinstance(here, QueryPlace) else page.group).grid.current_photo()
