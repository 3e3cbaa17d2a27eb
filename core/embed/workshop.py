"""The accelerators of this machine for one model: what can be used, what is built, what may be opened.

look   ->  candidates, each with why not
state  ->  ready, being built, missing, refused          engine_cache.py
build  ->  a process of its own                          engine_builder.py
open   ->  a session that takes batches of fixed sizes
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Protocol

from core.embed.accelerators import Candidate, Installed, candidates, look_at_installation
from core.embed.embedder import ModelSpec
from core.embed.engine_builder import OpenSession, Request, open_engine
from core.embed.engine_cache import EngineCache, EngineKey, EngineState, Parity, engines_folder
from core.embed.gpu import Gpu, find_gpu
from core.embed.providers import SIZES
from core.embed.session import PaddedSession, Session

_ROOT = Path(__file__).parents[2]


class Build(Protocol):
    """An engine that is being built somewhere else."""

    def ended(self) -> bool:
        """Whether it has ended; cheap."""
        ...

    @property
    def why(self) -> str:
        """After the end: why there is no engine; "" where there is one, or another process is at it."""
        ...


class Workshop(Protocol):
    """What an accelerated embedder asks of this machine."""

    def look(self) -> Sequence[Candidate]:
        """The accelerators, best first, with reasons. Starts the card's driver on the first call."""
        ...

    def card(self) -> str:
        """The card's name; "" without one."""
        ...

    def state(self, candidate: Candidate) -> EngineState: ...

    def why_refused(self, candidate: Candidate) -> str: ...

    def build(self, candidate: Candidate) -> Build:
        """Start building; returns at once."""
        ...

    def open(self, candidate: Candidate) -> Session:
        """Open a finished engine.

        Raises:
            ModelError: it cannot be opened.
        """
        ...

    def parity(self, candidate: Candidate) -> Parity | None: ...

    def note_parity(self, candidate: Candidate, parity: Parity) -> None: ...

    def refuse(self, candidate: Candidate, why: str) -> None:
        """Never try this candidate's engine again."""
        ...

    def throw_away(self, candidate: Candidate) -> None:
        """Remove an engine that could not be opened."""
        ...

    @property
    def largest_batch(self) -> int: ...


class EngineWorkshop:
    """The real workshop."""

    def __init__(
        self,
        spec: ModelSpec,
        *,
        folder: Path | None = None,
        find: Callable[[], Gpu | None] = find_gpu,
        look: Callable[[], Installed] = look_at_installation,
        open_session: OpenSession | None = None,
        command: Sequence[str] = (sys.executable, "-m", "core.embed.engine_builder"),
    ) -> None:
        """Prepare; nothing is looked at yet.

        Args:
            spec: the model; `path` must be its ONNX file.
            folder: where engines are kept; the platform's cache folder if not given.
            find: finds the card.
            look: says what is installed.
            open_session: opens a session on the card.
            command: what builds an engine; a request is added to it.
        """
        self._spec = spec
        self._cache = EngineCache(folder or engines_folder())
        self._find = find
        self._look_at_installation = look
        self._open_session = open_session
        self._command = command

    @cached_property
    def gpu(self) -> Gpu | None:
        """The card, looked for once."""
        return self._find()

    @cached_property
    def _candidates(self) -> tuple[Candidate, ...]:
        return candidates(self.gpu, self._look_at_installation())

    @property
    def cache(self) -> EngineCache:
        return self._cache

    @property
    def largest_batch(self) -> int:
        return max(SIZES)

    def look(self) -> Sequence[Candidate]:
        return self._candidates

    def card(self) -> str:
        return self.gpu.name if self.gpu else ""

    def state(self, candidate: Candidate) -> EngineState:
        return self._cache.state(self.key(candidate))

    def why_refused(self, candidate: Candidate) -> str:
        return self._cache.why_refused(self.key(candidate))

    def build(self, candidate: Candidate) -> Build:
        return BuilderProcess([*self._command, self.request(candidate).to_json()])

    def open(self, candidate: Candidate) -> Session:
        session = open_engine(self.request(candidate), self._open_session)
        return PaddedSession(session, SIZES)

    def parity(self, candidate: Candidate) -> Parity | None:
        return self._cache.parity(self.key(candidate))

    def note_parity(self, candidate: Candidate, parity: Parity) -> None:
        self._cache.note_parity(self.key(candidate), parity)

    def refuse(self, candidate: Candidate, why: str) -> None:
        self._cache.refuse(self.key(candidate), why)

    def throw_away(self, candidate: Candidate) -> None:
        self._cache.throw_away(self.key(candidate))

    def facts(self, candidate: Candidate) -> dict[str, Any]:
        """What the builder noted: "images_per_s", "build_s"."""
        return self._cache.facts(self.key(candidate))

    def key(self, candidate: Candidate) -> EngineKey:
        """Everything that this candidate's engine depends on."""
        gpu = self.gpu
        card = f"{gpu.name}, {gpu.compute[0]}.{gpu.compute[1]}" if gpu else ""
        return EngineKey(
            kind=candidate.kind,
            precision=candidate.precision,
            model=self._spec.digest,
            card=card,
            driver=gpu.driver if gpu else "",
            versions=candidate.versions,
            sizes=SIZES,
        )

    def request(self, candidate: Candidate) -> Request:
        """What its builder is asked for."""
        return Request(
            model=self._spec.path,
            side=self._spec.input_size,
            key=self.key(candidate),
            title=candidate.title,
            card=self.card(),
            folder=self._cache.folder,
        )


class BuilderProcess:
    """A builder that runs by itself; it outlives the application, so that its work is not lost."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._why = ""
        self._read = False

    def ended(self) -> bool:
        return self._process.poll() is not None

    @property
    def why(self) -> str:
        if self._read or not self.ended():
            return self._why
        self._read = True
        output: IO[bytes] | None = self._process.stdout
        text = output.read().decode("utf-8", "replace") if output else ""
        if output:
            output.close()
        if self._process.returncode != 0:
            self._why = f"Building its engine ended with code {self._process.returncode}."
            return self._why
        try:
            self._why = str(json.loads(text.strip().splitlines()[-1]).get("why", ""))
        except (ValueError, IndexError, AttributeError):
            self._why = "Building its engine ended without a word."
        return self._why
