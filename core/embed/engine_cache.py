"""Where built engines lie, when one may be trusted, and what is remembered of those that may not.

    engines/                                    in the platform's cache folder
        tensorrt-0123456789abcdef01234567/      one engine; the name says all that it depends on
            engine.json                         its files with their SHA-256, and what else is known of it
            parity.json                         how close its vectors came to the CPU's
            ...                                 what the runtime wrote
        tensorrt-0123….building                 held by the process that builds it
        tensorrt-0123….loading-4711             held by a process that opens it, until a first answer came
        tensorrt-0123….json                     crashes, and why it is not tried again
        new-4711/                               being built; moved into place when it has answered once
        timing/                                 TensorRT's own notes, which make the next build faster

An engine is a program for one card, driver and library: another one is built when any of them changes. Half a
file of it, or one of another version, may crash the process that loads it. So an engine is never written in
place, its bytes are compared before every opening, and a mark that is left behind tells the next start that
opening it killed the process: the engine is thrown away once, and after a second time not tried again.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

import platformdirs

from core.settings import APP_NAME

CRASHES_ALLOWED = 1
"""Once may be the power cord. Twice is the engine."""

_FACTS, _PARITY = "engine.json", "parity.json"


@dataclass(frozen=True, slots=True)
class EngineKey:
    """Everything that an engine depends on. `model` is the digest of the model's manifest."""

    kind: str
    precision: str
    model: str
    card: str
    driver: str
    versions: tuple[str, ...]
    sizes: tuple[int, ...]

    @property
    def name(self) -> str:
        """The engine's name on the disk."""
        text = json.dumps(asdict(self), sort_keys=True)
        return f"{self.kind}-{hashlib.sha256(text.encode()).hexdigest()[:24]}"


class EngineState(StrEnum):
    """What can be done with an engine now."""

    MISSING = "missing"
    BUILDING = "building"
    READY = "ready"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Parity:
    """How an engine's vectors compare with the CPU's: the lowest cosine of so many photos."""

    lowest: float
    photos: int


def engines_folder() -> Path:
    """Where engines live on this platform."""
    return platformdirs.user_cache_path(APP_NAME, appauthor=False) / "engines"


