"""What lies around a crop is lost with the whole, however plain; what was put around a picture is not."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps

from core.loss import LossKind
from tests.lineage.pictures import compared, kinds
from tests.photos import save


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
