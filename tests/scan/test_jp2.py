"""JPEG 2000 of more than eight bits keeps its whites; a profile in its container counts."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from core.scan.decode import open_upright
from core.scan.jp2 import jp2_header
from tests.scan.pictures import corners, save

ENCODER = shutil.which("opj_compress")


@pytest.mark.skipif(ENCODER is None, reason="needs opj_compress of OpenJPEG")
@pytest.mark.parametrize("bits", [10, 12, 16])
@pytest.mark.parametrize("suffix", ["jp2", "j2k"])
def test_white_stays_white(tmp_path: Path, bits: int, suffix: str) -> None:
    assert ENCODER is not None
    plain = np.asarray(corners(96, 64)).copy()
    plain[:32] = 255
    most = (1 << bits) - 1
    source = tmp_path / "a.ppm"
    samples = np.round(plain / 255 * most).astype(">u2")
    source.write_bytes(b"P6\n96 64\n%d\n" % most + samples.tobytes())
    path = tmp_path / f"a.{suffix}"
    subprocess.run([ENCODER, "-i", source, "-o", path], check=True, capture_output=True)
    assert np.abs(np.asarray(open_upright(path)).astype(int) - plain).mean() < 2


def test_profile_of_the_container_is_found(tmp_path: Path) -> None:
    data = save(corners(), tmp_path / "a.jp2").read_bytes()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    at = data.index(b"colr") - 4
    length = int.from_bytes(data[at : at + 4], "big")
    box = (11 + len(profile)).to_bytes(4, "big") + b"colr\2\0\0" + profile
    header = data.index(b"jp2h") - 4
    grown = int.from_bytes(data[header : header + 4], "big") + len(box) - length
    data = data[:header] + grown.to_bytes(4, "big") + data[header + 4 : at] + box + data[at + length :]
    assert jp2_header(data).profile == profile
    path = tmp_path / "b.jp2"
    path.write_bytes(data)
    assert np.abs(np.asarray(open_upright(path)).astype(int) - np.asarray(Image.open(path))).mean() < 3
