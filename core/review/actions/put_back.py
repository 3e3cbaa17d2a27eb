"""Undoing a move that took the wrong file: between the last look and the action another took its place."""

import os
from pathlib import Path

from core.review.actions.action import ActionFailed
from core.review.moves import rename_new


def put_back(place: Path, path: Path) -> None:
    """Put a file back and end the action.

    Raises:
        ActionFailed: always; it says where the file is.
    """
    if not os.path.lexists(place):
        raise ActionFailed(f"It was moved to {place}, and another program took it away from there.", place)
    try:
        rename_new(place, path)
    except OSError as error:
        raise ActionFailed(
            f"Another file took its place in the last moment. That file now lies at {place}.", place
        ) from error
    raise ActionFailed("Another file took its place in the last moment. It was put back.")
