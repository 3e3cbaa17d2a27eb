"""A catalogue, a trash and two identical photos for each test, all in its own folder."""

from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from tests.review.disk import FolderTrash, OpenTrash, catalogued, group_of, on_disk


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


@pytest.fixture
def trash(tmp_path: Path) -> FolderTrash:
    return OpenTrash(tmp_path / "trash")


@pytest.fixture
def pair(tmp_path: Path, catalog: Catalog):
    """A photo and its identical copy in another folder, as one group."""
    keeper, copy = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "backup" / "b.jpg", 2)
    catalogued(catalog, keeper, copy)
    return group_of(keeper, copy)
