"""Puts the tables of core/companions into docs/conventions.md: `python docs/make_conventions.py`.

What stands between <!-- made: NAME --> and <!-- end --> is made; a test holds that it is what this makes.
"""

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

PAGE = Path(__file__).with_name("conventions.md")
sys.path.insert(0, str(PAGE.parents[1]))

from core.companions.conventions import CONVENTIONS, Asked, Convention, Kind  # noqa: E402
from core.companions.edits import EDITS  # noqa: E402
from core.companions.libraries import LIBRARIES, LibraryConvention  # noqa: E402
from core.companions.patterns import EDITED_WORDS  # noqa: E402
from core.review.dialects.fields import FURTHER, SPOKEN, TREES, Topic  # noqa: E402

KINDS = {
    Kind.RAW: "RAW",
    Kind.PICTURE: "picture of the same shot",
    Kind.FILM: "film",
    Kind.SOUND: "sound",
    Kind.WORDS: "words",
    Kind.RECIPE: "settings",
    Kind.PREVIEW: "preview",
    Kind.BACKUP: "backup, never the one to keep",
}
ASKED = {
    Asked.LIVE_FILM: "with Apple's content identifier, and not that of another still",
    Asked.NAMED_IN_XMP: "unless the XMP names another photo",
    Asked.NAMED_IN_JSON: "if the JSON names the photo",
}


def made(page: str) -> str:
    """The page with what is made out of the tables made anew."""
    parts = {
        "companions": _companions(),
        "edits": _edits(),
        "words": [", ".join(EDITED_WORDS)],
        "fields": _fields(),
        "further": _further(),
        "libraries": _libraries(),
    }
    for name, lines in parts.items():
        begin, end = f"<!-- made: {name} -->", "<!-- end -->"
        text = "\n".join([begin, *lines, end])
        page = re.sub(re.escape(begin) + ".*?" + end, lambda _, text=text: text, page, flags=re.DOTALL)
    return page


def _companions() -> Iterator[str]:
    """A row for each kind of file of each program, in the order of the table."""
    yield "| who | file | goes with | what it is | source |"
    yield "|---|---|---|---|---|"
    for (tool, kind, source), rows in groupby(CONVENTIONS, key=lambda row: (row.tool, row.kind, row.source)):
        listed = list(rows)
        names = ", ".join(dict.fromkeys(_file(row) for row in listed))
        photos = ", ".join(dict.fromkeys(f"`{_plain(row.of.text)}`" for row in listed))
        yield f"| {tool} | {names} | {photos} | {KINDS[kind]} | {source} |"


def _file(row: Convention) -> str:
    if row.cut:
        return (
            "`<P>.supplemental-metadata.json`, cut anywhere; `<P>.json`; a longer name cut to "
            f"{row.cut} characters; for `<S>(<N>).<E>` also with `(<N>)` right before `.json`"
        )
    said = f"`{_plain(row.name.text)}`"
    if row.asked:
        said += f" ({ASKED[row.asked]})"
    return said + (" (unless a film has that name too)" if row.or_film else "")


def _edits() -> Iterator[str]:
    yield "| who | edit | was made of | example |"
    yield "|---|---|---|---|"
    for one in EDITS:
        name, original = _plain(one.name.text), _plain(one.of.text)
        yield f"| {one.maker} | `{name}` | `{original}` | `{one.example[0]}` |"


def _fields() -> Iterator[str]:
    """What XMP has of each fact, in the order of reading."""
    yield "| fact | properties of XMP, in this order |"
    yield "|---|---|"
    for name, properties in SPOKEN.items():
        trees = (*TREES, "acdsee:categories") if name == "keywords" else ()
        yield f"| {name} | {', '.join(f'`{one}`' for one in (*properties, *trees))} |"


def _further() -> Iterator[str]:
    """What else is read, by what it is about."""
    yield "| about | property, and what says the same |"
    yield "|---|---|"
    for topic in Topic:
        rows = [row for row in FURTHER.values() if row.topic is topic]
        named = [
            f"`{row.name}`"
            + "".join(f" = `{other}`" for other in row.also)
            + (f" = IPTC 2:{row.iptc}" if row.iptc else "")
            for row in rows
        ]
        yield f"| {topic} | {', '.join(named)} |"


def _libraries() -> Iterator[str]:
    """A row for each program, in the order of the table."""
    yield "| program | folder | made by itself in it, and not looked at | source |"
    yield "|---|---|---|---|"
    by_program: dict[tuple[str, str], list[LibraryConvention]] = {}
    for row in LIBRARIES:
        by_program.setdefault((row.program, row.source), []).append(row)
    for (program, source), rows in by_program.items():
        for all_its_own, some in groupby(rows, key=lambda row: "*" in row.own):
            listed = list(some)
            folders = ", ".join(f"`{row.folder}`{_sure(row)}" for row in listed)
            inner = dict.fromkeys(name for row in listed for name in row.own)
            own = "all of it" if all_its_own else ", ".join(f"`{name}`" for name in inner)
            yield f"| {program} | {folders} | {own} | {source} |"


def _sure(row: LibraryConvention) -> str:
    return f", as in `{row.example}`" if row.sure else ""


def _plain(text: str) -> str:
    return text.replace("{", "<").replace("}", ">")


if __name__ == "__main__":
    PAGE.write_text(made(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
