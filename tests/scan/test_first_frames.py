"""Files of several pictures open at the first, and say how many there are."""

import struct
import subprocess
from pathlib import Path
from shutil import which

import pytest
from PIL import Image

from core.scan.decode import open_upright
from core.scan.iso_media import read_iso
from core.scan.jxl import jxl_codestream, jxl_metadata
from core.scan.jxl_frames import jxl_animation
from core.scan.opening import open_picture
from tests.scan.pictures import corners, save

OTHERS = [Image.new("RGB", (96, 64), colour) for colour in ("black", "white")]


def animation(path: Path, **options: object) -> Path:
    return save(corners(), path, save_all=True, append_images=OTHERS, duration=100, **options)


def difference(path: Path, expected: Image.Image) -> float:
    import numpy as np

    found = open_upright(path)
    assert found.size == expected.size
    return float(abs(np.asarray(found, int) - np.asarray(expected, int)).mean())


def cjxl(source: Path, *options: str) -> Path:
    if which("cjxl") is None:
        pytest.skip("needs cjxl of libjxl-tools")
    path = source.with_suffix(".jxl")
    subprocess.run(["cjxl", source, path, *options], check=True, capture_output=True)
    return path


@pytest.mark.parametrize("suffix", ["gif", "png"])
@pytest.mark.parametrize("options", [("-d", "0"), ("-d", "1"), ("-d", "1", "--container=1")])
def test_an_animated_jpeg_xl_opens_at_its_first_frame(tmp_path: Path, suffix: str, options: tuple[str, ...]):
    path = cjxl(animation(tmp_path / f"a.{suffix}"), *options)
    assert difference(path, corners()) < 8
    assert open_picture(path.read_bytes(), ".jxl", 64).frames == 3


def test_the_first_frame_of_a_jpeg_xl_is_found_behind_a_colour_profile(tmp_path: Path):
    data = cjxl(animation(tmp_path / "a.png"), "-d", "0").read_bytes()
    if not jxl_metadata(data).has_profile:
        pytest.skip("this cjxl writes no profile here")
    found = jxl_animation(jxl_codestream(data))
    assert found is not None
    assert found.frames == 3


def test_a_gif_whose_first_frame_is_smaller_lies_on_white(tmp_path: Path):
    path = save(Image.new("RGB", (40, 30), "red"), tmp_path / "a.gif")
    data = bytearray(path.read_bytes())
    at = data.index(b"\x2c", 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0))
    struct.pack_into("<HH", data, 6, 96, 64)
    struct.pack_into("<HH", data, at + 1, 20, 10)
    path.write_bytes(data)
    expected = Image.new("RGB", (96, 64), "white")
    expected.paste("red", (20, 10, 60, 40))
    assert difference(path, expected) < 1


def test_an_animated_png_opens_at_the_first_frame_of_its_animation(tmp_path: Path):
    path = tmp_path / "a.png"
    Image.new("RGB", (96, 64), "lime").save(
        path, save_all=True, append_images=[corners(), *OTHERS], default_image=True
    )
    assert difference(path, corners()) < 1
    assert open_picture(path.read_bytes(), ".png", 64).frames == 3


def test_frames_of_an_avif_are_counted_in_its_track(tmp_path: Path):
    path = animation(tmp_path / "a.avif", quality=90)
    assert read_iso(path.read_bytes()).frames == 3
    assert difference(path, corners()) < 8


def test_the_other_view_of_a_stereo_pair_counts_and_a_preview_does_not(tmp_path):
    other = corners().transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for second, expected in ((other, 2), (corners().resize((48, 32)), 1)):
        path = save(corners(), tmp_path / "a.mpo", save_all=True, append_images=[second])
        assert open_picture(path.read_bytes(), ".jpg", 1 << 16).frames == expected
        assert difference(path, corners()) < 8
