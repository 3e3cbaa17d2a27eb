"""A catalogue and a trash for each test, both in its own folder."""

from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from tests.review.disk import FolderTrash, OpenTrash


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


@pytest.fixture
def trash(tmp_path: Path) -> FolderTrash:
    return OpenTrash(tmp_path / "trash")
