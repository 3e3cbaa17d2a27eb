"""A plan of removal as JSON: written by one run, carried out by a later one, checked as if by a stranger.

docs/plan-format.md describes the format. A plan may have been edited, damaged or made by somebody else, so
everything in it is checked before a value of it is used, and an unknown name is an error: a word that was
meant to protect a file must not be passed over. What a plan says about files is believed only as far as the
disk agrees, when it is applied.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from core.companions.libraries import Libraries
from core.errors import PlanError
from core.photo import ExifFacts, ImageFile, Photo
from core.report.whole_file import whole_file
from core.review.plan import GroupRemoval, RemovalPlan

VERSION = 1
MAX_BYTES = 256 << 20
"""Half a million photos take 200 MB."""


def write_plan(plan: RemovalPlan, path: Path) -> None:
    """Write a plan as JSON.

    Raises:
        NearDupError: the file cannot be written there.
    """
    libraries = Libraries()
    table = {
        "neardup_plan": VERSION,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "protected": [_path_text(folder) for folder in plan.protected],
        **({"keep_facts": True} if plan.keep_facts else {}),
        "groups": [
            {
                "remove": [
                    _item(photo, plan.along.get(photo.path, ()), plan.shared.get(photo.path, ()), plan.over)
                    for photo in group.removed
                ],
                "keep": [_kept(photo, libraries) for photo in group.survivors],
            }
            for group in plan.groups
        ],
    }
    with whole_file(path) as file:
        json.dump(table, file, ensure_ascii=True, indent=1)
        file.write("\n")


def read_plan(path: Path) -> RemovalPlan:
    """Read a plan. Its files are looked up on the disk, but not opened.

    Raises:
        PlanError: it cannot be read, or anything in it makes no sense.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PlanError(f"The plan {path} cannot be read: {error.strerror}.") from error
    if len(raw) > MAX_BYTES:
        raise PlanError(f"The plan {path} is larger than {MAX_BYTES >> 20} MiB, which no plan is.")
    try:
        table = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_without_doubles, parse_constant=_no_constant
        )
        return _read(table)
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise PlanError(f"The plan {path} makes no sense: {why}.") from error


def _read(table: object) -> RemovalPlan:
    names = {"neardup_plan", "made", "protected", "groups"}
    plan = _table(table, "the plan", names, frozenset({"keep_facts"}))
    if isinstance(plan["neardup_plan"], bool) or plan["neardup_plan"] != VERSION:
        raise ValueError(f"it is of version {plan['neardup_plan']!r}, and this NearDup reads {VERSION}")
    if not isinstance(plan["made"], str):
        raise ValueError("made must be a text")
    if not isinstance(keep_facts := plan.get("keep_facts", False), bool):
        raise ValueError("keep_facts must be true or false")
    reader = _Reader()
    groups = tuple(reader.group(group) for group in _list(plan["groups"], "groups"))
    protected = tuple(_path(folder, "protected") for folder in _list(plan["protected"], "protected"))
    reader.check_roles()
    return RemovalPlan(
        groups,
        protected,
        along=reader.along,
        shared=reader.shared,
        by_digest=True,
        keep_facts=keep_facts,
        over=reader.over,
    )


class _Reader:
    """Reads groups and remembers every path, so that no file can play two parts."""

    def __init__(self) -> None:
        self.along: dict[Path, tuple[ImageFile, ...]] = {}
        self.shared: dict[Path, tuple[Path, ...]] = {}
        self.over: dict[Path, Path] = {}
        self._removed: set[Path] = set()
        self._kept: set[Path] = set()
        self._contents: dict[bytes, int] = {}
        self._count = 0

    def group(self, value: object) -> GroupRemoval:
        group = _table(value, "a group", {"remove", "keep"})
        removed = tuple(self._item(item) for item in _list(group["remove"], "remove"))
        kept = tuple(self._photo(item, _named_in(item)) for item in _list(group["keep"], "keep"))
        if not removed or not kept:
            raise ValueError("a group must remove a photo and keep another")
        self._kept.update(photo.path for photo in kept)
        return GroupRemoval(removed, kept)

    def check_roles(self) -> None:
        """Refuse a plan that removes what it keeps, whatever way it says so."""
        going = self._removed | {file.path for files in self.along.values() for file in files}
        if both := going & self._kept:
            raise ValueError(f"{min(both)} is to be removed and to be kept")

    def _item(self, value: object) -> Photo:
        photo = self._photo(value, _PHOTO | {"along"}, optional=frozenset({"shared"}))
        if photo.path in self._removed:
            raise ValueError(f"{photo.path} is removed twice")
        self._removed.add(photo.path)
        item = cast(dict[str, Any], value)
        along = _list(item["along"], "along")
        if shared := _list(item.get("shared", []), "shared"):
            self.shared[photo.path] = tuple(_path(file, "shared") for file in shared)
        self.along[photo.path] = tuple(self._along(file) for file in along)
        return photo

    def _along(self, value: object) -> ImageFile:
        table = _table(value, "a file", _FILE, frozenset({"over"}))
        file = _file(table)
        if "over" in table:
            self.over[file.path] = _path(table["over"], "over")
        return file

    def _photo(self, value: object, names: frozenset[str], optional: frozenset[str] = frozenset()) -> Photo:
        table = _table(value, "a photo", names, optional)
        sha256 = _digest(table["sha256"])
        self._count += 1
        return Photo(
            id=self._count,
            content_id=self._contents.setdefault(sha256, len(self._contents) + 1),
            file=_file(table),
            sha256=sha256,
            width=_number(table["width"], "width", 1, 1 << 31),
            height=_number(table["height"], "height", 1, 1 << 31),
            format=_format(table["format"]),
            sharpness=0.0,
            exif=ExifFacts(),
        )


