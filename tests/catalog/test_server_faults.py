"""What a person reads where a server cannot be used, and that no password is in it."""

import builtins
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.catalog.migrations import MIGRATIONS, SCHEMA_VERSION
from core.catalog.opening import open_for_window
from core.catalog.place import ServerAddress, place_of
from core.catalog.recovery import open_or_recover
from core.cli import build_app
from core.errors import CatalogError, CatalogLocked, CatalogTooNew
from tests.photos import decoded, draw, save
from tests.team_server import Server

SECRET = "swordfish"


@pytest.fixture(scope="module")
def anna(server: Server) -> str:
    """A role that may connect, with a password."""
    server.run(f"CREATE ROLE anna LOGIN PASSWORD '{SECRET}'")
    return "anna"


def refusal(place: ServerAddress) -> str:
    with pytest.raises(CatalogError) as caught:
        Catalog.open(place).close()
    assert SECRET not in f"{caught.value}{caught.value.__cause__}{place!r}{place}"
    return str(caught.value)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"postgresql+psycopg://anna:{SECRET}@db/photos", "postgresql://anna@db/photos"),
        (f"postgresql://anna@db:6432/photos?password={SECRET}&sslmode=verify-full",
         "postgresql://anna@db:6432/photos?sslmode=verify-full"),
        (f"postgres://:{SECRET}@/photos?host=/run/pg", "postgresql:///photos?host=%2Frun%2Fpg"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_password(address: str, shown: str):
    place = place_of(address)
    assert isinstance(place, ServerAddress)
    assert place.name == shown
    assert SECRET not in f"{place} {place!r}"


def test_what_is_no_address_is_a_file():
    assert place_of("C://photos/catalogue.sqlite3") == Path("C://photos/catalogue.sqlite3")
    assert place_of("/data/caf\udce9.sqlite3") == Path("/data/caf\udce9.sqlite3")


@pytest.mark.parametrize("address", [f"postgresql://u:{SECRET}@h:port/d", f"mysql://u:{SECRET}@h/d"])
def test_an_address_that_makes_no_sense_is_refused_in_every_command(address: str):
    for command in (["groups"], ["recover"], ["scan", "/"], ["doctor"], ["history"]):
        result = CliRunner().invoke(build_app(None), [*command, "--catalog", address])
        assert result.exit_code == 1
        assert "postgresql+psycopg://NAME@HOST/DATABASE" in result.output
        assert SECRET not in result.output


def test_a_server_that_does_not_answer_is_named():
    pytest.importorskip("psycopg")
    with socket.socket() as taken:  # bound, and listening to nobody
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        said = refusal(ServerAddress.parse(f"postgresql://anna:{SECRET}@127.0.0.1:{port}/photos"))
    assert f"postgresql://anna@127.0.0.1:{port}/photos cannot be reached" in said


def test_a_wrong_password_a_missing_database_and_a_missing_role_say_what_to_do(server: Server, anna: str):
    assert "~/.pgpass" in refusal(server.address("postgres", anna, f"not-{SECRET}"))
    assert "createdb" in refusal(server.address("nowhere"))
    assert "does not take the name or the password" in refusal(server.address("postgres", "nobody", SECRET))


def test_the_password_may_come_from_the_environment(
    server: Server, empty_catalogue: str, anna: str, monkeypatch: pytest.MonkeyPatch
):
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO anna", empty_catalogue)
    monkeypatch.setenv("PGPASSWORD", SECRET)
    Catalog.open(server.address(empty_catalogue, anna)).close()


def test_who_may_only_look_looks(server: Server, empty_catalogue: str, anna: str):
    database = server.new_database(empty_catalogue)
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO anna", database)
    opened = open_for_window(server.address(database, anna, SECRET))
    assert "cannot be written, so nothing can be marked" in opened.only_read
    with opened.catalog.read() as connection:
        assert photos.count(connection, [Path("/")]) == 0
    with pytest.raises(CatalogError, match="reading only"), opened.catalog.write():
        pass
    opened.close()


def test_who_may_make_no_tables_reads_how_to_get_the_right(server: Server, anna: str):
    assert "Its owner can allow it: docs/cluster.md" in refusal(
        server.address(server.new_database(), anna, SECRET)
    )


def test_a_database_of_another_program_is_left_alone(server: Server):
    database = server.new_database()
    server.run("CREATE TABLE photo (id int)", database)
    assert "holds tables of another program (photo)" in refusal(server.address(database))
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database) == [(1,)]


def test_a_catalogue_of_a_newer_or_unknown_schema_is_refused_and_not_touched(
    server: Server, shared: ServerAddress
):
    for version, error in ((SCHEMA_VERSION + 1, CatalogTooNew), (3, CatalogError)):
        server.run(f"UPDATE catalog_version SET version = {version}", str(shared.url.database))
        with pytest.raises(error, match=r"schema"):
            Catalog.open(shared)


