"""Ordinary JPEGs come at the fewest eighths that suffice, with Pillow's own pixels; others are left to it."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import UnreadablePhoto
from core.scan import scaled_jpeg
from core.scan.decode import decode
from core.scan.scaled_jpeg import decode_scaled
from core.scan.walk import stat_image
from tests.scan.pictures import noise

pytest.importorskip("simplejpeg", reason="the quicker decoder is not installed")

SIZE = (1456, 1090)


def _jpeg(mode: str = "RGB", size: tuple[int, int] = SIZE, **options: object) -> bytes:
    encoded = BytesIO()
    noise(*size).convert(mode).save(encoded, "JPEG", **options)
    return encoded.getvalue()


@pytest.mark.parametrize(
    ("want", "size"),
    [((182, 136), (182, 137)), ((183, 136), (364, 273)), ((400, 300), (546, 409)), ((728, 545), (728, 545))],
)
def test_fewest_eighths_that_suffice_are_decoded(want: tuple[int, int], size: tuple[int, int]) -> None:
    found = decode_scaled(_jpeg(), SIZE, "RGB", want)
    assert found is not None
    assert found.size == size


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("halvings", [2, 4, 8])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": "4:4:4"}])
def test_pixels_are_those_that_pillow_gives(mode: str, halvings: int, options: dict[str, object]) -> None:
    data = _jpeg(mode, **options)
    want = SIZE[0] // halvings, SIZE[1] // halvings
    found = decode_scaled(data, SIZE, mode, want)
    with Image.open(BytesIO(data)) as pillow:
        pillow.draft(None, want)
        assert found is not None
        assert found.mode == pillow.mode
        assert np.array_equal(np.asarray(found), np.asarray(pillow))


def test_more_than_half_is_left_to_pillow() -> None:
    assert decode_scaled(_jpeg(), SIZE, "RGB", (729, 300)) is None


def test_colours_of_print_are_left_to_pillow() -> None:
    assert decode_scaled(_jpeg("CMYK"), SIZE, "CMYK", (400, 300)) is None


def test_file_that_is_cut_short_is_left_to_pillow_which_says_so(tmp_path: Path) -> None:
    data = _jpeg()
    path = tmp_path / "a.jpg"
    path.write_bytes(data[: len(data) // 2])
    assert decode_scaled(path.read_bytes(), SIZE, "RGB", (400, 300)) is None
    with pytest.raises(UnreadablePhoto, match="cut short"):
        decode(stat_image(path), 64)


def test_file_of_another_size_than_its_header_promised_is_left_to_pillow() -> None:
    assert decode_scaled(_jpeg(size=(2912, 2180)), SIZE, "RGB", (400, 300)) is None


def test_photos_are_read_without_the_quicker_decoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(_jpeg())
    quick = decode(stat_image(path), 64)
    monkeypatch.setattr(scaled_jpeg, "_simplejpeg", lambda: None)
    plain = decode(stat_image(path), 64)
    assert plain.pixels.shape == quick.pixels.shape
    assert np.abs(plain.pixels.astype(int) - quick.pixels).mean() < 2
