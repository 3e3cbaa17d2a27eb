"""What a person may set, with the defaults, and where it is kept: TOML in the platform's config folder.

Settings are values: they are read once at start, passed to whoever asks for them, and written back
whole. Nothing here is looked up at import.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast

import platformdirs
import tomli_w

from core.arrival_settings import ArrivalRule, arrival_rules
from core.cores import usable_cores
from core.errors import SettingsError
from core.keeper_settings import KeeperSettings, RuleName, keeper_settings

APP_NAME = "neardup"
DEMO_PREFIX = "neardup-demo-"
"""Of the temporary folder in which the command line makes a demo library."""

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
    """The shape of the hash tables; None leaves a number to `core.lsh.tuning`.

    `recall` is the wanted share of matching pairs that the tables bring together.
    """

    recall: float = 0.99
    bits: int | None = None
    tables: int | None = None
    probes: int | None = None
    seed: int = 20260101


class Accelerator(StrEnum):
    """Whether a scan computes on a graphics card, if there is one, and what it does until that is ready."""

    AUTO = "auto"
    """The scan starts on the CPU and changes over when the card is ready."""
    WAIT = "wait"
    """The scan starts when the card is ready, which takes minutes the first time."""
    OFF = "off"
    """The CPU computes."""


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """How a scan reads.

    `workers` decode in parallel; 0 takes one per core. `model` names a bundled model or is the path
    of one; "" is the default model. `accelerator` says what a graphics card is for; see `Accelerator`.
    `include_hidden` walks into dot files and folders too.
    """

    model: str = ""
    accelerator: Accelerator = Accelerator.AUTO
    workers: int = 0
    include_hidden: bool = False
    lsh: LshSettings = field(default_factory=LshSettings)

    @property
    def worker_count(self) -> int:
        return self.workers or usable_cores()


class Role(StrEnum):
    """What a folder is for where it is held beside others. What lies below a folder shares its role; in a
    library everything does, whatever role a folder below it was given."""

    LIBRARY = "library"
    """Photos are kept here: nothing in it goes, and its copies elsewhere may."""
    SOURCE = "source"
    """Photos are cleared from here: a copy elsewhere is kept."""
    PLAIN = "plain"
    """The keeper's rules decide."""


class Watching(StrEnum):
    """What the window does about photos that arrive, change or go in the scanned folders while it is open."""

    TELL = "tell"
    """It says so, and offers to scan them."""
    SCAN = "scan"
    """It scans new ones by itself, when nothing else is going on."""
    OFF = "off"
    """It does not look."""


