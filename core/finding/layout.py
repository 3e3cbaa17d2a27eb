"""A library's vectors laid out as files that any number of processes map: nobody has to hold them.

    short.npy     int8[n, m]         what all pairs are compared by; see core/lsh/short.py
    part.npy      int8[n, 128]       its first part, side by side: what nearly all of the time is spent on
    vectors.npy   float16[n, dim]    what decides, for machines that do not see the catalogue
    NAME.npy      int64[k]           rows in the order in which a step compares them

Rows are contents in rising order. These are plain NumPy files, which are mapped as they are; Parquet would
have to be read into memory, and would be 100 MB more to install.
"""

import hashlib
import platform
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog import embeddings, short_vectors
from core.catalog.catalog import Catalog
from core.finding.search import Search
from core.lsh.short import PART_DIM, Short
from core.lsh.sweep import Rows
from core.photo import Embeddings
from core.progress import CancelToken
from core.scan.worker import allow_mapped

Halves = NDArray[np.float16]
"""float16[n, dim]: vectors as a catalogue keeps them."""


class NoRoom(Exception):
    """The vectors cannot be laid out; says why, for people."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A folder with a library's vectors. It may be used on any machine that sees the folder."""

    folder: Path

    def short(self) -> Short:
        """Raises FileNotFoundError: this machine does not see the folder; so do the others."""
        return self._mapped("short")

    def part(self) -> Short:
        return self._mapped("part")

    def rows(self, name: str) -> Rows:
        return self._mapped(name)

    def vectors_of(self, rows: Rows) -> Embeddings:
        """float32[k, dim]: the vectors of some rows."""
        halves: Halves = self._mapped("vectors")
        return halves.take(rows, axis=0).astype(np.float32)

    def put_rows(self, name: str, rows: Rows) -> None:
        np.save(self.folder / f"{name}.npy", rows)

    def _mapped(self, name: str) -> Any:
        path = self.folder / f"{name}.npy"
        allow_mapped(path.stat().st_size)
        found = np.load(path, mmap_mode="r")
        return np.asarray(found)  # a plain view: `take` on a memmap costs Python time for every call


@contextmanager
def laid_out(
    search: Search, folder: Path, cancel: CancelToken, *, whole: bool
) -> Generator[tuple[Layout, Rows]]:
    """Lay a library's short vectors out in a new folder, gone with the context; `whole` ones too, for others.

    The vectors pass by in blocks; what is held are the ids, 16 bytes a photo.

    Yields:
        the layout, and int64[n] the content of each row.

    Raises:
        NoRoom: the folder cannot be written, or has too little room.
        Cancelled: `cancel` was raised.
    """
    name = _name_for(search.catalog)
    try:
        _clear(folder, name)
        opened = tempfile.TemporaryDirectory(prefix=name, dir=folder, ignore_cleanup_errors=True)
    except OSError as error:
        raise NoRoom(_cannot_write(folder, error)) from error
    with opened as made:
        try:
            if whole:
                Path(made).chmod(folder.stat().st_mode & 0o755)  # workers may run as another account
            contents = _written(search, Path(made), cancel, whole)
        except OSError as error:
            raise NoRoom(_cannot_write(folder, error)) from error
        yield Layout(Path(made)), contents


def _name_for(catalog: Catalog) -> str:
    """How the folders of a catalogue's scans begin, where other catalogues may have theirs too."""
    place = catalog.place.resolve() if isinstance(catalog.place, Path) else catalog.place.name
    told = f"{platform.node()}\n{place}"
    return f"neardup-vectors-{hashlib.sha256(told.encode(errors='surrogateescape')).hexdigest()[:12]}-"


def _cannot_write(folder: Path, error: OSError) -> str:
    return f"Vectors cannot be laid out in {folder}: {error.strerror or error}."


def _clear(folder: Path, name: str) -> None:
    """Remove what a scan that was killed has left: nobody else scans into this catalogue now."""
    for left in folder.glob(f"{name}*"):
        if left.is_dir() and not left.is_symlink():
            with suppress(OSError):
                shutil.rmtree(left)


def _written(search: Search, folder: Path, cancel: CancelToken, whole: bool) -> Rows:
    index = search.tables.id
    with search.catalog.read() as connection:
        added = short_vectors.contents(connection, index)  # in the order in which blocks hold them
        contents = np.sort(added)
        first = next(short_vectors.blocks(connection, index))[1]
        count, numbers = len(contents), first.shape[1]
        part = min(PART_DIM, numbers)
        needed = count * (numbers + part + 2 * search.dim * whole + 24)
        free = shutil.disk_usage(folder).free
        if needed + _SPARE > free:
            raise NoRoom(
                f"{folder.parent} has {free / 1e9:.1f} GB left, and {needed / 1e9:.1f} GB are needed to lay "
                f"the vectors of {count} photos out."
            )
        short_file = _made(folder / "short.npy", np.int8, (count, numbers))
        part_file = _made(folder / "part.npy", np.int8, (count, part))
        for ids, block in short_vectors.blocks(connection, index):
            cancel.check()
            rows = np.searchsorted(contents, ids)
            short_file[rows], part_file[rows] = block, block[:, :part]
        if not whole:
            return contents  # this machine's processes see them before they are on the drive
        short_file.flush()
        part_file.flush()
        vectors_file = _made(folder / "vectors.npy", np.float16, (count, search.dim))
        for ids, vectors in embeddings.all_vectors(connection, search.model, search.dim):
            cancel.check()
            rows = np.minimum(np.searchsorted(contents, ids), count - 1)
            known = contents[rows] == ids
            vectors_file[rows[known]] = vectors[known]
        vectors_file.flush()
    return contents


_SPARE = 1 << 30
"""Bytes that are left to others on that drive."""


def _made(path: Path, kind: type[np.generic], shape: tuple[int, int]) -> Any:
    return np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=shape)
