"""Brings the translations up to date with the source: `python resources/i18n/update.py`, for developers.

1. Core's sentences are read out of its source as templates, into `core_sentences.txt`.
2. Qt's `lupdate` puts new texts into `neardup_*.ts`, where a person translates them (Qt Linguist, an editor).
3. Qt's `lrelease` makes the `neardup_*.qm` that the window loads.
"""

import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LANGUAGES = ("ja",)
_SILENT = {"commands", "report", "demo", "companions", "cluster"}
"""Rooms of core whose texts never reach the window."""
_HEARD = {"core/report/whole_file.py", "core/cluster/reasons.py"}
"""Files of those rooms whose sentences do."""
_ON_PAPER_ONLY = {"core/cli.py", "core/match/suggestion.py"}
"""Files whose sentences are printed on a terminal only."""
_FRAGMENTS = re.compile(r"core/match/keeper.*|core/review/(sidecar|lost).*")
"""Files whose words are put into the sentences of others."""

_NUMBERS = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
_FILLED_IN = {"protected", "preferred", "ignored", "hardlinks", "files that share blocks", *_NUMBERS}
"""Words, and no names, that core puts into its sentences."""


def core_sentences() -> list[str]:
    """What core may say to a person, sorted: texts with `{0}`, `{1}` ... where something is filled in."""
    found: set[str] = set(_FILLED_IN)
    for path in sorted((ROOT / "core").rglob("*.py")):
        inside = path.relative_to(ROOT)
        silent = inside.parts[1] in _SILENT and inside.as_posix() not in _HEARD
        if not silent and inside.as_posix() not in _ON_PAPER_ONLY:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            wanted = _is_phrase if _FRAGMENTS.fullmatch(inside.as_posix()) else _is_sentence
            found.update(filter(wanted, _texts(tree)))
    return sorted(found)


def main() -> None:
    (HERE / "core_sentences.txt").write_text("".join(f"{line}\n" for line in core_sentences()), "utf-8")
    for language in LANGUAGES:
        ts = HERE / f"neardup_{language}.ts"
        collect(ts)
        compile_to(ts, ts.with_suffix(".qm"))
        waiting = sum(one.get("type") == "unfinished" for one in ET.parse(ts).iter("translation"))
        print(f"{language}: {waiting} texts wait for a translation")


def collect(ts: Path) -> None:
    """Put what is new in the window and in core into a translation file, and leave out what is gone."""
    sources = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "nearDup_gui").rglob("*.py"))]
    settled = _settled_plurals(ts)
    with tempfile.TemporaryDirectory() as folder:
        core = Path(folder) / "core.py"
        core.write_text("".join(f"translate('core', {line!r})\n" for line in core_sentences()), "utf-8")
        options = ("-silent", "-no-obsolete", "-locations", "none")
        _run("pyside6-lupdate", *options, *sources, str(core), "-ts", str(ts))
    _mark_plurals(ts, settled)


def compile_to(ts: Path, qm: Path) -> None:
    """Make what the window loads out of a translation file."""
    _run("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))


def _texts(tree: ast.AST) -> Iterator[str]:
    """Every literal text but docstrings and what goes to the log; one that is put together is a template."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and (isinstance(node.value, ast.Constant) or _is_logged(node.value)):
            continue
        if isinstance(node, ast.JoinedStr):
            holes = iter(range(len(node.values)))
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else f"{{{next(holes)}}}"
                for part in node.values
            )
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from _texts(part)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        else:
            yield from _texts(node)


def _is_logged(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith("_log.")


def _is_sentence(text: str) -> bool:
    """Whether it begins as a sentence, or with something filled in, and ends as one or with what follows."""
    return (
        "\n" not in text
        and re.match(r"[A-Z{]", text) is not None
        and len(re.sub(r"\{\d+\}", "", text).split()) >= 2
        and re.search(r"[.!]$|[^ =<>]\?$|: \{\d+\}$", text) is not None  # a question, but none to SQLite
    )


def _is_phrase(text: str) -> bool:
    """Whether it is words, and no pattern."""
    words = " " in text.strip() and re.search(r"[a-z]{2}", text) is not None
    return words and re.search(r"[\n\\|]", text) is None


def _settled_plurals(ts: Path) -> set[tuple[str, str]]:
    """Texts with a number that have their translation."""
    return {
        (message.findtext("source", ""), "".join(translation.itertext()).strip())
        for message in ET.parse(ts).iter("message")
        if (translation := message.find("translation")) is not None
        and message.get("numerus") == "yes"
        and translation.get("type") != "unfinished"
    }


def _mark_plurals(ts: Path, settled: set[tuple[str, str]]) -> None:
    """Texts with a number get a form for each plural; `lupdate` cannot see that in Python.

    It takes the forms that there were for an unfinished translation, so that is taken back.
    """
    tree = ET.parse(ts)
    for message in tree.iter("message"):
        source, translation = message.findtext("source", ""), message.find("translation")
        assert translation is not None
        if re.search(r"%L?n", source) and message.get("numerus") != "yes":
            message.set("numerus", "yes")
            form = ET.SubElement(translation, "numerusform")
            form.text, translation.text = translation.text, None
        if (source, "".join(translation.itertext()).strip()) in settled:
            translation.attrib.pop("type", None)
    ET.indent(tree, "    ")
    body = ET.tostring(tree.getroot(), encoding="unicode")
    ts.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _run(tool: str, *arguments: str) -> None:
    """Run a tool of PySide6, which lies beside the interpreter."""
    subprocess.run([str(Path(sys.executable).with_name(tool)), *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
