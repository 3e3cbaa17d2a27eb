"""Two copies of a third, of which the better saved one was changed: what is seen of it, and what follows."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from core.lineage import judgement
from core.lineage.judgement import judge
from core.lineage.measures import Comparison, compare
from core.loss import LossKind
from core.match import vouching
from core.match.trees import BoostedTrees
from core.scan.full_picture import open_full
from tests.lineage.pictures import (
    blurred,
    kinds,
    marked,
    partly_grainy,
    pixelated,
    smoothed,
    stickered,
    stretched,
)
from tests.photos import grainy, save

HELD = 6


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return save(grainy(14), tmp_path / "plain.jpg", quality=80)


def better_saved(picture: Image.Image, folder: Path) -> Path:
    return save(picture, folder / "changed.jpg", quality=94)


def laid_over(one: Path, other: Path) -> Comparison:
    found = compare(open_full(one), open_full(other), np.eye(3))
    assert found is not None
    return found


@pytest.fixture
def made_of_it_for_all_the_trees_know(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trees that take each of two for made of the other, and never for copies of a third."""
    nothing_but = BoostedTrees(base=5.0, trees=())
    weights = judgement._Weights(made_of=nothing_but, descent=nothing_but, enlarged=nothing_but, cut=0.4)
    monkeypatch.setattr(judgement, "_weights", lambda: weights)


@pytest.mark.parametrize("change", [blurred, pixelated])
def test_a_place_is_smoother_than_what_is_around_it_in_the_changed_one_only(plain, tmp_path, change):
    found = laid_over(better_saved(change(grainy(14)), tmp_path), plain).additions
    assert found.a.structure < -0.5
    assert found.b.structure > -0.2
    assert found.swapped().b == found.a


def test_what_a_change_of_tones_has_clipped_varies_in_the_plain_one(plain, tmp_path):
    found = laid_over(better_saved(stretched(grainy(14)), tmp_path), plain)
    assert found.held_b > HELD > found.held_a
    assert found.swapped().held_a == found.held_b
    assert found.shift > 5


def test_a_photo_that_was_bright_as_it_is_has_lost_nothing(tmp_path):
    """Colours that were strengthened run on where the photo is clipped, but are none that it had."""
    bright = ImageEnhance.Brightness(partly_grainy(14, 0.5)).enhance(1.5)
    photo = save(bright, tmp_path / "photo.jpg", quality=90)
    with Image.open(photo) as picture:
        coloured = ImageEnhance.Color(picture.convert("RGB")).enhance(1.6)
    found = laid_over(photo, save(coloured, tmp_path / "coloured.jpg", quality=90))
    assert found.held_b < HELD < found.held_a
    assert found.shift > 5


def test_a_copy_that_was_only_saved_again_has_the_same_tones(plain, tmp_path):
    found = laid_over(better_saved(grainy(14), tmp_path), plain)
    assert found.shift < 5
    assert found.held_b < HELD


def test_marks_in_other_places_are_edges_of_both(tmp_path):
    one = save(marked(grainy(5), (130, 140)), tmp_path / "one.jpg", quality=92)
    other = save(marked(grainy(5), (420, 300)), tmp_path / "other.jpg", quality=80)
    assert laid_over(one, other).additions.both > 0.001
    assert laid_over(one, save(grainy(5), tmp_path / "clean.jpg", quality=80)).additions.both == 0


@pytest.mark.parametrize("change", [blurred, pixelated, smoothed])
def test_the_plain_one_is_not_covered_whatever_the_trees_say(
    plain, tmp_path, change, made_of_it_for_all_the_trees_know
):
    one, other = open_full(better_saved(change(grainy(14)), tmp_path)), open_full(plain)
    found = compare(one, other, np.eye(3))
    assert found is not None
    assert LossKind.SIBLING in kinds(judge(found, one, other).losses_b)


