"""What two pictures differ in: nothing, a spot, or nothing once they lie on each other."""

import numpy as np
from PIL import Image, ImageDraw

from nearDup_gui.comparing.difference import difference, is_whole


def scene(width: int = 640, height: int = 480) -> Image.Image:
    """Coloured discs on a gradient, the same whenever it is asked for."""
    random = np.random.default_rng(7)
    across = np.linspace(40, 160, width)[None, :, None]
    down = np.linspace(0, 60, height)[:, None, None]
    image = Image.fromarray((across + down + np.array([0, 10, 20])).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, r = (int(random.integers(low, high)) for low, high in ((0, width), (0, height), (6, 40)))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple(int(c) for c in random.integers(0, 255, 3)))
    return image


def cropped_by(x: float, y: float, scale: float) -> np.ndarray:
    """The mapping of thumbnails from a picture to its part that begins at (x, y)."""
    return np.array([[scale, 0, -x * scale], [0, scale, -y * scale], [0, 0, 1.0]])


def test_a_picture_and_itself_differ_in_nothing() -> None:
    found = difference(scene(), scene())
    assert found.nothing
    assert found.exact
    assert found.visible == 0
    assert not found.pixels.any()


def test_a_spot_is_found_where_it_is_and_nowhere_else() -> None:
    spoilt = scene()
    ImageDraw.Draw(spoilt).rectangle((100, 50, 139, 89), fill="white")
    found = difference(scene(), spoilt)
    inside = found.pixels[50:90, 100:140].max(axis=2)
    assert (inside > 0).mean() > 0.95
    found.pixels[50:90, 100:140] = 0
    assert not found.pixels.any()
    assert 0 < found.visible <= 40 * 40 / (640 * 480) + 1e-9


def test_faint_difference_is_amplified_and_says_how_much() -> None:
    lighter = Image.fromarray(np.asarray(scene()).clip(0, 250) + np.uint8(5))
    found = difference(Image.fromarray(np.asarray(scene()).clip(0, 250)), lighter)
    assert found.gain == 16
    assert (found.pixels == 80).all()
    assert found.visible == 0


def test_smaller_copy_is_compared_at_its_own_size() -> None:
    found = difference(scene(), scene().resize((320, 240), Image.Resampling.BOX))
    assert found.pixels.shape == (240, 320, 3)
    assert found.nothing
    assert not found.exact


def test_crop_laid_onto_its_original_leaves_almost_nothing() -> None:
    part = scene().crop((64, 48, 448, 336))
    mapping = cropped_by(40, 30, 400 / 240)
    apart = difference(scene(), part)
    laid = difference(scene(), part, mapping)
    assert laid.aligned
    assert laid.visible < 0.03 < 0.3 < apart.visible


def test_what_the_crop_does_not_show_is_striped_not_different() -> None:
    part = scene().crop((64, 48, 448, 336))
    found = difference(scene(), part, cropped_by(40, 30, 400 / 240))
    height, width, _ = found.pixels.shape
    corner = found.pixels[: height // 12, : width // 12]
    assert set(np.unique(corner)) == {66, 92}


def test_whole_on_whole_is_told_from_a_part() -> None:
    assert is_whole(np.eye(3), (640, 480), (320, 240))
    assert not is_whole(cropped_by(40, 30, 400 / 240), (640, 480), (384, 288))
