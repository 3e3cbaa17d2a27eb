"""A registration says how one picture lies in another, and only where something speaks for it."""

import io
import math
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from core.match.features import Features, features_of
from core.match.registration import Registration, register


def drawn(seed: int, size: tuple[int, int] = (480, 360)) -> Image.Image:
    """A busy picture of shapes on a soft background; each seed another one."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(40, 216, (6, 8, 3), dtype=np.uint8)
    picture = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    for _ in range(90):
        x, y = int(rng.integers(size[0])), int(rng.integers(size[1]))
        side = int(rng.integers(6, 60))
        colour = tuple(rng.integers(0, 256, 3).tolist())
        shape = (draw.rectangle, draw.ellipse)[int(rng.integers(2))]
        shape((x, y, x + side, y + int(side * rng.uniform(0.4, 1.6))), fill=colour)
    return picture


def soft(seed: int) -> Image.Image:
    """A picture without a single corner, such as a close-up out of focus."""
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (6, 8, 3), dtype=np.uint8))
    return coarse.resize((480, 360), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(12))


def seen(picture: Image.Image) -> Features:
    """The features of the thumbnail that a scan would store."""
    small = ImageOps.contain(picture, (400, 400)) if max(picture.size) > 400 else picture
    encoded = io.BytesIO()
    small.save(encoded, "JPEG", quality=85)
    return features_of(encoded.getvalue())


def registered(one: Image.Image, other: Image.Image) -> Registration:
    found = register(seen(one), seen(other))
    assert found is not None
    return found


def test_copy_of_another_size_agrees_everywhere() -> None:
    picture = drawn(1)
    found = registered(picture, picture.resize((120, 90), Image.Resampling.LANCZOS))
    assert found.agreement > 0.95
    assert found.covered_a > 0.97
    assert found.covered_b > 0.97
    assert abs(found.rotation) < 1
    assert not found.mirrored


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("angle", [0, 90, 180, -90])
@pytest.mark.parametrize("picture", [drawn(2), soft(2)], ids=["busy", "soft"])
def test_each_of_the_eight_orientations_is_found(picture: Image.Image, angle: int, mirrored: bool) -> None:
    turned = (ImageOps.mirror(picture) if mirrored else picture).rotate(-angle, expand=True)
    found = registered(picture, turned)
    assert found.agreement > 0.9
    assert found.mirrored == mirrored
    assert math.isclose(abs((found.rotation - angle + 180) % 360 - 180), 0, abs_tol=2)


def test_crop_tells_how_much_is_left() -> None:
    picture = drawn(3)
    found = registered(picture, picture.crop((96, 72, 384, 288)))  # 60 % of each side
    assert found.agreement > 0.95
    assert found.covered_a == pytest.approx(0.36, abs=0.03)
    assert found.covered_b > 0.97


def test_photo_inside_a_screenshot_is_found_there() -> None:
    picture = drawn(4)
    screen = Image.new("RGB", (480, 900), "black")
    screen.paste(picture, (0, 270))
    found = registered(picture, screen)
    assert found.covered_a > 0.95
    assert found.covered_b == pytest.approx(360 / 900, abs=0.03)
    assert found.agreement > 0.95


def test_few_degrees_are_measured() -> None:
    picture = drawn(5)
    found = registered(picture, picture.rotate(-7, Image.Resampling.BICUBIC).crop((40, 40, 440, 320)))
    assert found.rotation == pytest.approx(7, abs=0.7)
    assert found.agreement > 0.9


def test_added_sticker_is_a_connected_difference() -> None:
    picture = drawn(6)
    covered = picture.copy()
    ImageDraw.Draw(covered).ellipse((60, 60, 180, 180), fill="yellow", outline="black", width=8)
    found = registered(picture, covered)
    assert 0.03 < found.difference < 0.15
    assert found.scattered < 0.03
    assert registered(picture, picture.rotate(180)).difference < 0.02


def test_lighter_and_softer_copy_tells_its_tone() -> None:
    picture = drawn(7)
    lighter = Image.eval(picture, lambda value: round(100 + value * 0.5))
    found = registered(picture, lighter)
    assert found.agreement > 0.9
    assert found.contrast == pytest.approx(0.5, abs=0.06)
    assert found.brightness > 20


def test_different_pictures_share_nothing() -> None:
    pictures = [seen(drawn(seed)) for seed in range(10, 16)] + [seen(soft(seed)) for seed in range(4)]
    for number, one in enumerate(pictures):
        for other in pictures[:number]:
            found = register(one, other)
            assert found is None or found.agreement < 0.5


@pytest.mark.parametrize("colour", ["black", "white", "#87b5e0"])
def test_flat_pictures_give_no_evidence(colour: str) -> None:
    flat = Image.new("RGB", (480, 360), colour)
    assert register(seen(flat), seen(flat.resize((240, 180)))) is None
    assert register(seen(flat), seen(drawn(1))) is None


def test_thinnest_pictures_are_no_fault() -> None:
    for size in ((1, 1), (320, 1), (1, 320), (3, 5)):
        register(seen(Image.new("RGB", size, "red")), seen(drawn(1)))


def test_order_of_the_two_pictures_changes_nothing() -> None:
    one, other = seen(drawn(8)), seen(drawn(8).rotate(-90, expand=True).crop((0, 0, 300, 400)))
    there, back = register(one, other), register(other, one)
    assert there is not None
    assert back is not None
    assert back.agreement == there.agreement
    assert back.covered_a == there.covered_b
    assert back.rotation == pytest.approx(-there.rotation)
    assert np.allclose(back.mapping @ there.mapping, np.eye(3), atol=1e-6)


def test_same_pictures_give_the_same_evidence_twice() -> None:
    one, other = drawn(9), drawn(9).crop((30, 30, 400, 300))
    assert registered(one, other).correlation == registered(one, other).correlation


def test_importing_the_comparison_loads_no_opencv() -> None:
    code = "import sys, core.match.registration; sys.exit('cv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_two_presses_are_laid_over_each_other_by_fewer_corners() -> None:
    scene = drawn(6, (640, 360))
    one, other = seen(scene.crop((0, 0, 480, 360))), seen(scene.crop((160, 0, 640, 360)))
    closely, enough = register(one, other), register(one, other, closely=False)
    assert closely is not None
    assert enough is not None
    assert enough.agreement > 0.9
    assert np.allclose(closely.mapping, enough.mapping, atol=1.5)


def test_copy_of_few_corners_is_found_by_all_of_them_where_a_glance_is_not_sure() -> None:
    picture = drawn(8)
    small = picture.crop((170, 120, 330, 240))
    found = registered(picture, small)
    assert found.agreement > 0.9
    assert found.covered_a == pytest.approx(160 * 120 / (480 * 360), abs=0.03)
