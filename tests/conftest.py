"""What every test stands on: no display, and a home folder that is thrown away.

Set before anything is imported: Qt looks for its platform, and send2trash for the trash, only once.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
_HOME = Path(tempfile.mkdtemp(prefix="neardup-tests-"))
os.environ["HOME"] = str(_HOME)
for _name, _folder in (
    ("XDG_DATA_HOME", "data"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_STATE_HOME", "state"),
):
    os.environ[_name] = str(_HOME / _folder)

from tests.team_server import empty_catalogue, server, shared  # noqa: E402 - with the folders above

__all__ = ["empty_catalogue", "server", "shared"]

# No test asserts speed, and hypothesis' deadline does: it fails wherever a machine is busy.
hypothesis.settings.register_profile("at any pace", deadline=None)
hypothesis.settings.load_profile("at any pace")


@pytest.fixture(scope="session")
def home() -> Path:
    """The home folder of all tests of this process; nothing of it is left."""
    return _HOME


def pytest_unconfigure() -> None:
    """In every process, that of xdist which only hands out the tests too."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture
def other_volume(tmp_path: Path) -> Iterator[Path]:
    """An empty folder on another volume than `tmp_path`; without one the test is skipped.

    Its name is its own: tests that run side by side may have `tmp_path`s of one name.
    """
    volume = Path("/dev/shm")
    if not os.access(volume, os.W_OK) or volume.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("needs a second volume at /dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="neardup-", dir=volume))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def no_reader_left() -> Iterator[None]:
    """Processes that a test had read photos apart end with it."""
    yield
    if (apart := sys.modules.get("core.scan.apart")) is not None:
        apart.stop()
