"""The small copy in a HEIC stands for the photo where it shows the same, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from benchmarks.phone_heic import phone_heic
from core.photo import DecodedPhoto
from core.scan.decode import decode, decode_whole
from core.scan.full_picture import open_full
from core.scan.heif_grid import heif_grid
from core.scan.walk import stat_image
from tests.photos import draw

SIDE = 96
SMALL = (160, 120)


def picture(number: int = 0) -> Image.Image:
    """Shapes on a coloured ground that is nowhere flat."""
    noise = np.random.default_rng(number).normal(0, 60, (24, 32, 3))
    ground = np.clip(128 + noise, 0, 255).astype(np.uint8)
    smooth = Image.fromarray(ground).resize((512, 384), Image.Resampling.BICUBIC)
    return Image.blend(smooth, draw(number, (512, 384)).convert("RGB"), 0.4)


def small(image: Image.Image) -> Image.Image:
    return image.resize(SMALL, Image.Resampling.BOX)


def heic(folder: Path, **options: object) -> Path:
    path = folder / "a.heic"
    path.write_bytes(phone_heic(picture(), tile=128, **options))  # type: ignore[arg-type]
    return path


def read(path: Path, side: int = SIDE) -> tuple[DecodedPhoto, DecodedPhoto]:
    return decode(stat_image(path), side), decode_whole(stat_image(path), side)


def far(one: DecodedPhoto, other: DecodedPhoto) -> float:
    return float(np.abs(one.pixels.astype(int) - other.pixels).mean())


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_copy_that_shows_the_picture_stands_for_it(tmp_path: Path, orientation: int) -> None:
    draft, whole = read(heic(tmp_path, orientation=orientation))
    assert draft.is_draft
    assert not whole.is_draft
    assert far(draft, whole) < 4
    assert (draft.width, draft.height) == (whole.width, whole.height) == (512, 384)
    assert (draft.sha256, draft.exif, draft.format) == (whole.sha256, whole.exif, whole.format)


def test_a_copy_of_single_pixels_stands_for_the_picture_too(tmp_path: Path) -> None:
    """As libheif makes them."""
    nearest = picture().resize(SMALL, Image.Resampling.NEAREST)
    assert read(heic(tmp_path, thumbnail=nearest))[0].is_draft


@pytest.mark.parametrize("height", [120, 122])
def test_a_copy_may_be_a_line_higher_to_be_even(tmp_path: Path, height: int) -> None:
    """160 x 120.3 pixels would be right."""
    path = tmp_path / "a.heic"
    whole = picture().resize((512, 385))
    path.write_bytes(phone_heic(whole, tile=128, thumbnail=whole.resize((160, height), Image.Resampling.BOX)))
    assert decode(stat_image(path), SIDE).is_draft


def barred(image: Image.Image) -> Image.Image:
    return ImageOps.expand(image.resize((160, 100)), (0, 10), "black")


def in_a_frame(image: Image.Image) -> Image.Image:
    return ImageOps.expand(image.crop((4, 4, 156, 116)), 4, (90, 120, 60))


OTHERS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "another picture": lambda _: small(picture(1)),
    "between bars": barred,
    "in a frame": in_a_frame,
    "of another shape": lambda image: image.resize((160, 160)),
    "cropped": lambda image: image.crop((16, 12, 160, 120)).resize(SMALL),
    "upside down": lambda image: image.transpose(Image.Transpose.ROTATE_180),
    "mirrored": ImageOps.mirror,
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.12),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.88),
    "in black and white": lambda image: image.convert("L").convert("RGB"),
    "out of focus": lambda image: image.filter(ImageFilter.GaussianBlur(9)),
    "one plain colour": lambda _: Image.new("RGB", SMALL, (120, 120, 120)),
}


@pytest.mark.parametrize("other", OTHERS)
def test_a_copy_that_shows_something_else_is_not_used(tmp_path: Path, other: str) -> None:
    found, whole = read(heic(tmp_path, thumbnail=OTHERS[other](small(picture()))))
    assert not found.is_draft
    assert far(found, whole) == 0


def test_a_copy_that_is_turned_otherwise_is_not_used(tmp_path: Path) -> None:
    for orientation, of_copy in ((6, 1), (1, 3), (6, 8)):
        found, _ = read(heic(tmp_path, orientation=orientation, thumbnail_orientation=of_copy))
        assert not found.is_draft


def test_a_copy_that_is_smaller_than_the_model_wants_is_not_used(tmp_path: Path) -> None:
    path = heic(tmp_path)
    assert not decode(stat_image(path), 260).is_draft


def test_a_picture_of_few_tiles_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(phone_heic(picture(), tile=256))
    assert not decode(stat_image(path), SIDE).is_draft


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_a_heic_that_is_cut_short_is_told_as_it_is_when_read_whole(tmp_path: Path, share: float) -> None:
    path = heic(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    found, whole = read(path)
    assert not found.is_draft
    assert far(found, whole) == 0
    assert not open_full(path).sound


def test_a_copy_that_is_cut_short_costs_nothing_but_time(tmp_path: Path) -> None:
    path = heic(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * 0.9)])  # it lies behind the tiles
    assert not decode(stat_image(path), SIDE).is_draft
    assert open_full(path).sound


def test_a_heic_with_a_tile_that_is_overwritten_is_read_whole_and_told(tmp_path: Path) -> None:
    path = heic(tmp_path)
    assert open_full(path).sound
    data = bytearray(path.read_bytes())
    grid = heif_grid(bytes(data))
    assert grid is not None
    start, end = grid.tiles[-1]
    data[start:end] = bytes(end - start)
    path.write_bytes(data)
    assert not decode(stat_image(path), SIDE).is_draft
    assert not open_full(path).sound
