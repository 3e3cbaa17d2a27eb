"""Builds one engine, in a process of its own: `python -m core.embed.engine_builder REQUEST`.

It takes from seconds to minutes and runs the card's compiler, which may crash. So the application goes on
meanwhile, and neither a crash nor the application's end harms anything: the engine is moved into the cache
by this process, after it has answered once at every size of batch.

Prints one JSON object: {"built": true}, {"waiting": true} where another process is at it, or {"why": "…"}.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.embed.accelerators import Kind
from core.embed.engine_cache import EngineCache, EngineKey
from core.embed.half_precision import write_half_precision
from core.embed.onnx_backend import OnnxSession
from core.embed.providers import Provider, Shapes, context_config, rtx_options, tensorrt_options
from core.errors import ModelError

_CONTEXT, _HALF = "engine.onnx", "half.onnx"
_TIMED_RUNS = 5

OpenSession = Callable[[Path, Provider], OnnxSession]
"""How a session on a card is opened; a test brings its own."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: an engine of `key` for the ONNX file `model`, whose pictures have `side` pixels."""

    model: Path
    side: int
    key: EngineKey
    title: str
    card: str
    folder: Path

    def to_json(self) -> str:
        """As it crosses to the other process."""
        return json.dumps({**asdict(self), "model": str(self.model), "folder": str(self.folder)})

    @classmethod
    def from_json(cls, text: str) -> "Request":
        """What `to_json` wrote."""
        table: dict[str, Any] = json.loads(text)
        key = dict(table.pop("key"))
        key |= {"versions": tuple(key["versions"]), "sizes": tuple(key["sizes"])}
        paths = {name: Path(table.pop(name)) for name in ("model", "folder")}
        return cls(key=EngineKey(**key), **paths, **table)


def main() -> None:
    """Build what the command line asks for."""
    with suppress(AttributeError, OSError):
        os.nice(10)  # the scan that runs meanwhile comes first
    request = Request.from_json(sys.argv[1])
    with suppress(BrokenPipeError):  # the application has gone; the engine is for its next start
        print(json.dumps(build(request)), flush=True)


def build(request: Request, open_session: OpenSession | None = None) -> dict[str, Any]:
    """Build an engine and put it into the cache; returns what is printed."""
    cache = EngineCache(request.folder)
    started = time.monotonic()
    try:
        with cache.building(request.key) as folder:
            if folder is None:
                return {"waiting": True}
            facts = _build(request, folder, cache.timing_folder(), open_session or _open)
            cache.put(request.key, folder, {**facts, "build_s": round(time.monotonic() - started, 1)})
    except (ModelError, OSError) as error:
        return {"why": str(error)}
    return {"built": True}


def open_engine(request: Request, open_session: OpenSession | None = None) -> OnnxSession:
    """Open a finished engine and let it answer once, so that a crash happens under the cache's eyes.

    Raises:
        ModelError: it cannot be opened or gives no answer.
    """
    cache = EngineCache(request.folder)
    place, facts = cache.place(request.key), cache.facts(request.key)
    shapes = _shapes(facts["input"], facts["shapes"]) if facts.get("shapes") else None
    with cache.opening(request.key):
        provider = _provider(request, place, cache.timing_folder(), shapes)
        context = place / _CONTEXT
        model = (
            context if context.is_file() else place / _HALF if (place / _HALF).is_file() else request.model
        )
        session = (open_session or _open)(model, provider)
        _answer(session, request.key.sizes[0], request.side)
    return session


def _build(request: Request, folder: Path, timing: Path, open_session: OpenSession) -> dict[str, Any]:
    plain = OnnxSession(request.model, threads=1)
    sizes = request.key.sizes
    shapes = _shapes(plain.input_name, [plain.shape(n, request.side) for n in _least_usual_most(sizes)])
    timing.mkdir(parents=True, exist_ok=True)
    kind = Kind(request.key.kind)
    model = request.model
    if kind is Kind.TENSORRT_RTX:
        model = folder / _HALF
        write_half_precision(request.model, model)
    try:
        pace = _try(request, model, folder, timing, shapes, open_session)
    except ModelError:
        if kind is Kind.CUDA:
            raise
        # TensorRT may take the graph in parts, whose inputs nobody can name. Then it learns the shapes.
        pace, shapes = _try(request, model, folder, timing, None, open_session), None
    stated = [shapes.least, shapes.usual, shapes.most] if shapes else []
    return {"input": plain.input_name, "shapes": stated, "images_per_s": pace}


def _try(
    request: Request,
    model: Path,
    folder: Path,
    timing: Path,
    shapes: Shapes | None,
    open_session: OpenSession,
) -> float:
    """Open a session, which builds, and let it answer at every size; returns pictures per second."""
    provider = _provider(request, folder, timing, shapes)
    if provider.kind is Kind.TENSORRT_RTX:
        config = context_config(folder / _CONTEXT)
        provider = Provider(provider.kind, provider.title, provider.card, provider.options, config)
    session = open_session(model, provider)
    try:
        for size in sorted(request.key.sizes, reverse=True):
            _answer(session, size, request.side)
        most = max(request.key.sizes)
        started = time.perf_counter()
        for _ in range(_TIMED_RUNS):
            _answer(session, most, request.side)
        return round(_TIMED_RUNS * most / (time.perf_counter() - started), 1)
    finally:
        del session
        gc.collect()  # closes the files in the folder, which is about to be moved


def _provider(request: Request, folder: Path, timing: Path, shapes: Shapes | None) -> Provider:
    kind = Kind(request.key.kind)
    options = {
        Kind.TENSORRT: lambda: tensorrt_options(folder, timing, shapes),
        Kind.TENSORRT_RTX: lambda: rtx_options(folder, shapes),
        Kind.CUDA: dict[str, str],
    }[kind]()
    return Provider(kind, request.title, request.card, options)


def _answer(session: OnnxSession, size: int, side: int) -> None:
    """Run one batch of noise and see that numbers come back."""
    noise = np.random.default_rng(size).integers(0, 256, (size, side, side, 3))
    raw = np.asarray(session.run(noise.astype(session.input_dtype)))
    if len(raw) != size or not np.isfinite(raw.astype(np.float32)).all():
        raise ModelError("The engine's answer is not one vector of numbers for each picture.")


def _shapes(name: str, stated: list[Any]) -> Shapes:
    least, usual, most = (tuple(int(n) for n in shape) for shape in stated)
    return Shapes(name, least, usual, most)


def _least_usual_most(sizes: tuple[int, ...]) -> tuple[int, int, int]:
    return min(sizes), sorted(sizes)[len(sizes) // 2], max(sizes)


def _open(model: Path, provider: Provider) -> OnnxSession:
    return OnnxSession(model, provider=provider)


if __name__ == "__main__":
    main()
