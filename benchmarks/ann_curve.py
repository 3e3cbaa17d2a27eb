"""What one way to a photo's neighbours costs and finds: how `ann_peers` and `ann_own` measure it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Answers = list[np.ndarray]
"""For each query the rows that came back."""


@dataclass
class Curve:
    """One way: what it costs to build, and (recall, queries per processor second) by its knob."""

    name: str
    build: float = 0.0
    points: list[tuple[str, float, float]] = field(default_factory=list)

    def all_pairs(self, count: int, recall: float) -> float | None:
        """Processor seconds to build and to ask for all, with the quickest setting of this recall."""
        speeds = [speed for _, found, speed in self.points if found >= recall]
        return self.build + count / max(speeds) if speeds else None


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


def ask(curve: Curve, setting: str, truth: Answers, work: Callable[[], Answers]) -> None:
    answers, seconds = timed(work)
    curve.points.append((setting, recall_of(answers, truth), len(truth) / seconds))


def recall_of(answers: Answers, truth: Answers) -> float:
    found = sum(np.isin(true, mine).sum() for true, mine in zip(truth, answers, strict=True))
    return float(found / sum(map(len, truth)))
