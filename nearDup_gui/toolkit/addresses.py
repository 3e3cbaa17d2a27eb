"""Paths as the addresses that desktops exchange, and back.

Names on Unix are bytes, and old ones are not always UTF-8. `QUrl.fromLocalFile` and `toLocalFile` go through
text and lose such bytes; the encoded address keeps them.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

from PySide6.QtCore import QUrl

_THIS_COMPUTER = ("", "localhost")


def address_of(path: Path) -> QUrl:
    """The `file:` address of a path, whatever its name is made of."""
    if os.name == "nt":
        return QUrl.fromLocalFile(str(path))
    return QUrl.fromEncoded(b"file://" + quote_from_bytes(os.fsencode(path.absolute())).encode("ascii"))


def path_of(address: QUrl) -> Path:
    """The path that a `file:` address means."""
    if os.name == "nt" or address.host() not in _THIS_COMPUTER:
        return Path(address.toLocalFile())
    return Path(os.fsdecode(unquote_to_bytes(address.path(QUrl.ComponentFormattingOption.FullyEncoded))))


def paths_of(addresses: Iterable[QUrl]) -> list[Path]:
    """The paths among some addresses; what lies on a server is left out."""
    return [path_of(address) for address in addresses if address.isLocalFile()]
