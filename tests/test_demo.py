"""The demo's library: near-duplicates of every kind, the same each time, and nothing left half done."""

from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from core.demo import make_demo_library
from core.demo.album import ALBUM, BROKEN, BURST_STEP
from core.embed.registry import load_embedder
from core.errors import NearDupError
from core.progress import Cancelled, CancelToken, Progress


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    make_demo_library(folder, report=lambda _: None, cancel=CancelToken(), long_side=320)
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _group_paths() -> list[list[str]]:
    return [
        [motif.frame_path(frame) for frame in range(motif.frames)] + [copy.path for copy in motif.copies]
        for motif in ALBUM
    ]


def test_a_newcomer_sees_a_dozen_groups_and_a_few_singles(library: Path) -> None:
    groups = _group_paths()
    assert 40 <= len(_files(library)) <= 60
    assert sum(len(group) > 1 for group in groups) >= 12
    assert sum(len(group) == 1 for group in groups) >= 3
    expected = sorted([library / path for group in groups for path in group] + [library / BROKEN])
    assert _files(library) == expected


def test_every_file_but_one_opens(library: Path) -> None:
    for path in _files(library):
        if path == library / BROKEN:
            with pytest.raises((UnidentifiedImageError, OSError)), Image.open(path) as image:
                image.load()
        else:
            with Image.open(path) as image:
                image.load()


def test_copies_without_an_edit_are_the_same_bytes(library: Path) -> None:
    exact = 0
    for motif in ALBUM:
        for copy in motif.copies:
            original = (library / motif.frame_path(0)).read_bytes()
            same = (library / copy.path).read_bytes() == original
            assert same == (copy.edit is None)
            exact += same
    assert exact >= 4


def test_only_scenes_that_repeat_look_alike(library: Path) -> None:
    embedder = load_embedder()
    side = embedder.spec.input_size
    names, scenes, batch = [], [], []
    for number, group in enumerate(_group_paths()):
        for path in group:
            with Image.open(library / path) as image:
                upright = ImageOps.exif_transpose(image.convert("RGB"))
                batch.append(np.asarray(upright.resize((side, side))))
            names.append(path)
            scenes.append(number)
    vectors = embedder.embed(np.stack(batch))
    cosines = vectors @ vectors.T
    same = np.equal.outer(scenes, scenes)
    lookalikes = [(names[a], names[b]) for a, b in np.argwhere(~same & (cosines > 0.4)) if a < b]
    assert not lookalikes
    first = {scene: scenes.index(scene) for scene in scenes}
    strangers = [name for row, name in enumerate(names) if cosines[row, first[scenes[row]]] < 0.6]
    assert not strangers


def test_bursts_are_seconds_apart_and_carry_a_camera(library: Path) -> None:
    motif = next(motif for motif in ALBUM if motif.frames == 3)
    facts = [_camera_and_time(library / motif.frame_path(frame)) for frame in range(3)]
    assert {camera for camera, _ in facts} == {"Demo Camera"}
    assert [taken for _, taken in facts] == [
        f"{motif.taken + frame * BURST_STEP:%Y:%m:%d %H:%M:%S}" for frame in range(3)
    ]


def _camera_and_time(path: Path) -> tuple[str, str]:
    with Image.open(path) as image:
        exif = image.getexif()
        detail = exif.get_ifd(ExifTags.IFD.Exif)
        return exif[ExifTags.Base.Model], detail[ExifTags.Base.DateTimeOriginal]


def test_a_photo_stored_on_its_side_is_upright_by_its_orientation(library: Path) -> None:
    motif = next(motif for motif in ALBUM if motif.on_its_side)
    with Image.open(library / motif.frame_path(0)) as image:
        assert image.width > image.height
        upright = ImageOps.exif_transpose(image)
    exported = next(copy.path for copy in motif.copies if copy.path.endswith(".png"))
    with Image.open(library / exported) as image:
        small = (24, 32)
        difference = np.abs(
            np.asarray(upright.resize(small), dtype=float) - np.asarray(image.resize(small), dtype=float)
        )
    assert difference.mean() < 6


def test_the_same_seed_draws_the_same_library_and_reports_each_file(library: Path, tmp_path: Path) -> None:
    said: list[Progress] = []
    count = make_demo_library(tmp_path, report=said.append, cancel=CancelToken(), long_side=320)
    assert count == len(_files(tmp_path)) == said[-1].done == said[-1].total
    assert [progress.done for progress in said] == list(range(count + 1))
    for path in _files(tmp_path):
        assert path.read_bytes() == (library / path.relative_to(tmp_path)).read_bytes()


def test_cancelling_stops_before_the_next_file(tmp_path: Path) -> None:
    cancel = CancelToken()

    def stop_at_the_second(progress: Progress) -> None:
        if progress.done == 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        make_demo_library(tmp_path, report=stop_at_the_second, cancel=cancel, long_side=320)
    assert len(_files(tmp_path)) == 2


def test_a_folder_that_cannot_be_made_is_named_in_a_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    with pytest.raises(NearDupError, match=r"cannot be written to .*file.*\.$"):
        make_demo_library(in_the_way, report=lambda _: None, cancel=CancelToken(), long_side=320)
