"""What the commands share: their common options, how faults end, how groups are printed."""

import gc
import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.terminal import bytes_text
from core.errors import CatalogError, NearDupError
from core.photo import DuplicateGroup, Member, Photo, Relation
from core.progress import Cancelled
from core.settings import Settings, load_settings, settings_path

if TYPE_CHECKING:
    from core.catalog.catalog import Catalog
    from core.catalog.scans import FinishedScan

EXIT_FAULT = 1
EXIT_CANCELLED = 130

CatalogOption = Annotated[
    str | None,
    typer.Option(
        "--catalog",
        metavar="FILE|ADDRESS",
        help="The catalogue to use instead of the one in your data folder; a team's has an address: "
        "postgresql+psycopg://NAME@HOST/DATABASE.",
    ),
]
SettingsOption = Annotated[
    Path | None,
    typer.Option("--settings", help="The settings file to use instead of the one in your config folder."),
]
ModelOption = Annotated[
    str,
    typer.Option("--model", help="A bundled model's name, or the path of a .keras, .onnx or SavedModel."),
]

NotWithinOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--not-within",
        help="A folder that is not compared with itself: its photos match what lies elsewhere, not each "
        "other; may be repeated.",
    ),
]
TlsAuthorityOption = Annotated[
    Path | None,
    typer.Option("--tls-ca", help="For a cluster with TLS: who has signed its certificates (PEM)."),
]
TlsCertificateOption = Annotated[
    Path | None, typer.Option("--tls-cert", help="For a cluster with TLS: the certificate to show (PEM).")
]
TlsKeyOption = Annotated[
    Path | None, typer.Option("--tls-key", help="For a cluster with TLS: that certificate's key (PEM).")
]

RELATION_TEXT = {
    Relation.IDENTICAL: "identical",
    Relation.SAME_PICTURE: "same picture",
    Relation.SAME_SCENE: "same scene",
}


@contextmanager
def faults_as_sentences() -> Generator[None]:
    """Let expected faults end in a sentence and an exit code. Bugs keep their traceback."""
    try:
        yield
    except NearDupError as error:
        typer.echo(f"neardup: {error}", err=True)
        raise typer.Exit(EXIT_FAULT) from error
    except Cancelled as error:
        typer.echo("Cancelled. What was read is kept; the next scan goes on from there.", err=True)
        raise typer.Exit(EXIT_CANCELLED) from error


@contextmanager
def opened_catalog(said: str | None, *, only_read: bool = False) -> Generator["Catalog"]:
    """Open the catalogue of `--catalog`, or the person's own, and say what had to be put right.

    A damaged one is set aside; removals that were interrupted are closed, and named.

    Args:
        only_read: the command writes nothing, so a catalogue that cannot be written will do.

    Raises:
        CatalogError: it cannot be opened.
    """
    from core.catalog.catalog import Catalog
    from core.catalog.place import place_of
    from core.catalog.recovery import open_or_recover
    from core.review.unfinished import resolve_unfinished
    from core.storage.moved_drives import follow_drives, say_moved

    place = place_of(said)
    try:
        opened, recovery = open_or_recover(place)
    except CatalogError:
        if not only_read or not isinstance(place, Path) or not place.is_file():
            raise
        opened, recovery = Catalog.open(place, read_only=True), None
    with opened, _rarely_collecting():
        if recovery is not None:
            typer.echo(f"neardup: {recovery.sentence}", err=True)
        for old, new in follow_drives(opened):
            typer.echo(f"neardup: {shown(Path(say_moved(old, new)))}", err=True)
        for removal in resolve_unfinished(opened):
            typer.echo(f"neardup: {shown(removal.path)}: {removal.reason}", err=True)
        yield opened


def is_first(said: str | None) -> bool:
    """Whether the catalogue of `--catalog`, or the person's own, is a file that is not there yet."""
    from core.catalog.place import place_of

    place = place_of(said)
    return isinstance(place, Path) and not os.path.lexists(place)


@contextmanager
def _rarely_collecting() -> Generator[None]:
    """Let the garbage collector look more rarely while a library is in memory.

    It would look through all of it again and again, and photos form no cycles: a third of a rescan.
    """
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def finished_scan(catalog: "Catalog") -> "FinishedScan":
    """The latest scan: its folders, and the model that found its groups.

    Raises:
        NearDupError: there has been none.
    """
    last = catalog.last_scan()
    if last is None:
        raise NearDupError("Nothing has been scanned yet. Begin with: neardup scan FOLDER")
    return last


def settings_from(path: Path | None) -> Settings:
    """The settings of `--settings`, or of the person's config folder."""
    return load_settings(path or settings_path())


def not_comparing_within(settings: Settings, folders: Sequence[Path] | None) -> Settings:
    """Settings that for this once do not compare some folders with themselves either."""
    more = (path.resolve() for path in folders or ())
    return replace(settings, outward_folders=tuple(dict.fromkeys((*settings.outward_folders, *more))))


def print_groups(
    groups: Sequence[DuplicateGroup],
    note: Callable[[DuplicateGroup], str] = lambda group: "",
    reason: Callable[[Member], str] = lambda member: "",
) -> None:
    """List groups: the keeper, why it is the keeper, what matches it, and what else there is to say."""
    from core.match.findings import describe

    for number, group in enumerate(groups, 1):
        lines = [
            f"\nGroup {number}: {len(group.photos)} photos, {RELATION_TEXT[group.relation]}, "
            f"{bytes_text(group.reclaimable)} beside the keeper{note(group)}",
            f"  keep  {shown(group.keeper.path)}{_staying_note(group, group.keeper)}",
            f"        {group.reason}",
        ]
        for member in group.members:
            photo = member.photo
            said = "".join(f", {phrase}" for phrase in describe(member.evidence.findings))
            if member.twin is not None:
                said = f" with {shown(member.twin.path)}"
            lines += [
                f"  {member.evidence.similarity:.3f} {shown(photo.path)}{_staying_note(group, photo)}  "
                f"({photo.width} × {photo.height}, {bytes_text(photo.file.size)})",
                f"        {RELATION_TEXT[member.relation]}{said}",
            ]
            if why := reason(member):
                lines.append(f"        {why}")
        typer.echo("\n".join(lines))


def _staying_note(group: DuplicateGroup, photo: Photo) -> str:
    if program := group.program_of(photo):
        return f"  [library of {program}]"
    return "  [protected]" if group.stays_anyway(photo) else ""


def summary(groups: Sequence[DuplicateGroup]) -> str:
    """Groups in a sentence's half: "3 groups with 9 photos, 12.0 MB beside the keepers"."""
    if not groups:
        return "no near-duplicates"
    photos = sum(len(group.photos) for group in groups)
    reclaimable = bytes_text(sum(group.reclaimable for group in groups))
    noun = "group" if len(groups) == 1 else "groups"
    return f"{len(groups)} {noun} with {photos} photos, {reclaimable} beside the keepers"


def shown(path: Path) -> str:
    """A path on one printable line, whatever its bytes: a file's name must not steer the terminal."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
