"""Cut-outs are compared with pictures made of them by what is visible in both."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.match.features import features_of
from core.match.ground import ground_around, is_transparent, laid_beside, on_ground, plain_ground
from core.match.registration import register
from tests.photos import draw


def cut_out() -> Image.Image:
    image = draw(3, (400, 300)).convert("RGBA")
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse((120, 30, 300, 280), fill=255)
    image.putalpha(mask)
    return image


def encoded(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP" if image.mode == "RGBA" else "JPEG", quality=80)
    return file.getvalue()


@pytest.mark.parametrize("colour", [(0, 0, 0), (136, 136, 136), (255, 255, 255)])
def test_a_cut_out_agrees_with_the_picture_made_of_it(colour: tuple[int, int, int]):
    cut, flat = encoded(cut_out()), encoded(on_ground(cut_out(), colour))
    assert is_transparent(cut)
    assert not is_transparent(flat)
    found = register(features_of(laid_beside(cut, flat)), features_of(laid_beside(flat, cut)))
    assert found is not None
    assert found.agreement > 0.9


def test_a_picture_stays_as_it_is_beside_one_that_has_no_plain_ground():
    cut, photo = encoded(cut_out()), encoded(draw(4, (400, 300)))
    assert laid_beside(cut, photo) == cut
    assert laid_beside(photo, cut) == photo


def test_two_cut_outs_stay_as_they_are():
    cut = encoded(cut_out())
    assert laid_beside(cut, encoded(cut_out())) == cut


def test_what_is_white_itself_is_laid_on_black():
    clear = Image.new("RGBA", (40, 30))
    ImageDraw.Draw(clear).line((0, 0, 40, 30), fill=(250, 250, 250, 255), width=5)
    assert plain_ground(clear) == (0, 0, 0)
    assert plain_ground(cut_out()) == (255, 255, 255)


def test_a_photo_has_no_ground_around_it():
    assert ground_around(np.asarray(draw(4, (400, 300)))) is None
