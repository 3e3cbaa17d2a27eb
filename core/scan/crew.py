"""Processes that the pools of one scan share: those that have decoded its photos judge and compare them too.

    Crew --enlist--> started when first needed --renew--> started again if they broke down --end--> gone

To start a process takes as long as decoding five photos of 12 MP: nobody wants new ones for each work.
"""

import logging

from core.scan.worker_processes import WorkerProcesses

_log = logging.getLogger(__name__)


class Crew:
    """Shared processes. One thread at a time; whoever makes a crew ends it.

    Args:
        niceness: how far they step back behind other programs; see `decode_pool.WINDOW_FIRST`.
        prepare: the module that has what they will do first.
    """

    def __init__(self, niceness: int = 0, prepare: str = "") -> None:
        self._niceness = niceness
        self._prepare = prepare
        self._count = 0
        self._users = 0
        self._processes: WorkerProcesses | None = None

    def enlist(self, count: int) -> None:
        """Have so many processes at work, or more; fewer only where others that are at work cannot be
        disturbed. To be followed by `release`.

        They take a moment to start, which nobody need wait for.
        """
        if count > self._count and not self._users:
            self.end()
            self._count = count
        self._users += 1
        _ = self.processes

    def release(self) -> None:
        """One user less. They stay for the next."""
        self._users -= 1

    @property
    def processes(self) -> WorkerProcesses:
        """Those that are at work; started if there are none."""
        if self._processes is None:
            self._processes = WorkerProcesses(max(1, self._count), self._niceness, self._prepare)
        return self._processes

    def is_at_work(self, processes: WorkerProcesses) -> bool:
        """Whether these are the ones, and not such as broke down before."""
        return processes is self._processes

    def renew(self) -> None:
        """Stop them, and start others in their place."""
        _log.warning("The workers broke down and are started again.")
        self.end()
        _ = self.processes

    def end(self) -> None:
        """Stop them, at once and whatever they do."""
        if self._processes is not None:
            self._processes.end()
            self._processes = None
