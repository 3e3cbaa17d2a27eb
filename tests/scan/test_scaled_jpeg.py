"""Ordinary JPEGs come at the fewest eighths that suffice, with Pillow's own pixels; others are left to it."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import UnreadablePhoto
from core.scan import scaled_jpeg
from core.scan.decode import decode
from core.scan.scaled_jpeg import decode_scaled, frame_header, is_ordinary
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
    with pytest.raises(ValueError, match="Premature end"):
        decode_scaled(path.read_bytes(), SIZE, "RGB", (400, 300))
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


def _with_frame(data: bytes, place: int, value: int, start: int = 0) -> bytes:
    """The same file with one byte of its frame header changed; 0 is the marker's last byte."""
    at = next(at for at in range(start, len(data)) if data[at] == 0xFF and data[at + 1] in (0xC0, 0xC2)) + 1
    return data[: at + place] + bytes([value]) + data[at + place + 1 :]


@pytest.mark.parametrize("kind", [0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF])
def test_frames_that_are_not_huffman_coded_are_left_to_pillow(kind: int) -> None:
    data = _with_frame(_jpeg(), 0, kind)
    frame = frame_header(data)
    assert frame is not None
    assert frame.kind == kind
    assert not is_ordinary(data, SIZE, "RGB")


@pytest.mark.parametrize(
    ("place", "value"), [(3, 12), (3, 16), (8, 2), (8, 4), (10, 0x31), (13, 0x22), (4, 9)]
)
def test_other_depths_components_samplings_and_sizes_are_left_to_pillow(place: int, value: int) -> None:
    assert is_ordinary(_jpeg(), SIZE, "RGB")
    assert not is_ordinary(_with_frame(_jpeg(), place, value), SIZE, "RGB")


def test_a_frame_in_an_embedded_preview_is_not_the_files_own() -> None:
    inner = _jpeg(size=(160, 120))
    data = _jpeg()
    data = data[:2] + b"\xff\xe5" + (len(inner[:60_000]) + 2).to_bytes(2, "big") + inner[:60_000] + data[2:]
    frame = frame_header(data)
    assert frame is not None
    assert frame.size == SIZE


def test_markers_that_make_no_sense_are_left_to_pillow() -> None:
    for data in (b"", b"\xff\xd8", b"\xff\xd8\xff\xda\0\2", b"\xff\xd8" + bytes(20), b"\xff\xd8\xff\xe0\0\0"):
        assert frame_header(data) is None
