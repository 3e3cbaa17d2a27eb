"""NearDup among a person's applications: entries that the desktop's own tools accept, and that go again."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

from core.commands.desktop_entries import SIZES, entries, install, take_back
from core.errors import NearDupError

COMMAND = ["/home/Ann O'Hara/100% $mine/bin/neardup"]


def test_what_is_written_is_taken_back(tmp_path: Path):
    theirs = tmp_path / "applications" / "other.desktop"
    theirs.parent.mkdir()
    theirs.write_text("[Desktop Entry]\n")
    written = install(tmp_path, COMMAND)
    assert all(path.is_file() for path in written)
    assert install(tmp_path, COMMAND) == written
    taken = take_back(tmp_path)
    assert set(taken.gone) == set(written)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [theirs]


def test_another_place_of_installation_replaces_the_first(tmp_path: Path):
    install(tmp_path, ["/old/neardup"])
    install(tmp_path, ["/new/neardup"])
    assert "/new/neardup" in (tmp_path / "applications/neardup.desktop").read_text("utf-8")
    assert take_back(tmp_path).changed == ()


def test_somebody_elses_file_is_never_written_over(tmp_path: Path):
    theirs = tmp_path / "applications/neardup.desktop"
    theirs.parent.mkdir()
    theirs.write_text("mine")
    with pytest.raises(NearDupError, match=r"neardup\.desktop was not written by NearDup"):
        install(tmp_path, COMMAND)
    assert theirs.read_text() == "mine"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [theirs]


def test_what_was_changed_since_stays(tmp_path: Path):
    install(tmp_path, COMMAND)
    entry = tmp_path / "applications/neardup.desktop"
    entry.write_text("changed")
    assert take_back(tmp_path).changed == (entry,)
    assert entry.read_text() == "changed"


def test_a_receipt_that_names_other_files_takes_nothing(tmp_path: Path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"")
    (tmp_path / "neardup").mkdir()
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (tmp_path / "neardup/desktop-entries.json").write_text(f'{{"photo.jpg": "{digest}", "../x": "{digest}"}}')
    assert take_back(tmp_path).gone == ()
    assert photo.exists()


def test_the_command_survives_the_quotes_of_a_desktop_entry():
    parser = configparser.RawConfigParser(strict=False)
    parser.read_string(entries(COMMAND)[Path("applications/neardup.desktop")].decode())
    assert parser["Desktop Entry"]["exec"] == '"/home/Ann O\'Hara/100%% \\\\$mine/bin/neardup" "open" %F'


def test_there_is_an_icon_of_every_size():
    from PIL import Image

    icons = {path for path in entries(COMMAND) if path.suffix == ".png"}
    assert {Path(f"icons/hicolor/{n}x{n}/apps/neardup.png") for n in SIZES} == icons
    root = Path(__file__).parent.parent / "resources/desktop"
    for n in SIZES:
        with Image.open(root / f"neardup-{n}.png") as icon:
            assert (icon.size, icon.mode) == ((n, n), "RGBA")


@pytest.mark.parametrize(
    ("tool", "place"),
    [
        (["desktop-file-validate"], "applications/neardup.desktop"),
        (["appstreamcli", "validate", "--no-net"], "metainfo/neardup.metainfo.xml"),
    ],
)
def test_the_desktops_own_tools_accept_it(tool: list[str], place: str, tmp_path: Path):
    if shutil.which(tool[0]) is None:
        pytest.skip(f"{tool[0]} is not installed")
    install(tmp_path, COMMAND)
    done = subprocess.run([*tool, tmp_path / place], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