class Colours(StrEnum):
    """Whether the window is light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """What only the window asks for.

    `language` is that of its texts, as a code ("en", "ja"); "" follows the system. `watching` says what is
    done about new photos; see `Watching`. `colours` are light, dark, or as those of the system.
    `technical` shows what computes, and by which numbers photos were found.
    """

    language: str = ""
    watching: Watching = Watching.TELL
    colours: Colours = Colours.SYSTEM
    technical: bool = False


@dataclass(frozen=True, slots=True)
class RemovalSettings:
    """What becomes of photos that are given up, until a person says otherwise.

    `action` is one of `core.review.actions.action.ActionKind`; `folder` is where "move" and "copy" put them.
    With `hand_over` the photo that stays is given what only the others say, so that this counts as covered;
    with `keep_companions` also what belongs only to them: films, RAW files, edits.
    """

    action: str = "trash"
    folder: str = ""
    hand_over: bool = False
    keep_companions: bool = False

    @property
    def keeps_facts(self) -> bool:
        """Whether words are handed over: also with files, of which some are words."""
        return self.hand_over or self.keep_companions


def _no_shortcuts() -> Mapping[str, tuple[str, ...]]:
    return {}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is kept between runs. Folders are stored as text.

    `shortcuts` holds the keys that a person changed, by the name of what they do; none takes its key away.
    Photos in `protected_folders` are never removed. Folders have roles (`Role`): `library_folders` are
    protected too, and what lies there is kept before all copies elsewhere; of what lies in `source_folders`
    any copy elsewhere is kept. `preferred_folders` are those to keep from, the best first.
    `ignored_folders` are not scanned, and what was scanned there before is not shown. `lifted_libraries` are
    folders of libraries that other programs keep, in which photos may be removed all the same. Photos of one
    of `outward_folders`, or of what lies below it, are compared with those elsewhere, not with each other.
    `arrivals` are the standing rules for what arrives, each for two folders.
    """

    scan: ScanSettings = field(default_factory=ScanSettings)
    window: WindowSettings = field(default_factory=WindowSettings)
    keeper: KeeperSettings = field(default_factory=KeeperSettings)
    protected_folders: tuple[Path, ...] = ()
    preferred_folders: tuple[Path, ...] = ()
    ignored_folders: tuple[Path, ...] = ()
    library_folders: tuple[Path, ...] = ()
    source_folders: tuple[Path, ...] = ()
    lifted_libraries: tuple[Path, ...] = ()
    outward_folders: tuple[Path, ...] = ()
    arrivals: tuple[ArrivalRule, ...] = ()
    recent_folders: tuple[Path, ...] = ()
    removal: RemovalSettings = field(default_factory=RemovalSettings)
    shortcuts: Mapping[str, tuple[str, ...]] = field(default_factory=_no_shortcuts)

    @property
    def untouched_folders(self) -> tuple[Path, ...]:
        """Those in which nothing is ever removed."""
        return tuple(dict.fromkeys((*self.protected_folders, *self.library_folders)))

    def with_recent(self, folders: tuple[Path, ...], keep: int = 8) -> "Settings":
        """Put `folders` at the head of the recent ones, each once."""
        merged = dict.fromkeys((*folders, *self.recent_folders))
        return replace(self, recent_folders=tuple(merged)[:keep])

    def role_of(self, folder: Path) -> Role:
        """The role that was given to a folder itself."""
        if folder in self.library_folders:
            return Role.LIBRARY
        return Role.SOURCE if folder in self.source_folders else Role.PLAIN

    def with_role(self, folder: Path, role: Role) -> "Settings":
        """Give a folder a role, and take it the one that it had."""
        libraries = [one for one in self.library_folders if one != folder]
        sources = [one for one in self.source_folders if one != folder]
        if role is not Role.PLAIN:
            (libraries if role is Role.LIBRARY else sources).append(folder)
        return replace(self, library_folders=tuple(libraries), source_folders=tuple(sources))

    def has_arrival_rule(self, folder: Path, covered_by: Path) -> bool:
        """Whether what arrives in a folder and another has is collected."""
        return any(rule.folders == (folder, covered_by) for rule in self.arrivals)

    def with_arrival_rule(self, rule: ArrivalRule) -> "Settings":
        """Collect what arrives; a rule for the same folders stays as it is."""
        known = self.has_arrival_rule(*rule.folders)
        return self if known else replace(self, arrivals=(*self.arrivals, rule))

    def without_arrival_rule(self, folder: Path, covered_by: Path) -> "Settings":
        """Collect no more what arrives in a folder and another has."""
        left = (rule for rule in self.arrivals if rule.folders != (folder, covered_by))
        return replace(self, arrivals=tuple(left))

    def with_preferred(self, folder: Path) -> "Settings":
        """Keep from `folder` first: it leads the preferred ones, and their rule leads the rules."""
        folders = tuple(dict.fromkeys((folder, *self.preferred_folders)))
        rules = tuple(dict.fromkeys((RuleName.FOLDER, *self.keeper.rules)))
        return replace(self, preferred_folders=folders, keeper=replace(self.keeper, rules=rules))


