"""A scan or a removal that kills itself with SIGKILL at a chosen point. Run as a program by the tests and by
benchmarks/faults.py; nothing of it is in the program itself.

    python -m tests.faults.crashing scan|remove FOLDER POINT [NTH]

A point is a place in the program, "module:name", and whether to die before or after it: "before:...",
"after:...". NTH is the call at which to die, 1 for the first. The process ends by itself, with exit code 0,
if it never comes there.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from core.catalog.catalog import Catalog
from core.errors import UnreadablePhoto
from core.groups import matched_photos
from core.photo import DecodedPhoto, ImageFile, Skipped
from core.progress import CancelToken, Progress
from core.review.actions.action import ActionKind
from core.review.actions.choose import action_of
from core.review.actions.quarantine import ToQuarantine
from core.review.marks import Marks
from core.review.trash import SystemTrash
from core.scan import pipeline, workers
from core.settings import LshSettings, ScanSettings
from tests.fakes import FakeEmbedder
from tests.scan.here import Here

SETTINGS = ScanSettings(workers=1, lsh=LshSettings(bits=6, tables=4, probes=0))

SCAN_POINTS = (
    "before:core.scan.ahead:walk",
    "after:core.scan.ahead:walk",
    "after:core.scan.pipeline:_Scan._compare",
    "after:core.scan.pipeline:_Scan._tables",
    "before:core.scan.pipeline:_Scan._store",
    "before:core.catalog.photos:add",
    "after:core.catalog.photos:add",
    "after:core.catalog.embeddings:add",
    "before:core.catalog.buckets:add",
    "after:core.catalog.buckets:add",
    "after:core.catalog.short_vectors:add",
    "after:core.scan.pipeline:_Scan._store",
    "before:core.scan.pipeline:find_pairs",
    "after:core.catalog.similar:add",
    "after:core.scan.pipeline:find_pairs",
    "before:core.catalog.scans:add",
    "after:core.catalog.scans:add",
)

REMOVAL_POINTS = (
    "before:core.review.journal:Journal.intend",
    "before:core.catalog.removals:intend",
    "after:core.catalog.removals:intend",
    "after:core.review.journal:Journal.intend",
    "before:core.review.removal:_Removal._look_again",
    "after:core.review.removal:_Removal._look_again",
    "before:ACTION",
    "before:RENAME",
    "after:RENAME",
    "after:ACTION",
    "before:core.review.journal:Journal.conclude",
    "before:core.catalog.removals:conclude",
    "after:core.catalog.removals:conclude",
    "before:core.catalog.photos:set_absent",
    "after:core.review.journal:Journal.conclude",
)

MOVE_POINTS = (
    "before:core.review.actions.to_folder:copy_new",
    "before:shutil:copyfileobj",
    "after:shutil:copyfileobj",
    "before:core.review.moves:rename_new",
    "after:core.review.moves:rename_new",
    "after:core.review.actions.to_folder:copy_new",
    "before:core.review.actions.to_trash:ToTrash.do",
    "after:core.review.actions.to_trash:ToTrash.do",
)

LINK_POINTS = (
    "before:core.review.actions.links:ReplaceByHardlink.do",
    "before:core.review.actions.links:_rename_over",
    "before:core.review.actions.links:same_bytes",
    "after:core.review.actions.links:same_bytes",
    "after:core.review.actions.links:_rename_over",
    "after:core.review.actions.links:ReplaceByHardlink.do",
)

RESTORE_POINTS = (
    "before:core.review.restore:_bring",
    "after:core.review.restore:rename_new",
    "before:core.catalog.removals:set_restored",
    "after:core.catalog.removals:set_restored",
    "after:core.review.restore:restore_one",
)


def main() -> None:
    """Do what the arguments say, and die where they say."""
    work, folder, point = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    nth = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    if work == "scan":
        die_at(point, nth)
        scan(folder)
        return
    kind, _, to = work.partition(":")
    if kind == "restore":
        die_at(point, nth)
        restore(folder)
        return
    place = {
        "trash": "core.review.trash:SystemTrash.move",
        "quarantine": "core.review.actions.quarantine:rename_new",
    }
    rename = {"trash": "os:rename", "quarantine": "core.review.actions.quarantine:rename_new"}
    point = point.replace("RENAME", rename.get(kind, "")).replace("ACTION", place.get(kind, ""))
    die_at(point, nth)
    remove(folder, ActionKind(kind), Path(to) if to else None)


def scan(folder: Path) -> pipeline.ScanResult:
    """Scan folder/Photos into folder/catalogue.sqlite3, decoding and judging in this process."""
    workers.DecodePool = _InProcess  # type: ignore[assignment,misc]
    workers._OwnHelpers = lambda *_: Here()  # type: ignore[assignment,misc]
    pipeline.BATCH = 4
    with Catalog.open(folder / "catalogue.sqlite3") as catalog:
        return pipeline.scan(
            [folder / "Photos"],
            catalog,
            FakeEmbedder(),
            SETTINGS,
            report=lambda _: None,
            cancel=CancelToken(),
        )


def remove(folder: Path, kind: ActionKind, to: Path | None) -> None:
    """Remove every copy that the catalogue knows."""
    from core.review import removal as actions

    with Catalog.open(folder / "catalogue.sqlite3") as catalog:
        groups = matched_photos(catalog, FakeEmbedder().spec).groups()
        marks = Marks()
        for group in groups:
            for (
                member
            ) in group.members:  # one by one, as a person may: one has a sidecar that its keeper has not
                marks.toggle(group, member.photo.id)
        plan = actions.plan_removal(groups, marks)
        action = (
            ToQuarantine(folder)
            if kind is ActionKind.QUARANTINE
            else action_of(kind, to=to, trash=SystemTrash())
        )
        actions.remove(
            plan, catalog, SystemTrash(), action=action, report=lambda _: None, cancel=CancelToken()
        )


def restore(folder: Path) -> None:
    """Bring back the latest session."""
    from core.review import journal
    from core.review import restore as room

    with Catalog.open(folder / "catalogue.sqlite3") as catalog:
        (session, *_) = journal.sessions(catalog)
        entries = journal.entries(catalog, session.id)
        room.restore(entries, catalog, SystemTrash(), report=lambda _: None, cancel=CancelToken())


def die_at(point: str, nth: int) -> None:
    """Wrap a function, under every name by which modules know it, so that its nth call is the last."""
    when, owner, last, is_of_a_class = looked_up(point)
    original: Callable[..., Any] = getattr(owner, last)
    calls = iter(range(1, 1 << 30))

    def deadly(*arguments: Any, **named: Any) -> Any:
        now = next(calls) == nth
        if now and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **named)
        if now:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, last, deadly)
    if not is_of_a_class:
        for module in list(sys.modules.values()):
            if module is not owner and getattr(module, last, None) is original:
                setattr(module, last, deadly)


def looked_up(point: str) -> tuple[str, Any, str, bool]:
    """When a point strikes, whose function it is about, by which name, and whether a class's.

    Raises:
        AttributeError: there is no such function.
    """
    when, place, name = point.split(":")
    owner: Any = importlib.import_module(place)
    *outer, last = name.split(".")
    for part in outer:
        owner = getattr(owner, part)
    getattr(owner, last)
    return when, owner, last, bool(outer)


class _InProcess:
    """Decodes without workers: their start would take most of a test's time."""

    def __init__(
        self,
        side: int,
        workers: int,
        decoder: Callable[[ImageFile, int], DecodedPhoto],
        crew: object,
        model: object,
    ) -> None:
        self._side = side
        self._decode = decoder

    def __enter__(self) -> "_InProcess":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def decode_all(self, files: Iterable[ImageFile], cancel: CancelToken) -> Iterator[DecodedPhoto | Skipped]:
        for file in files:
            try:
                yield self._decode(file, self._side)
            except UnreadablePhoto as error:
                yield Skipped(file.path, str(error))


def silent(_: Progress) -> None:
    """A reporter that nobody listens to."""


if __name__ == "__main__":
    main()
