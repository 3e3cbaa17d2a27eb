"""A first scan begins to read before its catalogue stands: what is found is new, so nothing has to be asked.

walk ──> workers start ──> the first files wait for them ──> [ catalogue, model, evidence are imported ]

Half a second goes by until the database's library and what judges pairs are imported; the workers need
neither, and read in the meantime.
"""

import math
import os
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from core.progress import CancelToken, Progress, Reporter, Stage
from core.scan.crew import Crew
from core.scan.walk import Walk, image_file, walk
from core.scan.worker_processes import FILES_PER_WORKER
from core.settings import ScanSettings

if TYPE_CHECKING:
    from core.embed.embedder import Embedder
    from core.scan.decode_pool import DecodePool


@dataclass(frozen=True)
class Ahead:
    """What a scan finds done when it begins: the walk, and who decodes already; nobody where nothing is.

    `started` is when, by the clock that `time.monotonic` reads.
    """

    walked: Walk
    pool: "DecodePool | None"
    started: float


@contextmanager
def read_ahead(
    roots: Sequence[Path],
    settings: ScanSettings,
    ignored: Sequence[Path],
    model: "Callable[[], Embedder]",
    report: Reporter,
    cancel: CancelToken,
) -> Generator[Ahead]:
    """Walk, start the workers and give them the first files; for a catalogue that knows none.

    Args:
        roots: the folders. settings: how to read. ignored: folders to leave out.
        model: finds the model, once the workers are on their way.
        report: told of the walk.

    Raises:
        ScanError: a root is missing.
        ModelError: there is no such model.
        Cancelled: `cancel` was raised.
    """
    started = time.monotonic()
    walked = walk_of([Path(os.path.realpath(root)) for root in roots], settings, ignored, report, cancel)
    if not walked.found:
        yield Ahead(walked, None, started)
        return
    count = min(settings.worker_count, math.ceil(len(walked.found) / FILES_PER_WORKER))
    crew = Crew(prepare="core.scan.decode_pool")
    try:
        crew.enlist(count)
        from core.scan.decode_pool import UNDER_WAY_PER_WORKER, DecodePool
        from core.scan.reading import model_for

        embedder = model()
        there = model_for(embedder, settings.worker_count)
        pool = DecodePool(embedder.spec.input_size, count, crew=crew, model=there)
        first = islice(walked.found.items(), UNDER_WAY_PER_WORKER * count)
        pool.begin(image_file(path, stamp) for path, stamp in first)
        crew.release()
        yield Ahead(walked, pool, started)
    finally:
        crew.end()


def walk_of(
    roots: Sequence[Path],
    settings: ScanSettings,
    ignored: Sequence[Path],
    report: Reporter,
    cancel: CancelToken,
) -> Walk:
    """The walk of a scan, which tells how many photos it has found so far.

    Raises:
        ScanError: a root is missing.
        Cancelled: `cancel` was raised.
    """
    report(Progress(Stage.WALK, 0))
    return walk(
        roots,
        include_hidden=settings.include_hidden,
        ignored=ignored,
        report=lambda count: report(Progress(Stage.WALK, count)),
        cancel=cancel,
    )
