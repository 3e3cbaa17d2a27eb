"""`neardup model …`: which models there are, and a model of one's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.shared import CatalogOption, faults_as_sentences, opened_catalog, shown
from core.commands.terminal import cancelled_by_interrupt, progress_reporter
from core.progress import CancelToken

if TYPE_CHECKING:
    from PIL.Image import Image

    from core.embed.adding import Inspection
    from core.embed.embedder import Thresholds


def build_app() -> typer.Typer:
    """Put the commands about models together."""
    app = typer.Typer(help="The models that turn photos into vectors: list, inspect, add and remove.")
    app.command("list")(list_models)
    app.command("inspect")(inspect_model)
    app.command("add")(add_model)
    app.command("remove")(remove_model)
    return app


def list_models() -> None:
    """List the models that can be chosen by name, the default one first."""
    with faults_as_sentences():
        from core.embed.registry import available_models, registered_models

        own = {spec.name for spec in registered_models()}
        for number, spec in enumerate(available_models()):
            note = "default" if number == 0 else "added by you" if spec.name in own else ""
            size = f"{spec.input_size:4d} px  {spec.dim:5d} numbers"
            typer.echo(f"{spec.name:30} {size}  {spec.licence:14} {note}".rstrip())


def inspect_model(
    path: Annotated[Path, typer.Argument(help="A .keras or .onnx file, or the folder of a SavedModel.")],
) -> None:
    """Say what would be used of a model, without adding it."""
    with faults_as_sentences():
        from core.embed.adding import inspect

        _print_inspection(inspect(path))


def add_model(
    path: Annotated[Path, typer.Argument(help="A .keras or .onnx file, or the folder of a SavedModel.")],
    name: Annotated[str, typer.Option(help="What to call it; the file's name otherwise.")] = "",
    photos: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of photos to measure with, instead of those that were scanned."),
    ] = None,
    catalog: CatalogOption = None,
) -> None:
    """Add a model of your own, to be chosen by name with --model and in the window.

    It is exported to ONNX and held against the original. Its thresholds are measured on photos that you
    scanned, or on those of --photos: copies of them are made in memory, and nothing is written beside them.
    """
    with faults_as_sentences(), cancelled_by_interrupt() as cancel:
        from core.embed.adding import add

        with progress_reporter() as report:
            added = add(path, lambda: _pictures(photos, catalog, cancel), report, cancel, name)
        spec, found = added.spec, added.calibration
        typer.echo(
            f"Added {spec.name}: {spec.dim} numbers for each photo. "
            f"The lowest cosine between the model and its export is {added.parity:.6f}."
        )
        if found is not None:
            typer.echo(
                f"Measured on {found.photos} photos and {found.pairs:,} pairs of different ones: "
                f"{_cosines(spec.thresholds)}. By the cosine alone {found.found:.0%} of copies are found."
            )
        typer.echo(f"Scan with it: neardup scan FOLDER --model {spec.name}")


def remove_model(name: Annotated[str, typer.Argument(help="A model that you added.")]) -> None:
    """Take back a model that you added. What it embedded stays in the catalogue."""
    with faults_as_sentences():
        from core.embed.adding import remove

        remove(name)
        typer.echo(f"The model {name} is removed.")


def _pictures(folders: Sequence[Path] | None, catalog: str | None, cancel: CancelToken) -> "list[Image]":
    from core.embed.calibration import ENOUGH_PHOTOS
    from core.scan.sample import pictures_below, scanned_pictures

    if folders:
        return pictures_below(folders, ENOUGH_PHOTOS, cancel)
    with opened_catalog(catalog, only_read=True) as opened:
        return scanned_pictures(opened, ENOUGH_PHOTOS, cancel)


def _print_inspection(found: "Inspection") -> None:
    spec, wanted = found.spec, found.preprocessing
    pooled = ", a feature map, whose mean is taken" if found.pooled else ""
    channels = ", channels as BGR" if wanted.bgr else ""
    as_they_are = wanted.scale == (1.0, 1.0, 1.0) and wanted.offset == (0.0, 0.0, 0.0)
    pixels = "0 to 255" if as_they_are else f"pixel × {_numbers(wanted.scale)} + {_numbers(wanted.offset)}"
    source = "its TOML" if found.described else "nothing says otherwise"
    rows = {
        "file": f"{shown(spec.path)}, {found.kind}",
        "pictures": f"{spec.input_size} × {spec.input_size} pixels, {pixels}{channels} ({source})",
        "taken": f"{found.taken}{pooled}",
        "vector": f"{spec.dim} numbers, divided by their length",
        "thresholds": _cosines(spec.thresholds),
        "licence": spec.licence,
        "runs on": found.backend,
        "digest": spec.digest,
    }
    for name, text in rows.items():
        typer.echo(f"{name:>12}  {text}")


def _cosines(thresholds: "Thresholds") -> str:
    return (
        f"same picture from {thresholds.same_picture}, same scene from {thresholds.same_scene}, "
        f"a closer look from {thresholds.candidate}"
    )


def _numbers(values: tuple[float, float, float]) -> str:
    same = len(set(values)) == 1
    return f"{values[0]:g}" if same else f"({', '.join(f'{value:g}' for value in values)})"
