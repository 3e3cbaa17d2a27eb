"""A PostgreSQL server of the tests' own: one for all of them, a database for each, gone with them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.catalog.place import ServerAddress


class Server:
    """A server that listens on a socket in its own folder; `postgres` may do all, without a password."""

    def __init__(self, folder: Path, programs: Path, account: str | None) -> None:
        self.folder = folder
        self._programs = programs
        self._account = account
        self._numbers = count(1)

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off -c max_connections=30"
        self._run("pg_ctl", "-w", "-D", "data", "-l", "log", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-D", "data", "-m", "immediate", "stop")

    def make(self) -> None:
        self._run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        rules = "local all postgres trust\nlocal all all scram-sha-256\n"
        (self.folder / "data" / "pg_hba.conf").write_text(rules)
        self.start()

    def address(self, database: str, user: str = "postgres", password: str = "") -> ServerAddress:
        return ServerAddress.parse(self.text(database, user, password))

    def text(self, database: str, user: str = "postgres", password: str = "") -> str:
        secret = f":{password}" if password else ""
        return f"postgresql+psycopg://{user}{secret}@/{database}?host={self.folder}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def end(self, connections: str) -> None:
        """End what a query names by `pid`, and wait until its locks are gone: they outlive the order."""
        self.run(f"SELECT pg_terminate_backend(pid, 20000) FROM {connections}")

    def end_all(self) -> None:
        self.end("pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")

    def new_database(self, template: str = "template1") -> str:
        name = f"catalogue_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments],
            cwd=self.folder,
            user=self._account,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
        )


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that runs."""
    if find_spec("psycopg") is None:
        pytest.skip("needs psycopg: the extra postgres")
    found = shutil.which("initdb") or max(
        map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=""
    )
    if not found:
        pytest.skip("needs PostgreSQL's server")
    account = None
    folder = Path(tempfile.mkdtemp(prefix="neardup-pg-", dir="/tmp"))  # sockets have short names only
    if os.geteuid() == 0:  # it refuses to run as root
        account = next((one.pw_name for one in pwd.getpwall() if one.pw_name in ("postgres", "nobody")), None)
        if account is None:
            pytest.skip("needs an account that is not root")
        shutil.chown(folder, account)
    started = Server(folder, Path(os.path.realpath(found)).parent, account)
    try:
        started.make()
        yield started
    finally:
        started.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def empty_catalogue(server: Server) -> str:
    """A database with an empty catalogue, to be copied."""
    database = server.new_database()
    Catalog.open(server.address(database)).close()
    return database


@pytest.fixture
def shared(server: Server, empty_catalogue: str) -> ServerAddress:
    """An empty catalogue on the server, for one test."""
    return server.address(server.new_database(empty_catalogue))
