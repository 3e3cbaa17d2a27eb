"""Widths of a table's columns, by what is in them: paths and languages differ too much for fixed ones."""

from PySide6.QtWidgets import QTableView

_LOOKED_AT = 60
"""Rows; to ask all of a large removal would take seconds."""
_GAP = 14
_LEAST = 60


def fit_columns(table: QTableView) -> None:
    """Give every column the room that it wants; where there is not enough, the widest give way.

    The last column stretches and takes what is left.
    """
    header = table.horizontalHeader()
    header.setResizeContentsPrecision(_LOOKED_AT)
    wanted = [
        max(table.sizeHintForColumn(column) + _GAP, header.sectionSizeHint(column))
        for column in range(header.count())
    ]
    widest, room = max(wanted), table.viewport().width()
    while widest > _LEAST and sum(min(width, widest) for width in wanted) > room:
        widest -= 2
    for column, width in enumerate(wanted[:-1]):
        header.resizeSection(column, min(width, widest))
