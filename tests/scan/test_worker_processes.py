"""Workers end without a word, whatever they are doing and whoever ends them."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pebble import ProcessPool

from core.scan.worker_processes import WorkerProcesses
from tests.processes import processes_below
from tests.scan.decoders import wait_long

ROOT = Path(__file__).parents[2]

STARTS_AND_WAITS = """
import signal
import time
from core.scan.worker_processes import WorkerProcesses
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs the tests may have left it out
    workers = WorkerProcesses(2)
    try:
        print("started", flush=True)
        time.sleep(30)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        time.sleep(3)  # what the workers have to say is said by then
    workers.end()
"""


def test_workers_are_gone_before_the_pool_takes_its_locks_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was starting found no lock, and wrote a trace to the terminal."""
    alive: list[bool] = []
    join = ProcessPool.join

    def looking(pool: ProcessPool) -> None:
        alive.extend(child.is_running() for child in processes_below())
        join(pool)

    monkeypatch.setattr(ProcessPool, "join", looking)
    workers = WorkerProcesses(2)
    assert processes_below()
    workers.end()
    assert alive == []


def test_a_worker_that_starts_during_the_end_is_not_left(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = WorkerProcesses(2)
    end = workers._context.end

    def ending() -> None:
        end()
        with pytest.raises(ChildProcessError):
            workers._context.Process(target=wait_long).start()

    monkeypatch.setattr(workers._context, "end", ending)
    workers.end()
    assert processes_below() == []


def test_two_threads_may_end_them_at_once() -> None:
    faults: list[threading.ExceptHookArgs] = []
    before, threading.excepthook = threading.excepthook, faults.append
    try:
        workers = WorkerProcesses(2)
        workers.submit(wait_long, timeout_s=60)
        time.sleep(0.5)
        threads = [threading.Thread(target=workers.end) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert not any(thread.is_alive() for thread in threads)
    finally:
        threading.excepthook = before
    assert faults == []
    assert processes_below() == []
    assert not workers.active


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of processes that share a signal")
@pytest.mark.parametrize("after_s", [0, 0.1, 0.2])
def test_ctrl_c_is_answered_by_the_program_and_not_by_its_workers(after_s: float) -> None:
    command = [sys.executable, "-c", STARTS_AND_WAITS]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=-1, stderr=-1, text=True, start_new_session=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "started\n"
        time.sleep(after_s)
        os.killpg(program.pid, signal.SIGINT)
        said, errors = program.communicate(timeout=30)
    assert said == "interrupted\n"
    assert errors == ""
