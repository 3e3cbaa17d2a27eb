"""`--cluster` and `neardup worker` as a person meets them where something is not right."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli import build_app
from core.cluster import connection
from tests.photos import draw, save

ROOT = Path(__file__).parents[2]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    save(draw(1), tmp_path / "Photos" / "one.jpg")
    return tmp_path / "Photos"


@pytest.fixture
def no_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str):
        if name in ("dask", "distributed", "cryptography"):
            raise ModuleNotFoundError(name)
        return importlib.import_module(name)

    monkeypatch.setattr(connection, "import_module", missing)


def run(*arguments: str | Path):
    return CliRunner().invoke(build_app(None), [str(argument) for argument in arguments])


@pytest.mark.parametrize("cluster", ["local:2", "tcp://127.0.0.1:1"])
def test_without_dask_a_cluster_is_a_sentence(cluster: str, library: Path, tmp_path: Path, no_dask: None):
    result = run("scan", library, "--cluster", cluster, "--catalog", tmp_path / "c.sqlite3")
    assert result.exit_code == 1
    assert 'pip install "dask[distributed]" cryptography' in result.stderr
    assert run("worker", "tcp://127.0.0.1:1").exit_code == 1


def test_an_address_that_is_none_is_refused_before_anything_is_read(library: Path, tmp_path: Path):
    result = run("scan", library, "--cluster", "archive", "--catalog", tmp_path / "c.sqlite3")
    assert result.exit_code == 1
    assert "archive is no cluster" in result.stderr
    assert not (tmp_path / "c.sqlite3").exists()
    assert "neardup scan FOLDER --cluster local:2" in run("worker", "local:2").stderr


def test_a_plain_scan_imports_nothing_of_a_cluster(library: Path, tmp_path: Path):
    program = (
        "import json, sys\n"
        "from core.cli import build_app\n"
        "try:\n    build_app(None)(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        "asked = {'dask', 'distributed', 'cryptography', 'core.cluster.connection'}\n"
        "print(json.dumps(sorted(asked & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "scan", str(library), "--catalog", str(tmp_path / "c.sqlite3")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1 photos in" in done.stdout
    assert json.loads(done.stdout.splitlines()[-1]) == []