def test_copies_of_an_edit_cannot_vouch_for_its_smoothed_skin(
    plain, tmp_path, made_of_it_for_all_the_trees_know
):
    one, other = open_full(better_saved(smoothed(grainy(14)), tmp_path)), open_full(plain)
    found = compare(one, other, np.eye(3))
    assert found is not None
    (doubt,) = (loss for loss in judge(found, one, other).losses_b if loss.kind is LossKind.SIBLING)
    assert doubt.amount > vouching._TOO_DOUBTFUL


def test_of_two_that_were_only_saved_in_other_ways_either_may_go(
    plain, tmp_path, made_of_it_for_all_the_trees_know
):
    one, other = open_full(better_saved(grainy(14), tmp_path)), open_full(plain)
    found = compare(one, other, np.eye(3))
    assert found is not None
    assert judge(found, one, other).losses_b == ()


def in_another_colour(picture: Image.Image, middle: tuple[int, int, int]) -> Image.Image:
    """A thing in it as bright as before, in one colour."""
    changed, thing = picture.copy(), (240, 160, 380, 300)
    changed.paste(ImageOps.colorize(picture.crop(thing).convert("L"), "black", "white", mid=middle), thing)
    return changed


def test_one_thing_in_two_colours_is_no_copy(tmp_path, made_of_it_for_all_the_trees_know):
    red = save(in_another_colour(grainy(14), (200, 60, 60)), tmp_path / "red.jpg", quality=94)
    blue = save(in_another_colour(grainy(14), (60, 140, 200)), tmp_path / "blue.jpg", quality=80)
    one, other = open_full(red), open_full(blue)
    found = laid_over(red, blue)
    assert found.additions.plain.area < found.additions.recoloured
    judged = judge(found, one, other)
    assert LossKind.CONTENT in kinds(judged.losses_a) & kinds(judged.losses_b)


def warmer(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Color(picture).enhance(1.4)


@pytest.mark.parametrize("tone", [ImageOps.grayscale, warmer])
def test_a_toned_copy_is_no_thing_in_another_colour(plain, tmp_path, tone, made_of_it_for_all_the_trees_know):
    toned = save(tone(Image.open(plain)).convert("RGB"), tmp_path / "toned.jpg", quality=70)
    found = laid_over(plain, toned)
    assert LossKind.CONTENT not in kinds(judge(found, open_full(plain), open_full(toned)).losses_b)


def test_two_things_at_one_spot_are_no_copies(tmp_path, made_of_it_for_all_the_trees_know):
    paths: list[Path] = []
    for other, quality in ((8, 94), (9, 82)):
        picture = grainy(14)
        picture.paste(grainy(other).crop((100, 80, 200, 180)), (300, 200))
        paths.append(save(picture, tmp_path / f"{other}.jpg", quality=quality))
    found = laid_over(*paths)
    assert LossKind.CONTENT in kinds(judge(found, *map(open_full, paths)).losses_b)


def test_a_photo_covers_its_copy_with_a_sticker(tmp_path, made_of_it_for_all_the_trees_know):
    """What is plain in the midst of structure was laid over it; the other way round it stays a doubt."""
    photo = save(partly_grainy(14, 0.5), tmp_path / "photo.jpg", quality=85)
    with Image.open(photo) as picture:
        changed = stickered(picture.convert("RGB"), (30, 30, 30))
    copy = save(changed, tmp_path / "copy.jpg", quality=75)
    found = laid_over(photo, copy)
    judged = judge(found, open_full(photo), open_full(copy))
    assert LossKind.CONTENT not in kinds(judged.losses_b)
    assert judged.losses_a


def test_a_sticker_is_no_light_in_one_part(tmp_path):
    photo = save(partly_grainy(14, 0.3), tmp_path / "photo.jpg", quality=90)
    with Image.open(photo) as picture:
        changed = stickered(picture.convert("RGB"), (240, 200, 40))
    assert laid_over(photo, save(changed, tmp_path / "copy.jpg", quality=75)).additions.uneven < 0.05
