"""A catalogue that was used: photos, and a removal in its history."""

from pathlib import Path

import pytest

from core.catalog import photos
from core.catalog.catalog import Catalog
from tests.photos import decoded
from tests.review.disk import OpenTrash, catalogued, group_of, marking, on_disk, run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "catalogue.sqlite3"


@pytest.fixture
def used(path: Path, tmp_path: Path) -> Path:
    """A catalogue with photos and a removal in its history."""
    trash = OpenTrash(tmp_path / "trash")
    with Catalog.open(path) as catalog:
        keeper, copy = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "b.jpg", 2)
        catalogued(catalog, keeper, copy)
        with catalog.write() as connection:
            photos.add(connection, [decoded(f"/{n}.jpg", bytes([n, 1])) for n in range(200)])
        run(marking(group_of(keeper, copy), 1), catalog, trash)
    return path
