"""Reads the tensors of an old-style PyTorch checkpoint with NumPy alone, and trusts none of it.

A `.pth` file is a pickle, and a pickle may run any code. The unpickler here knows four names, each bound to
something harmless; whatever else a file asks for is refused. The layout is that of `torch.save` before 1.6:

    pickle  magic number
    pickle  protocol version
    pickle  facts of the machine that saved it
    pickle  the state: an OrderedDict of tensors that point into storages by key
    pickle  the storages' keys, in the order of what follows
    each storage: its number of elements (int64), then its bytes
"""

import collections
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001


def read_pth(path: Path) -> dict[str, NDArray[np.generic]]:
    """Read every tensor of a checkpoint.

    Args:
        path: an old-style `.pth` file that holds a flat state dict.

    Returns:
        The tensors by name, as float32 or int64 arrays.

    Raises:
        pickle.UnpicklingError: the file asks for a name that is not on the whitelist.
        ValueError: the file is not an old-style checkpoint, or ends too early.
    """
    with path.open("rb") as file:
        if _load(file) != _MAGIC or _load(file) != _PROTOCOL:
            raise ValueError(f"{path.name} is not an old-style PyTorch checkpoint.")
        machine = _load(file)
        if not isinstance(machine, dict) or not machine.get("little_endian"):
            raise ValueError(f"{path.name} was not saved on a little-endian machine.")
        state = _load(file)
        keys = _load(file)
        if not isinstance(state, dict) or not isinstance(keys, list):
            raise ValueError(f"{path.name} does not hold a state dict.")
        views = {name: view for name, view in state.items() if isinstance(view, _View)}
        types = {view.storage.key: view.storage.dtype for view in views.values()}
        storages = {key: _read_storage(file, types[key]) for key in keys}
    return {name: view.of(storages[view.storage.key]) for name, view in views.items()}


@dataclass(frozen=True)
class _Storage:
    key: str
    dtype: np.dtype[np.generic]


@dataclass(frozen=True)
class _View:
    """A tensor before its bytes are read: where in which storage it lies. Strides count elements."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    def of(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        last = self.offset + sum((n - 1) * step for n, step in zip(self.shape, self.strides, strict=True))
        if min((self.offset, *self.strides, *self.shape)) < 0 or last >= len(values):
            raise ValueError(f"A tensor reaches beyond its storage {self.storage.key!r}.")
        steps = tuple(step * values.itemsize for step in self.strides)
        return np.lib.stride_tricks.as_strided(values[self.offset :], self.shape, steps).copy()


class _Unpickler(pickle.Unpickler):
    """Knows the names that a checkpoint of plain tensors needs, and no other."""

    def find_class(self, module_name: str, global_name: str) -> object:
        try:
            return _KNOWN[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(
                f"The checkpoint asks for {module_name}.{global_name}, which is not on the whitelist."
            ) from None

    def persistent_load(self, pid: object) -> _Storage:
        match pid:
            case ("storage", np.dtype() as dtype, str() as key, *_):
                return _Storage(key, dtype)
            case _:
                raise pickle.UnpicklingError(f"The checkpoint points to {pid!r}, which is not a storage.")


def _rebuild_tensor(
    storage: _Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object
) -> _View:
    return _View(storage, offset, shape, strides)


_KNOWN: dict[tuple[str, str], object] = {
    ("collections", "OrderedDict"): collections.OrderedDict,
    ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor,
    ("torch", "FloatStorage"): np.dtype("<f4"),
    ("torch", "LongStorage"): np.dtype("<i8"),
}


def _load(file: BinaryIO) -> object:
    return _Unpickler(file).load()


def _read_storage(file: BinaryIO, dtype: np.dtype[np.generic]) -> NDArray[np.generic]:
    count = int.from_bytes(file.read(8), "little")
    raw = file.read(count * dtype.itemsize)
    if len(raw) != count * dtype.itemsize:
        raise ValueError("The checkpoint ends in the middle of a storage.")
    return np.frombuffer(raw, dtype)
