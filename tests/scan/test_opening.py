"""What an opened picture says of itself: frames, depth, transparency."""

from pathlib import Path

import numpy as np
import pillow_heif
import pillow_jxl  # noqa: F401
import pytest
from PIL import Image

from core.scan import decode
from core.scan.opened_picture import OpenedPicture
from core.scan.opening import open_picture
from tests.scan.pictures import corners, save


@pytest.fixture(scope="module", autouse=True)
def _writers() -> None:
    pillow_heif.register_heif_opener()


def _open(path: Path) -> OpenedPicture:
    return open_picture(path.read_bytes(), path.suffix, 64)


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", "avif", "tif", "heic"])
def test_frames_and_pages_are_counted(tmp_path: Path, suffix: str) -> None:
    rest = [Image.new("RGB", (96, 64), colour) for colour in ("black", "white")]
    assert _open(save(corners(), tmp_path / f"still.{suffix}")).frames == 1
    path = save(corners(), tmp_path / f"a.{suffix}", save_all=True, append_images=rest)
    assert _open(path).frames == 3


def test_a_still_jpeg_xl_has_one_frame(tmp_path: Path) -> None:
    assert _open(save(corners(), tmp_path / "a.jxl")).frames == 1


def test_depth_is_that_of_the_file(tmp_path: Path) -> None:
    deep = Image.fromarray(np.tile(np.linspace(0, 65535, 96, dtype=np.uint16), (64, 1)))
    for suffix in ("png", "tif", "jxl"):
        assert _open(save(corners(), tmp_path / f"a.{suffix}")).depth == 8
        assert _open(save(deep, tmp_path / f"b.{suffix}")).depth == 16


def test_transparency_counts_where_it_is_really_there(tmp_path: Path) -> None:
    clear = corners().convert("RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 48, 32))
    for image, expected in ((clear, True), (corners().convert("RGBA"), False), (corners(), False)):
        picture = _open(save(image, tmp_path / "a.png"))
        decode._upright(picture, (64, 64))
        assert picture.has_alpha is expected
