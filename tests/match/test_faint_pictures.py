"""Pictures that show next to nothing: copies of one plain sky lie on each other, two skies do not."""

import io

import numpy as np
import pytest
from PIL import Image

from core.match.faint import faint_likeness
from core.match.features import Features, features_of
from core.match.registration import register
from core.match.verdict import judge
from core.photo import Relation


def clouds(rng: np.random.Generator, steep: float) -> np.ndarray:
    across, down = np.fft.rfftfreq(800)[None], np.fft.fftfreq(600)[:, None]
    far = np.hypot(across, down) + 1e-3
    waves = np.fft.irfft2(far**-steep * np.exp(2j * np.pi * rng.random(far.shape)), s=(600, 800))
    return (waves - waves.mean()) / waves.std()


def sky(seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    light = np.linspace(0.95, 1.05, 600)[:, None] * np.ones(800)
    shown = light + 0.01 * clouds(rng, 1.6) + rng.normal(0, 0.004, light.shape)
    return as_image(shown[..., None] * np.array([120, 165, 210]))


def stars(seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    shown = rng.normal(9, 1.5, (600, 800))
    for x, y, bright in zip(
        rng.integers(1, 798, 200), rng.integers(1, 598, 200), rng.exponential(90, 200), strict=True
    ):
        shown[y - 1 : y + 2, x - 1 : x + 2] += bright * np.outer([0.4, 1, 0.4], [0.4, 1, 0.4])
    return as_image(np.repeat(shown[..., None], 3, axis=2))


def wall(seed: int) -> Image.Image:
    shown = 1 + 0.015 * clouds(np.random.default_rng(seed), 1.2)
    return as_image(shown[..., None] * np.array([210, 200, 190]))


def as_image(shown: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8))


def seen(picture: Image.Image) -> Features:
    """As a scan keeps it."""
    return features_of(saved(picture.resize((400, 300), Image.Resampling.HAMMING), 80))


def saved(picture: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def resaved(picture: Image.Image) -> Image.Image:
    return Image.open(io.BytesIO(saved(picture, 65)))


def relation(one: Image.Image, other: Image.Image) -> Relation | None:
    a, b = seen(one), seen(other)
    found = register(a, b)
    return judge(0.9, found, same_scene=0.63, same_picture=0.93, detail=min(a.detail, b.detail)).relation


KINDS = pytest.mark.parametrize("kind", [sky, stars, wall])


@KINDS
def test_a_copy_that_was_saved_again_is_the_same_picture(kind):
    assert relation(kind(1), resaved(kind(1))) is Relation.SAME_PICTURE


@KINDS
def test_a_reduced_copy_is_the_same_picture(kind):
    small = kind(2).resize((400, 300), Image.Resampling.LANCZOS)
    assert relation(kind(2), resaved(small)) is Relation.SAME_PICTURE


@KINDS
def test_two_of_a_kind_are_nothing_to_each_other(kind):
    assert faint_likeness(seen(kind(3)), seen(kind(4))) == 0.0
    assert relation(kind(3), kind(4)) is None


def test_a_bird_in_one_of_two_skies_makes_them_two_pictures():
    bird = sky(5).copy()
    bird.paste((40, 40, 40), (380, 200, 410, 212))
    assert faint_likeness(seen(sky(5)), seen(bird)) == 0.0


def test_one_grey_has_nothing_that_could_go_together():
    one, other = (Image.new("RGB", (400, 300), (level, level, level)) for level in (90, 120))
    assert relation(one, other) is None


def test_the_order_of_two_changes_nothing():
    a, b = seen(stars(6)), seen(resaved(stars(6)))
    assert faint_likeness(a, b) == pytest.approx(faint_likeness(b, a))
