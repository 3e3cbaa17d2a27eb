"""A report is there whole or not at all: it is written beside its place and then moved over."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from core.errors import NearDupError


@contextmanager
def whole_file(path: Path, encoding: str = "utf-8") -> Generator[TextIO]:
    """Open a text file that takes its place only when the block ends well.

    An older report stays untouched until then, and stays if anything goes wrong. Line ends are
    written as they are given.

    Raises:
        NearDupError: the file cannot be written there.
    """
    beside = path.with_name(f".{path.name[:200]}.{os.getpid()}.new")
    try:
        with beside.open("w", encoding=encoding, newline="") as file:
            yield file
        beside.replace(path)
    except OSError as error:
        why = error.strerror or str(error)
        raise NearDupError(f"The report {path} cannot be written: {why}. Choose another place.") from error
    finally:
        with suppress(OSError):  # it is gone already when all went well
            beside.unlink()
