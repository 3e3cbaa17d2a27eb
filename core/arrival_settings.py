"""Standing rules for what arrives, as a person sets them: a folder to look through, one that may cover it.

Nothing goes by a rule: it collects, and a person looks (`core.folders.arrivals`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from core.errors import SettingsError


@dataclass(frozen=True, slots=True)
class ArrivalRule:
    """Photos that arrive below `folder`, and of which `covered_by` has all, are collected to be looked at.

    `since` is when the rule was made: photos that were known before are no arrivals. None counts all.
    """

    folder: Path
    covered_by: Path
    since: datetime | None = None

    @property
    def folders(self) -> tuple[Path, Path]:
        """What tells one rule from another."""
        return self.folder, self.covered_by

    def as_table(self) -> dict[str, Any]:
        """The rule as TOML holds it."""
        table: dict[str, Any] = {"folder": str(self.folder), "covered_by": str(self.covered_by)}
        return table if self.since is None else {**table, "since": self.since}


def new_rule(folder: Path, covered_by: Path) -> ArrivalRule:
    """A rule from now on.

    Raises:
        SettingsError: both are one folder.
    """
    if folder == covered_by:
        raise SettingsError(
            f"{folder} is one folder. A rule wants two: where photos arrive, and what has them."
        )
    return ArrivalRule(folder, covered_by, datetime.now(UTC))


def arrival_rules(value: object) -> tuple[ArrivalRule, ...]:
    """Read what TOML holds under `arrivals`; of two rules for the same folders the first.

    Raises:
        SettingsError: a rule makes no sense.
    """
    if not isinstance(value, list):
        raise SettingsError(f"arrivals must be a list of tables, not {value!r}")
    rules: dict[tuple[Path, Path], ArrivalRule] = {}
    for one in cast("list[object]", value):
        rule = _rule(one)
        rules.setdefault(rule.folders, rule)
    return tuple(rules.values())


def _rule(value: object) -> ArrivalRule:
    if not isinstance(value, dict):
        raise SettingsError(f"a rule of arrivals must be a table, not {value!r}")
    table = dict(cast("dict[str, object]", value))
    folder, covered_by = (_folder(name, table.pop(name, None)) for name in ("folder", "covered_by"))
    since = table.pop("since", None)
    if table:
        raise SettingsError(f"unknown name {next(iter(table))!r}")
    if folder == covered_by:
        raise SettingsError(f"a rule of arrivals wants two folders, not {folder} twice")
    if since is not None and (not isinstance(since, datetime) or since.tzinfo is None):
        raise SettingsError(f"since must be a moment with its zone, not {since!r}")
    return ArrivalRule(folder, covered_by, since)


def _folder(name: str, value: object) -> Path:
    """A whole path: any other would cover nothing, and nobody would notice."""
    if not isinstance(value, str) or "\0" in value or not Path(value).is_absolute():
        raise SettingsError(f"{name} must be a whole path from the root, not {value!r}")
    return Path(value)
