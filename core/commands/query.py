"""`neardup query IMAGE`: what looks like this one?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.shared import (
    CatalogOption,
    ModelOption,
    SettingsOption,
    faults_as_sentences,
    finished_scan,
    opened_catalog,
    settings_from,
    shown,
)
from core.commands.terminal import bytes_text, cancelled_by_interrupt

if TYPE_CHECKING:
    from core.search.query import Crop


def command(
    image: Annotated[Path, typer.Argument(help="Any image file; it need not have been scanned.")],
    crop: Annotated[
        str,
        typer.Option(
            "--crop",
            metavar="L,T,R,B",
            help="Ask about a part: left, top, right, bottom as fractions, such as 0.25,0.1,0.75,0.6.",
        ),
    ] = "",
    top: Annotated[int, typer.Option(min=1, help="Neighbours to list.")] = 10,
    catalog: CatalogOption = None,
    settings: SettingsOption = None,
    model: ModelOption = "",
) -> None:
    """List the scanned photos that look most like an image, nearest first.

    Each with its cosine (1 is the same), and the share of hash tables in which both fell into one bucket.
    """
    with faults_as_sentences(), cancelled_by_interrupt() as cancel:
        from core.embed.registry import load_embedder
        from core.errors import NearDupError, UnreadablePhoto
        from core.scan.apart import prepare
        from core.search.query import find_similar

        part = _crop(crop) if crop else None
        prepare()  # while the model is loaded
        with opened_catalog(catalog, only_read=True) as opened:
            last = finished_scan(opened)
            embedder = load_embedder(model or last.model or settings_from(settings).scan.model)
            try:
                found = find_similar(image, opened, embedder, crop=part, top=top, cancel=cancel)
            except UnreadablePhoto as error:
                raise NearDupError(f"{shown(image)}: {error}") from error
        if not found:
            typer.echo("Nothing that was scanned looks like this image.")
        for neighbour in found:
            photo = neighbour.photo
            typer.echo(
                f"{neighbour.similarity:.3f}  {neighbour.tables_matched:4.0%} of tables  "
                f"{shown(photo.path)}  ({photo.width} × {photo.height}, {bytes_text(photo.file.size)})"
            )


def _crop(text: str) -> "Crop":
    """Raises NearDupError where it makes no sense."""
    from core.errors import NearDupError
    from core.search.query import Crop

    try:
        left, top, right, bottom = (float(part) for part in text.split(","))
    except ValueError as error:
        raise NearDupError(f"--crop wants four numbers such as 0.25,0.1,0.75,0.6, not {text!r}.") from error
    return Crop(left, top, right, bottom)