def true_folders(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Folders as they were set, and where they truly lie: scans walk that."""
    both = ((folder, Path(os.path.realpath(folder))) for folder in folders)
    return tuple(dict.fromkeys(path for pair in both for path in pair))


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
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(
            f"The settings in {path} cannot be read: {error}. Mend or remove the file."
        ) from error
    try:
        scan = dict(table.pop("scan", {}))
        lsh = _build(LshSettings, scan.pop("lsh", {}))
        window = _build(WindowSettings, table.pop("window", {}))
        keeper = keeper_settings(table.pop("keeper", {}))
        folders = {name: _folders(name, table.pop(name, [])) for name in _FOLDER_LISTS}
        older = _folders("reference_folders", table.pop("reference_folders", []))  # the name until 2026-11
        folders["library_folders"] = tuple(dict.fromkeys((*folders["library_folders"], *older)))
        removal = _build(RemovalSettings, dict(table.pop("removal", {})))
        arrivals = arrival_rules(table.pop("arrivals", []))
        shortcuts = _shortcuts(table.pop("shortcuts", {}))
        if table:
            raise SettingsError(f"unknown name {next(iter(table))!r}")
        scan = _build(ScanSettings, {**scan, "lsh": lsh})
        return Settings(
            scan=scan,
            window=window,
            keeper=keeper,
            removal=removal,
            shortcuts=shortcuts,
            arrivals=arrivals,
            **folders,
        )
    except (SettingsError, TypeError, ValueError, AttributeError) as error:
        raise SettingsError(
            f"The settings in {path} make no sense: {error}. Mend or remove the file."
        ) from error


def save_settings(settings: Settings, path: Path) -> None:
    """Write settings whole: beside the old file first, then over it.

    Raises:
        SettingsError: the name of a folder that a person chose is not text, so it could not be read back.
    """
    table = asdict(settings, dict_factory=_without_none)
    for name in _CHOSEN_FOLDERS:
        for folder in getattr(settings, name):
            if not _is_text(folder):
                kind = name.partition("_")[0]
                raise SettingsError(f"{folder!r} cannot be {kind}: its name is not text. Choose its parent.")
    for folder in (folder for rule in settings.arrivals for folder in rule.folders):
        if not _is_text(folder):
            raise SettingsError(f"{folder!r} can have no rule: its name is not text. Choose its parent.")
    table["arrivals"] = [rule.as_table() for rule in settings.arrivals]
    for name in _FOLDER_LISTS:
        table[name] = [str(folder) for folder in getattr(settings, name) if _is_text(folder)]
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(tomli_w.dumps(table))
        file.flush()
        os.fsync(file.fileno())  # an empty file after a power cut would protect no folder, and say nothing
    beside.replace(path)


_CHOSEN_FOLDERS = (
    "protected_folders",
    "preferred_folders",
    "ignored_folders",
    "library_folders",
    "source_folders",
    "lifted_libraries",
    "outward_folders",
)
_FOLDER_LISTS = (*_CHOSEN_FOLDERS, "recent_folders")


def _without_none(items: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in items if value is not None}


def _is_text(folder: Path) -> bool:
    """Whether a name can stand in a text file; some on disks are bytes that are no UTF-8."""
    return str(folder).encode("utf-8", "replace").decode("utf-8") == str(folder)


def _folders(name: str, value: object) -> tuple[Path, ...]:
    """Read a list of folders. One that is no whole path would protect nothing, and nobody would notice."""
    if not isinstance(value, list):
        raise SettingsError(f"{name} must be a list of folders, not {value!r}")
    found: list[Path] = []
    for text in cast("list[object]", value):
        if not isinstance(text, str) or "\0" in text or not Path(text).is_absolute():
            raise SettingsError(f"{name} must hold whole paths from the root, not {text!r}")
        found.append(Path(text))
    return tuple(found)


def _shortcuts(value: object) -> dict[str, tuple[str, ...]]:
    """Read the table of changed keys: a list of keys for each name."""
    if not isinstance(value, dict):
        raise SettingsError(f"shortcuts must be a table of lists of keys, not {value!r}")
    read: dict[str, tuple[str, ...]] = {}
    for name, keys in cast("dict[str, object]", value).items():
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in cast("list[object]", keys)):
            raise SettingsError(f"shortcuts of {name} must be a list of keys, not {keys!r}")
        read[name] = tuple(cast("list[str]", keys))
    return read


def _build(kind: type[T], table: dict[str, Any]) -> T:
    """Make a table of settings, refusing unknown names and values of another type than the default's.

    A default of None stands for a whole number that is chosen elsewhere.
    """
    defaults: dict[str, Any] = {item.name: item.default for item in fields(kind)}  # pyright: ignore[reportArgumentType]
    for name, value in list(table.items()):
        if name not in defaults:
            raise SettingsError(f"unknown name {name!r}")
        default: Any = defaults[name]
        if default is MISSING:
            continue  # a table of its own, checked before
        if isinstance(default, StrEnum):
            if value not in list(type(default)):
                raise SettingsError(f"{name} must be one of {', '.join(type(default))}, not {value!r}")
            table[name] = type(default)(value)
            continue
        wanted = cast(type[Any], int if default is None else type(default))
        fits = isinstance(value, int | float if wanted is float else wanted)
        if not fits or (isinstance(value, bool) and wanted is not bool):
            raise SettingsError(f"{name} must be {_TYPE_NAMES[wanted]}, not {value!r}")
        if wanted is int and value < 0:
            raise SettingsError(f"{name} must not be negative")
    return kind(**table)


_TYPE_NAMES: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
}
