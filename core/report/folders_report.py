"""Folders beside folders as files: pairs as JSON, CSV and HTML, and one pair photo by photo."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from core.folders.clearing import Clearing
from core.folders.parts import FolderPair, FolderPart
from core.match.losses import say_loss
from core.photo import Photo
from core.report.csv_report import Cell, write_rows
from core.report.html_report import file_size
from core.report.json_report import named_path
from core.report.page_style import page_head
from core.report.scan_report import path_text
from core.report.whole_file import whole_file

PAIR_COLUMNS = ("folder", "other", "photos", "covered", "look", "not_covered", "share", "bytes")
PHOTO_COLUMNS = ("state", "path", "beside", "bytes", "why")


def write_pairs_json(pairs: Iterable[FolderPair], path: Path) -> None:
    """Write pairs as JSON; see docs/report-format.md.

    Raises:
        NearDupError: the file cannot be written there.
    """
    _write_json({"pairs": [pair_json(pair) for pair in pairs]}, path)


def write_pairs_csv(pairs: Iterable[FolderPair], path: Path) -> None:
    """Write a row for each pair. Raises as `write_pairs_json`."""
    write_rows(PAIR_COLUMNS, map(_pair_row, pairs), path)


def write_pairs_html(pairs: Sequence[FolderPair], path: Path) -> None:
    """Write pairs as a page with one table. Raises as `write_pairs_json`."""
    titles = ("Folder", "Covered by", "Photos", "Covered", "Want a look", "Not covered", "Share", "Size")
    rows = ((*_pair_row(pair)[:6], f"{int(100 * pair.share)} %", file_size(pair.bytes)) for pair in pairs)
    said = "How much of one folder another holds, with nothing lost. Nothing was changed or removed."
    nothing = "No folder has anything of another."
    _write_page("Folders beside folders", said, nothing if not pairs else "", titles, rows, path)


def write_clearing_json(looked: Clearing, path: Path) -> None:
    """Write one pair with its photos as JSON; see docs/report-format.md. Raises as `write_pairs_json`."""
    _write_json(_clearing_json(looked), path)


def write_clearing_csv(looked: Clearing, path: Path) -> None:
    """Write a row for each photo of a folder. Raises as `write_pairs_json`."""
    write_rows(PHOTO_COLUMNS, _photo_rows(looked), path)


def write_clearing_html(looked: Clearing, path: Path) -> None:
    """Write a page with a row for each photo of a folder. Raises as `write_pairs_json`."""
    pair = looked.pair
    said = (
        f"{pair.covered} of {pair.photos} photos are covered by {_name(looked.other)}. "
        "Nothing was changed or removed."
    )
    titles = ("State", "Photo", "Beside", "Size", "Why")
    rows = ((*row[:3], file_size(int(row[3])), row[4]) for row in _photo_rows(looked))
    _write_page(_name(looked.folder), said, "" if pair.photos else "No photo is known.", titles, rows, path)


def pair_json(pair: FolderPair) -> dict[str, Any]:
    """A pair as JSON has it."""
    return {
        **named_path("folder", pair.folder.path),
        **named_path("other", pair.other.path),
        "folder_with_below": pair.folder.whole,
        "other_with_below": pair.other.whole,
        "photos": pair.photos,
        "covered": pair.covered,
        "look": pair.alike,
        "not_covered": pair.rest,
        "bytes": pair.bytes,
    }


def _clearing_json(looked: Clearing) -> dict[str, Any]:
    def listed(photos: Iterable[Photo]) -> list[dict[str, Any]]:
        return [{**named_path("path", photo.path), "bytes": photo.file.size} for photo in photos]

    return {
        "pair": pair_json(looked.pair),
        "covered": [
            {
                **named_path("path", one.photo.path),
                **named_path("by", one.stays.path),
                "relation": one.member.relation.value,
                "bytes": one.photo.file.size,
            }
            for one in looked.going
        ],
        "stays": [{**named_path("path", photo.path), "why": why.value} for photo, why in looked.staying],
        "look": [
            {
                **named_path("path", one.photo.path),
                **named_path("beside", one.stays.path),
                "losses": [{"kind": loss.kind.value, "says": say_loss(loss)} for loss in one.member.losses],
            }
            for one in looked.look
        ],
        "not_covered": listed(looked.alone),
    }


def _pair_row(pair: FolderPair) -> tuple[Cell, ...]:
    folders = _name(pair.folder), _name(pair.other)
    return (*folders, pair.photos, pair.covered, pair.alike, pair.rest, round(pair.share, 4), pair.bytes)


def _photo_rows(looked: Clearing) -> Iterator[tuple[Cell, ...]]:
    for one in looked.going:
        yield "covered", *_places(one.photo, one.stays), one.photo.file.size, ""
    for photo, why in looked.staying:
        yield "stays", *_places(photo), photo.file.size, why.value
    for one in looked.look:
        why = ", ".join(map(say_loss, one.member.losses))
        yield "look", *_places(one.photo, one.stays), one.photo.file.size, why
    for photo in looked.alone:
        yield "not covered", *_places(photo), photo.file.size, ""


def _places(photo: Photo, beside: Photo | None = None) -> tuple[str, str]:
    return path_text(photo.path), "" if beside is None else path_text(beside.path)


def _name(part: FolderPart) -> str:
    return path_text(part.path) if part.whole else f"{path_text(part.path)}{os.sep}*"


def _write_page(
    title: str, said: str, nothing: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]], path: Path
) -> None:
    with whole_file(path) as file:

        def write(text: str) -> None:
            file.write(text.encode("utf-8", "backslashreplace").decode("utf-8"))

        write(page_head(title))
        write(f"<header><h1>{escape(title)}</h1><p>{escape(said)}</p></header>\n<main><section>\n")
        if nothing:
            write(f'<p class="none">{escape(nothing)}</p>\n')
        else:
            cells = "".join(f"<th>{escape(one)}</th>" for one in titles)
            write(f"<table><thead><tr>{cells}</tr></thead>\n<tbody>\n")
            for row in rows:
                write(f"<tr>{''.join(map(_cell, row))}</tr>\n")
            write("</tbody></table>\n")
        write("</section></main>\n</body></html>\n")


def _cell(cell: Cell) -> str:
    return f"<td>{escape(cell)}</td>" if isinstance(cell, str) else f'<td class="number">{cell:,}</td>'


def _write_json(value: dict[str, Any], path: Path) -> None:
    with whole_file(path) as file:
        file.write(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode("utf-8"))
        file.write("\n")
