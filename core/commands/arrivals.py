"""`neardup arrivals …`: standing rules for what arrives, and what is new and covered by them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.arrival_settings import ArrivalRule, new_rule
from core.commands.last_scan import last_scan
from core.commands.shared import (
    CatalogOption,
    ModelOption,
    SettingsOption,
    faults_as_sentences,
    settings_from,
    shown,
)
from core.commands.terminal import bytes_text
from core.errors import NearDupError
from core.settings import save_settings, settings_path

if TYPE_CHECKING:
    from core.folders.arrivals import Arrivals

_LISTED = 20

FolderArgument = Annotated[Path, typer.Argument(help="The folder in which photos arrive, with all below it.")]


def build_app() -> typer.Typer:
    """Put the commands about arrivals together."""
    app = typer.Typer(help="Standing rules: what arrives in a folder and another has, collected for a look.")
    app.callback(invoke_without_command=True)(collected)
    app.command("add")(add)
    app.command("remove")(remove)
    return app


def collected(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="List all, not the first 20.")] = False,
    catalog: CatalogOption = None,
    settings: SettingsOption = None,
    model: ModelOption = "",
) -> None:
    """List the rules, and what has arrived since each was made and is covered. Nothing is removed.

    A photo is new until you let it stay, or let it go, under "New and covered" in the window.
    """
    if context.invoked_subcommand is not None:
        return
    with faults_as_sentences():
        from core.folders.arrivals import read_arrivals
        from core.review.decisions import remembered

        kept = settings_from(settings)
        if not kept.arrivals:
            _print_json((), None) if as_json else typer.echo(_NO_RULES)
            return
        with last_scan(catalog, kept, model) as last:
            kept, matched = last.settings, last.matched(last.roots)
            protection = matched.grouping.protection()
            found = read_arrivals(
                last.catalog,
                matched,
                kept.arrivals,
                lambda photo: protection.holds(photo.path),
                remembered(last.catalog).state_of,
            )
        if as_json:
            _print_json(kept.arrivals, found)
        else:
            _print(kept.arrivals, found, None if everything else _LISTED)


def add(
    folder: FolderArgument,
    covered_by: Annotated[Path, typer.Argument(help="The folder that may have them already.")],
    settings: SettingsOption = None,
) -> None:
    """Collect from now on what arrives in FOLDER and COVERED_BY has all of."""
    with faults_as_sentences():
        for path in (folder, covered_by):
            if not path.is_dir():
                raise NearDupError(f"{shown(path)} is no folder. Name two folders that are there.")
        rule = new_rule(folder.resolve(), covered_by.resolve())
        kept = settings_from(settings)
        if kept.has_arrival_rule(*rule.folders):
            raise NearDupError(f"There is such a rule already: {_rule_text(rule)}")
        save_settings(kept.with_arrival_rule(rule), settings or settings_path())
        typer.echo(f"From now on: {_rule_text(rule)}")


def remove(
    folder: FolderArgument,
    covered_by: Annotated[
        Path | None, typer.Argument(help="Only the rule for this folder; else all that FOLDER has.")
    ] = None,
    settings: SettingsOption = None,
) -> None:
    """Take rules away. No photo is touched."""
    with faults_as_sentences():
        kept = settings_from(settings)
        asked = {folder, folder.resolve()}
        other = None if covered_by is None else {covered_by, covered_by.resolve()}
        gone = [
            rule
            for rule in kept.arrivals
            if rule.folder in asked and (other is None or rule.covered_by in other)
        ]
        if not gone:
            raise NearDupError(f"{shown(folder)} has no such rule. To list them: neardup arrivals")
        for rule in gone:
            kept = kept.without_arrival_rule(*rule.folders)
        save_settings(kept, settings or settings_path())
        for rule in gone:
            typer.echo(f"No longer: {_rule_text(rule)}")


_NO_RULES = "There is no rule for what arrives. To make one: neardup arrivals add FOLDER COVERED_BY"


def _rule_text(rule: ArrivalRule) -> str:
    return f"what arrives in {shown(rule.folder)} and {shown(rule.covered_by)} has is collected."


def _print(rules: tuple[ArrivalRule, ...], found: "Arrivals", most: int | None) -> None:
    for rule in rules:
        since = f" (since {rule.since.astimezone():%Y-%m-%d %H:%M})" if rule.since else ""
        typer.echo(f"{_rule_text(rule).capitalize()}{since}")
    photos = "1 photo is" if found.new == 1 else f"{found.new} photos are"
    n_bytes = sum(one.photo.file.size for one in found.going)
    look = ""
    if found.look:
        look = "; 1 wants a look" if found.look == 1 else f"; {found.look} want a look"
    typer.echo(f"\n{photos} new, {len(found.going)} of them covered ({bytes_text(n_bytes)}){look}.")
    for one in found.going[:most]:
        typer.echo(f"  {shown(one.photo.path)}  (stays: {shown(one.stays.path)})")
    if most is not None and len(found.going) > most:
        typer.echo(f"  and {len(found.going) - most} more; --all lists them.")


def _print_json(rules: tuple[ArrivalRule, ...], found: "Arrivals | None") -> None:
    from core.report.json_report import named_path

    table: dict[str, Any] = {
        "rules": [
            {
                **named_path("folder", rule.folder),
                **named_path("covered_by", rule.covered_by),
                "since": rule.since.isoformat() if rule.since else None,
            }
            for rule in rules
        ],
        "new": found.new if found else 0,
        "look": found.look if found else 0,
        "covered": [
            {
                **named_path("path", one.photo.path),
                **named_path("by", one.stays.path),
                "relation": one.member.relation.value,
                "bytes": one.photo.file.size,
            }
            for one in (found.going if found else ())
        ],
    }
    typer.echo(json.dumps(table, ensure_ascii=True, indent=1))
