"""How long does a second scan take where nothing changed?

    python benchmarks/rescan.py [--count 100000] [--rounds 3] [--folder /tmp]

Makes so many tiny JPEGs, 500 to a folder, each with bytes of its own, and a catalogue that knows
all of them (rows and made-up vectors, as a scan writes them, one photo in ten with a match in the catalogue).
Then it scans by the command line, as a person would, the file cache warm. Reading files for the first
time is not measured here; see `benchmarks/scan_speed.py`.
"""

import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as main.py does

import statistics
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.scan_speed import run_scan
from core.catalog import embeddings, photos, similar
from core.catalog.catalog import Catalog
from core.embed.registry import load_embedder
from core.photo import DecodedPhoto, ImageFile, Match, Relation
from core.progress import CancelToken
from core.scan.hash_tables import add_to_tables, prepare_tables
from core.scan.walk import walk
from core.settings import LshSettings

PER_FOLDER = 500
BATCH = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the files are made; they are removed again")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as work:
        pictures, catalog = Path(os.path.realpath(work)) / "Pictures", Path(work) / "catalogue.sqlite3"
        make_files(pictures, args.count)
        files = walk([pictures], cancel=CancelToken()).files
        fill(catalog, files)
        runs = [run_scan(pictures, catalog) for _ in range(args.rounds)]
    print(f"{len(files):,} files, {len(files) // 10:,} of them with a match; {os.cpu_count()} cores")
    print(f"scan with nothing changed, whole command  {statistics.median(r.seconds for r in runs):6.2f} s")
    print(f"the same, without start-up and report     {statistics.median(r.inside for r in runs):6.2f} s")
    print(f"processor seconds                         {statistics.median(r.cpu for r in runs):6.2f}")
    print(f"peak memory                               {max(r.peak_bytes for r in runs) / 1e6:6.0f} MB")


def make_files(folder: Path, count: int) -> None:
    """One small picture, and a comment behind its end that makes each file another."""
    encoded = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(encoded, "JPEG")
    for number in range(count):
        parent = folder / f"{number // PER_FOLDER:04}"
        if number % PER_FOLDER == 0:
            parent.mkdir(parents=True)
        (parent / f"DSC_{number:06}.JPG").write_bytes(encoded.getvalue() + number.to_bytes(4, "big"))


def fill(path: Path, files: tuple[ImageFile, ...]) -> None:
    """Write what a first scan would have written."""
    spec = load_embedder("").spec
    stream = np.random.default_rng(1)
    with Catalog.open(path) as catalog:
        with catalog.write() as connection:
            model = embeddings.model_id(connection, spec.digest, spec.name, spec.dim)
        tables = prepare_tables(
            catalog, model, spec, len(files), LshSettings(), lambda _: None, CancelToken()
        )
        for first in range(0, len(files), BATCH):
            batch = files[first : first + BATCH]
            rows = stream.standard_normal((len(batch), spec.dim)).astype(np.float32)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            decoded = [_decoded(first + number, file) for number, file in enumerate(batch)]
            with catalog.write() as connection:
                ids = list(photos.add(connection, decoded).values())
                embeddings.add(connection, model, ids, rows)
                embeddings.set_compared(connection, model, True, ids)
                add_to_tables(connection, tables, ids, rows)
                pairs = zip(ids[::10], ids[1::10], strict=False)
                similar.add(
                    connection, model, [Match(a, b, Relation.SAME_PICTURE, 0.95, 0.99) for a, b in pairs]
                )


def _decoded(number: int, file: ImageFile) -> DecodedPhoto:
    pixels = np.empty((0, 0, 3), dtype=np.uint8)
    return DecodedPhoto(file, number.to_bytes(32, "little"), pixels, b"", 64, 48, "JPEG", 1.0)


if __name__ == "__main__":
    main()