def test_a_catalogue_goes_through_later_migrations(shared: ServerAddress, monkeypatch: pytest.MonkeyPatch):
    """Written as those of SQLite are: its words for types are understood."""
    later = (
        'CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY, path BLOB NOT NULL, said TEXT, weight FLOAT)',
        "CREATE TABLE pair (a INTEGER NOT NULL, PRIMARY KEY (a)) WITHOUT ROWID",
        "ALTER TABLE similar ADD COLUMN reach FLOAT",
        "INSERT INTO note (path, said) VALUES ('/a', 'b')",
    )  # fmt: skip
    monkeypatch.setattr("core.catalog.migrations.MIGRATIONS", (*MIGRATIONS, later))
    monkeypatch.setattr("core.catalog.migrations.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with Catalog.open(shared) as catalog, catalog.read() as connection:
        assert connection.exec_driver_sql("SELECT id, path, said FROM note").one() == (1, b"/a", "b")
        assert (
            connection.exec_driver_sql("SELECT version FROM catalog_version").scalar() == SCHEMA_VERSION + 1
        )


def test_an_earlier_catalogue_has_the_tables_of_a_new_one(server: Server, shared: ServerAddress):
    """`schemas/postgresql/` holds the first that there was; migrations bring it to today's."""

    def tables(database: str) -> list[tuple[object, ...]]:
        columns = "SELECT table_name, column_name, data_type, is_nullable, collation_name "
        columns += "FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
        indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        return server.run(columns, database) + server.run(indexes, database)

    database = server.new_database()
    server.run((Path(__file__).parent / "schemas/postgresql/13.sql").read_text("utf-8"), database)
    Catalog.open(server.address(database)).close()
    assert tables(database) == tables(str(shared.url.database))


def test_a_writer_that_does_not_end_is_a_sentence(shared: ServerAddress, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.catalog.postgresql.LOCK_TIMEOUT", "50ms")
    with (
        Catalog.open(shared) as one,
        Catalog.open(shared) as other,
        one.write(),
        pytest.raises(CatalogLocked, match="in use by another NearDup"),
        other.write(),
    ):
        pass


def test_a_server_that_stops_ends_the_work_and_keeps_what_was_stored(server: Server, shared: ServerAddress):
    def lose_the_server() -> None:
        with catalog.write() as connection:
            photos.add(connection, [decoded("/b.jpg", b"other")])
            server.end_all()
            photos.add(connection, [decoded("/c.jpg", b"third")])

    with Catalog.open(shared) as catalog:
        with catalog.write() as connection:
            photos.add(connection, [decoded("/a.jpg")])
        with pytest.raises(CatalogError, match="What was stored is kept"):
            lose_the_server()
        with catalog.write() as connection:  # it is there again: nothing is to be opened anew
            assert [str(photo.path) for photo in photos.present(connection)] == ["/a.jpg"]


def test_a_scan_that_loses_its_server_ends_in_a_sentence_and_the_next_goes_on(
    server: Server, shared: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for number in range(3):
        save(draw(number), tmp_path / "Photos" / f"{number}.jpg")
    text = server.text(str(shared.url.database))
    options = ["scan", str(tmp_path / "Photos"), "--catalog", text, "--settings", str(tmp_path / "s.toml")]
    add = photos.add

    def add_and_lose(*given):
        found = add(*given)
        server.end_all()
        return found

    with monkeypatch.context() as lossy:
        lossy.setattr(photos, "add", add_and_lose)
        result = CliRunner().invoke(build_app(None), options)
    assert result.exit_code == 1
    assert "was lost" in result.stderr or "ended the connection" in result.stderr
    again = CliRunner().invoke(build_app(None), options)
    assert (again.exit_code, "3 photos" in again.stdout) == (0, True)


def test_text_that_a_server_refuses_is_kept_without_its_nul(shared: ServerAddress):
    one = decoded("/a.jpg")
    with Catalog.open(shared) as catalog, catalog.write() as connection:
        camera = type(one.exif)(camera="Canon\0EOS")
        values = {name: getattr(one, name) for name in one.__slots__}
        photos.add(connection, [type(one)(**{**values, "exif": camera})])
        (found,) = photos.present(connection)
    assert found.exif.camera == "Canon\N{REPLACEMENT CHARACTER}EOS"


def test_there_is_nothing_to_recover_on_a_server(shared: ServerAddress, server: Server):
    catalog, recovery = open_or_recover(shared)
    catalog.close()
    assert recovery is None
    result = CliRunner().invoke(
        build_app(None), ["recover", "--catalog", server.text(str(shared.url.database))]
    )
    assert (result.exit_code, "backup of its database" in result.stderr) == (1, True)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    whole = builtins.__import__

    def without(name: str, *rest, **named):
        if name.split(".")[0] == "psycopg":
            raise ModuleNotFoundError(name)
        return whole(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    assert 'pip install ".[postgres]"' in refusal(ServerAddress.parse("postgresql://anna@db/photos"))
