"""Hollow libraries, in place of those that the bundle's others name and never call.

OpenCV's module is one file. It names decoders of films and linear algebra for large matrices, 75 MB, and the
system's loader refuses it without them; NearDup opens no film with it and solves nothing larger than 8 by 8.
A hollow library has exactly the functions that are named. One that is called after all ends the program and
says which: no result comes of it, so none can be wrong. Needs gcc and binutils.
"""

import re
import subprocess
from functools import cache
from pathlib import Path

HOLLOW = ("libavcodec-", "libavformat-", "libavutil-", "libswscale-", "libopenblasp-")
"""How the names of OpenCV's libraries begin; NumPy's OpenBLAS is a library of its own, and stays."""

_FUNCTION = 'void {name}(void) {{ stop("{library}: {name}"); }}\n'
_STOP = r"""#include <stdio.h>
#include <stdlib.h>
static void stop(const char *called) {
    fprintf(stderr, "The bundle of NearDup leaves out what was called: %s\n", called);
    abort();
}
"""


def is_hollow(path: str) -> bool:
    """Whether a library is one of those that nothing calls."""
    return Path(path).name.startswith(HOLLOW)


def hollowed(library: Path, kept: list[Path], folder: Path) -> Path:
    """Make the hollow library.

    Args:
        library: the one that it stands for.
        kept: the libraries and modules of the bundle that are what they were.
        folder: where it is written, by the same name.

    Raises:
        ValueError: more than functions is asked for, which no hollow library can give.
    """
    given = dict(_symbols(library))
    names = {
        name for other in kept if library.name in needed(other) for name, _ in _symbols(other, given=False)
    }
    asked = sorted(names & given.keys())
    if other := [name for name in asked if given[name] not in "TWi"]:
        raise ValueError(f"{library.name} gives no functions only: {', '.join(other)}")
    source, versions, made = (folder / f"{library.name}{end}" for end in (".c", ".map", ""))
    functions = [_FUNCTION.format(name=name.partition("@")[0], library=library.name) for name in asked]
    source.write_text(_STOP + "".join(functions), encoding="utf-8")
    versions.write_text(_version_script(asked), encoding="utf-8")
    options = [
        "-shared",
        "-fPIC",
        "-O1",
        "-fno-builtin",
        f"-Wl,-soname,{library.name}",
        f"-Wl,--version-script={versions}",
    ]
    subprocess.run(["gcc", *options, "-o", made, source], check=True)
    return made


@cache
def needed(binary: Path) -> frozenset[str]:
    """The libraries that a binary itself names, less those that they name in turn."""
    said = _said("readelf", "-d", binary)
    return frozenset(re.findall(r"\(NEEDED\).*\[(.+)\]", said))


def _symbols(binary: Path, *, given: bool = True) -> list[tuple[str, str]]:
    """Names with their versions, as in `av_frame_free@LIBAVUTIL_60`, and what kind each is."""
    which = "--defined-only" if given else "--undefined-only"
    said = _said("nm", "-D", which, binary)
    return [
        (name.replace("@@", "@"), kind)
        for kind, name in re.findall(r"\b([A-Za-z]) (\S+)$", said, re.MULTILINE)
    ]


def _version_script(names: list[str]) -> str:
    by_version: dict[str, list[str]] = {}
    for name in names:
        plain, _, version = name.partition("@")
        by_version.setdefault(version, []).append(f"{plain};")
    unversioned = by_version.pop("", [])
    if by_version and unversioned:
        raise ValueError(f"names with and without a version: {unversioned}")
    if not by_version:
        return f"{{ global: {' '.join(unversioned)} local: *; }};\n"
    return "".join(
        f"{version} {{ global: {' '.join(plain)} local: *; }};\n" for version, plain in by_version.items()
    )


def _said(*command: object) -> str:
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True).stdout