class EngineCache:
    """The engines of one folder. Any thread and any number of processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, key: EngineKey) -> Path:
        """The folder of a finished engine, whether it is there or not."""
        return self.folder / key.name

    def timing_folder(self) -> Path:
        """What builds may keep for later builds of any engine."""
        return self.folder / "timing"

    def state(self, key: EngineKey) -> EngineState:
        """What can be done with an engine; one that is broken, or killed a process, is thrown away here."""
        self._settle_crashes(key)
        if self.why_refused(key):
            return EngineState.REFUSED
        if self._is_held(self._mark(key, "building")):
            return EngineState.BUILDING
        if not self.place(key).is_dir():
            return EngineState.MISSING
        if self._is_whole(key):
            return EngineState.READY
        self.throw_away(key)
        return EngineState.MISSING

    def why_refused(self, key: EngineKey) -> str:
        """The sentence that says why an engine is not tried again; "" where it may be."""
        return str(self._notes(key).get("refused", ""))

    def facts(self, key: EngineKey) -> dict[str, Any]:
        """What its builder noted about an engine."""
        return _read(self.place(key) / _FACTS)

    @contextmanager
    def building(self, key: EngineKey) -> Generator[Path | None]:
        """Claim the building of an engine, and get a new folder to build it in.

        None where another process is at it. The folder is gone afterwards, unless `put` moved it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with _held(self._mark(key, "building")) as claimed:
            if not claimed:
                yield None
                return
            folder = self.folder / f"new-{os.getpid()}"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def put(self, key: EngineKey, folder: Path, facts: Mapping[str, Any]) -> None:
        """Move a finished engine into place, and throw away those of the same model that it replaces."""
        files = {
            file.relative_to(folder).as_posix(): _sha256(file)
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }
        about = {**facts, "kind": key.kind, "model": key.model, "key": asdict(key), "files": files}
        _write(folder / _FACTS, about)
        self._throw_away_older(key)
        self.throw_away(key)
        folder.replace(self.place(key))

    @contextmanager
    def opening(self, key: EngineKey) -> Generator[None]:
        """Mark an engine while it is opened and answers for the first time; a crash leaves the mark."""
        with _held(self._mark(key, f"loading-{os.getpid()}")):
            yield

    def refuse(self, key: EngineKey, why: str) -> None:
        """Never try this engine again. Another driver, card or library makes another engine."""
        _write(self._notes_file(key), {**self._notes(key), "refused": why})
        self.throw_away(key)

    def parity(self, key: EngineKey) -> Parity | None:
        """What was found when the engine was compared with the CPU; None if that has not been done."""
        found = _read(self.place(key) / _PARITY)
        return Parity(float(found["lowest"]), int(found["photos"])) if found else None

    def note_parity(self, key: EngineKey, parity: Parity) -> None:
        """Keep what was found."""
        _write(self.place(key) / _PARITY, asdict(parity))

    def throw_away(self, key: EngineKey) -> None:
        """Remove an engine; what is known against it stays known."""
        shutil.rmtree(self.place(key), ignore_errors=True)

    def forget_all(self) -> None:
        """Remove every engine and everything that is known against any."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def sizes(self) -> Sequence[int]:
        """Bytes of each engine there is."""
        found = [place for place in self.folder.glob("*-*") if (place / _FACTS).is_file()]
        return [sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) for place in found]

    def _throw_away_older(self, key: EngineKey) -> None:
        for about in self.folder.glob(f"{key.kind}-*/{_FACTS}"):
            found = (_read(about).get("kind"), _read(about).get("model"))
            if found == (key.kind, key.model) and about.parent.name != key.name:
                shutil.rmtree(about.parent, ignore_errors=True)

    def _settle_crashes(self, key: EngineKey) -> None:
        """Take a mark that nobody holds for what it is: its process died while building or opening."""
        for mark in (self._mark(key, "building"), *self.folder.glob(f"{key.name}.loading-*")):
            if not mark.is_file() or self._is_held(mark):
                continue
            mark.unlink(missing_ok=True)
            crashes = int(self._notes(key).get("crashes", 0)) + 1
            _write(self._notes_file(key), {**self._notes(key), "crashes": crashes})
            self.throw_away(key)
            if crashes > CRASHES_ALLOWED:
                self.refuse(key, f"It ended the program {crashes} times, so it is not tried again.")

    def _is_whole(self, key: EngineKey) -> bool:
        facts = self.facts(key)
        files = facts.get("files")
        if not isinstance(files, dict) or not files:
            return bool(facts) and files == {}
        place = self.place(key)
        try:
            return all(
                _sha256(place / name) == digest for name, digest in cast("dict[str, str]", files).items()
            )
        except OSError:
            return False

    def _is_held(self, mark: Path) -> bool:
        if not mark.is_file():
            return False
        try:
            descriptor = os.open(mark, os.O_RDWR)
        except OSError:
            return True
        try:
            _lock(descriptor)
        except OSError:
            return True
        finally:
            os.close(descriptor)
        return False

    def _mark(self, key: EngineKey, what: str) -> Path:
        return self.folder / f"{key.name}.{what}"

    def _notes_file(self, key: EngineKey) -> Path:
        return self.folder / f"{key.name}.json"

    def _notes(self, key: EngineKey) -> dict[str, Any]:
        return _read(self._notes_file(key))


@contextmanager
def _held(mark: Path) -> Generator[bool]:
    """Hold a mark that dies with its process; False where another process holds it. An error is no crash."""
    mark.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(mark, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        _lock(descriptor)
    except OSError:
        os.close(descriptor)
        yield False
        return
    try:
        yield True
    finally:
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(descriptor)
            mark.unlink(missing_ok=True)
        else:
            mark.unlink(missing_ok=True)
            os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Lock a whole file for this process, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> dict[str, Any]:
    """A JSON object; {} where there is none that makes sense."""
    try:
        found: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _write(path: Path, table: Mapping[str, Any]) -> None:
    """Write a JSON object whole; a cache that cannot be written is no reason to stop."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(table, indent=1), encoding="utf-8")
        beside.replace(path)
