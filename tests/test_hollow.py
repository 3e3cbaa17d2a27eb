"""Libraries of the bundle that have names and nothing behind them."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import which
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(
    not (sys.platform == "linux" and which("gcc") and which("readelf")), reason="needs gcc and binutils"
)

USED = "int used(void) { return 42; } int also_used(void) { return 7; } int unused(void) { return 1; }"
USING = """
int used(void); int also_used(void);
int (*address)(void) = also_used;
int idle(void) { return 5; } int calling(void) { return used(); }
"""
VERSIONS = "SOME_1 { global: used; also_used; local: *; }; OTHER_2 { global: unused; local: *; };"


@pytest.fixture
def hollow(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(Path(__file__).parent.parent / "packaging")
    import hollow

    return hollow


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Path]:
    def built(name: str, code: str, *options: str) -> Path:
        source = tmp_path / f"{name}.c"
        source.write_text(code)
        library = tmp_path / f"lib{name}-1.so"
        own = f"-Wl,-soname,{library.name}"
        subprocess.run(["gcc", "-shared", "-fPIC", own, "-o", library, source, *options], check=True)
        return library

    return built


def called(library: Path, beside: Path, function: str) -> subprocess.CompletedProcess[str]:
    """Calls a function of a library, with all its names looked up at once, as Python does."""
    code = f"import ctypes, os; print(ctypes.CDLL({str(library)!r}, mode=os.RTLD_NOW).{function}())"
    environment = {"LD_LIBRARY_PATH": str(beside)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("versions", ["", VERSIONS], ids=["plain", "with versions"])
def test_what_names_a_hollow_library_loads_and_works_until_it_calls_it(
    versions: str, hollow: ModuleType, build: Callable[..., Path], tmp_path: Path
):
    script = tmp_path / "versions"
    script.write_text(versions)
    whole = build("used", USED, *([f"-Wl,--version-script={script}"] if versions else []))
    using = build("using", USING, f"-L{tmp_path}", "-l:libused-1.so")
    folder = tmp_path / "smaller"
    folder.mkdir()
    made = hollow.hollowed(whole, [using], folder)
    assert made == folder / whole.name
    whole.unlink()
    assert called(using, folder, "idle").stdout == "5\n"
    stopped = called(using, folder, "calling")
    assert stopped.returncode < 0
    assert stopped.stderr == "The bundle of NearDup leaves out what was called: libused-1.so: used\n"


def test_a_library_that_gives_more_than_functions_is_refused(
    hollow: ModuleType, build: Callable[..., Path], tmp_path: Path
):
    whole = build("used", "int level = 3;")
    using = build(
        "using", "extern int level; int read(void) { return level; }", f"-L{tmp_path}", "-l:libused-1.so"
    )
    with pytest.raises(ValueError, match="level"):
        hollow.hollowed(whole, [using], tmp_path)
