"""`neardup groups`: the groups again, from the catalogue, without a scan, and as strictly as is wanted."""

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
    print_groups,
    settings_from,
    summary,
)
from core.commands.terminal import bytes_text
from core.group_filter import Spread, is_spread
from core.photo import Member
from core.review.piles import Pile, PileSize, only, piled, sizes

if TYPE_CHECKING:
    from core.review.decisions import GroupState

_PILES = {Pile.SURE: "surely the same", Pile.LOOK: "please look", Pile.SHOTS: "similar shots"}


def command(
    everything: Annotated[
        bool, typer.Option("--all", help="Of every folder ever scanned, not of the last scan alone.")
    ] = False,
    below: Annotated[
        list[Path] | None, typer.Option("--below", help="Only photos below this folder; may be repeated.")
    ] = None,
    at_least: Annotated[
        float,
        typer.Option("--at-least", min=0, max=1, help="How alike photos must be: a cosine, 0 to 1."),
    ] = 0.0,
    relations: Annotated[
        str,
        typer.Option(
            "--relations", help="What brings photos together, of: identical,same_picture,same_scene."
        ),
    ] = "identical,same_picture,same_scene",
    to_review: Annotated[
        bool, typer.Option("--to-review", help="Only groups that you have not reviewed, nor kept whole.")
    ] = False,
    spread: Annotated[
        Spread | None,
        typer.Option(
            "--spread",
            help="Only groups that lie in several folders, below several scanned folders (roots), or within "
            "one folder.",
        ),
    ] = None,
    not_within: NotWithinOption = None,
    pile: Annotated[
        Pile | None,
        typer.Option(
            "--pile",
            help="Only photos of one pile: sure (all they hold is in the photo that stays), look (edits, "
            "crops, weak matches: with the reason), shots (other presses of the shutter).",
        ),
    ] = None,
    catalog: CatalogOption = None,
    settings: SettingsOption = None,
    model: ModelOption = "",
) -> None:
    """List the groups of the last scan again. Nothing is read but the catalogue.

    Piles hold what is left to decide: photos that you reviewed or kept are in none.
    """
    from core.match.strictness import Strictness, relations_from

    try:
        strictness = Strictness(at_least, relations_from(relations))
    except ValueError as error:
        raise typer.BadParameter(
            f"{error}; give some of identical,same_picture,same_scene", param_hint="--relations"
        ) from error
    with faults_as_sentences():
        from core.match.suggestion import suggest
        from core.review.decisions import remembered

        kept = not_comparing_within(settings_from(settings), not_within)
        with last_scan(catalog, kept, model) as last:
            roots = [path.resolve() for path in below] if below else last.roots
            matched = last.matched(None if everything else roots)
            decided = remembered(last.catalog)
        found = matched.groups(strictness)
        if to_review:
            found = tuple(group for group in found if not decided.state_of(group).is_reviewed)
        if spread is not None:
            found = tuple(group for group in found if is_spread(group, spread, roots))
        sorted_out = piled(found, decided.state_of)
        shown = found if pile is None else only(pile, sorted_out)
        why = pile is Pile.LOOK
        print_groups(
            shown,
            lambda group: _note(decided.state_of(group)),
            lambda member: _reason(member) if why else "",
        )
        typer.echo(f"\n{summary(shown).capitalize()}.")
        if pile is None and sorted_out:
            for each, size in sizes(sorted_out).items():
                typer.echo(_pile_line(each, size))
        suggestion = suggest(matched.matches, matched.decided.apart)
        if suggestion and not strictness.leaves_out:
            stricter = {group.photos for group in matched.groups(suggestion.strictness)}
            changed = sum(group.photos not in stricter for group in found)
            typer.echo(
                f"{suggestion.sentence(changed)} To see: neardup groups --at-least {suggestion.at_least}"
            )


def _pile_line(pile: Pile, size: PileSize) -> str:
    """How much is in a pile, and how to see it."""
    photos = "1 photo" if size.photos == 1 else f"{size.photos} photos"
    return f"  {_PILES[pile]}: {photos}, {bytes_text(size.bytes)} (neardup groups --pile {pile})"


def _reason(member: Member) -> str:
    """Why a pair is to be looked at."""
    from core.match.losses import say_loss

    if not member.losses:
        return "it lies where nothing is removed; the photo beside it could go"
    return "; ".join(map(say_loss, member.losses))


def _note(state: "GroupState") -> str:
    """Where a person stands with a group, to be read after what it is."""
    if state.new:
        return f"; {state.new} new since you reviewed it"
    words = {"reviewed": "; reviewed", "variants": "; all kept as variants", "later": "; put off"}
    return words.get(state.status, "")
