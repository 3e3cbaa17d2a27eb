"""Clouds, fog and night shots: hardly anything to see, and yet a copy is told from a picture like it."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from core.match.features import Features, features_of
from core.match.registration import register

Edit = Callable[[Image.Image], Image.Image]


def seen(picture: Image.Image) -> Features:
    encoded = io.BytesIO()
    ImageOps.contain(picture, (400, 400)).save(encoded, "JPEG", quality=80)
    return features_of(encoded.getvalue())


def clouds(number: int) -> Image.Image:
    """Soft lumps around a bright grey."""
    lumps = np.random.default_rng(number).normal(0, 1, (6, 8))
    small = Image.fromarray((lumps * 18 + 160).clip(0, 255).astype(np.uint8))
    return small.resize((480, 360), Image.Resampling.BICUBIC).convert("RGB")


def sky(number: int) -> Image.Image:
    """A slope from light to dark, darker towards the edges as one lens has it."""
    stream = np.random.default_rng(number)
    y, x = np.mgrid[-1:1:360j, -1:1:480j]
    far = (x**2 + y**2) / 2
    light = (200 + 30 * y + stream.normal(0, 6) * x) * (1 - 0.15 * far - 0.15 * far**2)
    return Image.fromarray((light + stream.normal(0, 1.5, y.shape)).clip(0, 255).astype(np.uint8)).convert(
        "RGB"
    )


def lights(number: int) -> Image.Image:
    """A few lamps in the dark."""
    picture = Image.new("RGB", (480, 360), (4, 4, 10))
    draw = ImageDraw.Draw(picture)
    for x, y, side in np.random.default_rng(number).integers((60, 60, 5), (420, 300, 20), (9, 3)).tolist():
        draw.ellipse((x, y, x + side, y + side), fill=(255, 220, 130))
    return picture


def framed(picture: Image.Image) -> Image.Image:
    return ImageOps.expand(picture, 30, "white")


def faded(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Contrast(picture).enhance(0.6)


def smaller(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // 3, picture.height // 3))


@pytest.mark.parametrize("edit", [framed, faded, smaller, ImageOps.mirror])
def test_copy_of_clouds_lies_on_them(edit: Edit):
    found = register(seen(clouds(1)), seen(edit(clouds(1))))
    assert found is not None
    assert found.agreement > 0.8
    assert found.correlation > 0.9


def test_other_clouds_do_not():
    found = register(seen(clouds(1)), seen(clouds(2)))
    assert found is None or found.agreement < 0.5


@pytest.mark.parametrize("other", range(2, 8))
def test_two_empty_skies_of_one_lens_share_nothing_to_see(other: int):
    assert register(seen(sky(1)), seen(sky(other))) is None


def test_frame_around_a_night_shot_does_not_hide_where_its_lights_are():
    found = register(seen(lights(3)), seen(framed(lights(3))))
    assert found is not None
    assert found.agreement > 0.8
    assert found.covered_a > 0.95
