"""`neardup scan FOLDER...`: the main job, with its reports."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.shared import (
    CatalogOption,
    ModelOption,
    SettingsOption,
    TlsAuthorityOption,
    TlsCertificateOption,
    TlsKeyOption,
    faults_as_sentences,
    is_first,
    opened_catalog,
    print_groups,
    settings_from,
    shown,
    summary,
)
from core.commands.terminal import cancelled_by_interrupt, progress_reporter, time_text
from core.photo import Skipped
from core.progress import CancelToken, Reporter
from core.settings import Accelerator, ScanSettings, Settings, true_folders
from core.storage.clouds import ONLINE_ONLY

if TYPE_CHECKING:
    from core.catalog.catalog import Catalog
    from core.cluster.place import ClusterPlace, TlsFiles
    from core.cluster.workers import ClusterWorkers
    from core.embed.embedder import Embedder, ModelSpec
    from core.scan.ahead import Ahead
    from core.scan.pipeline import ScanResult

SKIPS_PRINTED = 20


def command(
    folders: Annotated[
        list[Path], typer.Argument(help="Folders, or single photos, to scan.", show_default=False)
    ],
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the groups as JSON; see docs/report-format.md.")
    ] = None,
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Write one row per photo, for a spreadsheet.")
    ] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", help="Write one page with thumbnails, to open or send.")
    ] = None,
    hidden: Annotated[bool, typer.Option("--hidden", help="Look into hidden folders too.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=0, help="Photos decoded in parallel; 0 is one per core.")
    ] = None,
    accelerator: Annotated[
        Accelerator | None,
        typer.Option(
            help="A graphics card: begin on the CPU until it is ready (auto), wait for it, or leave it off."
        ),
    ] = None,
    recall: Annotated[
        float | None, typer.Option(min=0.5, max=0.9999, help="Share of matches that the tables must find.")
    ] = None,
    bits: Annotated[
        int | None, typer.Option(min=1, max=62, help="Bits of a hash key, instead of the tuned number.")
    ] = None,
    tables: Annotated[
        int | None, typer.Option(min=1, max=1024, help="Hash tables, instead of the tuned number.")
    ] = None,
    probes: Annotated[
        int | None, typer.Option(min=0, max=2, help="Bits that may differ, instead of the tuned number.")
    ] = None,
    cluster: Annotated[
        str,
        typer.Option(
            help="Read, embed and compare on a Dask cluster: tcp://HOST:PORT, tls://HOST:PORT, or local:2 to "
            "try it; see docs/cluster.md."
        ),
    ] = "",
    cluster_folder: Annotated[
        Path | None,
        typer.Option(
            help="Where vectors are laid out for a cluster's workers, who see it at the same path: 1.5 kB a "
            "photo, while pairs are looked for. The catalogue's folder unless given.",
        ),
    ] = None,
    tls_ca: TlsAuthorityOption = None,
    tls_cert: TlsCertificateOption = None,
    tls_key: TlsKeyOption = None,
    catalog: CatalogOption = None,
    settings: SettingsOption = None,
    model: ModelOption = "",
) -> None:
    """Scan folders for near-duplicates and list the groups.

    Your photos are only read. A second scan reads only what is new; a cancelled scan goes on where it
    stopped. Removing is done in the window, where you see what you remove, or with `plan` and `apply`.
    """
    with faults_as_sentences(), cancelled_by_interrupt() as cancel, ExitStack() as open_until_printed:
        from core.cluster.place import TlsFiles, parse_place
        from core.errors import SettingsError

        everything = settings_from(settings)
        kept = everything.scan
        given = {"bits": bits, "tables": tables, "probes": probes, "recall": recall}
        wanted = replace(
            kept,
            model=model or kept.model,
            accelerator=accelerator or kept.accelerator,
            workers=kept.workers if workers is None else workers,
            include_hidden=hidden or kept.include_hidden,
            lsh=replace(kept.lsh, **{name: value for name, value in given.items() if value is not None}),
        )
        tls = TlsFiles(tls_ca, tls_cert, tls_key)
        place = parse_place(cluster, tls) if cluster else None
        if cluster_folder is not None and not cluster_folder.is_dir():
            raise SettingsError(f"There is no folder {cluster_folder}, which --cluster-folder names.")
        load = cache(partial(_load, wanted))  # a person's own model is opened with that
        with ExitStack() as stack:
            report = stack.enter_context(progress_reporter())
            ahead = None
            if place is None and is_first(catalog):
                ahead = stack.enter_context(_begun(folders, wanted, everything, load, report, cancel))
            # These take longer to import than workers take to start: they read in the meantime.
            from core.embed.pace import TimedEmbedder
            from core.embed.registry import wait_for_card
            from core.grouping_settings import grouping_of
            from core.scan.pipeline import scan
            from core.storage.moved_drives import with_moved_folders

            opened = open_until_printed.enter_context(opened_catalog(catalog))
            stack.enter_context(opened.claim())
            embedder = TimedEmbedder(load())
            if place is None:
                wait_for_card(embedder.inner, wanted.accelerator, report, cancel)
                shared_out = None
            else:
                lent = _cluster(place, tls, embedder.spec, wanted, folders, cluster_folder, cancel)
                shared_out = stack.enter_context(lent)
            result = scan(
                folders,
                opened,
                embedder,
                wanted,
                report=report,
                cancel=cancel,
                grouping=grouping_of(with_moved_folders(everything, opened)),
                workers=shared_out,
                ahead=ahead,
            )
        _write_reports(result, opened, json_file, csv_file, html_file)
        print_groups(result.groups)
        _print_skipped(result.skipped)
        pace = f", {embedder.pace:.0f} images/s" if embedder.pace else ""
        if online := sum(skip.reason == ONLINE_ONLY for skip in result.skipped):
            noun = "1 file is" if online == 1 else f"{online} files are"
            typer.echo(f"\n{noun} kept online only: not read, and never removed.")
        if not result.scanned:
            typer.echo(f"\nNo photos were found in {', '.join(map(shown, folders))}.")
            return
        typer.echo(
            f"\n{result.scanned} photos in {time_text(result.seconds)} ({result.backend}{pace}): "
            f"{summary(result.groups)}."
        )


def _begun(
    folders: Sequence[Path],
    settings: ScanSettings,
    everything: Settings,
    load: "Callable[[], Embedder]",
    report: Reporter,
    cancel: CancelToken,
) -> "AbstractContextManager[Ahead]":
    """Begin to read for a catalogue that is not there yet."""
    from core.scan.ahead import read_ahead

    return read_ahead(folders, settings, true_folders(everything.ignored_folders), load, report, cancel)


def _load(settings: ScanSettings) -> "Embedder":
    from core.embed.registry import load_embedder

    return load_embedder(settings.model, accelerator=settings.accelerator)


def _write_reports(
    result: "ScanResult",
    catalog: "Catalog",
    json_file: Path | None,
    csv_file: Path | None,
    html_file: Path | None,
) -> None:
    """Write the reports that were asked for."""
    from core.report.csv_report import write_csv
    from core.report.html_report import write_html
    from core.report.json_report import write_json
    from core.report.scan_report import ScanReport

    found = ScanReport(result.groups, result.skipped, result.scanned, result.seconds, result.backend)
    if json_file is not None:
        write_json(found, json_file)
    if csv_file is not None:
        write_csv(found, csv_file)
    if html_file is not None:
        write_html(found, html_file, lambda photo: catalog.thumbnail(photo.content_id))


@contextmanager
def _cluster(
    place: "ClusterPlace",
    tls: "TlsFiles",
    spec: "ModelSpec",
    settings: ScanSettings,
    folders: Sequence[Path],
    laid_out_in: Path | None,
    cancel: CancelToken,
) -> "Generator[ClusterWorkers]":
    """The workers of a cluster, for as long as the context is open.

    Raises:
        ScanError: Dask is missing, the scheduler does not answer, or it has no workers.
        Cancelled: `cancel` was raised while it was waited for.
    """
    from core.cluster.connection import Connection
    from core.cluster.workers import ClusterWorkers

    if place.is_open_to_others:
        typer.echo(
            f"neardup: what is said to {place} is not encrypted, and whoever reaches it can run programs on "
            "its workers; docs/cluster.md says how to set up TLS.",
            err=True,
        )
    named = spec.path != Path(settings.model).expanduser()
    model = spec.name if named else str(spec.path.resolve())
    with Connection(place, tls, cancel) as connection:
        yield ClusterWorkers(
            connection, spec, model, folders, accelerator=settings.accelerator, folder=laid_out_in
        )


def _print_skipped(skipped: tuple[Skipped, ...]) -> None:
    if not skipped:
        return
    typer.echo(f"\nLeft out, {len(skipped)} in all:")
    for skip in skipped[:SKIPS_PRINTED]:
        typer.echo(f"  {shown(skip.path)}: {skip.reason}")
    if len(skipped) > SKIPS_PRINTED:
        typer.echo(f"  and {len(skipped) - SKIPS_PRINTED} more; --json, --csv and --html list all of them.")
