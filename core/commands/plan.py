"""`neardup plan`: what would be removed, as a file to be read, changed, and applied later."""

from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.last_scan import last_scan
from core.commands.shared import (
    CatalogOption,
    ModelOption,
    NotWithinOption,
    SettingsOption,
    faults_as_sentences,
    not_comparing_within,
    settings_from,
    shown,
)
from core.commands.terminal import bytes_text
from core.errors import RemovalRefused
from core.keeper_settings import chosen_rules
from core.photo import DuplicateGroup, Relation
from core.review.marks import COPIES, Marks
from core.settings import Role

if TYPE_CHECKING:
    from core.review.checks import Protection
    from core.review.plan import RemovalPlan


def command(
    file: Annotated[Path, typer.Argument(help="The plan to write; see docs/plan-format.md.")],
    below: Annotated[
        list[Path] | None, typer.Option("--below", help="Only photos below this folder; may be repeated.")
    ] = None,
    rules: Annotated[
        str,
        typer.Option("--rules", help="A preset, or rules by comma, instead of those in the settings."),
    ] = "",
    relations: Annotated[
        str, typer.Option("--relations", help="What may go: identical, or identical,same_picture.")
    ] = "identical,same_picture",
    source: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            help="A source for this once: only what lies below it may go, and a copy elsewhere stays; may be "
            "repeated.",
        ),
    ] = None,
    into: Annotated[
        list[Path] | None,
        typer.Option(
            "--into",
            help="A library for this once: nothing below it goes, and only what it has; may be repeated.",
        ),
    ] = None,
    not_within: NotWithinOption = None,
    marked: Annotated[
        bool, typer.Option("--marked", help="Exactly what is marked in the window, and nothing by rule.")
    ] = False,
    keep_facts: Annotated[
        bool,
        typer.Option(
            "--keep-facts",
            help="Also what holds nothing but words of its own: they go into a sidecar of what stays.",
        ),
    ] = False,
    keep_companions: Annotated[
        bool,
        typer.Option(
            "--keep-companions",
            help="Like --keep-facts, and also what has files that what stays has not (a film, a RAW file, "
            "edits): they move over beside that.",
        ),
    ] = False,
    catalog: CatalogOption = None,
    settings: SettingsOption = None,
    model: ModelOption = "",
) -> None:
    """Write down which copies could go: of each group the identical and re-made ones, never the keeper.

    Other shots of a scene are never in it: those are yours to choose, in the window. Nor is anything in a
    protected or library folder, or in a library that another program keeps. Nothing is removed.

    A card beside your library: `--from CARD --into LIBRARY` plans what the card has and the library too.

    Groups that you reviewed in the window, kept as variants, put off, or marked photos of are taken as you
    left them: your marks count, and nothing is added by rule.

    The keeper is chosen by the rules of your settings, or by --rules: best-quality, oldest-original,
    folder-order, a preset of your own, or rules such as folder,resolution,oldest.
    """
    kinds = _relations(relations)
    with faults_as_sentences():
        from core.catalog import apart
        from core.catalog import marks as stored_marks
        from core.review.checks import Protection
        from core.review.decisions import OPEN, remembered
        from core.review.plan import plan_removal
        from core.review.plan_file import write_plan

        kept = not_comparing_within(settings_from(settings), not_within)
        libraries = [path.resolve() for path in into or ()]
        sources = [path.resolve() for path in source or ()]
        for path in sources:
            kept = kept.with_role(path, Role.SOURCE)
        for path in libraries:
            kept = kept.with_role(path, Role.LIBRARY)
        if rules:
            kept = replace(kept, keeper=replace(kept.keeper, rules=chosen_rules(rules, kept.keeper)))
        kept = replace(
            kept,
            removal=replace(
                kept.removal,
                hand_over=keep_facts or kept.removal.hand_over,
                keep_companions=keep_companions or kept.removal.keep_companions,
            ),
        )
        with last_scan(catalog, kept, model) as last:
            kept = last.settings
            groups = last.matched([path.resolve() for path in below] if below else last.roots).groups()
            decided = remembered(last.catalog)
            with last.catalog.read() as connection:
                parted = apart.leaders(connection)
                by_hand = stored_marks.MARKED.ids(connection)
        marks = Marks()
        protection = Protection(kept.untouched_folders, kept.lifted_libraries)
        for group in groups:
            if _mark_by_hand(marks, group, by_hand) or marked or decided.state_of(group) != OPEN:
                continue
            if libraries and not _is_below(group.keeper.path, libraries):
                continue
            spared = {
                photo.id
                for photo in marks.copies(group, kinds)
                if sources and not _is_below(photo.path, sources)
            }
            marks.mark_copies(group, kinds, spared)
        plan = plan_removal(
            groups,
            marks,
            kept.untouched_folders,
            lifted=kept.lifted_libraries,
            apart=parted,
            keep_companions=kept.removal.keep_companions,
        )
        plan = replace(plan, keep_facts=kept.removal.keeps_facts)
        write_plan(plan, file)
        stays = f"\n{_staying(plan)}" if plan.stays else ""
        typer.echo(
            f"{plan.count} photos of {len(plan.groups)} groups could go, and {len(plan.companions)} files "
            f"that belong to them: {bytes_text(plan.bytes)}. Nothing was removed.{stays}\n"
            + (f"{len(plan.over)} of these files would go over to what stays.\n" if plan.over else "")
            + f"Read {file}, take out what is to stay, then: neardup apply {file} --dry-run"
        )
        _tell_libraries(plan, protection)


def _is_below(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _tell_libraries(plan: "RemovalPlan", protection: "Protection") -> None:
    """Say how many photos go since a library of another program has them."""
    keepers = (group.survivors[0] for group in plan.groups for _ in group.removed)
    programs = Counter(protection.program_of(keeper.path) for keeper in keepers)
    for program, count in programs.items():
        if not program:
            continue
        noun = "1 photo" if count == 1 else f"{count} photos"
        typer.echo(f"{noun} for which a copy stays in the library of {program}.")


def _staying(plan: "RemovalPlan") -> str:
    """Which files stay although their photo goes, the first of them by name."""
    listed = [f"  {shown(path)}" for path in plan.stays[:_LISTED]]
    if more := len(plan.stays) - len(listed):
        listed.append(f"  and {more} more, which the plan names")
    return "\n".join(["These files stay, since another photo could claim them too:", *listed])


_LISTED = 20


def _mark_by_hand(marks: Marks, group: DuplicateGroup, by_hand: Collection[int]) -> int:
    """Mark what a person marked, but never a group's last photo; returns how many marks there are."""
    for member in group.members:  # a mark on the keeper rests, as in the window
        if member.photo.id in by_hand:
            with suppress(RemovalRefused):
                marks.toggle(group, member.photo.id)
    return len(marks.marked(group))


def _relations(text: str) -> frozenset[Relation]:
    from core.match.strictness import relations_from

    try:
        kinds = relations_from(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}; give some of {', '.join(sorted(COPIES))}") from error
    if not kinds <= COPIES:
        raise typer.BadParameter("other shots of a scene are never marked in bulk; choose them in the window")
    return kinds
