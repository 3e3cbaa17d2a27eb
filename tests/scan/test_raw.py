"""A camera's RAW file has the size, the shape and the way up that LibRaw gives it, cropped as DNG says."""

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.photo import ExifFacts
from core.scan.decode import decode, open_upright
from core.scan.raw import open_raw
from tests.scan.decoders import file_named
from tests.scan.dng import Tag, dng
from tests.scan.pictures import corners, is_upright, lying

CROP: tuple[Tag, ...] = (
    (50719, 4, struct.pack("<II", 20, 4)),  # DefaultCropOrigin
    (50720, 4, struct.pack("<II", 56, 56)),  # DefaultCropSize
)


def _stretch(across: int, down: int) -> tuple[Tag, ...]:
    return ((50718, 5, struct.pack("<IIII", across, 1, down, 1)),)  # DefaultScale


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _size(path: Path) -> tuple[int, int]:
    photo = decode(file_named(str(path)), 32)
    return photo.width, photo.height


@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_eight_ways_to_hold_a_camera_end_upright(tmp_path: Path, orientation: int) -> None:
    path = _write(tmp_path / "a.dng", dng(lying(orientation)[0], orientation))
    assert _size(path) == (96, 64)
    assert _colours(open_upright(path)) == "RGB"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_preview_that_lies_as_the_sensor_is_turned_with_it(tmp_path: Path, orientation: int) -> None:
    image = lying(orientation)[0]
    path = _write(tmp_path / "a.dng", dng(image, orientation, preview=image))
    assert _size(path) == (96, 64)
    assert is_upright(np.asarray(open_upright(path, 64)), 40)


def test_a_preview_that_stands_upright_already_is_not_turned(tmp_path: Path) -> None:
    upright = corners(64, 96)
    path = _write(tmp_path / "a.dng", dng(upright.transpose(Image.Transpose.ROTATE_90), 6, preview=upright))
    assert _size(path) == (64, 96)
    assert is_upright(np.asarray(open_upright(path, 64)), 40)


def test_the_default_crop_cuts_and_does_not_squash(tmp_path: Path) -> None:
    bars = corners(96, 64)
    bars.paste((255, 255, 255), (0, 0, 20, 64))
    bars.paste((255, 255, 255), (76, 0, 96, 64))
    path = _write(tmp_path / "a.dng", dng(bars, extra=CROP))
    assert _size(path) == (56, 56)
    shown = open_upright(path)
    assert shown.size == (28, 28)
    assert np.asarray(shown).min(axis=2).max() < 200  # nothing white is left
    assert _colours(shown) == "RGB"


def test_a_crop_lies_on_the_sensor_and_turns_with_it(tmp_path: Path) -> None:
    corner = (50719, 4, struct.pack("<II", 0, 0))
    path = _write(tmp_path / "a.dng", dng(lying(6)[0], 6, extra=(corner, CROP[1])))
    assert _size(path) == (56, 56)
    shown = open_upright(path)
    assert _colours(shown) == "RGB"
    assert np.asarray(shown)[2, 14].argmax() == 1  # of the upright picture's width the right 56 of 96


@pytest.mark.parametrize(("across", "down", "size"), [(1, 2, (96, 128)), (3, 1, (288, 64))])
def test_cells_that_are_no_squares_are_stretched(
    tmp_path: Path, across: int, down: int, size: tuple[int, int]
) -> None:
    path = _write(tmp_path / "a.dng", dng(corners(), extra=_stretch(across, down)))
    assert _size(path) == size
    shown = open_upright(path)
    assert abs(shown.width * size[1] - shown.height * size[0]) <= max(size) * 2


def test_a_preview_of_another_shape_does_not_stand_for_the_photo(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.dng", dng(corners(), preview=Image.new("RGB", (96, 96), "white")))
    assert _size(path) == (96, 64)
    assert _colours(open_upright(path)) == "RGB"


def test_a_sensor_of_diagonal_cells_has_the_size_of_its_picture(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.dng", dng(corners(), extra=((50711, 3, struct.pack("<H", 2)),)))  # CFALayout
    width, height = _size(path)
    assert (width, height) == open_upright(path).size  # LibRaw calls it 112 x 111, the turned square
    assert (width, height) == (66, 90)


def test_what_libraw_writes_into_a_preview_is_no_fact() -> None:
    data = dng(corners(), preview=corners()).replace(b"Acme\0", b"\0" * 5).replace(b"One\0", b"\0" * 4)
    assert open_raw(data, 32).exif == ExifFacts()


def _colours(image: Image.Image) -> str:
    """The strongest colour of three corners: upper left, upper right, lower left."""
    pixels = np.asarray(image)
    return "".join("RGB"[int(pixels[y, x].argmax())] for y, x in ((2, 2), (2, -3), (-3, 2)))
