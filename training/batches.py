"""Makes training batches in worker processes, ahead of the training step.

Batch number n of a run is always the same, whichever worker makes it and wherever the run was resumed.
No TensorFlow here: a worker holds OpenCV and the shared photo file, nothing else.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.augment import make_views
from training.edit_mix import MIXES
from training.photo_store import PhotoStore, open_store

_AHEAD = 6


@dataclass(frozen=True)
class BatchPlan:
    """What decides the batches of a run.

    `photos` are the numbers of the training photos, `look_alikes` int64[len(photos), k] the numbers of each
    one's nearest different photos; `mix` is one of `edit_mix.MIXES`.
    """

    store: Path
    photos: NDArray[np.int64]
    look_alikes: NDArray[np.int64]
    size: int
    side: int
    seed: int
    look_alike_share: float
    mix: str = "even"

    def choose(self, step: int) -> NDArray[np.int64]:
        """The numbers of the photos in batch `step`: each epoch a new order, look-alikes thrown in.

        For each photo of the order, `look_alike_share` look-alikes come in too. No photo is twice in a batch.
        """
        rng = np.random.default_rng([self.seed, 1, step])
        own = self.size - round(self.size * self.look_alike_share / (1 + self.look_alike_share))
        epoch, place = divmod(step * own, len(self.photos) - own)
        order = np.random.default_rng([self.seed, 0, epoch]).permutation(len(self.photos))
        rows = order[place : place + own]
        chosen = dict.fromkeys(int(number) for number in self.photos[rows])
        for row in rows:
            if len(chosen) == self.size:
                break
            chosen[int(rng.choice(self.look_alikes[row]))] = None
        while len(chosen) < self.size:
            chosen[int(rng.choice(self.photos))] = None
        return np.array(list(chosen))


def make_batch(plan: BatchPlan, store: PhotoStore, step: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Make batch `step`.

    Returns:
        uint8[2 * size, side, side, 3], all first views and then all second ones; int64[size] photo numbers.
    """
    numbers = plan.choose(step)
    views = np.empty((2, len(numbers), plan.side, plan.side, 3), np.uint8)
    for place, number in enumerate(numbers):
        rng = np.random.default_rng([plan.seed, 2, step, place])
        views[0, place], views[1, place] = make_views(store, int(number), plan.side, rng, MIXES[plan.mix])
    return views.reshape(-1, plan.side, plan.side, 3), numbers


class BatchWorkers:
    """Processes that make batches; a context manager that ends them."""

    def __init__(self, plan: BatchPlan, workers: int) -> None:
        # Spawned, not forked: a fork of a process in which TensorFlow has started its threads may hang.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=(plan,))

    def __enter__(self) -> "BatchWorkers":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def batches(self, first: int, last: int) -> Iterator[tuple[NDArray[np.uint8], NDArray[np.int64]]]:
        """Yield the batches `first` to `last - 1` in order, made a few ahead of the asking."""
        waiting: deque[Future[tuple[NDArray[np.uint8], NDArray[np.int64]]]] = deque()
        for step in range(first, last):
            waiting.append(self._pool.submit(_work, step))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_task: tuple[BatchPlan, PhotoStore] | None = None
"""What this worker process was started for."""


def _start_worker(plan: BatchPlan) -> None:
    import cv2

    global _task
    cv2.setNumThreads(1)
    os.nice(max(0, 19 - os.nice(0)))
    _task = (plan, open_store(plan.store))


def _work(step: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    if _task is None:
        raise RuntimeError("This process was not started as a batch worker.")
    return make_batch(*_task, step)
