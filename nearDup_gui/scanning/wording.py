"""What is new in the scanned folders, in sentences."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nearDup_gui.toolkit.writing import in_a_row, listed

if TYPE_CHECKING:
    from core.scan.listening import Unwatched
    from core.scan.news import News

translate = QCoreApplication.translate


def news_sentence(news: "News") -> str:
    """What arrived, changed and went; empty for nothing."""
    arrived, changed, gone = len(news.arrived), len(news.changed), len(news.gone)
    said: list[str] = []
    if arrived == 1:
        said.append(translate("Watching", "1 new photo in your folders."))
    elif arrived:
        said.append(translate("Watching", "%Ln new photos in your folders.", "", arrived))
    if changed == 1:
        said.append(translate("Watching", "1 photo was changed."))
    elif changed:
        said.append(translate("Watching", "%Ln photos were changed.", "", changed))
    if gone == 1:
        said.append(translate("Watching", "1 photo is no longer there."))
    elif gone:
        said.append(translate("Watching", "%Ln photos are no longer there.", "", gone))
    return in_a_row(said)


def unwatched_sentence(unwatched: "Mapping[Path, Unwatched]") -> str:
    """In which folders new photos are found by scans alone, and why; empty for none."""
    why = {
        "network": translate(
            "Watching", "New photos in {0} are only found by a scan, since it is on another machine."
        ),
        "limit": translate(
            "Watching",
            "Some new photos in {0} are only found by a scan: it has more folders than this system watches.",
        ),
        "refused": translate(
            "Watching", "New photos in {0} are only found by a scan: this system cannot watch it."
        ),
    }
    return in_a_row(
        words.format(listed(str(folder) for folder in folders))
        for reason, words in why.items()
        if (folders := [folder for folder, one in unwatched.items() if one == reason])
    )
