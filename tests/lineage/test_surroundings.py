"""What lies around a crop is lost with the whole, however plain; what was put around a picture is not."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from core.loss import LossKind
from tests.lineage.pictures import compared, kinds
from tests.photos import grainy, save


def landscape(seed: int) -> Image.Image:
    """A sky with hardly any structure above a ground with much."""
    rng = np.random.default_rng(seed)
    height, width = 480, 640
    sky = np.linspace(150, 215, height)[:, None] + np.linspace(0, 12, width)[None, :]
    ground = rng.normal(0, 1, (height // 8, width // 8))
    rough = np.asarray(
        Image.fromarray(ground.astype(np.float32)).resize((width, height), Image.Resampling.BICUBIC)
    )
    below = np.clip((np.arange(height)[:, None] - 250) / 40, 0, 1)
    light = sky - below * 70 + below * 45 * rough + rng.normal(0, 1.2, (height, width))
    tints = (-12, 0, 16)
    return Image.fromarray(np.stack([np.clip(light + tint, 0, 255) for tint in tints], 2).astype(np.uint8))


CUTS = {
    "sky": (0, 0.15, 1, 1),
    "a little sky": (0, 0.03, 1, 1),
    "ground": (0, 0, 1, 0.85),
    "right": (0, 0, 0.9, 1),
    "one hundredth": (0, 0, 0.985, 1),
    "all around": (0.05, 0.05, 0.95, 0.95),
}


@pytest.mark.parametrize("cut", CUTS)
def test_a_whole_is_not_covered_by_a_better_saved_crop(cut: str, tmp_path: Path) -> None:
    """Both come from a third that is lost."""
    picture = landscape(3)
    left, top, right, bottom = (
        round(share * side) for share, side in zip(CUTS[cut], picture.size * 2, strict=True)
    )
    whole = save(picture, tmp_path / "whole.jpg", quality=78)
    crop = save(picture.crop((left, top, right, bottom)), tmp_path / "crop.jpg", quality=96)
    found, _ = compared(whole, crop)
    assert LossKind.EXTENT in kinds(found.losses_a)


@pytest.mark.parametrize("frame", ["white", "grey", "blurred", "below"])
def test_what_was_put_around_a_picture_is_no_loss(frame: str, tmp_path: Path) -> None:
    picture = landscape(5)
    match frame:
        case "blurred":
            framed = picture.resize((760, 600)).filter(ImageFilter.GaussianBlur(12))
            framed.paste(picture, (60, 60))
        case "below":
            framed = ImageOps.expand(picture, (0, 0, 0, 60), fill=(24, 24, 26))
        case colour:
            framed = ImageOps.expand(picture, 40, fill=colour)
    original = save(picture, tmp_path / "original.jpg", quality=92)
    copy = save(framed, tmp_path / "framed.jpg", quality=85)
    found, _ = compared(original, copy)
    assert LossKind.EXTENT not in kinds(found.losses_b)


def test_a_screen_as_bright_as_the_picture_at_one_side_was_put_around(tmp_path: Path) -> None:
    picture = grainy(14)
    at_its_top = round(float(np.asarray(picture.convert("L"))[0].mean()))
    screen = ImageOps.expand(picture, (0, 100, 0, 100), fill=(at_its_top,) * 3)
    draw = ImageDraw.Draw(screen)
    draw.text((20, 20), "10:42", "black", font_size=30)
    for x in (160, 320, 480):
        draw.ellipse((x - 20, 620, x + 20, 660), outline="black", width=4)
    original = save(picture, tmp_path / "original.jpg", quality=92)
    found, _ = compared(original, save(screen, tmp_path / "screen.jpg", quality=85))
    assert LossKind.EXTENT not in kinds(found.losses_b)


@pytest.mark.parametrize(
    ("grain", "letters", "is_lost"),
    [(3, 48, True), (3, 16, True), (3, 0, False), (0, 48, True), (0, 16, False), (0, 0, False)],
)
def test_what_is_written_around_a_photo_is_lost_with_the_page(
    grain: int, letters: int, is_lost: bool, tmp_path: Path
) -> None:
    """A better saved crop shows the photo alone. Small words count on paper, which has a grain: a program's
    ground has none, and its buttons are small."""
    page = Image.new("RGB", (1000, 900), (246, 242, 230))
    page.paste(grainy(14), (180, 100))
    if letters:
        line = "Otto and Frieda, Linz 1951"
        ImageDraw.Draw(page).text((200, 680), line, (60, 50, 50), font_size=letters)
    noise = np.random.default_rng(1).normal(0, 1, (900, 1000, 3)) * grain
    page = Image.fromarray(np.clip(np.asarray(page) + noise, 0, 255).astype(np.uint8))
    whole = save(page, tmp_path / "page.jpg", quality=85)
    crop = save(page.crop((180, 100, 820, 580)), tmp_path / "crop.jpg", quality=96)
    found, _ = compared(whole, crop)
    assert (LossKind.EXTENT in kinds(found.losses_a)) is is_lost


@pytest.mark.parametrize("above", [False, True])
def test_a_line_that_was_put_above_or_below_a_photo_is_lost_with_it(above: bool, tmp_path: Path) -> None:
    picture = grainy(14)
    card = ImageOps.expand(picture, (0, 90, 0, 0) if above else (0, 0, 0, 90), fill=(30, 60, 110))
    place = (320, 45 if above else card.height - 45)
    ImageDraw.Draw(card).text(place, "Happy birthday, Oma!", "white", font_size=36, anchor="mm")
    original = save(picture, tmp_path / "original.jpg", quality=92)
    found, _ = compared(original, save(card, tmp_path / "card.jpg", quality=85))
    assert LossKind.EXTENT in kinds(found.losses_b)


def test_a_page_goes_on_beyond_a_crop_that_ends_at_a_picture_in_it(tmp_path: Path) -> None:
    """The white around the words is in the crop too."""
    page = Image.new("RGB", (640, 800), "white")
    page.paste(landscape(3).resize((600, 300)), (20, 20))
    for line in range(14):
        ImageDraw.Draw(page).text(
            (40, 340 + 30 * line), "the quick brown fox jumps over it", "black", font_size=22
        )
    whole = save(page, tmp_path / "whole.jpg", quality=80)
    crop = save(page.crop((0, 20, 640, 600)), tmp_path / "crop.jpg", quality=95)
    found, _ = compared(whole, crop)
    assert LossKind.EXTENT in kinds(found.losses_a)