_FILE = frozenset({"path", "size", "mtime_ns", "inode"})
_PHOTO = _FILE | {"sha256", "width", "height", "format"}


def _item(
    photo: Photo, along: Iterable[ImageFile], shared: Iterable[Path], over: Mapping[Path, Path]
) -> dict[str, Any]:
    stays = [_path_text(path) for path in shared]
    return {
        **_photo(photo),
        "along": [_facts(file) | _over(over.get(file.path)) for file in along],
        **({"shared": stays} if stays else {}),
    }


def _over(place: Path | None) -> dict[str, Any]:
    return {} if place is None else {"over": _path_text(place)}


def _kept(photo: Photo, libraries: Libraries) -> dict[str, Any]:
    """A photo that stays, and for people the program in whose library it lies."""
    library = libraries.of(photo.path)
    return {**_photo(photo), **({} if library is None else {"library": library.program})}


def _named_in(item: object) -> frozenset[str]:
    """The names that a photo that stays must have: "library" may be there, and is believed to nobody."""
    has_library = isinstance(item, dict) and "library" in item
    return _PHOTO | {"library"} if has_library else _PHOTO


def _photo(photo: Photo) -> dict[str, Any]:
    return {
        **_facts(photo.file),
        "sha256": photo.sha256.hex(),
        "width": photo.width,
        "height": photo.height,
        "format": photo.format,
    }


def _facts(file: ImageFile) -> dict[str, Any]:
    """What tells a file from another. Not its device: those numbers change at every start."""
    return {"path": _path_text(file.path), "size": file.size, "mtime_ns": file.mtime_ns, "inode": file.inode}


def _path_text(path: Path) -> str | dict[str, str]:
    """A path as text, or as the bytes of the file system in hexadecimal where it is none."""
    raw = os.fsencode(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return {"bytes": raw.hex()}


def _file(table: dict[str, Any]) -> ImageFile:
    path = _path(table["path"], "path")
    try:
        device = path.lstat().st_dev
    except (OSError, ValueError):
        device = 0  # it is not there; the check before the action says so
    return ImageFile(
        path,
        _number(table["size"], "size", 0, 1 << 63),
        _number(table["mtime_ns"], "mtime_ns", -(1 << 63), 1 << 63),
        device,
        _number(table["inode"], "inode", 0, 1 << 64),
    )


def _path(value: object, name: str) -> Path:
    if isinstance(value, dict):
        table = _table(cast(object, value), name, frozenset({"bytes"}))
        if not isinstance(table["bytes"], str) or not re.fullmatch(r"(?:[0-9a-f]{2})+", table["bytes"]):
            raise ValueError(f"the bytes of {name} must be hexadecimal")
        value = os.fsdecode(bytes.fromhex(table["bytes"]))
    if not isinstance(value, str) or not value or "\0" in value:
        raise ValueError(f"{name} must be a path, not {value!r:.80}")
    path = Path(value)
    if not path.is_absolute() or ".." in path.parts:
        raise ValueError(f"{name} must be a whole path from the root, not {value!r:.80}")
    try:
        os.fsencode(path)
    except UnicodeEncodeError as error:
        raise ValueError(f"{name} holds letters that no file system takes") from error
    return path


def _number(value: object, name: str, least: int, below: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < below:
        raise ValueError(f"{name} must be a whole number in its range, not {value!r:.80}")
    return value


def _digest(value: object) -> bytes:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValueError(f"sha256 must be 64 hexadecimal digits, not {value!r:.80}")
    return bytes.fromhex(value)


def _format(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z0-9]{1,16}", value):
        raise ValueError(f"format must be a short name in capitals, not {value!r:.80}")
    return value


def _table(
    value: object, name: str, names: Iterable[str], optional: frozenset[str] = frozenset()
) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name} must be a table, not {value!r:.80}")
    table = cast(dict[str, Any], value)
    wanted = set(names)
    if wrong_names := (table.keys() - optional) ^ wanted:
        wrong = min(wrong_names)
        raise ValueError(f"{name} {'lacks' if wrong in wanted else 'has an unknown'} {wrong!r:.80}")
    return table


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{name} must be a list, not {value!r:.80}")
    return cast(list[Any], value)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a name stands twice in one table")
    return table


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is no number")
