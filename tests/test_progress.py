"""Progress tells the truth about pace, and a cancel reaches a working thread."""

import threading

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
    assert reports[-1].eta_s == pytest.approx((1000 - reports[-1].done) / 2)


def test_nothing_is_promised_before_anything_is_done():
    reports: list[Progress] = []
    Meter(reports.append, Stage.READ, 10).at(0)
    assert (reports[0].rate, reports[0].eta_s) == (None, None)


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
    show(Progress(Stage.GROUP, 0))
    assert lines == [
        "Reading photos: 0 of 20",
        "Reading photos: 5 of 20",
        "Reading photos: 10 of 20",
        "Grouping: 0",
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
