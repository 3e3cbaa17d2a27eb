"""Which photo of a group a person wants to keep, as it is set: an ordered list of rules, and presets of them.

Only names stand here; what each rule looks at is in `core.match.keeper`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from core.errors import SettingsError


class RuleName(StrEnum):
    """The rules, by the names that they have in the settings and on the command line."""

    ROLE = "role"
    """It lies in a library folder, or in a library that another program keeps, or not in a source folder. Not
    for lists: where there are such folders, it comes before all rules."""
    FOLDER = "folder"
    """It lies in a preferred folder; the folders are an ordered list of their own."""
    PROTECTED = "protected"
    """It lies in a protected folder, where it stays anyway."""
    RAW = "raw"
    SOURCE = "source"
    """The others were made of it."""
    RESOLUTION = "resolution"
    LOSSLESS = "lossless"
    CAMERA_FORMAT = "camera-format"
    """HEIC, which phones shoot, over what is made from it."""
    METADATA = "metadata"
    """How many of date, camera and place it carries."""
    DATE = "date"
    PLACE = "place"
    RATING = "rating"
    ORIGINAL = "original"
    """It names its camera, and no editor has saved it again."""
    LARGER = "larger"
    """It is saved without loss, or else the larger file."""
    SMALLER = "smaller"
    SHARPNESS = "sharpness"
    OLDEST = "oldest"
    NEWEST = "newest"
    NAME = "name"
    """It is not named like a copy."""
    STAYING = "staying"
    """It lies in an ordinary folder, not on a card, in downloads, in a messenger's folder or in a backup."""
    NAMED = "named"
    """Its folder, or its name, has a word that a person gave."""
    PATH = "path"
    """The shorter one."""


Rules = tuple[RuleName, ...]

CHOOSABLE = tuple(rule for rule in RuleName if rule is not RuleName.ROLE)
"""The rules that a person puts in order."""

BEST_QUALITY: Rules = (
    RuleName.RAW,
    RuleName.SOURCE,
    RuleName.RESOLUTION,
    RuleName.CAMERA_FORMAT,
    RuleName.METADATA,
    RuleName.ORIGINAL,
    RuleName.LARGER,
    RuleName.SHARPNESS,
    RuleName.FOLDER,
    RuleName.STAYING,
    RuleName.NAMED,
    RuleName.OLDEST,
    RuleName.PATH,
)
OLDEST_ORIGINAL: Rules = (
    RuleName.SOURCE,
    RuleName.ORIGINAL,
    RuleName.NAME,
    RuleName.METADATA,
    RuleName.OLDEST,
    RuleName.RAW,
    RuleName.RESOLUTION,
    RuleName.LARGER,
    RuleName.STAYING,
    RuleName.NAMED,
    RuleName.PATH,
)
FOLDER_ORDER: Rules = (RuleName.FOLDER, *(rule for rule in BEST_QUALITY if rule is not RuleName.FOLDER))
BUILT_IN: Mapping[str, Rules] = {
    "best-quality": BEST_QUALITY,
    "oldest-original": OLDEST_ORIGINAL,
    "folder-order": FOLDER_ORDER,
}
"""The presets that are always there."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A list of rules under a name of a person's own."""

    name: str
    rules: Rules


@dataclass(frozen=True, slots=True)
class KeeperSettings:
    """The rules in force, the first that tells two photos apart decides; and a person's own presets."""

    rules: Rules = BEST_QUALITY
    presets: tuple[Preset, ...] = ()

    def preset(self, name: str) -> Rules | None:
        """The rules of a preset, a person's own first; None if there is none of that name."""
        own = {preset.name: preset.rules for preset in self.presets}
        return own.get(name) or BUILT_IN.get(name)


def keeper_settings(table: dict[str, Any]) -> KeeperSettings:
    """Read what TOML holds under `keeper`.

    Raises:
        SettingsError: a rule or a name makes no sense.
    """
    rules = as_rules(table.pop("rules", list(BEST_QUALITY)))
    presets: dict[str, Preset] = {}
    for one in cast("list[dict[str, Any]]", table.pop("presets", [])):
        name = one.pop("name", "")
        if not isinstance(name, str) or not name.strip() or name in presets:
            raise SettingsError(f"a preset must have a name of its own, not {name!r}")
        presets[name] = Preset(name, as_rules(one.pop("rules", [])))
        if one:
            raise SettingsError(f"unknown name {next(iter(one))!r}")
    if table:
        raise SettingsError(f"unknown name {next(iter(table))!r}")
    return KeeperSettings(rules, tuple(presets.values()))


def chosen_rules(text: str, settings: KeeperSettings) -> Rules:
    """The rules of a preset by its name, or rules by their names with commas between.

    Raises:
        SettingsError: there is no such preset, and no such rule.
    """
    preset = settings.preset(text)
    return as_rules([name.strip() for name in text.split(",")]) if preset is None else preset


def as_rules(names: object) -> Rules:
    """Rules by their names, each once.

    Raises:
        SettingsError: it is no list, or a name is not that of a rule.
    """
    if not isinstance(names, list):
        raise SettingsError(f"rules must be a list of names, not {names!r}")
    rules: dict[RuleName, None] = {}
    for name in cast("list[object]", names):
        try:
            rules[CHOOSABLE[CHOOSABLE.index(cast(RuleName, name))]] = None
        except ValueError as error:
            known = ", ".join(CHOOSABLE)
            raise SettingsError(f"there is no rule {name!r}; there are {known}") from error
    return tuple(rules)
