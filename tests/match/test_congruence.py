"""Frames of a fixed camera are told at a glance, and what moved or was laid over is not mistaken for one."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.match.congruence import congruent, sheet_of
from core.match.features import Features, features_of
from core.match.registration import register
from core.match.verdict import judge
from core.photo import Relation
from tests.photos import draw

SIZE = (400, 300)


def _scene(seed: int = 1) -> Image.Image:
    fine = np.random.default_rng(seed).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    return Image.blend(draw(seed, SIZE), Image.fromarray(fine).resize(SIZE, Image.Resampling.BICUBIC), 0.4)


def _features(picture: Image.Image) -> Features:
    encoded = BytesIO()
    picture.save(encoded, "JPEG", quality=80)
    return features_of(encoded.getvalue())


def _frame(light: float, noise: float, seed: int, scene: Image.Image | None = None) -> Features:
    grain = np.random.default_rng(seed).normal(0, noise, (SIZE[1], SIZE[0], 3))
    pixels = np.asarray(scene or _scene(), float) * light + grain
    return _features(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))


@pytest.mark.parametrize(("light", "noise"), [(1.0, 0), (0.8, 3), (0.7, 5)])
def test_frames_of_a_fixed_camera_get_the_verdict_of_the_full_comparison(light: float, noise: float) -> None:
    first, second = _frame(1.0, noise, 1), _frame(light, noise, 2)
    quick, full = congruent(sheet_of(first), sheet_of(second)), register(first, second)
    assert quick is not None
    assert full is not None
    one, other = (judge(0.9, found, same_scene=0.6, same_picture=0.9) for found in (quick, full))
    assert one.relation is other.relation is Relation.SAME_PICTURE
    assert one.probability == pytest.approx(other.probability, abs=0.002)
    assert quick.brightness == pytest.approx(full.brightness, abs=2)
    assert quick.contrast == pytest.approx(full.contrast, rel=0.05)


def _with(what: str) -> Image.Image:
    scene = _scene()
    pen = ImageDraw.Draw(scene)
    if what == "hand of a clock":
        pen.line((200, 150, 215, 138), fill="black", width=3)
    elif what == "caption":
        pen.text((20, 270), "10:50", fill="white")
    elif what == "passer-by":
        pen.ellipse((100, 100, 112, 130), fill=(200, 40, 40))
    elif what == "camera was pushed":
        return scene.transform(SIZE, Image.Transform.AFFINE, (1, 0, 2, 0, 1, 1))
    elif what == "mirrored":
        return scene.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return scene


@pytest.mark.parametrize("what", ["hand of a clock", "caption", "passer-by", "camera was pushed", "mirrored"])
def test_what_differs_anywhere_is_left_to_the_full_comparison(what: str) -> None:
    assert congruent(sheet_of(_features(_scene())), sheet_of(_features(_with(what)))) is None


def test_flat_pictures_and_those_of_another_shape_are_left_to_it_too() -> None:
    flat = _features(Image.new("RGB", SIZE, "grey"))
    assert congruent(sheet_of(flat), sheet_of(flat)) is None
    wider = _features(_scene().resize((400, 280)))
    assert congruent(sheet_of(_features(_scene())), sheet_of(wider)) is None


def test_it_does_not_matter_which_comes_first() -> None:
    one, other = sheet_of(_frame(1.0, 3, 1)), sheet_of(_frame(0.8, 3, 2))
    forth, back = congruent(one, other), congruent(other, one)
    assert forth is not None
    assert back is not None
    assert forth.brightness == pytest.approx(-back.brightness)
    assert forth.contrast == pytest.approx(1 / back.contrast)
