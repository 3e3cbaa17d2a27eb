"""The connection to a Dask scheduler: made, watched, made again when the scheduler was restarted.

Dask's own client answers a lost scheduler by cancelling what was asked of it, and tries for a while to reach
it again. What was asked is then asked once more here: a scheduler that restarts has forgotten it.
"""

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from importlib import import_module
from types import TracebackType
from typing import Any, Self

from core.cluster.place import ClusterPlace, TlsFiles
from core.errors import ScanError
from core.progress import CancelToken
from core.scan.worker_processes import interrupts_blocked

PATIENCE_S = 60.0
"""How long a scan waits for a scheduler, or for the first worker, before it ends with what it has."""

_LOOK_EVERY_S = 2.0
_POLL_S = 0.02
"""Dask would tell in a thread of its own for each answer. Several are under way, so that nobody waits."""

MISSING = (
    "Dask is not installed, which a cluster needs. Install it beside NearDup: "
    'pip install "dask[distributed]" cryptography'
)


@dataclass(eq=False, slots=True)
class Asked:
    """Something asked of the cluster."""

    future: Any
    """Dask's `Future`."""
    through: Any
    """What it was asked through: the client makes another one when it has lost the scheduler."""
    only: tuple[str, ...] = ()
    """The workers that may answer; all unless given."""


