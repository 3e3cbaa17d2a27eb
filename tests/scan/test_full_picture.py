"""Photos at full size: all of their rows, and no longer in memory than a pair asks for them."""

import weakref
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.match.ground import plain_ground
from core.scan import full_look
from core.scan.decode import decode
from core.scan.full_look import CloseLook, Seen, compare_all
from core.scan.full_picture import open_full
from tests.photos import grainy, image_file, save


def test_a_picture_taller_than_a_strip_has_all_of_its_rows(tmp_path: Path):
    picture = grainy(4, (30, 333))
    opened = open_full(save(picture, tmp_path / "tall.png"))
    assert (opened.pixels == np.asarray(picture)).all()


def test_a_tall_cut_out_is_laid_on_white_from_its_first_row_to_its_last(tmp_path: Path):
    pixels = np.zeros((700, 20, 4), np.uint8)
    pixels[:, 5:15, 3] = 255
    opened = open_full(save(Image.fromarray(pixels), tmp_path / "cut.png"))
    assert (opened.pixels[:, :5] == 255).all()
    assert (opened.pixels[:, 5:15] == 0).all()
    assert (opened.on_ground((9, 8, 7)).pixels[:, :5] == (9, 8, 7)).all()


@pytest.mark.parametrize(("tone", "ground"), [(255, (0, 0, 0)), (20, (255, 255, 255))])
def test_what_is_seen_in_the_last_rows_alone_decides_the_ground(tone: int, ground: tuple[int, int, int]):
    pixels = np.full((700, 20, 4), 255, np.uint8)
    pixels[:650, :, 3] = 0
    pixels[650:, :, :3] = tone
    assert plain_ground(Image.fromarray(pixels)) == ground


def test_a_photo_is_decoded_once_and_let_go_after_its_last_pair(tmp_path: Path, monkeypatch):
    picture = grainy(6)
    paths = [save(picture, tmp_path / f"{n}.jpg", quality=70 + n) for n in range(5)]
    photos = {n: Seen(path, decode(image_file(path), 224).thumbnail) for n, path in enumerate(paths)}
    opened: list[weakref.ref[np.ndarray]] = []
    kept: list[int] = []

    def open_watched(path: Path, sha256: bytes):
        kept.append(sum(pixels() is not None for pixels in opened))
        found = open_full(path, sha256)
        opened.append(weakref.ref(found.pixels))
        return found

    monkeypatch.setattr(full_look, "open_full", open_watched)
    compare_all(CloseLook(paths[0], photos, ((0, 1), (0, 2), (0, 3), (0, 4))))
    assert kept == [0, 1, 1, 1, 1]
