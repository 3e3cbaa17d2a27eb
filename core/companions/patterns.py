"""The language of the tables: names with holes, compared whatever their case and their way to write a letter.

{P}     a photo's whole name: IMG_1.CR2         {S}   its stem: IMG_1         {E}   its extension: CR2
{N}     digits      {U}  a UUID      {T}  an edit's word in any language      {W}   letters, digits, - and _
#       one digit   *    anything but a dot or a slash; at the end of what is pointed at, any extension
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

EDITED_WORDS = (
    # "edited" as Google Photos writes it behind a name
    *(
        "edited",
        "bearbeitet",
        "bewerkt",
        "modifié",
        "modificato",
        "editado",
        "ha editado",
        "editada",
        "editat",
    ),
    *("edytowane", "edytowano", "redigerad", "redigeret", "redigert", "muokattu", "upravené", "upraveno"),
    *("изменено", "измененный", "отредактировано", "відредаговано", "düzenlendi", "szerkesztett", "editată"),
    *(
        "編集済み",
        "已编辑",
        "已修改",
        "编辑",
        "已編輯",
        "編輯過",
        "수정됨",
        "편집됨",
        "đã chỉnh sửa",
        "diedit",
        "แก้ไข",
    ),
    # what its automatic edits are called in every language
    *("effects", "smile", "mix", "collage", "animation", "color_pop", "pop_out", "eraser", "twinkle", "snow"),
)

_HOLES = {
    "P": r"[^/]+\.[^./]+",
    "S": r"[^/]+",
    "E": r"[^./]+",
    "N": r"\d+",
    "U": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "T": "|".join(sorted((re.escape(word) for word in EDITED_WORDS), key=len, reverse=True)),
    "W": r"[\w-]+",
}
_PART = re.compile(r"\{(\w)\}|([*#])")


def folded(name: str) -> str:
    """A name as comparisons see it: case and Unicode's ways to write one letter make no difference."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


@dataclass(frozen=True)
class NamePattern:
    """One name of a table."""

    text: str

    def match(self, name: str) -> Mapping[str, str] | None:
        """What stands in the holes of a folded name; None if it is no such name."""
        found = self._compiled.fullmatch(name)
        return None if found is None else found.groupdict()

    def filled(self, holes: Mapping[str, str]) -> str:
        """The name, folded, with its holes filled; a star at its end stays."""
        return folded(_PART.sub(lambda part: holes[part[1]] if part[1] else part[0], self.text))

    @cached_property
    def suffix(self) -> str:
        """The extension that all such names share, folded and with its dot; "" where it is open."""
        end = self.text.rpartition("/")[2].rpartition(".")[2]
        return "" if end == self.text or _PART.search(end) else "." + end.casefold()

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.expression())

    def expression(self, number: str = "") -> str:
        """The regular expression; `number` behind the names of its holes tells them from another one's."""
        seen: set[str] = set()

        def hole(part: re.Match[str]) -> str:
            if part[2]:
                return r"\d" if part[2] == "#" else r"[^./]*"
            if part[1] in seen:
                return f"(?P={part[1]}{number})"
            seen.add(part[1])
            return f"(?P<{part[1]}{number}>{_HOLES[part[1]]})"

        pieces: list[str] = []
        at = 0
        text = _folded_text(self.text)
        for part in _PART.finditer(text):
            pieces += [re.escape(text[at : part.start()]), hole(part)]
            at = part.end()
        return "".join([*pieces, re.escape(text[at:])])


def any_of(patterns: Iterable[NamePattern]) -> re.Pattern[str]:
    """One expression for the folded names that any of these match, asked in a tenth of the time of all."""
    return re.compile("|".join(each.expression(str(number)) for number, each in enumerate(patterns)))


def _folded_text(text: str) -> str:
    """A pattern with its plain letters folded; the holes keep their names."""
    at = 0
    pieces: list[str] = []
    for part in _PART.finditer(text):
        pieces += [folded(text[at : part.start()]), part[0]]
        at = part.end()
    return "".join([*pieces, folded(text[at:])])