class Connection:
    """A cluster to ask things of. Use it in a `with`; one thread at a time.

    Args:
        place: which cluster.
        tls: how to prove who one is.
        patience_s: how long to wait for a scheduler or a worker.
        cancel: ends the waiting for the cluster to stand.

    Raises (on entering):
        ScanError: Dask is missing, the scheduler does not answer, or has no workers.
        Cancelled: `cancel` was raised.
    """

    def __init__(
        self,
        place: ClusterPlace,
        tls: TlsFiles,
        cancel: CancelToken,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.place = place
        self._tls = tls
        self._cancel = cancel
        self._patience_s = patience_s
        self._open = ExitStack()
        self._dask: Any = None
        self._client: Any = None
        self._looked_at = 0.0
        self._had_workers_at = 0.0
        self._workers: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._dask = imported("distributed")
        with ExitStack() as opening:
            opening.enter_context(_configured())
            # Dask's threads and processes inherit this: Ctrl-C is answered here.
            with interrupts_blocked():
                self._client = self._connected(opening)
            self._had_workers_at = time.monotonic()
            while not self.workers():
                self.check(self._cancel)
                time.sleep(0.1)
            self._open = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def ask(
        self, work: Callable[..., Any], *args: object, only: Sequence[str] = (), first: bool = False
    ) -> Asked:
        """Have a function of a module run on some worker.

        Args:
            work: the function. args: what it gets. only: the workers that may run it; all unless given.
            first: whether it goes before what was asked earlier.
        """
        through = self._client.scheduler_comm
        future = self._client.submit(
            work,
            *args,
            pure=False,
            workers=list(only) or None,
            priority=1 if first else 0,
        )
        return Asked(future, through, tuple(only))

    def is_lost(self, asked: Asked) -> bool:
        """Whether nobody will answer: the scheduler that was asked has gone, or all who may have."""
        if asked.through is not self._client.scheduler_comm or asked.future.cancelled():
            return True
        return bool(asked.only) and not asked.future.done() and self.workers().keys().isdisjoint(asked.only)

    def wait(self, asked: Asked, cancel: CancelToken) -> bool:
        """Wait until there is an answer; False where there will be none, and it can be asked for anew.

        Raises:
            ScanError: the scheduler has gone and does not come back, or no worker has been there for long.
            Cancelled: `cancel` was raised.
        """
        while not self.is_lost(asked):
            self.check(cancel)
            if asked.future.done():
                return not asked.future.cancelled()
            time.sleep(_POLL_S)
        while self._client.status != "running" or self._client.scheduler_comm is None:
            cancel.check()
            if self._client.status in ("closed", "closing"):
                raise ScanError(
                    f"The scheduler {self.place} has gone, and did not come back within {self._patience_s:g} "
                    f"seconds. {_KEPT}"
                )
            time.sleep(0.1)
        self._had_workers_at = time.monotonic()
        return False

    def answer(self, asked: Asked) -> Any:
        """The answer to what is done; whatever the work raised is raised here."""
        return asked.future.result(timeout=self._patience_s)

    def forget(self, asked: Asked) -> None:
        """Let go of an answer, or of a question that nobody needs answered."""
        with suppress(Exception):  # a scheduler that has gone has forgotten it already
            asked.future.cancel() if not asked.future.done() else asked.future.release()

    def workers(self) -> dict[str, int]:
        """The workers by their addresses, and how many threads each has. Asks every two seconds at most."""
        if time.monotonic() - self._looked_at >= _LOOK_EVERY_S or not self._workers:
            try:
                found = self._client.scheduler_info(n_workers=-1)["workers"]
                self._workers = {str(address): int(one["nthreads"]) for address, one in found.items()}
            except Exception:  # Dask raises many things while the scheduler is away; `wait` tells
                self._workers = {}
            self._looked_at = time.monotonic()
        return self._workers

    def check(self, cancel: CancelToken) -> None:
        """Raise if the work was asked to stop, or if there has been nobody to do it for long.

        Raises:
            ScanError: no worker has been there for `patience_s`.
            Cancelled: `cancel` was raised.
        """
        cancel.check()
        if self._client.status == "running" and self.workers():
            self._had_workers_at = time.monotonic()
        elif self._client.status == "running" and time.monotonic() - self._had_workers_at > self._patience_s:
            raise ScanError(
                f"The cluster {self.place} has had no workers for {self._patience_s:g} seconds. Start some "
                f"where the photos are mounted: neardup worker {self.place.address or 'ADDRESS'}. {_KEPT}"
            )

    def _connected(self, opening: ExitStack) -> Any:
        security = security_of(self._tls)
        if self.place.processes:
            return self._started(opening)
        try:
            client = self._dask.Client(
                self.place.address,
                timeout=self._patience_s,
                set_as_default=False,
                security=security,
                name="neardup-scan",
            )
        except (OSError, TimeoutError, ValueError, TypeError) as error:
            raise ScanError(
                f"The scheduler {self.place} does not answer: {_first_line(error)}. Start one with: dask "
                "scheduler (see docs/cluster.md)."
            ) from error
        opening.callback(_closed, client)
        return client

    def _started(self, opening: ExitStack) -> Any:
        """Start workers of this machine. Nobody else can reach them: their key is in memory only."""
        secret = self._dask.Security.temporary()
        cluster = self._dask.LocalCluster(
            n_workers=self.place.processes,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            security=secret,
            memory_limit=0,  # what takes memory are the decode processes, which have their own bound
            silence_logs=logging.CRITICAL,
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        )
        opening.callback(cluster.close)
        client = self._dask.Client(
            cluster, timeout=self._patience_s, set_as_default=False, security=secret, name="neardup-scan"
        )
        opening.callback(_closed, client)
        return client


_KEPT = "What was read is kept; the next scan goes on from there."


def imported(name: str) -> Any:
    """A module of Dask.

    Raises:
        ScanError: it is not installed.
    """
    try:
        for needed in ("cryptography", name):
            found = import_module(needed)
    except ImportError as error:
        raise ScanError(MISSING) from error
    return found


def security_of(tls: TlsFiles) -> Any:
    """Dask's `Security` by a person's files; without any, by Dask's own configuration.

    Raises:
        SettingsError: a file is missing.
    """
    security = imported("distributed").Security
    if not tls.given:
        return security()
    tls.check()
    files = {
        f"tls_{role}_{kind}": str(path)
        for role in ("client", "scheduler", "worker")
        for kind, path in (("cert", tls.certificate), ("key", tls.key))
    }
    return security(tls_ca_file=str(tls.authority), require_encryption=True, **files)


def settings_of_dask() -> dict[str, Any]:
    """What NearDup asks of Dask's configuration: processes that may have processes, and no web pages."""
    return {
        "distributed.worker.daemon": False,
        "distributed.worker.http.routes": [],
        "distributed.scheduler.http.routes": [],
        "distributed.worker.profile.enabled": False,
        "distributed.admin.tick.limit": "1h",
    }


def quiet() -> None:
    """Let Dask print nothing: what it tells is told in sentences here."""
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _configured() -> Any:
    quiet()
    return imported("dask").config.set(settings_of_dask())


def _closed(client: Any) -> None:
    with suppress(Exception):  # its scheduler may have gone before
        client.close(timeout=5)


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
