"""What is lost when everything goes wrong?

    python benchmarks/faults.py [--bad FOLDER] [--photos FOLDER] [--quick] [--no-crashes] [--files 200000]

Prints a table: NearDup is killed (SIGKILL) at every crash point of a scan, a removal, a move between volumes,
a replacement by hardlinks and a restore; every file of FOLDER is decoded as a scan decodes it, and watched;
and a folder of very many files is walked. With --photos too, both folders are scanned apart and mixed, and
the groups compared.

A byte is lost if, after the next start, neither its file nor any copy in trash or quarantine holds it.
"""

import argparse
import contextlib
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.mixed_scan import compare_scans  # noqa: E402
from core.catalog import removals  # noqa: E402
from core.catalog.removals import State  # noqa: E402
from core.photo import DecodedPhoto, ImageFile, Skipped  # noqa: E402
from core.progress import CancelToken  # noqa: E402
from core.review.actions.action import ActionKind  # noqa: E402
from core.scan.decode import decode  # noqa: E402
from core.scan.decode_pool import DecodePool  # noqa: E402
from core.scan.walk import walk  # noqa: E402
from tests.faults import crashing  # noqa: E402
from tests.faults.after_crash import (  # noqa: E402
    contents,
    make_library,
    reopened,
    run_until_killed,
)

