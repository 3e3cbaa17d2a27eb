"""NearDup among a person's applications: menu entry, icons, and the menus of file managers.

Everything lies in the person's own folders, as the freedesktop.org specifications name them (desktop entry,
icon theme, AppStream), beside the menus of KDE, Nemo and Nautilus. A receipt lists each file with the digest
of what was written, so that taking it back touches nothing that somebody changed since.
"""

import hashlib
import importlib.resources
import json
import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from core.errors import NearDupError
from core.settings import APP_NAME

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
"""Sides of the icons in pixels, as the hicolor theme has folders for them."""

_TEXTS = {
    "applications/neardup.desktop": "neardup.desktop",
    "metainfo/neardup.metainfo.xml": "neardup.metainfo.xml",
    "kio/servicemenus/neardup-folder.desktop": "kde-folder.desktop",
    "kio/servicemenus/neardup-photo.desktop": "kde-photo.desktop",
    "nemo/actions/neardup-folder.nemo_action": "folder.nemo_action",
    "nemo/actions/neardup-photo.nemo_action": "photo.nemo_action",
    "nautilus/scripts/NearDup": "nautilus-script",
}
"""Where each file goes below the person's data folder, and its template in `resources/desktop/`."""

_RUN = {"kio/servicemenus/neardup-folder.desktop", "kio/servicemenus/neardup-photo.desktop"}
"""KDE trusts menus in a home folder only if they may be executed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking back did: `gone` are no more; `changed` were left, since somebody else wrote them."""

    gone: tuple[Path, ...]
    changed: tuple[Path, ...]


def entries(command: Sequence[str]) -> dict[Path, bytes]:
    """All files, by where they go below the person's data folder.

    Args:
        command: what starts NearDup, see `own_command`.
    """
    words = [*command, "open"]
    filled = {"open": " ".join(map(_desktop_quoted, words)), "shell": shlex.join(words)}
    texts = {Path(place): _filled(template, filled) for place, template in _TEXTS.items()}
    icons = {
        Path(f"icons/hicolor/{n}x{n}/apps/neardup.png"): _resource(f"desktop/neardup-{n}.png") for n in SIZES
    }
    scalable = {Path("icons/hicolor/scalable/apps/neardup.svg"): _resource("icons/neardup.svg")}
    return texts | icons | scalable


def install(data: Path, command: Sequence[str]) -> list[Path]:
    """Write the files; the same again changes nothing.

    Args:
        data: the person's data folder, `data_folder()`.
        command: what starts NearDup.

    Raises:
        NearDupError: a file of that name is somebody else's, or cannot be written. What was written
            until then is on the receipt.
    """
    wanted = entries(command)
    receipt = _read_receipt(data)
    for place in wanted:
        target = data / place
        if target.exists() and receipt.get(place.as_posix()) != _digest(target.read_bytes()):
            if target.read_bytes() == wanted[place]:
                continue
            raise NearDupError(
                f"{target} was not written by NearDup, or was changed since. Move it away, and try again."
            )
    try:
        for place, content in wanted.items():
            receipt[place.as_posix()] = _digest(content)
            _write_receipt(data, receipt)
            _write(data / place, content, runs=place.as_posix() in _RUN or place.parts[0] == "nautilus")
    except OSError as error:
        raise NearDupError(f"{error.filename or data} cannot be written: {error.strerror}.") from error
    return [data / place for place in wanted]


def take_back(data: Path) -> Taken:
    """Take away what `install` wrote, and nothing that was changed since.

    Raises:
        NearDupError: a file cannot be taken away.
    """
    gone: list[Path] = []
    changed: list[Path] = []
    receipt = _read_receipt(data)
    try:
        for name, digest in receipt.items():
            path = data / name
            if not path.is_file():
                continue
            if _digest(path.read_bytes()) == digest:
                path.unlink()
                gone.append(path)
            else:
                changed.append(path)
        _receipt_path(data).unlink(missing_ok=True)
    except OSError as error:
        raise NearDupError(f"{error.filename} cannot be taken away: {error.strerror}.") from error
    return Taken(tuple(gone), tuple(changed))


def data_folder() -> Path:
    """The folder of which desktops read applications and icons: `$XDG_DATA_HOME`."""
    return platformdirs.user_data_path()


def own_command() -> list[str]:
    """What starts this NearDup again: an AppImage, a bundle, an installed command, or a checkout.

    Raises:
        NearDupError: its path holds a line break, which no desktop entry can name.
    """
    started = Path(sys.argv[0])
    if image := os.environ.get("APPIMAGE"):
        command = [image]
    elif getattr(sys, "frozen", False):
        command = [sys.executable]
    elif started.stem == APP_NAME and os.access(started, os.X_OK):
        command = [str(started.absolute())]
    elif started.name == "main.py":
        command = [sys.executable, str(started.absolute())]
    else:
        command = [sys.executable, "-m", APP_NAME]
    if any("\n" in word or "\r" in word for word in command):
        raise NearDupError(f"{command[-1]!r} holds a line break. Install NearDup in a folder without one.")
    return command


def _desktop_quoted(word: str) -> str:
    """A word of `Exec`, in the quotes of the desktop entry specification, and as a string of it."""
    escaped = "".join(f"\\{char}" if char in '"`$\\' else char for char in word.replace("%", "%%"))
    return '"' + escaped.replace("\\", "\\\\") + '"'


def _filled(template: str, words: Mapping[str, str]) -> bytes:
    text = _resource(f"desktop/{template}").decode("utf-8")
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    return os.fsencode(text)


def _resource(name: str) -> bytes:
    return (importlib.resources.files("resources") / name).read_bytes()


def _write(path: Path, content: bytes, *, runs: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o755 if runs else 0o644)


def _receipt_path(data: Path) -> Path:
    return data / APP_NAME / "desktop-entries.json"


def _read_receipt(data: Path) -> dict[str, str]:
    """Digests of what was written, by name; empty where there is none, or none that can be read."""
    try:
        return dict(_pairs(json.loads(_receipt_path(data).read_text("utf-8"))))
    except (OSError, ValueError):
        return {}


def _pairs(table: object) -> Iterator[tuple[str, str]]:
    """Only names that `entries` has: a receipt that somebody wrote must not name other files."""
    known = {place.as_posix() for place in entries(["neardup"])}
    if isinstance(table, dict):
        for name, digest in table.items():  # pyright: ignore[reportUnknownVariableType]
            if name in known and isinstance(digest, str):
                yield str(name), digest  # pyright: ignore[reportUnknownArgumentType]


def _write_receipt(data: Path, receipt: Mapping[str, str]) -> None:
    _write(_receipt_path(data), json.dumps(receipt, indent=1).encode(), runs=False)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
