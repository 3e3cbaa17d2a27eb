"""What does a catalogue on a PostgreSQL server cost, beside one in a file?

    python benchmarks/shared_catalogue.py ADDRESS [--photos 6000] [--tables 16]

Does the same with a catalogue in a file and with one in an empty database: stores made-up photos in batches
as a scan does, makes the hash tables anew, asks what looks like a photo, and looks buckets up, in turns.
Prints seconds of the clock, and milliseconds as median and 95th percentile. The tables stay in the database.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.scale_steps import SPEC, FixedEmbedder, made_up
from benchmarks.synthetic_library import DIM, vectors
from core.catalog import buckets, embeddings, photos
from core.catalog.catalog import Catalog
from core.catalog.place import Place, name_of, place_of
from core.lsh.candidates import probe_keys
from core.photo import Embeddings
from core.progress import CancelToken
from core.scan.hash_tables import add_to_tables, prepare_tables, stored_tables
from core.search.query import QUERY_KEYS, QUERY_PROBES, find_similar
from core.search.query_memory import QueryMemory
from core.settings import LshSettings

BATCH = 32
ASKED = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("server", help="an empty database, postgresql+psycopg://NAME@HOST/DATABASE")
    parser.add_argument("--photos", type=int, default=6000)
    parser.add_argument("--tables", type=int, default=16)
    args = parser.parse_args()
    print(
        f"{args.photos} photos, {args.tables} tables; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for place in (Path(folder) / "catalogue.sqlite3", place_of(args.server)):
            measure(place, args.photos, args.tables)


def measure(place: Place, size: int, tables: int) -> None:
    """Make a library there, ask it, and print what each took."""
    print(name_of(place) if not isinstance(place, Path) else "a file", flush=True)
    settings = LshSettings(tables=tables)
    with Catalog.open(place) as catalog:
        began = time.perf_counter()
        with catalog.write() as connection:
            model = embeddings.model_id(connection, SPEC.digest, SPEC.name, DIM)
        prepare_tables(catalog, model, SPEC, size, settings, lambda _: None, CancelToken())
        with catalog.read() as connection:
            made = stored_tables(connection, model)
        assert made is not None
        for first, batch in batches(size):
            with catalog.write() as connection:
                ids = photos.add(connection, [made_up(first + row) for row in range(len(batch))])
                embeddings.add(connection, model, list(ids.values()), batch)
                add_to_tables(connection, made, list(ids.values()), batch)
        print(f"  storing, {BATCH} at a time   {1e3 * (time.perf_counter() - began) / size:6.2f} ms a photo")

        began = time.perf_counter()
        other = LshSettings(tables=tables, seed=settings.seed, bits=made.params.bits - 1)
        made = prepare_tables(catalog, model, SPEC, size, other, lambda _: None, CancelToken())
        print(f"  hash tables anew          {time.perf_counter() - began:6.2f} s", flush=True)

        asked = np.linspace(1, size, ASKED).astype(np.int64)
        with catalog.read() as connection:
            contents, rows = embeddings.vectors_of(connection, model, asked.tolist(), DIM)
        keys, margins = made.hyperplanes.keys(rows), made.hyperplanes.project(rows)

        def look_up(number: int) -> None:
            probes = max(made.params.probes, QUERY_PROBES)
            probed = probe_keys(keys[number], margins[number], probes, QUERY_KEYS)
            wanted = {table: probed[table].tolist() for table in range(len(probed))}
            with catalog.read() as connection:
                found = buckets.lookup(connection, made.id, wanted)
            assert int(contents[number]) in found

        embedder, pixels, memory = FixedEmbedder(), np.zeros((16, 16, 3), dtype=np.uint8), QueryMemory()

        def ask(number: int) -> None:
            embedder.vector = rows[number : number + 1]
            assert find_similar(pixels, catalog, embedder, cancel=CancelToken(), memory=memory)

        def change(number: int) -> None:
            with catalog.write() as connection:
                embeddings.set_compared(connection, model, True, [int(contents[number])])

        def begin(_: int) -> None:
            with catalog.read():
                pass

        shown("a question", ask, len(rows))
        shown("its buckets looked up", look_up, len(rows))
        shown("one small change", change, len(rows))
        shown("an empty transaction", begin, len(rows))


def batches(size: int) -> Iterator[tuple[int, Embeddings]]:
    first = 0
    for chunk in vectors(size):
        for row in range(0, len(chunk), BATCH):
            yield first + row, chunk[row : row + BATCH]
        first += len(chunk)


def shown(name: str, work: Callable[[int], None], times: int) -> None:
    """Do something so many times, the first apart, and print what it took."""
    took: list[float] = []
    for number in range(times):
        began = time.perf_counter()
        work(number)
        took.append(1e3 * (time.perf_counter() - began))
    median, late = np.quantile(took[1:], [0.5, 0.95])
    print(f"  {name:24} {median:7.1f} ms, p95 {late:.1f}, the first {took[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