MEASURES = "NEARDUP_BENCHMARK_MEASURES"
TIMEOUT_S = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bad", type=Path, help="a folder of damaged and hostile files")
    parser.add_argument(
        "--photos", type=Path, help="a folder of good photos, to scan with the bad ones mixed in"
    )
    parser.add_argument(
        "--quick", action="store_true", help="every third crash point, at its first call only"
    )
    parser.add_argument(
        "--crashes", action=argparse.BooleanOptionalAction, default=True, help="kill NearDup at all"
    )
    parser.add_argument("--files", type=int, default=200_000, help="files in the very large folder")
    parser.add_argument("--decode-only", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.decode_only:
        print(json.dumps(asdict(decode_all(args.decode_only))))
        return

    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    if args.crashes:
        tell_crashes(try_crashes(args.quick))
    if args.bad:
        bad = decode_apart(args.bad)
        row("bad files tried", bad.files)
        row("  photos / skipped with a reason", f"{bad.photos} / {bad.files - bad.photos}")
        row("crashes (of the program; of decoders, contained)", f"{bad.died}; {bad.crashes}")
        row("hangs (stopped at the limit)", bad.hangs)
        row("worst seconds of the processor for one file", f"{bad.seconds:.2f}  {bad.slowest}")
        row("worst memory for one file, MB beyond the worker's own", f"{bad.memory / 1e6:.0f}  {bad.largest}")
    row(f"seconds to walk a folder of {args.files} files", f"{walk_many(args.files):.2f}")
    if args.bad and args.photos:
        compared = compare_scans(args.photos, args.bad)
        for name, value in compared.rows():
            row(name, value)


def tell_crashes(crashes: "Crashes") -> None:
    row("crash points tried", crashes.points)
    row("  of them in a scan", crashes.scans)
    row("  removals, moves, links and restores interrupted", crashes.interrupted)
    row("  open entries closed at the next start", crashes.closed)
    row("  catalogues that did not open", crashes.unopened)
    row("  photos missing without a journal entry", crashes.unexplained)
    row("bytes lost", crashes.lost)


def row(name: str, value: object) -> None:
    print(f"{name:56} {value}", flush=True)


@dataclass
class Crashes:
    points: int = 0
    scans: int = 0
    interrupted: int = 0
    closed: int = 0
    unopened: int = 0
    unexplained: int = 0
    lost: int = 0


def try_crashes(quick: bool) -> Crashes:
    """Kill at each point, start again, count."""
    found = Crashes()
    for work, point, nth in crash_points(quick):
        with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory(dir=second_volume()) as far:
            folder, elsewhere = Path(place), Path(far)
            make_library(folder)
            if work != "scan":
                crashing.scan(folder)
            if work == "restore":
                crashing.remove(folder, ActionKind.QUARANTINE, None)
            before = contents(folder)
            sizes = {digest: path.stat().st_size for path, digest in digests(folder)}
            paths = {path for path, _ in digests(folder)}
            if not run_until_killed(work.replace("ELSEWHERE", str(elsewhere)), folder, point, nth):
                continue
            found.points += 1
            found.scans += work == "scan"
            found.interrupted += work != "scan"
            try:
                with reopened(folder) as (catalog, unfinished):
                    found.closed += len(unfinished)
                    with catalog.read() as connection:
                        done = removals.in_state(connection, State.DONE)
            except Exception as error:
                print(f"{work} {point}: {error}")
                found.unopened += 1
                continue
            explained = {removal.path for removal in done}
            found.unexplained += len(
                {path for path in paths if not path.exists()} - explained - in_care(paths)
            )
            missing = before - (contents(folder) + contents(elsewhere))
            found.lost += sum(count * sizes[digest] for digest, count in missing.items())
    return found


def in_care(paths: set[Path]) -> set[Path]:
    """Files that were in trash or quarantine before; they are counted by their bytes alone."""
    return {path for path in paths if ".neardup-quarantine" in path.parts or "share" in path.parts}


def crash_points(quick: bool) -> Iterator[tuple[str, str, int]]:
    """Every piece of work, point and call at which to die."""
    calls = (1,) if quick else (1, 2, 4)
    step = 3 if quick else 1
    for nth in calls:
        yield from (("scan", point, nth) for point in crashing.SCAN_POINTS[::step])
        for kind in ("trash", "quarantine"):
            yield from ((kind, point, nth) for point in crashing.REMOVAL_POINTS[::step])
        yield from (("move:ELSEWHERE", point, nth) for point in crashing.MOVE_POINTS[::step])
        yield from (("hardlink", point, nth) for point in crashing.LINK_POINTS[::step])
        yield from (("restore", point, nth) for point in crashing.RESTORE_POINTS[::step])


def second_volume() -> str | None:
    """Where a move leaves the volume; None makes it a plain rename."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def digests(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        if path.suffix in (".jpg", ".xmp") and path.is_file():
            yield path, hashlib.sha256(path.read_bytes()).digest()


@dataclass
class Bad:
    files: int = 0
    photos: int = 0
    died: int = 0
    crashes: int = 0
    hangs: int = 0
    seconds: float = 0.0
    slowest: str = ""
    memory: int = 0
    largest: str = ""


def decode_apart(folder: Path) -> Bad:
    """Decode every file in a process of its own, so that its death is counted and does not end the count."""
    done = subprocess.run(
        [sys.executable, __file__, "--decode-only", folder], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr)
        return Bad(died=1)
    return Bad(**json.loads(done.stdout))


def decode_all(folder: Path) -> Bad:
    """Decode every file in the pool that a scan uses, with a decoder that also measures."""
    found = Bad()
    with tempfile.TemporaryDirectory() as place:
        os.environ[MEASURES] = str(Path(place) / "measures")
        files = [
            as_file(path) for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size
        ]
        with DecodePool(224, 1, TIMEOUT_S, decoder=measured) as pool:
            for outcome in pool.decode_all(files, CancelToken()):
                found.files += 1
                found.photos += isinstance(outcome, DecodedPhoto)
                if isinstance(outcome, Skipped):
                    found.crashes += "crashed" in outcome.reason
                    found.hangs += "took longer" in outcome.reason
        for line in Path(os.environ[MEASURES]).read_text().splitlines():
            name, seconds, memory = json.loads(line)
            if seconds > found.seconds:
                found.seconds, found.slowest = seconds, name
            if memory > found.memory:
                found.memory, found.largest = memory, name
    return found


def as_file(path: Path) -> ImageFile:
    status = path.stat()
    return ImageFile(path, status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino)


def measured(file: ImageFile, side: int) -> DecodedPhoto:
    """In a worker: decode, and write down the processor's seconds and the peak of memory beyond what it had.

    The clock would count what else the machine does.
    """
    before = peak_reset()
    started = time.process_time()
    try:
        return decode(file, side)
    finally:
        facts = [file.path.name, time.process_time() - started, peak() - before]
        with Path(os.environ[MEASURES]).open("a") as log:
            log.write(json.dumps(facts) + "\n")


def peak_reset() -> int:
    """Let the kernel forget the highest memory of this process; returns what it has now, in bytes."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> int:
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def walk_many(count: int) -> float:
    """Make a folder of very many files, and walk it."""
    with tempfile.TemporaryDirectory() as place:
        for number in range(count):
            descriptor = os.open(f"{place}/{number:06}.jpg", os.O_WRONLY | os.O_CREAT)
            os.write(descriptor, b"\xff\xd8\xff\xe0")
            os.close(descriptor)
        started = time.perf_counter()
        files = walk([Path(place)], cancel=CancelToken()).files
        seconds = time.perf_counter() - started
    assert len(files) == count
    return seconds


if __name__ == "__main__":
    main()
