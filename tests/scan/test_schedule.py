"""Looks for pairs in the middle of a scan: soon, rarer and rarer, and never for long."""

import itertools

from core.scan.schedule import FIRST_LOOK, LARGEST_SHARE, PairingSchedule


class Clock:
    """Goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def looks(photos: int, seconds_each: float, look_s: float, left_over: int = 0) -> list[int]:
    """After how many photos a scan looks that reads at one pace and whose looks all take the same time."""
    clock = Clock()
    schedule = PairingSchedule(left_over, clock)
    made = []
    for done in range(1, photos + 1):
        clock.now += seconds_each
        if schedule.is_due(done):
            with schedule.looking(done):
                clock.now += look_s
            made.append(done)
    return made


def test_the_first_look_comes_soon_and_the_others_rarer_and_rarer():
    made = looks(10_000, 0.02, 0.01)
    assert made[0] == FIRST_LOOK
    apart = [b - a for a, b in itertools.pairwise(made)]
    assert apart == sorted(apart)
    assert len(made) < 15


def test_dear_looks_in_a_large_library_take_a_small_share():
    made = looks(3000, 0.02, 4.0)
    assert made[0] == FIRST_LOOK
    assert (len(made) - 1) * 4.0 <= LARGEST_SHARE * (3000 * 0.02 + 4.0 * len(made))


def test_what_earlier_scans_left_over_does_not_hold_up_the_reading():
    assert looks(1000, 0.02, 0.01, left_over=FIRST_LOOK)
    assert not looks(1000, 0.02, 0.01, left_over=FIRST_LOOK + 1)
