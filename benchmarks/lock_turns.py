"""How long 30 ms of the window's thread last beside workers, which stand aside or do not.

    python benchmarks/lock_turns.py [--rounds 2]

Prints the median and the longest of fifteen slots, in turns: workers with a plain `CancelToken` share
Python's lock with the window, those with a `CourteousToken` wait until it is idle.
"""

import argparse
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QCoreApplication, QTimer

from core.progress import CancelToken
from nearDup_gui.toolkit.quiet_memory import QuietMemory
from nearDup_gui.toolkit.turns import CourteousToken, Turns

SLOT_S = 0.03
SLOTS = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    app = QCoreApplication([])
    memory = QuietMemory(app)  # sets how long a worker may keep the lock, as the window does
    turns = Turns()
    for _ in range(arguments.rounds):
        for workers in (1, 3):
            plain = slots_beside(app, CancelToken, workers)
            courteous = slots_beside(app, partial(CourteousToken, turns), workers)
            print(
                f"{workers} workers: plain {plain[0]:.0f} ms (at most {plain[1]:.0f}), "
                f"courteous {courteous[0]:.0f} ({courteous[1]:.0f}), load {os.getloadavg()[0]:.1f}"
            )
    memory.give_back()


def slots_beside(app: QCoreApplication, make: Callable[[], CancelToken], workers: int) -> tuple[float, float]:
    """The median and the longest slot that computes for 30 ms, in ms by the clock."""
    over, took = threading.Event(), list[float]()
    threads = [threading.Thread(target=_compute, args=(make(), over)) for _ in range(workers)]

    def slot() -> None:
        began, ran = time.perf_counter(), time.thread_time()
        while time.thread_time() - ran < SLOT_S:
            sum(range(200))
        took.append(1000 * (time.perf_counter() - began))
        if len(took) < SLOTS:
            QTimer.singleShot(20, slot)
        else:
            app.quit()

    for thread in threads:
        thread.start()
    QTimer.singleShot(20, slot)
    app.exec()
    over.set()
    for thread in threads:
        thread.join()
    return sorted(took)[SLOTS // 2], max(took)


def _compute(token: CancelToken, over: threading.Event) -> None:
    while not over.is_set():
        token.check()
        _ = [(n, str(n)) for n in range(60)]


if __name__ == "__main__":
    main()
