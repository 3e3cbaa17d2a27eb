"""Do files that have nothing to do with a library change its groups, or slow its scan?

Two folders are scanned apart and together, by the command that a person types. The groups of the first must
be the same, as far as its own photos go. Two differences have a cause, and are told with it: a file of the
second folder is a better copy and leads a group, so that photos which are not like *it* leave; or it stands
between two photos that alone had nothing in common. Anything else would be grouping that is not stable.

Seconds of the processor are compared, not of the clock: other work on the machine does not change them much.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

Group = frozenset[str]


@dataclass(frozen=True)
class Scan:
    """What one scan took, in seconds, and the groups that it found, as sets of paths."""

    clock: float
    processor: float
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Comparison:
    """Scans of two folders apart (`one`, `other`) and together. `of_one` is the first folder."""

    of_one: Path
    one: Scan
    other: Scan
    both: Scan

    def rows(self) -> Iterator[tuple[str, object]]:
        """What to print: names and values."""
        scans = (self.one, self.other, self.both)
        yield (
            "seconds of the processor: photos, bad, both together",
            ", ".join(f"{s.processor:.0f}" for s in scans),
        )
        yield "  (of the clock)", ", ".join(f"{s.clock:.0f}" for s in scans)
        yield (
            "  together against the sum",
            f"{self.both.processor / (self.one.processor + self.other.processor):.2f}",
        )
        same, joined, explained, unexplained = self._compared()
        yield "groups of photos alone", len(self.one.groups)
        yield "  the same photos together with bad mixed in", len(same)
        yield "    of them joined by files of bad", len(joined)
        yield "  others, because a file of bad leads or stands between", len(explained)
        yield "  others, for no such reason (0 is sound)", len(unexplained)
        for title, groups in (("explained", explained), ("NOT EXPLAINED", unexplained)):
            for group in groups:
                yield (
                    f"  {title}: {_names(group)}",
                    "; now " + " and ".join(map(_names, self._touching(group))),
                )

    def _compared(self) -> tuple[list[Group], list[Group], list[Group], list[Group]]:
        """Groups of photos that are the same, those joined, and those that differ: with a cause, without."""
        inside = {self._photos(group): group for group in self.both.groups if len(self._photos(group)) > 1}
        same = [group for group in self.one.groups if group in inside]
        joined = [group for group in same if inside[group] != group]
        differing = [group for group in self.one.groups if group not in inside]
        differing += [group for group in inside if group not in self.one.groups]
        explained = [
            group
            for group in differing
            if any(touching != self._photos(touching) for touching in self._touching(group))
        ]
        return same, joined, explained, [group for group in differing if group not in explained]

    def _touching(self, group: Group) -> Sequence[Group]:
        return [other for other in self.both.groups if other & group]

    def _photos(self, group: Group) -> Group:
        return frozenset(path for path in group if Path(path).is_relative_to(self.of_one))


def compare_scans(one: Path, other: Path) -> Comparison:
    """Scan two folders apart and together."""
    with tempfile.TemporaryDirectory() as place:
        scans = [
            _scan(Path(place) / str(number), roots)
            for number, roots in enumerate(([one], [other], [one, other]))
        ]
    return Comparison(one.resolve(), *scans)


def _scan(folder: Path, roots: Sequence[Path]) -> Scan:
    folder.mkdir()
    report = folder / "report.json"
    command = [sys.executable, "main.py", "scan", *(root.resolve() for root in roots), "--json", report]
    command += ["--catalog", folder / "c.sqlite3", "--settings", folder / "settings.toml"]
    started, used = time.perf_counter(), _processor()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    clock, processor = time.perf_counter() - started, _processor() - used
    if done.returncode:
        raise SystemExit(done.stderr)
    groups = json.loads(report.read_text())["groups"]
    return Scan(
        clock, processor, tuple(frozenset([g["keeper"], *(m["path"] for m in g["members"])]) for g in groups)
    )


def _processor() -> float:
    """Seconds of the processor that this program's children have used, decode workers included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _names(group: Group) -> str:
    return "{" + ", ".join(sorted(Path(path).name for path in group)) + "}"
