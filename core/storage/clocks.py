"""When two times of one file differ though nobody touched it: drives whose clocks are others than ours.

FAT keeps local time in steps of 2 s, so that a change to summer time, or a journey, moves the time of every
file by whole hours (some zones: quarters of an hour). exFAT and the servers of network drives round as well.
"""

_SECOND = 1_000_000_000
_STEP_NS = 2 * _SECOND
"""What FAT rounds to."""
_ZONE_NS = 15 * 60 * _SECOND
"""Zones differ by multiples of this: Nepal is at +5:45."""
_FARTHEST_NS = 26 * 60 * 60 * _SECOND
"""From UTC-12 to UTC+14."""


def is_clock_shift(one_ns: int, other_ns: int) -> bool:
    """Whether two mtimes of one file may differ by a clock's zone and rounding alone; equal ones do."""
    apart = abs(one_ns - other_ns)
    off = apart % _ZONE_NS
    return apart <= _FARTHEST_NS + _STEP_NS and min(off, _ZONE_NS - off) < _STEP_NS


def same_shift(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two files' times moved together; each is a time before and after, in nanoseconds."""
    return abs((one[1] - one[0]) - (other[1] - other[0])) < _STEP_NS
