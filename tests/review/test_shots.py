"""The best of several shots: plain measures that agree with what is seen."""

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from core.review.shots import Ranked, Remark, Shot, best, measure, rank
from tests.photos import grainy


def shot(picture: Image.Image) -> Shot:
    return measure(np.asarray(picture))


@pytest.fixture(params=[1, 2, 3])
def scene(request: pytest.FixtureRequest) -> Image.Image:
    return grainy(request.param, (400, 300))


def told(ranked: Ranked, key: int) -> list[Remark]:
    return [remark for remark, _ in ranked.remarks[key]]


def test_the_sharp_one_of_a_burst_comes_first(scene: Image.Image):
    blurred = scene.filter(ImageFilter.GaussianBlur(3))
    found = rank({1: shot(blurred), 2: shot(scene)})
    assert found.order == (2, 1)
    assert (told(found, 1), told(found, 2)) == ([Remark.SOFTER], [Remark.SHARPEST])


def test_the_sharpest_region_counts_and_not_the_background(scene: Image.Image):
    soft = scene.filter(ImageFilter.GaussianBlur(4))
    portrait = soft.copy()
    portrait.paste(scene.crop((150, 100, 250, 200)), (150, 100))
    assert shot(portrait).sharpness > 1.5 * shot(soft).sharpness


def test_what_is_burnt_out_comes_after_what_is_not_though_it_is_sharper(scene: Image.Image):
    burnt = ImageEnhance.Brightness(scene).enhance(3.5)
    found = rank({1: shot(burnt), 2: shot(scene.filter(ImageFilter.GaussianBlur(1)))})
    assert found.order == (2, 1)
    assert Remark.BURNT in told(found, 1)


def test_what_is_black_comes_after_what_is_not(scene: Image.Image):
    dark = ImageEnhance.Brightness(scene).enhance(0.01)
    found = rank({1: shot(dark), 2: shot(scene)})
    assert found.order == (2, 1)
    assert Remark.BLACK in told(found, 1)


def test_what_all_have_is_no_reason_against_one(scene: Image.Image):
    night = scene.copy()
    night.paste((0, 0, 0), (0, 0, 400, 200))
    found = rank({1: shot(night), 2: shot(night.filter(ImageFilter.GaussianBlur(2)))})
    assert all(Remark.BLACK not in told(found, key) for key in (1, 2))


def test_alike_shots_keep_the_order_of_their_keys_whatever_the_input(scene: Image.Image):
    same = shot(scene)
    assert rank({3: same, 1: same, 2: same}).order == (1, 2, 3)


def test_the_best_of_some_are_chosen_among_these_alone():
    ranked = Ranked((3, 1, 2), {})
    assert best(ranked, 2, [1, 2, 3]) == {3, 1}
    assert best(ranked, 1, [1, 2]) == {1}


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (16, 16), (400, 3)])
def test_the_smallest_pictures_can_be_measured(size: tuple[int, int]):
    assert shot(Image.new("RGB", size, "teal")).sharpness == 0


def test_no_shots_have_no_order():
    assert rank({}) == Ranked((), {})
