"""Threads and workers follow what the process may use."""

import os
import sys
from pathlib import Path

import pytest

from core.cores import usable_cores
from core.settings import ScanSettings


def groups(place: Path, *quotas: str) -> tuple[Path, Path]:
    """Control groups inside one another, and the file that names the innermost."""
    inner = place
    for quota in quotas:
        inner.mkdir(parents=True, exist_ok=True)
        (inner / "cpu.max").write_text(quota)
        inner = inner / "inner"
    (place / "own").write_text("0::/" + "/".join(["inner"] * (len(quotas) - 1)) + "\n")
    return place, place / "own"


@pytest.mark.parametrize(
    ("quotas", "cores"),
    [
        (("max 100000",), 16),
        (("200000 100000",), 2),
        (("50000 100000",), 1),
        (("250000 100000",), 3),
        (("200000 100000", "max 100000"), 2),
        (("max 100000", "300000 100000"), 3),
        (("nonsense",), 16),
    ],
)
def test_the_tightest_quota_counts(
    quotas: tuple[str, ...], cores: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)
    assert usable_cores(*groups(tmp_path, *quotas)) == cores


def test_without_control_groups_the_affinity_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 3, 5}, raising=False)
    assert usable_cores(tmp_path, tmp_path / "none") == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells and sets the affinity of a process")
def test_a_process_on_one_core_decodes_with_one_worker():
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert ScanSettings().worker_count == 1
    finally:
        os.sched_setaffinity(0, before)
