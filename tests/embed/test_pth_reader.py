"""Checkpoints are read without PyTorch, and nothing in them is run."""

import pickle
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from training.pth_reader import read_pth

HEADER = (0x1950A86A20F9469CFC6C, 1001, {"protocol_version": 1001, "little_endian": True, "type_sizes": {}})


class Opens:
    """What a hostile pickle holds: a call to make while it is read."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self):
        return open, (str(self.target), "w")


@pytest.fixture
def torch(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Just enough of PyTorch's names to write a checkpoint."""
    torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
    for name in ("FloatStorage", "LongStorage", "HalfStorage"):
        setattr(torch, name, type(name, (), {"__module__": "torch"}))

    def _rebuild_tensor_v2(*_): ...

    _rebuild_tensor_v2.__module__, _rebuild_tensor_v2.__qualname__ = "torch._utils", "_rebuild_tensor_v2"
    utils._rebuild_tensor_v2 = _rebuild_tensor_v2
    torch._utils = utils
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", utils)
    return torch


class Tensor:
    def __init__(self, storage, offset, shape, strides):
        self.parts = (storage, offset, shape, strides, False, None)

    def __reduce__(self):
        return sys.modules["torch._utils"]._rebuild_tensor_v2, self.parts


class Storage:
    def __init__(self, kind, key, values):
        self.kind, self.key, self.values = kind, key, values


class Writer(pickle.Pickler):
    def persistent_id(self, obj):
        if isinstance(obj, Storage):
            return ("storage", obj.kind, obj.key, "cpu", len(obj.values), None)
        return None


def save(path: Path, state: object, storages: list[Storage], header: tuple = HEADER) -> Path:
    with path.open("wb") as file:
        for part in header:
            pickle.dump(part, file, protocol=2)
        Writer(file, protocol=2).dump(state)
        pickle.dump([storage.key for storage in storages], file, protocol=2)
        for storage in storages:
            file.write(len(storage.values).to_bytes(8, "little") + storage.values.tobytes())
    return path


def test_tensors_come_back_with_their_shapes_and_strides(torch, tmp_path: Path):
    floats = Storage(torch.FloatStorage, "7", np.arange(8, dtype=np.float32))
    counts = Storage(torch.LongStorage, "9", np.array([42]))
    state = {"turned": Tensor(floats, 2, (3, 2), (1, 3)), "count": Tensor(counts, 0, (), ())}
    tensors = read_pth(save(tmp_path / "x.pth", state, [floats, counts]))
    np.testing.assert_array_equal(tensors["turned"], np.array([[2, 5], [3, 6], [4, 7]], np.float32))
    assert tensors["count"] == 42


def test_a_call_that_is_not_on_the_whitelist_is_refused_before_it_is_made(tmp_path: Path):
    target = tmp_path / "made by the pickle"
    path = save(tmp_path / "bad.pth", {"weights": Opens(target)}, [])
    with pytest.raises(pickle.UnpicklingError, match="whitelist"):
        read_pth(path)
    assert not target.exists()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_header_is_not_trusted_either(place: int, tmp_path: Path):
    target = tmp_path / "made by the pickle"
    header = tuple(Opens(target) if i == place else part for i, part in enumerate(HEADER))
    with pytest.raises(pickle.UnpicklingError, match="whitelist"):
        read_pth(save(tmp_path / "bad.pth", {}, [], header))
    assert not target.exists()


def test_storage_types_that_are_not_known_are_refused(torch, tmp_path: Path):
    halves = Storage(torch.HalfStorage, "1", np.zeros(2, np.float16))
    path = save(tmp_path / "half.pth", {"x": Tensor(halves, 0, (2,), (1,))}, [halves])
    with pytest.raises(pickle.UnpicklingError, match=r"torch\.HalfStorage"):
        read_pth(path)


@pytest.mark.parametrize(
    ("offset", "shape", "strides"), [(6, (3,), (1,)), (-1, (2,), (1,)), (7, (2,), (-1,))]
)
def test_tensors_cannot_reach_beyond_their_storage(offset, shape, strides, torch, tmp_path: Path):
    floats = Storage(torch.FloatStorage, "1", np.arange(8, dtype=np.float32))
    path = save(tmp_path / "far.pth", {"x": Tensor(floats, offset, shape, strides)}, [floats])
    with pytest.raises(ValueError, match="beyond its storage"):
        read_pth(path)


def test_files_that_end_early_are_refused(torch, tmp_path: Path):
    floats = Storage(torch.FloatStorage, "1", np.arange(8, dtype=np.float32))
    path = save(tmp_path / "short.pth", {"x": Tensor(floats, 0, (8,), (1,))}, [floats])
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(ValueError, match="ends in the middle"):
        read_pth(path)


def test_other_pickles_are_no_checkpoint(tmp_path: Path):
    with pytest.raises(ValueError, match="not an old-style"):
        read_pth(save(tmp_path / "other.pth", {}, [], header=(1, 2, 3)))
