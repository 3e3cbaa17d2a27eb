"""A real cluster of two worker processes on this computer, one for all tests: to start it takes seconds."""

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from core.cluster.connection import Connection
from core.cluster.place import ClusterPlace, TlsFiles
from core.progress import CancelToken
from tests.processes import processes_below

LONG_S = 200.0


def until(state: Callable[[], object]) -> None:
    """Wait for a state, on a machine however busy."""
    give_up = time.monotonic() + LONG_S
    while not state():
        assert time.monotonic() < give_up
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def _what_was_not_closed_is_heard_here() -> Iterator[None]:
    """And not in whichever test happens to run when Python clears it away."""
    yield
    gc.collect()


@pytest.fixture(scope="package")
def _connection() -> Iterator[Connection]:
    pytest.importorskip(
        "distributed", reason="Dask is not installed: pip install 'dask[distributed]' cryptography"
    )
    pytest.importorskip("cryptography")
    threads = set(threading.enumerate())
    with Connection(ClusterPlace(processes=2), TlsFiles(), CancelToken()) as connection:
        yield connection
    until(lambda: not processes_below())
    left = {thread.name for thread in set(threading.enumerate()) - threads}
    assert {name for name in left if not name.startswith("Dask-Offload")} == set()  # a pool of Dask's modules


@pytest.fixture
def connection(_connection: Connection) -> Connection:
    """The cluster. One of its workers may have been killed by an earlier test, and be on its way back."""
    until(_connection.workers)
    return _connection


def kill_one(connection: Connection) -> None:
    """End the worker that has run for longest: Dask gives up one that dies while it starts."""
    running = [psutil.Process(pid) for pid in connection._client.run(os.getpid).values()]
    min(running, key=psutil.Process.create_time).kill()
