"""A job's signals: on the GUI thread, in order, and exactly one of them last."""

import gc
import threading
import time
import weakref
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from core.errors import NearDupError
from core.progress import CancelToken, Progress, Reporter, Stage
from nearDup_gui.toolkit.jobs import Job, Jobs, Work


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close()


def test_success_tells_progress_then_the_result_then_the_end(jobs: Jobs, qtbot: QtBot) -> None:
    def work(report: Reporter, cancel: CancelToken) -> int:
        report(Progress(Stage.READ, 1, 2))
        time.sleep(0.15)
        report(Progress(Stage.READ, 2, 2))
        return 42

    told = _listen(jobs.start(work, "count"), qtbot)
    assert told == [("progressed", 1), ("progressed", 2), ("succeeded", 42), "ended"]


def test_only_the_latest_of_many_reports_is_told_and_the_last_is_never_lost(jobs: Jobs, qtbot: QtBot) -> None:
    def work(report: Reporter, cancel: CancelToken) -> None:
        for done in range(20_000):
            report(Progress(Stage.READ, done))

    told = _listen(jobs.start(work, "flood"), qtbot)
    assert told[-3:] == [("progressed", 19_999), ("succeeded", None), "ended"]
    assert len(told) < 200


class Picture:
    """What a job may give or hold: megabytes, in the real ones."""


@pytest.mark.parametrize("fails", [False, True])
def test_what_an_ended_job_gave_and_held_goes_with_it_and_waits_for_no_collector(
    jobs: Jobs, qtbot: QtBot, fails: bool
) -> None:
    """In the window Python's collector comes late: each job would keep its picture for minutes."""
    seen: list[weakref.ref[object]] = []

    def hold(picture: Picture, report: Reporter, cancel: CancelToken) -> Picture:
        given = Picture()
        seen.extend((weakref.ref(picture), weakref.ref(given)))
        if fails:
            raise NearDupError("no")
        return given

    gc.collect()
    gc.disable()
    try:
        job = jobs.start(partial(hold, Picture()), "picture")
        seen.append(weakref.ref(job))
        with qtbot.waitSignal(job.ended):
            pass
        del job
        qtbot.waitUntil(lambda: jobs.running == 0)
        qtbot.waitUntil(lambda: [one() for one in seen] == [None, None, None])
    finally:
        gc.enable()


def test_cancel_ends_with_cancelled_alone(jobs: Jobs, qtbot: QtBot) -> None:
    def work(report: Reporter, cancel: CancelToken) -> None:
        while True:
            cancel.check()
            time.sleep(0.005)

    job = jobs.start(work, "endless")
    job.cancel()
    assert _listen(job, qtbot) == ["cancelled", "ended"]


def test_cancel_that_comes_too_late_does_not_hide_what_was_done(jobs: Jobs, qtbot: QtBot) -> None:
    job = jobs.start(lambda report, cancel: "done", "quick")
    assert job.wait(2)
    job.cancel()
    assert _listen(job, qtbot) == [("succeeded", "done"), "ended"]


def test_exception_arrives_as_it_was_raised(jobs: Jobs, qtbot: QtBot) -> None:
    fault = NearDupError("The disk is gone.")

    def work(report: Reporter, cancel: CancelToken) -> None:
        raise fault

    told = _listen(jobs.start(work, "faulty"), qtbot)
    assert told == [("failed", fault), "ended"]


def test_signals_arrive_on_the_gui_thread_even_for_plain_functions(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    job = jobs.start(lambda report, cancel: report(Progress(Stage.READ, 1)), "where")
    job.progressed.connect(lambda _: threads.append(threading.current_thread()))
    job.succeeded.connect(lambda _: threads.append(threading.current_thread()))
    with qtbot.waitSignal(job.ended):
        pass
    assert threads == [threading.main_thread()] * 2


def test_closing_cancels_what_runs_and_tells_nothing_more(qtbot: QtBot) -> None:
    jobs = Jobs()

    def work(report: Reporter, cancel: CancelToken) -> None:
        while not cancel.cancelled:
            report(Progress(Stage.READ, 1))
            time.sleep(0.001)

    job = jobs.start(work, "closing")
    told: list[object] = []
    for signal in (job.progressed, job.succeeded, job.cancelled, job.failed):
        signal.connect(lambda *args: told.append(args))
    assert jobs.close()
    qtbot.wait(80)
    assert told == []


def test_finished_jobs_are_let_go(jobs: Jobs, qtbot: QtBot) -> None:
    for n in range(20):
        jobs.start(lambda report, cancel: None, f"short {n}")
    qtbot.waitUntil(lambda: jobs.running == 0)


def _listen(job: Job, qtbot: QtBot) -> list[object]:
    told: list[object] = []
    job.progressed.connect(lambda progress: told.append(("progressed", progress.done)))
    job.succeeded.connect(lambda result: told.append(("succeeded", result)))
    job.cancelled.connect(lambda: told.append("cancelled"))
    job.failed.connect(lambda error: told.append(("failed", error)))
    job.ended.connect(lambda: told.append("ended"))
    with qtbot.waitSignal(job.ended, timeout=5000):
        pass
    qtbot.wait(80)
    return told


def test_after_closing_nothing_is_begun_whoever_hears_of_an_end(qtbot: QtBot) -> None:
    """Who reads one picture after the other begins the next when one has ended."""
    jobs, began = Jobs(), list[str]()
    first = jobs.start(lambda report, cancel: began.append("first"), "first")
    first.ended.connect(lambda: jobs.start(lambda report, cancel: began.append("next"), "next"))
    jobs.close()
    with qtbot.waitSignal(first.ended):
        pass
    qtbot.wait(50)
    assert began == ["first"]
    assert jobs.running == 0


def test_jobs_of_the_lane_run_one_after_the_other_and_the_others_beside_them(qtbot: QtBot) -> None:
    jobs, go = Jobs(), threading.Event()
    running: list[str] = []

    def work(name: str) -> Work:
        return lambda report, cancel: (running.append(name), go.wait(5))

    first = jobs.start(work("first"), "first", in_lane=True)
    qtbot.waitUntil(lambda: running == ["first"])
    second = jobs.start(work("second"), "second", in_lane=True)
    beside = jobs.start(work("beside"), "beside")
    qtbot.waitUntil(lambda: running == ["first", "beside"])
    with qtbot.waitSignals([first.succeeded, second.succeeded, beside.succeeded]):
        go.set()
    assert running == ["first", "beside", "second"]


def test_a_job_that_is_cancelled_while_it_waits_for_the_lane_does_nothing(qtbot: QtBot) -> None:
    jobs, go = Jobs(), threading.Event()
    running: list[str] = []
    first = jobs.start(lambda report, cancel: (running.append("first"), go.wait(5)), "first", in_lane=True)
    qtbot.waitUntil(lambda: running == ["first"])
    second = jobs.start(lambda report, cancel: running.append("second"), "second", in_lane=True)
    second.cancel()
    with qtbot.waitSignals([first.succeeded, second.cancelled]):
        go.set()
    assert running == ["first"]
