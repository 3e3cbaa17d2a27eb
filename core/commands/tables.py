"""`neardup tables`: a look inside the hash tables, as in the Keras example that NearDup grew out of."""

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
from core.progress import CancelToken

if TYPE_CHECKING:
    from core.catalog.buckets import Bucket
    from core.catalog.catalog import Catalog
    from core.embed.embedder import ModelSpec
    from core.search.occupancy import Occupancy

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
        from core.embed.registry import find_model
        from core.errors import NearDupError
        from core.search.occupancy import occupancy

        spec = find_model(model or settings_from(settings).scan.model)
        with opened_catalog(catalog, only_read=True) as opened:
            held = occupancy(opened, spec, table, top)
            if held is None:
                raise NearDupError("There are no hash tables yet. Begin with: neardup scan FOLDER")
            params = held.params
            if table >= params.tables:
                raise NearDupError(f"There are tables 0 to {params.tables - 1}, no table {table}.")
            typer.echo(
                f"Table {table} of {params.tables}, {params.bits} bits a key, {params.probes} may differ, "
                f"{held.hyperplanes} hyperplanes in all. {held.pictures} pictures in {held.occupied} of "
                f"{held.buckets} buckets; spread evenly they would be in {held.expected:.0f}.\n"
            )
            _print_histogram(held)
            typer.echo("")
            for bucket in held.fullest:
                names = _names(opened, spec, table, bucket) if bucket.count <= small else ""
                typer.echo(f"{bucket.key:0{params.bits}b}  {bucket.count:5d}  {names}".rstrip())
            if held.occupied > len(held.fullest):
                typer.echo(f"and {held.occupied - len(held.fullest)} smaller buckets; --top lists more.")


def _print_histogram(held: "Occupancy") -> None:
    """How many buckets hold 1, 2, 3-4, 5-8 ... pictures."""
    fullest = max((one.buckets for one in held.sizes), default=1)
    typer.echo("pictures in a bucket   buckets")
    for one in held.sizes:
        label = str(one.high) if one.low >= one.high else f"{one.low}-{one.high}"
        bar = "█" * round(BAR_WIDTH * one.buckets / fullest)
        typer.echo(f"{label:>20}   {one.buckets:7d} {bar}".rstrip())


def _names(catalog: "Catalog", spec: "ModelSpec", table: int, bucket: "Bucket") -> str:
    from core.search.occupancy import photos_of_bucket

    inside = photos_of_bucket(catalog, spec, table, bucket.key, CancelToken())
    return ", ".join(sorted(shown(neighbour.photo.path) for neighbour in inside))
