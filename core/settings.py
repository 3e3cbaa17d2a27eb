"""What a person may set, with the defaults, and where it is kept: TOML in the platform's config folder.

Settings are values: they are read once at start, passed to whoever asks for them, and written back
whole. Nothing here is looked up at import.
"""

import os
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

import platformdirs
import tomli_w

from core.errors import SettingsError

APP_NAME = "neardup"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LshParams:
    """The shape of the hash tables.

    `bits` per key, number of `tables`, and `probes`: how many bits of a key may differ for two
    photos to be looked at together (0, 1 or 2).
    """

    bits: int
    tables: int
    probes: int


@dataclass(frozen=True, slots=True)
class LshSettings:
    """Wishes for the hash tables; None leaves a number to `core.lsh.tuning`.

    `recall` is the wanted share of matching pairs that the tables bring together.
    """

    recall: float = 0.99
    bits: int | None = None
    tables: int | None = None
    probes: int | None = None
    seed: int = 20260101


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """How a scan reads.

    `workers` decode in parallel; 0 takes one per core. `model` names a bundled model or is the path
    of one; "" is the default model. `include_hidden` walks into dot files and folders too.
    """

    model: str = ""
    workers: int = 0
    include_hidden: bool = False
    lsh: LshSettings = field(default_factory=LshSettings)

    @property
    def worker_count(self) -> int:
        return self.workers or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is kept between runs. Folders are stored as text."""

    scan: ScanSettings = field(default_factory=ScanSettings)
    protected_folders: tuple[Path, ...] = ()
    recent_folders: tuple[Path, ...] = ()

    def with_recent(self, folders: tuple[Path, ...], keep: int = 8) -> "Settings":
        """Put `folders` at the head of the recent ones, each once."""
        merged = dict.fromkeys((*folders, *self.recent_folders))
        return replace(self, recent_folders=tuple(merged)[:keep])


def settings_path() -> Path:
    """Where the settings live unless another path is given."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "settings.toml"


def catalog_path() -> Path:
    """Where the catalogue lives unless another path is given."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False) / "catalogue.sqlite3"


def load_settings(path: Path) -> Settings:
    """Read settings; a missing file gives the defaults.

    Raises:
        SettingsError: the file is not TOML, or holds a name or value that makes no sense.
    """
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except FileNotFoundError:
        return Settings()
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"The settings in {path} cannot be read: {error}. Mend or remove the file."
        ) from error
    try:
        scan = dict(table.pop("scan", {}))
        lsh = _build(LshSettings, scan.pop("lsh", {}))
        folders = {name: tuple(Path(text) for text in table.pop(name, ())) for name in _FOLDER_LISTS}
        if table:
            raise SettingsError(f"unknown name {next(iter(table))!r}")
        return Settings(scan=_build(ScanSettings, {**scan, "lsh": lsh}), **folders)
    except (SettingsError, TypeError, ValueError, AttributeError) as error:
        raise SettingsError(
            f"The settings in {path} make no sense: {error}. Mend or remove the file."
        ) from error


def save_settings(settings: Settings, path: Path) -> None:
    """Write settings whole: beside the old file first, then over it."""
    table = asdict(settings, dict_factory=_without_none)
    for name in _FOLDER_LISTS:
        table[name] = [str(folder) for folder in getattr(settings, name)]
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(tomli_w.dumps(table), encoding="utf-8")
    beside.replace(path)


_FOLDER_LISTS = ("protected_folders", "recent_folders")


def _without_none(items: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in items if value is not None}


def _build(kind: type[T], table: dict[str, Any]) -> T:
    known = {item.name for item in fields(kind)}  # pyright: ignore[reportArgumentType]
    for name in table:
        if name not in known:
            raise SettingsError(f"unknown name {name!r}")
    return kind(**table)
