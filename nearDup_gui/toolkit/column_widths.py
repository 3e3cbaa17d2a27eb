"""Widths of a table's columns, by what is in them: paths and languages differ too much for fixed ones."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

_LOOKED_AT = 60
"""Rows; to ask all of a large removal would take seconds."""
_GAP = 14
_LEAST = 60
_NAME = 220
"""What the first column, of names, need not give away as long as any other has room."""


def fit_columns(table: QTableView) -> None:
    """Look at a table's texts, and share out the room that there is; see `share_out`."""
    share_out(table, wanted_widths(table))


def wanted_widths(table: QTableView) -> list[int]:
    """How wide each column would be if there were room, in pixels; holds as long as the rows do."""
    header = table.horizontalHeader()
    header.setResizeContentsPrecision(_LOOKED_AT)
    titles = [header.sectionSizeHint(column) for column in range(header.count())]
    return [max(table.sizeHintForColumn(n) + _GAP, title) for n, title in enumerate(titles)]


def share_out(table: QTableView, wanted: list[int]) -> None:
    """Give every column the room that it wants; where there is not enough, the widest give way.

    Titles and numbers are never cut: half a number is another one. Names give way last. The last column
    stretches and takes what is left, hidden ones take nothing.
    """
    header = table.horizontalHeader()
    shown = [not header.isSectionHidden(column) for column in range(header.count())]
    titles = [header.sectionSizeHint(n) if is_shown else 0 for n, is_shown in enumerate(shown)]
    wanted = [width if is_shown else 0 for width, is_shown in zip(wanted, shown, strict=True)]
    kept = [wanted[n] if _is_numeric(table, n) else title for n, title in enumerate(titles)]
    kept[0] = max(_NAME, kept[0])
    bar = table.verticalScrollBar()
    room = table.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width())
    widest = max(wanted)
    while widest > _LEAST and sum(_cut(wanted, kept, widest)) > room:
        widest -= 2
    missing = max(0, sum(_cut(wanted, kept, widest)) - room)
    kept[0] = max(titles[0], min(wanted[0], kept[0]) - missing)
    header.setStretchLastSection(False)  # or the last would never be less than it was
    for column, width in enumerate(_cut(wanted, kept, widest)):
        if shown[column]:
            header.resizeSection(column, width)
    header.setStretchLastSection(True)


def _is_numeric(table: QTableView, column: int) -> bool:
    aligned = table.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    return aligned is not None and bool(Qt.AlignmentFlag(aligned) & Qt.AlignmentFlag.AlignRight)


def _cut(wanted: list[int], kept: list[int], widest: int) -> list[int]:
    return [min(width, max(widest, least)) for width, least in zip(wanted, kept, strict=True)]
