"""Asking about a part of a picture, and about pixels that are in no file."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.catalog.catalog import Catalog
from core.errors import NearDupError, UnreadablePhoto
from core.progress import CancelToken
from core.scan.pipeline import scan
from core.search.query import Crop, find_similar
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw, save


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder(dim=64)


@pytest.fixture
def catalog(tmp_path: Path, embedder: FakeEmbedder):
    root = tmp_path / "Photos"
    for number in range(6):
        save(draw(number), root / f"{number}.png")
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        scan([root], opened, embedder, ScanSettings(workers=1), report=lambda p: None, cancel=CancelToken())
        yield opened


def ask(image, catalog: Catalog, embedder: FakeEmbedder, crop: Crop | None = None) -> list[str]:
    found = find_similar(image, catalog, embedder, crop=crop, cancel=CancelToken())
    return [neighbour.photo.path.name for neighbour in found]


def collage(path: Path) -> Path:
    """Two scanned pictures side by side, in one that was not scanned."""
    both = Image.new("RGB", (320, 120))
    both.paste(draw(1), (0, 0))
    both.paste(draw(4), (160, 0))
    return save(both, path)


def test_a_part_of_a_picture_finds_what_that_part_shows(catalog, embedder, tmp_path):
    image = collage(tmp_path / "both.png")
    assert ask(image, catalog, embedder, Crop(0.0, 0.0, 0.5, 1.0))[0] == "1.png"
    assert ask(image, catalog, embedder, Crop(0.5, 0.0, 1.0, 1.0))[0] == "4.png"


def test_a_part_is_meant_as_the_picture_is_seen_upright(catalog, embedder, tmp_path):
    turned = Image.open(collage(tmp_path / "both.png")).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees clockwise
    path = tmp_path / "turned.jpg"
    turned.save(path, exif=exif, quality=95)
    assert ask(path, catalog, embedder, Crop(0.5, 0.0, 1.0, 1.0))[0] == "4.png"


def test_a_scanned_photo_s_part_is_read_from_the_file_and_not_taken_from_the_catalogue(
    catalog, embedder, tmp_path
):
    embedder.calls.clear()
    found = ask(tmp_path / "Photos" / "2.png", catalog, embedder, Crop(0.0, 0.0, 1.0, 0.5))
    assert embedder.calls == [1]
    assert "2.png" not in found


def test_pixels_that_are_in_no_file_find_their_like(catalog, embedder):
    pixels = np.asarray(draw(3).resize((90, 70)))
    assert ask(pixels, catalog, embedder)[0] == "3.png"
    wide = np.concatenate([pixels, np.zeros_like(pixels)], axis=1)
    assert ask(wide, catalog, embedder, Crop(0.0, 0.0, 0.5, 1.0))[0] == "3.png"


@pytest.mark.parametrize(
    "rectangle", [(0.5, 0.0, 0.5, 1.0), (0.6, 0.0, 0.5, 1.0), (-0.1, 0.0, 1.0, 1.0), (0.0, 0.0, 1.0, 1.1)]
)
def test_what_is_no_rectangle_of_the_picture_is_refused_with_an_example(rectangle):
    with pytest.raises(NearDupError, match=r"0\.25,0\.1,0\.75,0\.6"):
        Crop(*rectangle)


def test_the_smallest_part_still_has_a_pixel():
    assert Crop(0.999, 0.999, 1.0, 1.0).box(10, 10) == (9, 9, 10, 10)


def test_a_part_of_what_cannot_be_read_ends_in_a_reason(catalog, embedder, tmp_path):
    (tmp_path / "note.jpg").write_text("no picture")
    with pytest.raises(UnreadablePhoto):
        ask(tmp_path / "note.jpg", catalog, embedder, Crop(0.0, 0.0, 0.5, 0.5))
