"""Starts of programs that were timed, and how they are printed; for `first_window.py` and `scan_start.py`."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds: by the clock until something is seen to happen, and of processors."""

    clock: float
    processor: float


def line(name: str, what: str, found: Sequence[Start]) -> str:
    """One row: the medians, with the least and the most."""
    clock, processor = [one.clock for one in found], [one.processor for one in found]
    return (
        f"{name:13} {what} after {statistics.median(clock):6.0f} ms ({min(clock):.0f} to {max(clock):.0f}), "
        f"processors {statistics.median(processor):6.0f} ms ({min(processor):.0f} to {max(processor):.0f})"
    )


def ratio(ours: Sequence[Start], theirs: Sequence[Start]) -> str:
    """What one build takes of another, each start over the one beside it."""
    pairs = list(zip(ours, theirs, strict=True))
    clock = statistics.median(one.clock / other.clock for one, other in pairs)
    processor = statistics.median(one.processor / other.processor for one, other in pairs)
    return f"this over the other, pair by pair: clock {clock:.2f}, processor {processor:.2f}"
