"""A damaged catalogue is set aside whole, and gives back what no scan brings back."""

import sqlite3
from pathlib import Path

import pytest

from core.catalog import removals
from core.catalog.catalog import Catalog
from core.catalog.recovery import Recovery, open_or_recover, recover
from core.errors import CatalogDamaged, CatalogError
from core.review import journal
from tests.review.disk import present


def damage(path: Path, *tables: str) -> None:
    """Overwrite the first page of some tables with nonsense."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage"))
    connection.close()
    with path.open("r+b") as file:
        for table in tables:
            file.seek((roots[table] - 1) * size)
            file.write(b"\xa5" * size)


def saved(recovery: Recovery) -> dict[str, int]:
    """The tables of which rows could be saved."""
    return {name: rows for name, rows in recovery.saved.items() if rows}


def test_a_damaged_catalogue_is_set_aside_and_gives_its_journal_back(used):
    damage(used, "photo", "content", "scan")
    with Catalog.open(used) as catalog, pytest.raises(CatalogDamaged, match="neardup recover"):
        present(catalog)
    recovery = recover(used)
    assert recovery.aside.exists()
    assert saved(recovery) == {"removal_session": 1, "removal": 1}
    assert "1 entries of the history" in recovery.sentence
    with Catalog.open(used) as catalog:
        (session,) = journal.sessions(catalog)
        (entry,) = journal.entries(catalog, session.id)
        assert (entry.path.name, entry.state) == ("b.jpg", removals.State.DONE)
        assert present(catalog) == []


def test_damage_to_the_journal_shows_when_the_catalogue_is_opened(used):
    damage(used, "removal")
    catalog, recovery = open_or_recover(used)
    with catalog:
        assert recovery is not None
        assert recovery.saved["removal"] == 0
        assert journal.sessions(catalog) == []
    assert [p.name for p in used.parent.iterdir() if "damaged" in p.name]


def test_a_sound_catalogue_is_not_set_aside(used):
    catalog, recovery = open_or_recover(used)
    catalog.close()
    assert recovery is None


@pytest.mark.parametrize(
    "nonsense", ["state = 'eaten'", "began = 'yesterday'", "path = 5", "ended = 7", "survivor = 1.5"]
)
def test_values_that_make_no_sense_end_in_a_sentence(used, nonsense):
    connection = sqlite3.connect(used)
    connection.execute(f"UPDATE removal SET {nonsense}")
    connection.commit()
    connection.close()
    with Catalog.open(used) as catalog, pytest.raises(CatalogDamaged, match="neardup recover"):
        journal.entries(catalog, 1)


def test_rows_that_make_no_sense_are_left_out_of_what_is_saved(used):
    connection = sqlite3.connect(used)
    names = [row[1] for row in connection.execute("PRAGMA table_info(removal)")]
    for number, column, nonsense in ((2, "began", "'yesterday'"), (3, "state", "'eaten'")):
        values = {**dict(zip(names, names, strict=True)), "id": str(number), column: nonsense}
        columns = ", ".join(values.values())
        connection.execute(f"INSERT INTO removal SELECT {columns} FROM removal WHERE id = 1")
    connection.execute("INSERT INTO removal_session VALUES (7, 'long ago', 'trash')")
    connection.execute("INSERT INTO scan VALUES (9, 'never', '[', 1, 1, '', '')")
    connection.commit()
    connection.close()
    assert saved(recover(used)) == {"removal_session": 1, "removal": 1}


def test_a_file_that_never_was_a_catalogue_is_not_moved(path):
    path.parent.mkdir()
    path.write_bytes(b"a person's own file" * 99)
    with pytest.raises(CatalogDamaged):
        open_or_recover(path)
    with pytest.raises(CatalogError, match="nothing to recover"):
        recover(path)
    assert path.read_bytes() == b"a person's own file" * 99
