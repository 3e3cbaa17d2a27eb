"""A catalogue, a trash and two identical photos for each test, all in its own folder."""

import os
import shutil
import subprocess
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


@pytest.fixture
def btrfs(tmp_path: Path):
    """A volume that can share blocks, in a file."""
    if shutil.which("mkfs.btrfs") is None or os.geteuid() != 0:
        pytest.skip("needs mkfs.btrfs, and the right to mount")
    image, volume = tmp_path / "volume.img", tmp_path / "volume"
    volume.mkdir()
    with image.open("wb") as file:
        file.truncate(160 << 20)
    for command in (["mkfs.btrfs", "-q", image], ["mount", "-o", "loop", image, volume]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"cannot {command[0]} here: {done.stderr.strip()}")
    yield volume
    subprocess.run(["umount", volume], check=True)
