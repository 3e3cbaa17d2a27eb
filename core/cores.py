"""How many cores this process may use, which is not how many the computer has.

`os.cpu_count()`, ONNX Runtime and OpenCV count all of them, whatever a container or `taskset` allows.
"""

import math
import os
from pathlib import Path

_CGROUPS = Path("/sys/fs/cgroup")


def usable_cores(cgroups: Path = _CGROUPS, own: Path = Path("/proc/self/cgroup")) -> int:
    """At least 1: the cores that the process may run on, or its quota of time if that is less.

    Args:
        cgroups: where the control groups are mounted (version 2; kernel documentation, `cpu.max`).
        own: where the system says which of them is ours.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, math.ceil(_quota(cgroups, own))))


def _quota(cgroups: Path, own: Path) -> float:
    """Cores' worth of time that the tightest group around this process has; or very many."""
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except OSError:
        return 2**16
    inside = next((line.removeprefix("0::").lstrip("/") for line in lines if line.startswith("0::")), "")
    place = cgroups / inside
    groups = [place, *(parent for parent in place.parents if parent.is_relative_to(cgroups))]
    return min((_share(group / "cpu.max") for group in groups), default=2**16)


def _share(file: Path) -> float:
    try:
        quota, period = file.read_text(encoding="utf-8").split()
        return 2**16 if quota == "max" else int(quota) / int(period)
    except (OSError, ValueError, ZeroDivisionError):
        return 2**16
