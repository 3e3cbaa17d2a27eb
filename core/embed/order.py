"""A model that other processes and other machines open for themselves: what it is called, and how each keeps
its own."""

import threading
from dataclasses import dataclass

from core.embed.embedder import Embedder
from core.errors import ModelError
from core.settings import Accelerator


@dataclass(frozen=True, slots=True)
class ModelOrder:
    """A model by its name, or a path that is the same everywhere, and the digest of its weights."""

    model: str
    digest: str
    accelerator: Accelerator = Accelerator.OFF


def opened(order: ModelOrder) -> Embedder:
    """This thread's model, kept from call to call; it computes in one thread.

    Raises:
        ModelError: this machine does not have it, or has another one of that name.
    """
    from core.embed.registry import load_embedder

    if _thread.kept is None or _thread.kept[0] != order:
        embedder = load_embedder(order.model, threads=1, accelerator=order.accelerator)
        if embedder.spec.digest != order.digest:
            raise ModelError(f"The model {order.model} is another one here than where the scan was started.")
        _thread.kept = order, embedder
    return _thread.kept[1]


def close() -> None:
    """Let go of this thread's model."""
    _thread.kept = None


class _Thread(threading.local):
    kept: tuple[ModelOrder, Embedder] | None = None


_thread = _Thread()
