"""A glance lets pairs through that a close comparison could match, and few of the others."""

from itertools import combinations

from PIL import Image, ImageOps

from core.match.glance import worth_comparing
from tests.match.test_registration import drawn, seen, soft


def test_collage_is_worth_comparing_with_each_of_its_parts() -> None:
    parts = [drawn(seed) for seed in range(4)]
    collage = Image.new("RGB", (480, 360))
    for number, part in enumerate(parts):
        collage.paste(part.resize((240, 180)), (number % 2 * 240, number // 2 * 180))
    assert all(worth_comparing(seen(part), seen(collage)) for part in parts)


def test_mirrored_crop_is_worth_comparing() -> None:
    picture = drawn(5)
    crop = ImageOps.mirror(picture.crop((60, 40, 360, 265)))
    assert worth_comparing(seen(picture), seen(crop))


def test_a_glance_says_the_same_whichever_picture_comes_first() -> None:
    pictures = [seen(drawn(seed)) for seed in range(6)]
    for one, other in combinations(pictures, 2):
        assert worth_comparing(one, other) == worth_comparing(other, one)


def test_most_pictures_that_share_nothing_are_not_worth_comparing() -> None:
    pairs = list(combinations([seen(drawn(seed)) for seed in range(8)], 2))
    assert sum(worth_comparing(one, other) for one, other in pairs) < len(pairs) / 2


def test_picture_without_corners_is_left_to_the_close_comparison() -> None:
    assert worth_comparing(seen(soft(1)), seen(soft(2)))
