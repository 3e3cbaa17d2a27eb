"""Many frames of one fixed camera: the groups do not depend on what was scanned first, or at once."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.catalog.catalog import Catalog
from core.photo import Relation
from core.progress import CancelToken
from core.scan import evidence, workers
from core.scan.pipeline import ScanResult, scan
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw
from tests.scan.here import Here

FRAMES = 12


def write_frames(folder: Path) -> list[Path]:
    """Frames with drifting light and noise; through every fourth one somebody walks."""
    folder.mkdir()
    stream = np.random.default_rng(3)
    fine = Image.fromarray(stream.integers(0, 256, (60, 80, 3), dtype=np.uint8)).resize((400, 300))
    scene = Image.blend(draw(5, (400, 300)), fine, 0.4)
    paths: list[Path] = []
    for number in range(FRAMES):
        frame = scene.copy()
        if number % 4 == 3:
            ImageDraw.Draw(frame).ellipse((60 + 9 * number, 120, 80 + 9 * number, 190), fill=(180, 40, 30))
        pixels = np.asarray(frame, float) * (0.85 + 0.01 * number) + stream.normal(0, 3, (300, 400, 3))
        path = folder / f"frame_{number:02}.jpg"
        Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(path, quality=85)
        paths.append(path)
    return paths


def _as_sets(result: ScanResult) -> set[tuple[str, frozenset[tuple[str, Relation]]]]:
    return {
        (
            group.keeper.path.name,
            frozenset((member.photo.path.name, member.relation) for member in group.members),
        )
        for group in result.groups
    }


def _scanned(catalog: Catalog, root: Path) -> ScanResult:
    settings, token = ScanSettings(workers=1), CancelToken()
    return scan([root], catalog, FakeEmbedder(dim=64), settings, report=lambda _: None, cancel=token)


def test_groups_are_the_same_whatever_came_first(tmp_path: Path) -> None:
    root = tmp_path / "frames"
    paths = write_frames(root)
    for number, path in enumerate(paths):
        os.utime(path, ns=(number * 10**9, number * 10**9))
    with Catalog.open(tmp_path / "at once.sqlite3") as catalog:
        wanted = _as_sets(_scanned(catalog, root))
    assert any(len(members) >= 8 for _, members in wanted)
    aside = tmp_path / "aside"
    aside.mkdir()
    for seed in range(2):
        order = np.random.default_rng(seed).permutation(FRAMES)
        for path in paths:
            path.rename(aside / path.name)
        with Catalog.open(tmp_path / f"bit by bit {seed}.sqlite3") as catalog:
            for part in np.array_split(order, 4):
                for number in part:
                    (aside / paths[number].name).rename(paths[number])
                latest = _scanned(catalog, root)
            assert _as_sets(latest) == wanted


def test_frames_that_lie_on_each_other_are_not_registered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "frames"
    paths = write_frames(root)
    for path in paths[3::4]:
        path.unlink()
    registered: list[int] = []
    monkeypatch.setattr(evidence, "register", lambda *_: registered.append(1))
    monkeypatch.setattr(workers, "_OwnHelpers", lambda *_: Here())
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        result = _scanned(catalog, root)
    assert [len(group.photos) for group in result.groups] == [len(paths) * 3 // 4]
    assert not registered
