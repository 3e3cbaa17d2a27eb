"""This machine as a part of a cluster: worker processes that a scheduler gives work, until they are stopped.

A worker ends when its scheduler does. Here others are started then, which wait for the next one.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from core.cluster.connection import imported, quiet, security_of, settings_of_dask
from core.cluster.place import TlsFiles
from core.progress import CancelToken
from core.scan.worker_processes import interrupts_blocked


def serve(
    address: str,
    tls: TlsFiles,
    processes: int,
    host: str,
    cancel: CancelToken,
    say: Callable[[str], None],
) -> None:
    """Work for a scheduler until `cancel`.

    Args:
        address: the scheduler's.
        tls: how to prove who one is.
        processes: how many workers, of one thread each.
        host: the address to be reached at; "" lets Dask find it.
        cancel: ends all of it.
        say: told what happens.

    Raises:
        ScanError: Dask is not installed.
        SettingsError: a file for TLS is missing.
    """
    security = security_of(tls)
    quiet()
    with imported("dask").config.set(settings_of_dask()):
        asyncio.run(_serve(address, security, processes, host, cancel, say))


async def _serve(
    address: str, security: Any, processes: int, host: str, cancel: CancelToken, say: Callable[[str], None]
) -> None:
    nanny_class = imported("distributed").Nanny
    say(f"Waiting for the scheduler {address}.")
    while not cancel.cancelled:
        nannies = [
            nanny_class(
                address,
                nthreads=1,
                memory_limit=0,  # what takes memory are the decode processes, which have their own bound
                security=security,
                host=host or None,
                dashboard=False,
                silence_logs=logging.CRITICAL,
            )
            for _ in range(processes)
        ]
        try:
            if await _started(nannies, cancel):
                noun = "1 worker" if processes == 1 else f"{processes} workers"
                say(f"{noun} at work for {address}.")
                await _until(asyncio.gather(*(nanny.finished() for nanny in nannies)), cancel)
                if not cancel.cancelled:
                    say(f"The scheduler {address} has gone; waiting for it.")
        finally:
            await asyncio.gather(*(nanny.close(timeout=5) for nanny in nannies), return_exceptions=True)


async def _started(nannies: list[Any], cancel: CancelToken) -> bool:
    """Whether all of them reached the scheduler; a second passes where they did not."""

    async def start(nanny: Any) -> None:
        await nanny

    with interrupts_blocked():  # their processes inherit it
        starting = asyncio.gather(*(start(nanny) for nanny in nannies), return_exceptions=True)
        await _until(starting, cancel)
    if cancel.cancelled:
        return False
    if not any(isinstance(outcome, BaseException) for outcome in starting.result()):
        return True
    await asyncio.sleep(1)
    return False


async def _until(work: "asyncio.Future[Any]", cancel: CancelToken) -> None:
    """Wait for something, or for `cancel`."""
    while not work.done() and not cancel.cancelled:
        await asyncio.wait([work], timeout=0.2)
    if not work.done():
        work.cancel()
        await asyncio.wait([work])
