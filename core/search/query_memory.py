"""What one question leaves behind for the next: the hash tables and every content's sketch, in memory.

Reading them costs a million photos 0.1 s; after that a question finds them here, and reads only what was
added since. Whoever asks more than once keeps one of these: the window does as long as it is open.
"""

import threading
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from core.catalog import buckets, short_vectors
from core.catalog.catalog import Catalog
from core.lsh.sketchbook import Sketchbook
from core.progress import CancelToken
from core.scan.hash_tables import HashTables, stored_tables


@dataclass(frozen=True, slots=True)
class Remembered:
    """The hash tables of one model in one catalogue, and the sketches of their contents."""

    catalog: Catalog
    tables: HashTables
    sketches: Sketchbook

    def is_of(self, catalog: Catalog, index: int | None) -> bool:
        """Whether these are the tables `index` of a catalogue: ids of tables are not given again."""
        return self.catalog is catalog and self.tables.id == index


class QueryMemory:
    """Holds what the last question needed. One about another catalogue or model begins anew. Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: Remembered | None = None

    def tables(self, catalog: Catalog, connection: Connection, model: int) -> HashTables | None:
        """The model's hash tables as `connection` sees them; None before its first scan."""
        with self._lock:
            held = self._held
            if held is None or not held.is_of(catalog, buckets.find_id(connection, model)):
                tables = stored_tables(connection, model)
                if tables is None:
                    return None
                held = self._held = Remembered(catalog, tables, Sketchbook())
            return held.tables

    def sketches(
        self, catalog: Catalog, connection: Connection, tables: HashTables, cancel: CancelToken
    ) -> Sketchbook:
        """The sketches of every content that `connection` sees in these tables.

        Two questions at once wait for each other here.

        Raises:
            Cancelled: what was read until then is kept for the next question.
        """
        with self._lock:
            held = self._held
            if held is None or not held.is_of(catalog, tables.id):
                held = Remembered(catalog, tables, Sketchbook())
            known = len(held.sketches)
            if short_vectors.count(connection, tables.id) > known:
                for contents, packed in short_vectors.sketches(connection, tables.id, known):
                    cancel.check()
                    held = self._held = replace(held, sketches=held.sketches.with_more(contents, packed))
            return held.sketches
