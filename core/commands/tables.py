"""`neardup tables`: a look inside the hash tables, as in the Keras example that NearDup grew out of."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.shared import (
    CatalogOption,
    ModelOption,
    SettingsOption,
    faults_as_sentences,
    opened_catalog,
    settings_from,
    shown,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.catalog.buckets import Bucket

BAR_WIDTH = 40


def command(
    table: Annotated[int, typer.Option(min=0, help="Which table to look into.")] = 0,
    top: Annotated[int, typer.Option(min=1, help="Buckets to list, fullest first.")] = 20,
    small: Annotated[int, typer.Option(min=1, help="Name the files of buckets up to this size.")] = 4,
    catalog: CatalogOption = None,
    settings: SettingsOption = None,
    model: ModelOption = "",
) -> None:
    """Show what one hash table holds: keys in bits, counts, files, and how full its buckets are.

    Photos with the same bytes count once.
    """
    with faults_as_sentences():
        from core.catalog import buckets, embeddings
        from core.embed.registry import find_model
        from core.errors import NearDupError

        spec = find_model(model or settings_from(settings).scan.model)
        with opened_catalog(catalog, only_read=True) as opened, opened.read() as connection:
            row = embeddings.find_model_id(connection, spec.digest)
            index = buckets.find_index(connection, row) if row is not None else None
            if index is None:
                raise NearDupError("There are no hash tables yet. Begin with: neardup scan FOLDER")
            params = index.params
            if table >= params.tables:
                raise NearDupError(f"There are tables 0 to {params.tables - 1}, no table {table}.")
            occupied = buckets.buckets_of_table(connection, index.id, table)
            typer.echo(
                f"Table {table} of {params.tables}, {params.bits} bits a key, {params.probes} may differ. "
                f"{sum(bucket.count for bucket in occupied)} pictures in {len(occupied)} of "
                f"{2**params.bits} buckets.\n"
            )
            _print_histogram(occupied)
            typer.echo("")
            for bucket in occupied[:top]:
                names = _names(connection, index.id, table, bucket) if bucket.count <= small else ""
                typer.echo(f"{bucket.key:0{params.bits}b}  {bucket.count:5d}  {names}".rstrip())
            if len(occupied) > top:
                typer.echo(f"and {len(occupied) - top} smaller buckets; --top lists more.")


def _print_histogram(occupied: "list[Bucket]") -> None:
    """How many buckets hold 1, 2, 3-4, 5-8 ... pictures."""
    classes = Counter((bucket.count - 1).bit_length() for bucket in occupied)
    fullest = max(classes.values(), default=1)
    typer.echo("pictures in a bucket   buckets")
    for power in range(max(classes, default=0) + 1):
        low, high = (2 ** (power - 1) + 1, 2**power) if power else (1, 1)
        label = str(high) if low >= high else f"{low}-{high}"
        bar = "█" * round(BAR_WIDTH * classes[power] / fullest)
        typer.echo(f"{label:>20}   {classes[power]:7d} {bar}".rstrip())


def _names(connection: "Connection", index: int, table: int, bucket: "Bucket") -> str:
    from core.catalog import buckets, photos

    contents = buckets.contents_of_bucket(connection, index, table, bucket.key)
    return ", ".join(shown(photo.path) for photo in photos.of_contents(connection, contents))
