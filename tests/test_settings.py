"""Settings survive a round trip, and say what is wrong with them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.arrival_settings import ArrivalRule
from core.errors import SettingsError
from core.settings import LshSettings, RemovalSettings, ScanSettings, Settings, load_settings, save_settings


def test_a_missing_file_gives_the_defaults(tmp_path):
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_settings_survive_a_round_trip(tmp_path):
    path = tmp_path / "new folder" / "settings.toml"
    settings = Settings(
        scan=ScanSettings(model="m", workers=3, include_hidden=True, lsh=LshSettings(bits=12, seed=7)),
        protected_folders=(Path("/archive"),),
        recent_folders=(Path("/写真"), Path('/with "quotes"')),
        outward_folders=(Path("/backup"),),
        arrivals=(
            ArrivalRule(Path("/chat"), Path("/camera"), datetime(2026, 11, 29, 22, 3, 1, 5, UTC)),
            ArrivalRule(Path("/写真"), Path("/camera")),
        ),
        removal=RemovalSettings("quarantine", "/somewhere"),
        shortcuts={"mark": ("Ctrl+J", "Del"), "similar": ()},
    )
    save_settings(settings, path)
    assert load_settings(path) == settings
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        "[scan]\nmodell = 1",
        "colour = 'blue'",
        "[scan.lsh]\nbit = 3",
        "scan = 5",
        "\udcff",
        "[scan]\nworkers = 'many'",
        "[scan]\nworkers = true",
        "[scan]\nworkers = -1",
        "[scan]\ninclude_hidden = 1",
        "[scan.lsh]\nrecall = '1'",
        "protected_folders = '/archive'",
        "protected_folders = ['archive']",
        "protected_folders = [5]",
        "removal = 3",
        "[removal]\naction = 5",
        "shortcuts = 3",
        "[shortcuts]\nmark = 'X'",
        "[shortcuts]\nmark = [3]",
        "arrivals = 3",
        "arrivals = [3]",
        "[[arrivals]]\nfolder = '/chat'",
        "[[arrivals]]\nfolder = 'chat'\ncovered_by = '/camera'",
        "[[arrivals]]\nfolder = '/chat'\ncovered_by = '/chat'",
        "[[arrivals]]\nfolder = '/chat'\ncovered_by = '/camera'\nsince = 'yesterday'",
        "[[arrivals]]\nfolder = '/chat'\ncovered_by = '/camera'\nsince = 2026-11-29T22:03:01",
        "[[arrivals]]\nfolder = '/chat'\ncovered_by = '/camera'\nonce = true",
    ],
)
def test_what_makes_no_sense_names_the_file_and_what_to_do(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError, match=r"settings\.toml.*Mend or remove the file"):
        load_settings(path)


def test_recent_folders_are_listed_once_and_the_last_first():
    settings = Settings(recent_folders=(Path("/a"), Path("/b")))
    assert settings.with_recent((Path("/b"), Path("/c")), keep=2).recent_folders == (Path("/b"), Path("/c"))


def test_names_that_are_not_text_are_not_remembered_and_cannot_be_protected(tmp_path):
    strange = Path("/caf\udce9")
    save_settings(Settings(recent_folders=(strange, Path("/b"))), tmp_path / "settings.toml")
    assert load_settings(tmp_path / "settings.toml").recent_folders == (Path("/b"),)
    with pytest.raises(SettingsError, match=r"cannot be protected.*Choose its parent"):
        save_settings(Settings(protected_folders=(strange,)), tmp_path / "settings.toml")
    with pytest.raises(SettingsError, match=r"can have no rule.*Choose its parent"):
        save_settings(Settings(arrivals=(ArrivalRule(strange, Path("/b")),)), tmp_path / "settings.toml")
