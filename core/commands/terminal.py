"""What long work looks like on a terminal: a bar with rate and time left, plain lines when piped."""

import signal
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

from core.progress import CancelToken, Progress, Reporter, Stage

TITLES = {
    Stage.ENGINE: "Preparing the graphics card",
    Stage.WALK: "Looking for photos",
    Stage.READ: "Reading photos",
    Stage.HASH: "Filling the hash tables",
    Stage.MATCH: "Comparing photos",
    Stage.COMPARE: "Looking at copies closely",
    Stage.GROUP: "Grouping",
    Stage.CHECK: "Checking, and changing nothing",
    Stage.TRASH: "Moving to the trash",
    Stage.QUARANTINE: "Moving to quarantine",
    Stage.MOVE: "Moving",
    Stage.COPY: "Copying",
    Stage.LINK: "Linking",
    Stage.RESTORE: "Bringing back",
    Stage.ERASE: "Erasing from quarantine",
    Stage.DEMO: "Making the demo library",
    Stage.MEASURE: "Measuring the model",
}

LINE_EVERY_S = 5.0
"""How often a line is printed when nobody watches a bar."""


@contextmanager
def progress_reporter() -> Generator[Reporter]:
    """Show progress on standard error, which leaves standard output to results."""
    if not sys.stderr.isatty():
        yield _PlainLines(lambda line: print(line, file=sys.stderr, flush=True))
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TextColumn("{task.fields[pace]}"),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None, pace="", count="")

        def show(progress: Progress) -> None:
            bars.update(
                task,
                description=TITLES[progress.stage],
                completed=progress.done,
                total=progress.total,
                pace=pace(progress),
                count=count(progress),
            )

        yield show


@contextmanager
def cancelled_by_interrupt() -> Generator[CancelToken]:
    """A token that Ctrl-C cancels; a second Ctrl-C stops at once."""
    cancel = CancelToken()

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        cancel.cancel()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)


def count(progress: Progress) -> str:
    """How far a stage is: "3 of 10", "3 of 10 pairs", "3 so far"."""
    if progress.total is None:
        return f"{progress.done} so far" if progress.done else "how long is not known"
    pairs = " pairs" if progress.stage in (Stage.MATCH, Stage.COMPARE) else ""
    return f"{progress.done} of {progress.total}{pairs}"


def pace(progress: Progress) -> str:
    """Rate, time left and counts, as far as they can be told: "38/s, 2 min left, 4 groups, 1 skipped"."""
    parts: list[str] = []
    if progress.rate is not None:
        parts.append(f"{progress.rate:.0f}/s" if progress.rate >= 10 else f"{progress.rate:.1f}/s")
    if progress.eta_s is not None:
        parts.append(f"{time_text(progress.eta_s)} left")
    if progress.groups:
        parts.append(f"{progress.groups} groups")
    if progress.skipped:
        parts.append(f"{progress.skipped} skipped")
    return ", ".join(parts)


def time_text(seconds: float) -> str:
    """A duration as a person would say it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


def bytes_text(size: int) -> str:
    """A size in decimal units, as file managers show it."""
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:.0f} {unit}" if unit in ("bytes", "kB") else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError


class _PlainLines:
    """A line when a stage begins, and every few seconds while it runs."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._write = write
        self._clock = clock
        self._stage: Stage | None = None
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        now = self._clock()
        if progress.stage == self._stage and now - self._last < LINE_EVERY_S:
            return
        self._stage, self._last = progress.stage, now
        tail = pace(progress)
        self._write(f"{TITLES[progress.stage]}: {count(progress)}{', ' + tail if tail else ''}")
