"""The report for people: one HTML file that carries its own pictures and needs nothing else."""

import base64
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

from core.match.findings import describe
from core.match.ground import is_transparent
from core.photo import DuplicateGroup, Member, Photo, Relation, Skipped
from core.report.page_style import page_head
from core.report.scan_report import ScanReport, path_text, twin_text
from core.report.whole_file import whole_file

Thumbnail = Callable[[Photo], bytes | None]
"""Gives a photo's small JPEG, or None where there is none."""


def write_html(report: ScanReport, path: Path, thumbnail: Thumbnail) -> None:
    """Write the report as a page, group by group: memory does not grow with the number of groups.

    The page runs no script and asks nothing of the network; its policy header says so to the browser.

    Raises:
        NearDupError: the file cannot be written there.
    """
    with whole_file(path) as file:
        for piece in _page(report, thumbnail):
            file.write(piece.encode("utf-8", "backslashreplace").decode("utf-8"))


def _page(report: ScanReport, thumbnail: Thumbnail) -> Iterator[str]:
    yield page_head("Near-duplicate photos")
    yield _header(report)
    yield "<main>\n"
    if not report.groups:
        yield '<p class="none">No two photos look alike. There is nothing to tidy up.</p>\n'
    for number, group in enumerate(report.groups, start=1):
        yield from _card(number, group, thumbnail)
    yield "</main>\n"
    if report.skipped:
        yield from _skipped_list(report.skipped)
    yield _footer(report)


def _header(report: ScanReport) -> str:
    figures = (
        (f"{report.scanned:,}", "photos looked at"),
        (f"{len(report.groups):,}", "group" if len(report.groups) == 1 else "groups"),
        (f"{report.candidates:,}", "photos that could go"),
        (file_size(report.reclaimable), "to win back"),
    )
    cells = "".join(f"<div><dd>{figure}</dd><dt>{label}</dt></div>" for figure, label in figures)
    return (
        "<header><h1>Near-duplicate photos</h1>"
        "<p>In each group the first photo is the one to keep. Nothing was changed or removed.</p>"
        f"<dl>{cells}</dl></header>\n"
    )


def _card(number: int, group: DuplicateGroup, thumbnail: Thumbnail) -> Iterator[str]:
    count = len(group.members) + 1
    yield (
        f'<section id="g{number}"><h2><a href="#g{number}">Group {number:,}</a> '
        f"<small>{count} photos, {file_size(group.reclaimable)} to win back</small></h2>\n"
        f'<p class="reason">{escape(group.reason)}</p>\n<div class="photos">\n'
    )
    yield _figure(group, group.keeper, "keep", "Keep", "", thumbnail)
    for member in group.members:
        yield _figure(group, member.photo, member.relation.value, *_said(member), thumbnail)
    yield "</div></section>\n"


def _figure(
    group: DuplicateGroup, photo: Photo, kind: str, badge: str, evidence: str, thumbnail: Thumbnail
) -> str:
    facts = [f"{photo.width:,} × {photo.height:,}", file_size(photo.file.size), photo.format]
    name, folder = escape(path_text(Path(photo.path.name))), escape(path_text(photo.path.parent))
    picture = _picture(thumbnail(photo), name)
    if photo.path.is_absolute():
        picture = f'<a href="{escape(photo.path.as_uri())}">{picture}</a>'
    return (
        f'<figure class="{kind}">{picture}<figcaption>'
        f'<p><span class="badge">{badge}</span> {escape(evidence)}</p>'
        f"<p><b>{name}</b></p><p>{escape(' · '.join(facts))}</p>{_captured(photo)}"
        f'<p class="folder">{folder}</p>{_protection(group, photo)}</figcaption></figure>\n'
    )


def _protection(group: DuplicateGroup, photo: Photo) -> str:
    if program := group.program_of(photo):
        return f'<p class="library">in the library of {escape(program)}</p>'
    return '<p class="library">in a protected folder</p>' if group.stays_anyway(photo) else ""


def _picture(thumbnail: bytes | None, name: str) -> str:
    if thumbnail is None:
        return '<span class="blank">no preview</span>'
    data = base64.b64encode(thumbnail).decode("ascii")
    kind = "webp" if is_transparent(thumbnail) else "jpeg"
    return f'<img src="data:image/{kind};base64,{data}" alt="{name}" loading="lazy" decoding="async">'


def _captured(photo: Photo) -> str:
    taken = photo.exif.captured
    return f"<p>{taken:%Y-%m-%d %H:%M:%S}</p>" if taken else ""


def _said(member: Member) -> tuple[str, str]:
    """The badge and the evidence of a member, in words."""
    if member.relation is Relation.IDENTICAL:
        return "Identical", twin_text(member) or "same bytes"
    # Only identical photos are wholly alike, so rounding must not say it of others.
    words = [f"{min(member.evidence.similarity, 0.99):.0%} alike", *describe(member.evidence.findings)]
    return _BADGES[member.relation], ", ".join(words)


def _skipped_list(skipped: Sequence[Skipped]) -> Iterator[str]:
    yield f'<section id="skipped"><h2>Left out <small>{len(skipped):,}</small></h2>\n<ul>\n'
    for item in skipped:
        yield f"<li><b>{escape(path_text(item.path))}</b><span>{escape(item.reason)}</span></li>\n"
    yield "</ul></section>\n"


def _footer(report: ScanReport) -> str:
    return (
        f"<footer>NearDup looked at {report.scanned:,} photos in {report.seconds:,.1f} s "
        f"with {escape(report.backend)}.</footer>\n</body></html>\n"
    )


def file_size(count: int) -> str:
    """Say a number of bytes as file managers do: 1,000 bytes to the kB."""
    if count < 1000:
        return f"{count} bytes"
    size, units = count / 1000, iter(("kB", "MB", "GB", "TB"))
    unit = next(units)
    while size >= 999.5 and unit != "TB":
        size, unit = size / 1000, next(units)
    return f"{size:,.1f} {unit}" if size < 9.95 else f"{size:,.0f} {unit}"


_BADGES = {Relation.SAME_PICTURE: "Same picture", Relation.SAME_SCENE: "Same scene"}
