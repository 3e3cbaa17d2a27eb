"""Looks for an NVIDIA card by asking its driver, and nothing else.

The driver's library is there exactly where the driver is, so on a machine without one the question costs one
failed `dlopen`, a tenth of a millisecond, and no runtime is imported. Source: CUDA Driver API and NVML, the C
interfaces that every driver carries.
"""

import ctypes
import sys
from dataclasses import dataclass
from typing import Any

_DRIVER = {"linux": "libcuda.so.1", "win32": "nvcuda.dll"}
_MANAGEMENT = {"linux": "libnvidia-ml.so.1", "win32": "nvml.dll"}
_COMPUTE_MAJOR, _COMPUTE_MINOR = 75, 76
_TEXT = 256


@dataclass(frozen=True, slots=True)
class Gpu:
    """The first NVIDIA card of this machine.

    `compute` is its compute capability, `memory` in bytes, `driver` the driver's own version and `cuda` the
    newest CUDA that the driver carries.
    """

    name: str
    compute: tuple[int, int]
    memory: int
    driver: str
    cuda: tuple[int, int]


def has_driver() -> bool:
    """Whether an NVIDIA driver is installed; the cheap test that comes before everything else."""
    return _load(_DRIVER) is not None


def find_gpu() -> Gpu | None:
    """The first card that the driver can use; None without a driver, or where it sees no card.

    Asking starts the driver in this process, which takes a few tenths of a second where there is a card.
    """
    driver = _load(_DRIVER)
    if driver is None or driver.cuInit(0) != 0:
        return None
    count, device, version = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    if driver.cuDeviceGetCount(ctypes.byref(count)) != 0 or count.value < 1:
        return None
    if driver.cuDeviceGet(ctypes.byref(device), 0) != 0:
        return None
    name, memory = ctypes.create_string_buffer(_TEXT), ctypes.c_size_t()
    driver.cuDeviceGetName(name, _TEXT, device)
    driver.cuDeviceTotalMem_v2(ctypes.byref(memory), device)
    driver.cuDriverGetVersion(ctypes.byref(version))
    return Gpu(
        name=name.value.decode("utf-8", "replace"),
        compute=(_attribute(driver, _COMPUTE_MAJOR, device), _attribute(driver, _COMPUTE_MINOR, device)),
        memory=memory.value,
        driver=_driver_version() or f"CUDA {version.value // 1000}.{version.value % 1000 // 10}",
        cuda=(version.value // 1000, version.value % 1000 // 10),
    )


def _attribute(driver: Any, number: int, device: ctypes.c_int) -> int:
    value = ctypes.c_int()
    driver.cuDeviceGetAttribute(ctypes.byref(value), number, device)
    return value.value


def _driver_version() -> str:
    """The driver's version as people know it, "580.105.08"; "" if the management library is not there."""
    library = _load(_MANAGEMENT)
    if library is None or library.nvmlInit_v2() != 0:
        return ""
    text = ctypes.create_string_buffer(_TEXT)
    found = library.nvmlSystemGetDriverVersion(text, _TEXT) == 0
    library.nvmlShutdown()
    return text.value.decode("ascii", "replace") if found else ""


def _load(names: dict[str, str]) -> Any:
    """A library of the driver; None on platforms and machines that have none."""
    name = names.get(sys.platform)
    if name is None:
        return None
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None
