"""Core speaks English, and knows nothing of Qt; here its sentences find their translation.

`resources/i18n/core_sentences.txt` lists them as templates, "It lies in the protected folder {0}.", which
`resources/i18n/update.py` reads out of core's source. A sentence is translated by finding the template that
it was made from, and translating what was filled in likewise. One that fits no template stays as it is.
"""

import re
from functools import cache, lru_cache

from PySide6.QtCore import QCoreApplication

from nearDup_gui.toolkit.translation import FOLDER
from nearDup_gui.toolkit.writing import in_a_row, listed

CONTEXT = "core"
"""The context of core's sentences in the translation files."""

_HOLE = re.compile(r"\{\d+\}")
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_LISTS = (re.compile(", "), re.compile(", | and "))
"""What stands between the words of a list; "black and white" is one of them."""
_IN_EVERY_LANGUAGE = "Not a file."
"""One of core's sentences, to tell whether there is a translation at all."""


def told(sentence: str) -> str:
    """A sentence of core's in the language of the window; several in a row are looked for one by one."""
    if not sentence or QCoreApplication.translate(CONTEXT, _IN_EVERY_LANGUAGE) == _IN_EVERY_LANGUAGE:
        return sentence
    if (whole := _made_from(sentence)) is not None:
        template, values = whole
        return QCoreApplication.translate(CONTEXT, template).format(*map(told, values))
    parts = _SENTENCE_END.split(sentence)
    if len(parts) > 1:
        return in_a_row(map(told, parts))
    for between in _LISTS:
        if all(map(_made_from, words := between.split(sentence))):
            return listed(map(told, words))
    return sentence


@lru_cache(maxsize=4096)
def _made_from(sentence: str) -> tuple[str, tuple[str, ...]] | None:
    """The template of a sentence, and what was filled in; None if it is none of core's."""
    for template, pattern in _templates():
        if (match := pattern.fullmatch(sentence)) is not None:
            return template, match.groups()
    return None


@cache
def _templates() -> list[tuple[str, re.Pattern[str]]]:
    """Templates with the pattern of what they may have become, those that say the most first."""
    lines = (FOLDER / "core_sentences.txt").read_text(encoding="utf-8").splitlines()
    lines.sort(key=lambda line: len(_HOLE.sub("", line)), reverse=True)
    return [(line, _pattern(line)) for line in lines]


def _pattern(template: str) -> re.Pattern[str]:
    """What a template may have become. Of two holes side by side, the first holds a whole sentence."""
    begin, *others = map(re.escape, _HOLE.split(template))
    holes = (r"(.+?[.!?])" if words == re.escape(" ") else "(.+?)" for words in others)
    return re.compile(
        begin + "".join(hole + words for hole, words in zip(holes, others, strict=True)), re.DOTALL
    )
