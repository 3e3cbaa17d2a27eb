"""A first scan reads before its catalogue stands, and finds the same."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.catalog.catalog import Catalog
from core.cli import COMMANDS, build_app
from core.commands.shared import is_first
from core.errors import ScanError
from core.photo import DecodedPhoto, ImageFile
from core.progress import CancelToken
from core.scan.ahead import read_ahead
from core.scan.decode_pool import DecodePool, Outcome
from core.scan.pipeline import scan
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw, save
from tests.processes import processes_below
from tests.scan.decoders import file_named, write_down

ROOT = Path(__file__).parents[2]
SETTINGS = ScanSettings(workers=1)

READS_FIRST = """
import sys
from pathlib import Path
from core.progress import CancelToken
from core.scan.ahead import read_ahead
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder

if __name__ == "__main__":
    begun = read_ahead(
        [Path(sys.argv[1])], ScanSettings(workers=1), (), FakeEmbedder, lambda told: None, CancelToken()
    )
    with begun as ahead:
        first = next(iter(ahead.pool._begun.values())).future.result(timeout=60)
        print(first.file.path.name, sorted({"sqlalchemy", "onnxruntime", "core.groups"} & set(sys.modules)))
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "Photos"
    for number in range(6):
        save(draw(number), root / f"IMG_{number}.jpg", quality=92)
    save(draw(0).resize((80, 60)), root / "small.jpg", quality=70)
    (root / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut")
    return root


def _silent(_: object) -> None:
    pass


def test_the_first_photo_is_read_before_the_library_of_databases_is_there(library: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READS_FIRST, str(library)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "IMG_0.jpg []"


def test_a_scan_that_was_begun_finds_what_another_finds(library: Path, tmp_path: Path) -> None:
    embedder = FakeEmbedder(dim=64)

    def found(name: str, begin: bool) -> tuple[object, ...]:
        with Catalog.open(tmp_path / name) as catalog:
            roots, cancel = [library], CancelToken()
            if not begin:
                result = scan(roots, catalog, embedder, SETTINGS, report=_silent, cancel=cancel)
            else:
                with read_ahead(roots, SETTINGS, (), FakeEmbedder, _silent, cancel) as ahead:
                    result = scan(
                        roots, catalog, embedder, SETTINGS, report=_silent, cancel=cancel, ahead=ahead
                    )
            groups = [tuple(photo.path for photo in group.photos) for group in result.groups]
            return groups, result.skipped, result.scanned

    assert found("begun", True) == found("plain", False)


def test_no_file_is_read_twice_but_one_that_changed(tmp_path: Path) -> None:
    log = tmp_path / "read.txt"
    files = [file_named(str(log), number) for number in range(2)]
    changed = file_named(str(log), 7)
    with DecodePool(8, 1, decoder=write_down) as pool:
        pool.begin(files[:1])
        assert _files(pool.decode_all(files[:1], CancelToken())) == files[:1]
        assert log.read_text() == "0\n"
        pool.begin(files[1:])
        assert _files(pool.decode_all([changed], CancelToken())) == [changed]
    assert log.read_text() == "0\n1\n7\n"


def _files(outcomes: Iterable[Outcome]) -> list[ImageFile]:
    return [outcome.file for outcome in outcomes if isinstance(outcome, DecodedPhoto)]


@pytest.mark.parametrize("missing", [True, False])
def test_nobody_is_left_who_reads(library: Path, missing: bool) -> None:
    def begun(leave: Callable[[], None]) -> None:
        roots = [library / "nowhere"] if missing else [library]
        with read_ahead(roots, SETTINGS, (), FakeEmbedder, _silent, CancelToken()):
            leave()

    def fail() -> None:
        raise ScanError("The catalogue is locked.")

    with pytest.raises(ScanError):
        begun(fail)
    assert not processes_below()


def test_an_empty_folder_starts_nobody(tmp_path: Path) -> None:
    with read_ahead([tmp_path], SETTINGS, (), FakeEmbedder, _silent, CancelToken()) as ahead:
        assert ahead.pool is None
        assert not ahead.walked.found


def test_only_a_catalogue_that_is_not_there_knows_no_photo(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.sqlite3"
    assert is_first(str(catalogue))
    catalogue.touch()
    assert not is_first(str(catalogue))
    link = tmp_path / "link.sqlite3"
    link.symlink_to(tmp_path / "unplugged" / "catalogue.sqlite3")
    assert not is_first(str(link))
    assert not is_first("postgresql+psycopg://me@host/photos")


def test_a_command_brings_no_other() -> None:
    code = (
        "import sys; from core.cli import build_app; build_app(None, 'scan');"
        "import json; print(json.dumps([m for m in sys.modules if m.startswith('core.commands.')]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    own = {"core.commands.scan", "core.commands.shared", "core.commands.terminal"}
    assert set(json.loads(done.stdout)) == own | {"core.commands.window_request"}


def test_all_commands_are_there_where_none_is_asked_for() -> None:
    app = build_app(None, "--help")
    named = [one.name for one in app.registered_commands] + [one.name for one in app.registered_groups]
    assert sorted(map(str, named)) == sorted(COMMANDS)


def test_a_scan_makes_its_model_once_though_workers_begin_before_it(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person's own model is opened when it is made, which takes seconds."""
    made: list[str] = []

    def load_embedder(model: str, **_: object) -> FakeEmbedder:
        made.append(model)
        return FakeEmbedder(dim=64)

    monkeypatch.setattr("core.embed.registry.load_embedder", load_embedder)
    asked = ["scan", str(library), "--catalog", str(tmp_path / "catalogue.sqlite3")]
    done = CliRunner().invoke(build_app(None, "scan"), asked)
    assert done.exit_code == 0, done.output
    assert len(made) == 1
