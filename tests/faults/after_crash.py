"""Making a library, killing NearDup at work on it, and counting what is left: for tests and benchmarks."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.catalog.catalog import Catalog
from core.catalog.removals import Removal
from core.review.trash import SystemTrash
from core.review.unfinished import resolve_unfinished
from tests.photos import draw, save

ROOT = Path(__file__).parents[2]


def make_library(folder: Path, photos: int = 3) -> None:
    """Photos, and of each an identical and a small copy, one with a sidecar, below folder/Photos."""
    for number in range(photos):
        original = save(draw(number), folder / "Photos" / f"{number}.jpg", quality=92)
        backup = folder / "Photos" / "Backup" / f"{number}.jpg"
        backup.parent.mkdir(exist_ok=True)
        shutil.copy2(original, backup)
        save(draw(number).resize((80, 60)), folder / "Photos" / "Small" / f"{number}.jpg", quality=80)
    (folder / "Photos" / "Small" / "0.xmp").write_text("<x/>")


def run_until_killed(work: str, folder: Path, point: str, nth: int = 1) -> bool:
    """Run `tests.faults.crashing`; returns whether it was killed (rather than done before its point came).

    Raises:
        AssertionError: it failed in another way.
    """
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "share"),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.crashing", work, folder, point, str(nth)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def contents(folder: Path) -> Counter[bytes]:
    """The digests of every file of a person below a folder, trash and quarantine included, and how many."""
    files = (path for path in folder.rglob("*") if path.suffix in (".jpg", ".xmp") and path.is_file())
    return Counter(hashlib.sha256(path.read_bytes()).digest() for path in files)


def lost_bytes(before: Counter[bytes], after: Counter[bytes], sizes: dict[bytes, int]) -> int:
    """How many bytes of files are gone for good."""
    return sum((before - after)[digest] * sizes[digest] for digest in before - after)


@contextmanager
def reopened(folder: Path) -> Iterator[tuple[Catalog, list[Removal]]]:
    """Start again, as the program does: open the catalogue, and close what was interrupted."""
    before = {name: os.environ.get(name) for name in ("HOME", "XDG_DATA_HOME")}
    os.environ.update(HOME=str(folder), XDG_DATA_HOME=str(folder / "share"))
    try:
        with Catalog.open(folder / "catalogue.sqlite3") as catalog:
            yield catalog, resolve_unfinished(catalog, SystemTrash())
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
