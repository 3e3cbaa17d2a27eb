"""A place for a catalogue, of each kind."""

from pathlib import Path

import pytest

from core.catalog.place import Place


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a catalogue may lie: what is claimed of it holds for each."""
    if request.param == "SQLite":
        return tmp_path / "new folder" / "catalogue.sqlite3"
    address: Place = request.getfixturevalue("shared")
    return address
