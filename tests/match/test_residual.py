"""What is left between two pictures tells a copy, one with something on it, and the next frame of a burst."""

import io

import numpy as np
from PIL import Image, ImageDraw

from core.match.features import Features, features_of
from core.match.registration import register
from core.match.residual import Residual, residual
from core.match.spots import Spots
from tests.match.test_registration import drawn


def seen(picture: Image.Image, quality: int = 80) -> Features:
    encoded = io.BytesIO()
    picture.resize((400, 300), Image.Resampling.HAMMING).save(encoded, "JPEG", quality=quality)
    return features_of(encoded.getvalue())


def left(one: Image.Image, other: Image.Image, quality: int = 80) -> Residual:
    found = residual(seen(one), seen(other, quality), np.eye(3))
    assert found is not None
    return found


def with_thing(at: int) -> Image.Image:
    """A soft scene with a striped thing in it, somewhere from left (0) to right (400)."""
    stream = np.random.default_rng(8)
    coarse = Image.fromarray(stream.integers(60, 200, (24, 32, 3), dtype=np.uint8))
    picture = coarse.resize((480, 360), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    for stripe in range(0, 40, 8):
        draw.rectangle((at + stripe, 150, at + stripe + 3, 220), fill="white" if stripe % 16 else "black")
    return picture


def with_caption(picture: Image.Image) -> Image.Image:
    captioned = picture.copy()
    ImageDraw.Draw(captioned).text(
        (20, 290), "HELLO THERE", fill="white", font_size=44, stroke_width=4, stroke_fill="black"
    )
    return captioned


def test_saving_a_copy_badly_leaves_no_spots():
    assert left(with_thing(100), with_thing(100), quality=30).spots < 0.03


def test_a_thing_that_moved_leaves_one_spot_for_another():
    found = left(with_thing(100), with_thing(260))
    assert found.spots > 0.04
    assert found.exchange > 0.7


def test_a_caption_only_adds():
    found = left(with_thing(100), with_caption(with_thing(100)))
    assert found.spots > 0.04
    assert found.exchange < 0.2


def test_a_thing_that_moved_is_found_again_nearby():
    found = left(with_thing(100), with_thing(112)).kind
    assert found.displaced > 0.4
    assert found.drawn < 0.1


def test_a_caption_is_found_nowhere_else_and_has_few_tones():
    found = left(with_thing(100), with_caption(with_thing(100))).kind
    assert found.displaced < 0.2
    assert found.tones > 0.6
    assert found.drawn > 0.05


def test_copies_have_no_spots_to_look_at():
    assert left(with_thing(100), with_thing(100), quality=50).kind == Spots()


def test_what_differs_everywhere_has_no_spots_but_a_typical_difference():
    stream = np.random.default_rng(1)
    one, other = (Image.fromarray(stream.integers(0, 255, (300, 400, 3), dtype=np.uint8)) for _ in range(2))
    assert left(one, other).typical > 0.5
    assert left(one, one).typical < 0.1


def test_the_order_of_both_changes_nothing():
    one, other = seen(with_thing(100)), seen(with_thing(180))
    there, back = register(one, other), register(other, one)
    assert there is not None
    assert back is not None
    assert (there.spots, there.displaced, there.drawn) == (back.spots, back.displaced, back.drawn)


def test_pictures_that_are_alike_as_a_whole_need_no_corners():
    one, other = seen(drawn(3)), seen(drawn(3), quality=40)
    assert register(one, other) is not None
    assert not one._known
    assert not other._known
