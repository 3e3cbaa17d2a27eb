"""`neardup folders`: how much of one folder is covered by another, and what is not."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from core.commands.last_scan import LastScan, last_scan
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

if TYPE_CHECKING:
    from core.folders.clearing import Clearing
    from core.folders.parts import FolderPair, FolderPart

_LISTED = 20

Found = TypeVar("Found")


def command(
    folder: Annotated[
        Path | None, typer.Argument(help="The folder that might be cleared, with all below it.")
    ] = None,
    other: Annotated[Path | None, typer.Argument(help="The folder that might have all of it.")] = None,
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth",
            min=0,
            help="Tell folders apart down to this depth below the scanned ones, which are 0; by default the "
            "first depth at which folders overlap.",
        ),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the same as JSON; see docs/report-format.md.")
    ] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="Write the same for a spreadsheet.")] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", help="Write the same as a page, to open or send.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="List all, not the first 20 of each.")] = False,
    catalog: CatalogOption = None,
    settings: SettingsOption = None,
    model: ModelOption = "",
) -> None:
    """Say of folders of the last scan how much of one is covered by another: all that a photo holds is there.

    Without a folder: all pairs, first those that free much and leave little. With one: what the others have
    of it. With two: photo by photo, what the second covers, what wants a look, what the first alone has.

    Nothing is removed: `neardup plan FILE --from CARD --into LIBRARY` plans what the second covers.
    """
    most = None if everything else _LISTED
    with faults_as_sentences():
        from core.folders.parts import FolderPart
        from core.report import folders_report as report

        one, two = (None if path is None else FolderPart(path.resolve()) for path in (folder, other))
        with last_scan(catalog, settings_from(settings), model) as last:
            if one is not None and two is not None:
                looked = _clearing(last, one, two)
                _print_clearing(looked, most)
                _write(
                    looked,
                    (json_file, report.write_clearing_json),
                    (csv_file, report.write_clearing_csv),
                    (html_file, report.write_clearing_html),
                )
                return
            pairs = _pairs(last, depth, one)
        _print_pairs(pairs, most)
        _write(
            pairs,
            (json_file, report.write_pairs_json),
            (csv_file, report.write_pairs_csv),
            (html_file, report.write_pairs_html),
        )


def _clearing(last: LastScan, folder: "FolderPart", other: "FolderPart") -> "Clearing":
    """Photo by photo, what could go from a folder since the other has it."""
    from core.folders.overview import read_clearing
    from core.review.decisions import remembered

    if folder == other:
        raise NearDupError(f"{folder.path} is one folder. Name two.")
    matched = last.matched(last.roots)
    protection = matched.grouping.protection()
    looked = read_clearing(
        last.catalog,
        matched,
        folder,
        other,
        lambda photo: protection.holds(photo.path),
        remembered(last.catalog).state_of,
    )
    if not looked.pair.photos:
        raise _unknown(folder)
    return looked


def _pairs(last: LastScan, depth: int | None, around: "FolderPart | None") -> "tuple[FolderPair, ...]":
    """All pairs at a depth, or those of one folder."""
    from core.folders.overview import read_coverage
    from core.folders.pairs import first_depth, pairs_at

    coverage = read_coverage(last.catalog, last.matched(last.roots), last.roots)
    if around is not None and not any(around.holds(str(path)) for path in coverage.folders):
        raise _unknown(around)
    return pairs_at(coverage, first_depth(coverage) if depth is None else depth, around)


def _unknown(part: "FolderPart") -> NearDupError:
    return NearDupError(f"No photo of {part.path} is known. Begin with: neardup scan {part.path}")


def _write(found: Found, *wanted: tuple[Path | None, Callable[[Found, Path], None]]) -> None:
    """Write what was found, in each form that is wanted."""
    for file, write in wanted:
        if file is not None:
            write(found, file)


def _print_pairs(pairs: "Sequence[FolderPair]", most: int | None) -> None:
    for pair in pairs[:most]:
        typer.echo(f"{_percent(pair)} {_sentence(pair)}")
    if not pairs:
        typer.echo("No folder has anything of another.")
    if most is not None and len(pairs) > most:
        typer.echo(f"and {len(pairs) - most} more pairs; --all lists them, --json FILE writes them.")


def _percent(pair: "FolderPair") -> str:
    """Rounded down: 100 % is all."""
    return f"{int(100 * pair.share):3d} %"


def _sentence(pair: "FolderPair") -> str:
    """ "418 of 431 photos of Card/DCIM are covered by Library/2023 (1.2 GB); 9 are not, 4 want a look." """
    rest: list[str] = []
    if pair.rest:
        rest.append("1 is not" if pair.rest == 1 else f"{pair.rest} are not")
    if pair.alike:
        rest.append("1 wants a look" if pair.alike == 1 else f"{pair.alike} want a look")
    said = f"; {', '.join(rest)}" if rest else ""
    noun = "1 photo" if pair.photos == 1 else f"{pair.photos} photos"
    verb = "is" if pair.covered == 1 else "are"
    return (
        f"{pair.covered} of {noun} of {_name(pair.folder)} {verb} covered by {_name(pair.other)} "
        f"({bytes_text(pair.bytes)}){said}."
    )


def _name(part: "FolderPart") -> str:
    return shown(part.path) if part.whole else f"{shown(part.path)} itself"


def _print_clearing(looked: "Clearing", most: int | None) -> None:
    from core.match.losses import say_loss

    typer.echo(_sentence(looked.pair))
    _list(
        "Covered, and could go:",
        [f"{shown(one.photo.path)}  (stays: {shown(one.stays.path)})" for one in looked.going],
        most,
    )
    _list(
        "Covered, and stays all the same:",
        [f"{shown(photo.path)}  ({STAYS_TEXT[why]})" for photo, why in looked.staying],
        most,
    )
    _list(
        "Wants a look:",
        [
            f"{shown(one.photo.path)}  beside {shown(one.stays.path)}: "
            f"{'; '.join(map(say_loss, one.member.losses))}"
            for one in looked.look
        ],
        most,
    )
    _list("Not covered:", [shown(photo.path) for photo in looked.alone], most)
    if looked.going:
        typer.echo(
            f"\nTo plan what is covered: neardup plan FILE --from {shown(looked.folder.path)} "
            f"--into {shown(looked.other.path)}"
        )


STAYS_TEXT = {
    "protected": "nothing is removed there",
    "decided": "you decided about it",
    "unit": "it belongs to a photo that stays",
    "same_file": "it is the same file in both folders",
}


def _list(title: str, lines: Sequence[str], most: int | None) -> None:
    if not lines:
        return
    typer.echo(f"\n{title}")
    for line in lines[:most]:
        typer.echo(f"  {line}")
    if most is not None and len(lines) > most:
        typer.echo(f"  and {len(lines) - most} more; --all lists them.")
