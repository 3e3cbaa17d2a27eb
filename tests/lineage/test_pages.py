"""Pages and screens: letters as sharp as the pixels are no enlargement, and a marker is no tone."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.lineage import judgement
from core.lineage.evidence import MEASURES
from core.lineage.measures import compare
from core.loss import LossKind
from core.scan.full_picture import open_full
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


class _LossyFirst:
    """Trees that take the lossless one of two for made of the other."""

    def score(self, values: list[float]) -> float:
        return 8.0 if values[MEASURES.index("b lossless")] else -8.0


def test_a_lossless_page_is_not_made_of_its_jpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose pixels are the JPEG's is."""
    weights = judgement._Weights(_LossyFirst(), _LossyFirst(), _LossyFirst(), cut=0.8)  # pyright: ignore
    monkeypatch.setattr(judgement, "_weights", lambda: weights)
    drawn = save(page(3, (600, 800)), tmp_path / "page.png")
    lossy = save(Image.open(drawn), tmp_path / "page.jpg", quality=90)
    unpacked = save(Image.open(lossy), tmp_path / "unpacked.png")
    for lossless, is_copy in ((drawn, False), (unpacked, True)):
        found = compare(open_full(lossy), open_full(lossless), np.eye(3))
        assert found is not None
        lost = judgement.judge(found, open_full(lossy), open_full(lossless)).losses_b
        assert (lost == ()) is is_copy
