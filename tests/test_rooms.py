"""Who may import whom (DESIGN section 3), and that importing NearDup is instant and silent."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GROUND_FLOOR = {
    *("cores", "loss", "photo", "errors", "progress", "sorting", "path_text", "integer_product"),
    *("settings", "keeper_settings", "arrival_settings"),
}
APART = {"embed", "lsh", "match", "catalog"}
WINDOW = (
    *("display", "toolkit", "library", "photos", "settings", "frame"),
    *("scanning", "marks", "decisions", "removal", "restoring", "rules", "overview", "comparing"),
    *("hash_tables", "query", "family", "review", "piles", "folders", "arrivals", "reporting"),
    *("dialog_opener", "pages", "services", "window_memory", "main_window", "app"),
)
"""The rooms of the window, and the files that put them together: each knows only those before it."""


def modules_imported_by(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_below(folder: str) -> Iterator[tuple[Path, str]]:
    for file in sorted((ROOT / folder).rglob("*.py")):
        for module in modules_imported_by(file):
            yield file.relative_to(ROOT), module


def test_core_knows_neither_qt_nor_the_window():
    offenders = [
        (f, m) for f, m in imports_below("core") if m.split(".")[0] in ("PySide6", "nearDup_gui", "main")
    ]
    assert offenders == []


def test_the_window_does_not_know_main():
    assert [(f, m) for f, m in imports_below("nearDup_gui") if m.split(".")[0] == "main"] == []


def test_each_room_of_the_window_knows_only_those_below_it():
    upward = [
        (file.as_posix(), module)
        for file, module in imports_below("nearDup_gui")
        if module.startswith("nearDup_gui.")
        if WINDOW.index(module.split(".")[1]) > WINDOW.index(file.with_suffix("").parts[1])
    ]
    assert upward == []


def test_nobody_knows_the_main_window_but_the_app():
    knowing = {f.name for f, m in imports_below("nearDup_gui") if m.startswith("nearDup_gui.main_window")}
    assert knowing == {"app.py"}


def test_no_file_of_the_window_leads_back_to_itself():
    """Within a room, too; imports for types alone count."""
    files = (ROOT / "nearDup_gui").rglob("*.py")
    names = {".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files}
    known: dict[str, set[str]] = {name: set() for name in names}
    for file, module in imports_below("nearDup_gui"):
        name = ".".join(file.with_suffix("").parts)
        known[name] |= {module, module.rpartition(".")[0]} & names
    TopologicalSorter(known).prepare()


@pytest.mark.parametrize("room", ["photo", "review", "match", "lineage", "groups", "decision"])
def test_the_toolkit_of_the_window_knows_no_photo(room: str):
    assert [f for f, m in imports_below("nearDup_gui/toolkit") if m.startswith(f"core.{room}.")] == []


def test_the_ground_floor_stands_on_nothing_of_core():
    for name in GROUND_FLOOR:
        imported = {
            m.split(".")[1] for m in modules_imported_by(ROOT / f"core/{name}.py") if m.startswith("core.")
        }
        assert imported <= GROUND_FLOOR, name


@pytest.mark.parametrize("room", ["embed", "lsh", "match"])
def test_rooms_that_stand_alone_do_not_know_each_other(room: str):
    others = APART - {room}
    offenders = [
        (file, module)
        for file, module in imports_below(f"core/{room}")
        if module.startswith("core.") and module.split(".")[1] in others
    ]
    assert offenders == []


def test_rows_of_the_database_stay_in_the_catalogue():
    offenders = [
        (file, module)
        for folder in ("core", "nearDup_gui")
        for file, module in imports_below(folder)
        if module.startswith("core.catalog.tables") and file.parts[:2] != ("core", "catalog")
    ]
    assert offenders == []


HEAVY = {"tensorflow", "keras", "onnxruntime", "cv2", "rawpy", "pillow_heif", "dask", "distributed"}


@pytest.mark.parametrize(
    "statement",
    [
        "import core, core.cli, core.scan.pipeline, core.search.query, core.embed.registry",
        "import core.review.removal, core.review.ways, core.groups",
        "import nearDup_gui.app",
    ],
)
def test_importing_loads_no_model_runtime_and_prints_nothing(statement: str):
    program = f"{statement}\nimport sys\nheavy = {HEAVY} & set(sys.modules)\nassert not heavy, heavy"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("statement", ["catalog.catalog, core.catalog.opening, core.catalog.removals", "cli"])
def test_only_an_address_of_a_server_brings_its_driver(statement: str):
    program = f"import sys\nimport core.{statement}\n"
    program += (
        "found = {m for m in sys.modules if m.startswith(('psycopg', 'sqlalchemy.dialects.postgresql'))}\n"
    )
    done = subprocess.run([sys.executable, "-c", f"{program}assert not found, found"], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_what_a_database_has_of_its_own_stays_behind_one_seam():
    own = {"sqlite.py", "postgresql.py", "dialects.py", "recovery.py"}
    found = {
        file.name
        for file, module in imports_below("core")
        if module.startswith(("sqlite3", "psycopg", "sqlalchemy.dialects"))
    }
    assert found <= own


def test_only_a_cluster_that_was_asked_for_brings_its_libraries():
    """Imported by name where they are needed: no file that a plain scan reads may name them."""
    found = {
        file.as_posix()
        for file, module in imports_below("core")
        if module.split(".")[0] in ("dask", "distributed", "cryptography")
        or module.startswith("core.cluster")
    }
    assert {file for file in found if not file.startswith("core/cluster/")} == {
        "core/commands/scan.py",
        "core/commands/worker.py",
    }
