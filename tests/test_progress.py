"""Progress tells the truth about pace, and a cancel reaches a working thread."""

import threading
from itertools import pairwise

import pytest

from core.commands.terminal import _PlainLines, bytes_text, pace, time_text
from core.progress import Cancelled, CancelToken, Meter, Progress, Stage


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_rate_and_time_left_follow_the_last_seconds():
    clock, reports = Clock(), []
    meter = Meter(reports.append, Stage.READ, 1000, clock=clock, window_s=10)
    for second in range(1, 60):
        clock.now += 1
        meter.at(10 * second if second <= 30 else 300 + 2 * (second - 30))
    assert reports[20].rate == pytest.approx(10)
    assert reports[-1].rate == pytest.approx(2)
    assert reports[-1].eta_s == pytest.approx((1000 - reports[-1].done) / 2, rel=0.2)


def test_nothing_is_promised_before_anything_is_done():
    reports: list[Progress] = []
    Meter(reports.append, Stage.READ, 10).at(0)
    assert (reports[0].rate, reports[0].eta_s) == (None, None)


def reading(costs: list[float], *, told: bool) -> list[Progress]:
    """Items that take as many seconds as they cost, one after the other."""
    clock, reports = Clock(), []
    meter = Meter(reports.append, Stage.READ, len(costs), costs=costs if told else None, clock=clock)
    for done, cost in enumerate(costs, 1):
        clock.now += cost
        meter.at(done)
    return reports


def test_small_photos_that_come_first_promise_nothing_about_large_ones():
    costs = [0.02] * 300 + [0.5] * 600
    reports = reading(costs, told=True)
    truth = [sum(costs[n:]) for n in range(1, len(costs) + 1)]
    for report, left in zip(reports, truth, strict=True):
        assert report.eta_s is None or report.eta_s == pytest.approx(left, rel=0.05, abs=0.1)
    assert reports[160].eta_s is not None  # 3.2 s after the beginning


def test_seconds_left_never_become_minutes_at_once():
    """What the items cost is not known here, and they get twenty times as slow."""
    reports = reading([0.02] * 400 + [0.4] * 500, told=False)
    told = [(report.done, report.eta_s) for report in reports if report.eta_s is not None]
    assert told[0][0] >= 150  # not in the first seconds
    for (_, before), (_, after) in pairwise(told):
        assert after <= 1.25 * before + 1
    assert told[-1][1] == pytest.approx(0, abs=1)


def test_workers_that_are_slow_to_start_promise_no_minutes():
    """The first photo comes after six seconds, every other one after a tenth of a second."""
    reports = reading([6.0] + [0.1] * 200, told=False)
    told = [(report.done, report.eta_s) for report in reports if report.eta_s is not None]
    assert told
    for done, left in told:
        assert left == pytest.approx(0.1 * (201 - done), rel=0.05, abs=0.1)


def test_a_total_that_is_known_later_counts_from_then_on():
    clock, reports = Clock(), []
    meter = Meter(reports.append, Stage.MATCH, clock=clock)
    meter.at(0)
    meter.total = 40
    for done in range(1, 11):
        clock.now += 1
        meter.at(done)
    assert (reports[0].total, reports[-1].total) == (None, 40)
    assert reports[-1].eta_s == pytest.approx(30, rel=0.1)


def test_a_token_cancelled_by_another_thread_stops_the_work():
    token = CancelToken()
    token.check()
    thread = threading.Thread(target=token.cancel)
    thread.start()
    thread.join()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.check()


def test_plain_lines_come_at_each_stage_and_every_few_seconds():
    clock, lines = Clock(), []
    show = _PlainLines(lines.append, clock)
    for done in range(12):
        clock.now += 1
        show(Progress(Stage.READ, done, 20))
    show(Progress(Stage.MATCH, 0))
    clock.now += 5
    show(Progress(Stage.MATCH, 3378, 5012))
    show(Progress(Stage.GROUP, 0))
    assert lines == [
        "Reading photos: 0 of 20",
        "Reading photos: 5 of 20",
        "Reading photos: 10 of 20",
        "Comparing photos: how long is not known",
        "Comparing photos: 3378 of 5012 pairs",
        "Grouping: how long is not known",
    ]


def test_pace_reads_like_a_person_would_say_it():
    progress = Progress(Stage.READ, 5, 100, rate=38.2, eta_s=125, groups=4, skipped=1)
    assert pace(progress) == "38/s, 2 min left, 4 groups, 1 skipped"
    assert pace(Progress(Stage.READ, 5, 100, rate=1.25)) == "1.2/s"
    assert [time_text(s) for s in (0.2, 75, 600, 7200)] == ["1 s", "75 s", "10 min", "2.0 h"]
    assert [bytes_text(b) for b in (0, 999, 8_400_000, 2_000_000_000_000)] == [
        "0 bytes",
        "999 bytes",
        "8.4 MB",
        "2000.0 GB",
    ]
