"""What is installed where: one package that collides with nobody's, and TensorFlow where there is one."""

import ast
import os
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest

from core import __version__
from core.embed import keras_backend

packaging_markers = pytest.importorskip("packaging.markers")
packaging_requirements = pytest.importorskip("packaging.requirements")

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES = [packaging_requirements.Requirement(line) for line in PROJECT["project"]["dependencies"]]


def installed_on(**system: str) -> set[str]:
    """Names of the dependencies on some system."""
    environment = {**packaging_markers.default_environment(), **system}
    return {one.name for one in DEPENDENCIES if one.marker is None or one.marker.evaluate(environment)}


@pytest.mark.parametrize(
    ("python", "system", "machine", "package"),
    [
        ("3.11", "linux", "x86_64", "tensorflow-cpu"),
        ("3.13", "linux", "x86_64", "tensorflow-cpu"),
        ("3.13", "linux", "aarch64", "tensorflow"),
        ("3.13", "win32", "AMD64", "tensorflow"),
        ("3.13", "darwin", "arm64", "tensorflow"),
        ("3.13", "darwin", "x86_64", None),
        ("3.14", "linux", "x86_64", None),
        ("3.15", "win32", "AMD64", None),
    ],
)
def test_tensorflow_is_asked_for_where_there_is_one(
    python: str, system: str, machine: str, package: str | None
):
    found = installed_on(python_version=python, sys_platform=system, platform_machine=machine)
    assert {name for name in found if name.startswith("tensorflow")} == ({package} if package else set())


def test_this_computer_is_told_the_same_by_the_program():
    wanted = any(name.startswith("tensorflow") for name in installed_on())
    assert wanted == keras_backend.RELEASED


def test_the_lean_list_is_the_whole_list_less_tensorflow():
    lines = (ROOT / "packaging/without-tensorflow.txt").read_text(encoding="utf-8").splitlines()
    lean = [line for line in lines if not line.startswith("#")]
    whole = PROJECT["project"]["dependencies"]
    assert lean == [line for line in whole if not line.startswith("tensorflow")]


def test_tensorflow_can_be_left_out_by_name():
    lines = (ROOT / "packaging/tensorflow.txt").read_text(encoding="utf-8").splitlines()
    named = {line for line in lines if not line.startswith("#")}
    assert named == {one.name for one in DEPENDENCIES if one.name.startswith("tensorflow")}


def test_no_python_is_refused_beforehand():
    """An upper bound would shut out a Python whose wheels are there; pip says itself which are not."""
    assert PROJECT["project"]["requires-python"] == ">=3.11"


def test_the_wheel_brings_one_package():
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    places = {**wheel["sources"], **wheel["force-include"]}
    assert {*wheel["only-include"], "main.py"} == set(places)
    assert {place.split("/")[0] for place in places.values()} == {"neardup"}


def plainly(package: str) -> str:
    return package.lower().replace("_", "-")


def imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """What the bundle's specification asks for: Python that PyInstaller runs, here with nothing behind it."""
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, MagicMock())
    elsewhere = [place for place in sys.path if Path(place).resolve() != ROOT]
    monkeypatch.setattr(sys, "path", elsewhere)

    def collect_submodules(room: str) -> list[str]:
        assert str(ROOT) in sys.path, "PyInstaller finds no code, and says nothing"
        return [room]

    hooks = SimpleNamespace(collect_submodules=collect_submodules, copy_metadata=lambda name: [])
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    analysis = MagicMock()
    words = {name: MagicMock() for name in ("PYZ", "EXE", "COLLECT", "BUNDLE")}
    spec = ROOT / "packaging" / "neardup.spec"
    places = {"SPECPATH": str(spec.parent), "workpath": str(tmp_path)}
    exec(
        compile(spec.read_text(encoding="utf-8"), spec, "exec"),
        words | places | {"Analysis": analysis},
    )
    return analysis.call_args.kwargs


def test_the_bundle_brings_every_file_that_is_no_code(asked_for: dict[str, Any]):
    brought = {Path(place) / Path(file).name for file, place in asked_for["datas"]}
    no_code = {
        file.relative_to(ROOT)
        for room in ("core", "nearDup_gui", "resources")
        for file in (ROOT / room).rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc", ".ts"}
    }
    left_out = {path for path in no_code - brought if path.parent == Path("resources/models")}
    assert no_code - left_out <= brought
    assert {path.name.split(".")[0] for path in left_out} <= {"efficientnet-lite0-gem", "neardup-lite0"}


def test_the_bundle_brings_every_package_that_the_program_asks_for(asked_for: dict[str, Any]):
    """Some are imported by name, which PyInstaller does not see: once no photo could go to the trash."""
    written = {
        name.split(".")[0]
        for room in ("core", "nearDup_gui")
        for file in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        for name in imported_by(node)
    }
    brought = written | {name.split(".")[0] for name in asked_for["hiddenimports"]}
    lean = {plainly(one.name) for one in DEPENDENCIES if not one.name.startswith("tensorflow")}
    found = {
        plainly(package)
        for module, packages in packages_distributions().items()
        for package in packages
        if module in brought
    }
    assert lean <= found


@pytest.mark.parametrize("way", [["-m", "neardup"], [str(ROOT / "main.py")], ["-m", "main"]])
def test_each_way_in_finds_its_own_core(way: list[str], tmp_path: Path):
    """Other people's packages called `core` and `resources` are in the environment, and come first."""
    for name in ("core", "resources"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('the wrong one')\n")
    launcher = ROOT / "packaging" / "wheel"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(launcher)])}
    done = subprocess.run(
        [sys.executable, *way, "--version"],
        cwd=ROOT if "main" in way else tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"NearDup {__version__}\n", "")
