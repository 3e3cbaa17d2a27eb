"""`neardup decisions`: what was decided about photos, and taking it back."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.shared import CatalogOption, faults_as_sentences, opened_catalog, shown
from core.decision import Kind

if TYPE_CHECKING:
    from core.catalog.catalog import Catalog
    from core.catalog.decisions import Act
    from core.photo import Photo

WORDS = {
    Kind.NOT_DUPLICATES: "not duplicates",
    Kind.REVIEWED: "reviewed",
    Kind.VARIANTS: "kept as variants",
    Kind.LATER: "put off",
}
KEEPER = "chosen as keeper"
MOST_SHOWN = 4
"""Files named of one decision; the JSON has all of them."""


def command(
    forget: Annotated[
        list[int] | None, typer.Option("--forget", help="Take this decision back; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    catalog: CatalogOption = None,
) -> None:
    """List what you decided about photos: no duplicates, reviewed, kept as variants, put off, keepers.

    Decisions hold for what is in the files, whatever they are called and wherever they are moved.
    """
    with faults_as_sentences(), opened_catalog(catalog, only_read=not forget) as opened:
        if forget:
            _forget(opened, forget)
            return
        from core.catalog import decisions
        from core.review.decided import photos_of_acts

        with opened.read() as connection:
            acts = decisions.acts(connection)
        photos = photos_of_acts(opened, acts)
        if as_json:
            typer.echo(json.dumps([_as_table(act, photos) for act in acts], indent=1))
            return
        for act in acts:
            names = _named(act, photos)
            more = f", and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else ""
            typer.echo(
                f"{act.number:6d}  {act.decided.astimezone():%Y-%m-%d %H:%M}  {_word(act):16}  "
                f"{', '.join(names[:MOST_SHOWN])}{more}"
            )
        typer.echo(
            "\nTo take one back: neardup decisions --forget N" if acts else "Nothing has been decided yet."
        )


def _forget(opened: "Catalog", numbers: list[int]) -> None:
    from core.catalog import decisions
    from core.errors import NearDupError
    from core.review.decisions import remember

    with opened.read() as connection:
        known = {act.number: act for act in decisions.acts(connection)}
    for number in numbers:
        if number not in known:
            raise NearDupError(f"There is no decision {number}. To list them: neardup decisions")
    for number in dict.fromkeys(numbers):
        remember(opened, known[number].as_forgotten)
        typer.echo(f"Decision {number} is forgotten: {_word(known[number])}.")


def _word(act: "Act") -> str:
    kinds = [decision.kind for decision in act.pairs.values()]
    return WORDS[kinds[0]] if kinds else KEEPER


def _named(act: "Act", photos: "Mapping[bytes, list[Photo]]") -> list[str]:
    """The files of a decision; of what is nowhere now, the beginning of its SHA-256."""
    names: list[str] = []
    for digest in sorted(act.as_forgotten.contents):
        known = photos.get(digest)
        names += [shown(photo.path) for photo in known] if known else [f"(gone: {digest.hex()[:12]})"]
    return names


def _as_table(act: "Act", photos: "Mapping[bytes, list[Photo]]") -> dict[str, object]:
    kinds = [decision.kind for decision in act.pairs.values()]
    return {
        "number": act.number,
        "decided": act.decided.isoformat(),
        "kind": kinds[0].value if kinds else "keeper",
        "pairs": [[a.hex(), b.hex()] for a, b in act.pairs],
        "photos": {
            digest.hex(): [shown(photo.path) for photo in photos.get(digest, [])]
            for digest in sorted(act.as_forgotten.contents)
        },
    }
