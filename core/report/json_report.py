"""The report for programs. Its shape is a contract: see docs/report-format.md."""

import base64
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from core.match.findings import describe
from core.match.losses import say_loss
from core.photo import DuplicateGroup, Member, Photo, Skipped
from core.report.scan_report import ScanReport, path_text
from core.report.whole_file import whole_file
from core.review.piles import pile_of


def write_json(report: ScanReport, path: Path) -> None:
    """Write the report as JSON, UTF-8, one group after the other.

    Raises:
        NearDupError: the file cannot be written there.
    """
    with whole_file(path) as file:
        file.write('{\n"groups": ')
        _write_list(file, map(_group, report.groups))
        file.write(',\n"skipped": ')
        _write_list(file, map(_skipped, report.skipped))
        totals = {"scanned": report.scanned, "seconds": round(report.seconds, 3), "backend": report.backend}
        for name, value in totals.items():
            file.write(f",\n{json.dumps(name)}: {_dump(value)}")
        file.write("\n}\n")


def _write_list(file: TextIO, items: Iterable[dict[str, Any]]) -> None:
    opening = "["
    for item in items:
        file.write(f"{opening}\n{_dump(item)}")
        opening = ","
    file.write("\n]" if opening == "," else "[]")


def _group(group: DuplicateGroup) -> dict[str, Any]:
    return {
        **named_path("keeper", group.keeper.path),
        "reason": group.reason,
        **_protection(group, group.keeper),
        "members": [_member(group, member) for member in group.members],
    }


def _member(group: DuplicateGroup, member: Member) -> dict[str, Any]:
    photo = member.photo
    return {
        **named_path("path", photo.path),
        "relation": member.relation.value,
        "similarity": round(member.evidence.similarity, 4),
        "evidence": list(describe(member.evidence.findings)),
        "covered": member.covered,
        "pile": pile_of(group, member),
        **({} if member.twin is None else named_path("twin", member.twin.path)),
        "losses": [{"kind": loss.kind.value, "says": say_loss(loss)} for loss in member.losses],
        "width": photo.width,
        "height": photo.height,
        "bytes": photo.file.size,
        **_protection(group, photo),
    }


def _protection(group: DuplicateGroup, photo: Photo) -> dict[str, Any]:
    if program := group.program_of(photo):
        return {"library": program}
    return {"protected": True} if group.stays_anyway(photo) else {}


def _skipped(skipped: Skipped) -> dict[str, Any]:
    return {**named_path("path", skipped.path), "reason": skipped.reason}


def named_path(name: str, path: Path) -> dict[str, str]:
    """The path as text and, only where text cannot hold it, its bytes beside."""
    raw = os.fsencode(path)
    try:
        return {name: raw.decode("utf-8")}
    except UnicodeDecodeError:
        return {name: path_text(path), f"{name}_bytes": base64.b64encode(raw).decode("ascii")}


def _dump(value: object) -> str:
    # A reason may quote a file's name; what of it is no text is not worth losing the report for.
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return text.encode("utf-8", "replace").decode("utf-8")
