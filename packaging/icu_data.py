"""ICU's data less what Qt never asks it for: 11 MB instead of 32.

Qt has words, numbers and dates of its own; of ICU it takes the order of words (QCollator), the names of time
zones and other character sets, and NearDup writes and reads UTF-8. So out go ICU's own names of units,
currencies, languages and regions, numbers in words, transliteration, where lines break, and character sets.
Needs icupkg (Debian: icu-devtools), objcopy and gcc.
"""

import re
import subprocess
from pathlib import Path

_LEFT_OUT = re.compile(r"(unit|curr|lang|region|rbnf|translit|brkitr)/|.*\.cnv$|unames\.icu$")

_LIBRARY = """.section .rodata
.balign 16
.globl {name}_dat
.type {name}_dat, @object
{name}_dat: .incbin "{data}"
.size {name}_dat, . - {name}_dat
.section .note.GNU-stack, "", @progbits
"""


def is_icu_data(path: str) -> bool:
    """Whether a library holds ICU's data, and nothing else."""
    return Path(path).name.startswith("libicudata.so.")


def less(library: Path, folder: Path) -> Path:
    """Write the library again with less in it, by the same name."""
    name = f"icudt{library.name.rpartition('.')[2]}"  # as the symbol and the entries begin, by ICU's version
    whole, fewer = (
        folder / "whole" / f"{name}l.dat",
        folder / f"{name}l.dat",
    )  # icupkg takes its entries' names from it
    whole.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["objcopy", "-O", "binary", "--only-section=.rodata", library, whole], check=True)
    entries = subprocess.run(
        ["icupkg", "-l", whole], check=True, capture_output=True, text=True
    ).stdout.split()
    gone = folder / f"{name}-left-out.txt"
    gone.write_text("\n".join(filter(_LEFT_OUT.match, entries)) + "\n", encoding="ascii")
    subprocess.run(["icupkg", "-r", gone, whole, fewer], check=True)
    source, made = folder / f"{name}.S", folder / library.name
    source.write_text(_LIBRARY.format(name=name, data=fewer), encoding="utf-8")
    subprocess.run(
        ["gcc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-o", made, source], check=True
    )
    return made
