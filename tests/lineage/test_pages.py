"""Pages and screens: letters as sharp as the pixels are no enlargement, and a marker is no tone."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.loss import LossKind
from tests.lineage.pictures import compared, kinds, scaled
from tests.photos import grainy, save

WORDS = [
    "time",
    "year",
    "people",
    "way",
    "day",
    "thing",
    "world",
    "school",
    "state",
    "family",
    "student",
    "group",
    "country",
    "problem",
    "hand",
]


def page(seed: int = 1, size: tuple[int, int] = (900, 1200), letters: int = 20) -> Image.Image:
    rng = np.random.default_rng(seed)
    drawn = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(drawn), ImageFont.load_default(letters)
    for top in range(60, size[1] - 60, int(letters * 1.6)):
        pen.text(
            (60, top),
            " ".join(rng.choice(WORDS, 11))[: size[0] // (letters // 2) - 10],
            fill=(20, 20, 20),
            font=font,
        )
    return drawn


@pytest.mark.parametrize("by", [0.5, 0.7])
def test_a_page_is_not_covered_by_its_small_copy(by: float, tmp_path: Path) -> None:
    large = save(page(), tmp_path / "screen.png")
    small = save(scaled(page(), by), tmp_path / "small.jpg", quality=80)
    found, _ = compared(large, small)
    assert LossKind.DETAIL in kinds(found.losses_a)
    assert found.b_of_a > 0.9


@pytest.mark.parametrize("by", [1.4, 2.0])
def test_an_enlarged_page_is_not_what_the_page_was_made_of(by: float, tmp_path: Path) -> None:
    small = save(page(2), tmp_path / "page.png")
    large = save(scaled(page(2), by), tmp_path / "large.jpg", quality=90)
    found, _ = compared(small, large)
    assert found.b_of_a > 0.5
    assert LossKind.DETAIL not in kinds(found.losses_b)


@pytest.mark.parametrize("colour", [(255, 255, 70), (150, 255, 150)])
def test_a_clean_page_is_not_covered_by_the_marked_one(colour: tuple[int, int, int], tmp_path: Path) -> None:
    marked = np.asarray(page(3)).copy()
    for top in (250, 600, 634):
        words = marked[top : top + 30, 60:560]
        np.minimum(words, np.array(colour, np.uint8), out=words)
    clean = save(page(3), tmp_path / "page.png")
    highlighted = save(Image.fromarray(marked), tmp_path / "marked.jpg", quality=85)
    found, _ = compared(clean, highlighted)
    assert LossKind.CONTENT in kinds(found.losses_a)


@pytest.mark.parametrize("way", ["corners", "sky", "side"])
def test_a_photo_is_not_covered_by_one_with_darkened_parts(way: str, tmp_path: Path) -> None:
    picture = grainy(4).resize((720, 540))
    down, across = np.mgrid[-1:1:540j, -1:1:720j]
    dark = {
        "corners": (down**2 + across**2) / 3.5,
        "sky": np.clip(-down, 0, 1) * 0.6,
        "side": (across + 1) / 5,
    }[way]
    changed = Image.fromarray((np.asarray(picture) * (1 - dark[..., None])).astype(np.uint8))
    original = save(picture, tmp_path / "o.jpg", quality=80)
    edit = save(changed, tmp_path / "edit.jpg", quality=98)
    found, _ = compared(original, edit)
    assert found.losses_a
