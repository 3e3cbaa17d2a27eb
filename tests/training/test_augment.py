"""Views keep their promise: a square of uint8, the same for the same seed, and still the photo."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.photos import draw
from training.augment import crop, edit_strongly, make_views, through_jpeg, tone
from training.batches import BatchPlan, make_batch
from training.edit_mix import EVEN, MIXES, WAYS, WEAK_FIRST
from training.photo_store import PhotoStore, fill_store, open_store, split
from training.surroundings import (
    add_bars,
    add_frame,
    collage,
    photograph_screen,
    place_inside,
    post,
    screenshot,
)


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    """Twelve drawn photos, wide, tall and square."""
    (tmp_path / "photos").mkdir()
    for seed in range(12):
        size = [(96, 64), (64, 120), (80, 80)][seed % 3]
        draw(seed).resize(size).save(tmp_path / "photos" / f"{seed:02}.jpg", quality=95)
    return fill_store(tmp_path / "photos", tmp_path / "store")


def plan(store: PhotoStore, **changes: object) -> BatchPlan:
    photos, _ = split(len(store))
    values: dict[str, object] = {
        "store": Path("unused"),
        "photos": photos,
        "look_alikes": np.stack([np.roll(photos, k) for k in (1, 2)], axis=1),
        "size": 4,
        "side": 48,
        "seed": 5,
        "look_alike_share": 0.5,
    }
    return BatchPlan(**{**values, **changes})  # pyright: ignore[reportArgumentType]


def test_store_gives_the_pixels_back(store: PhotoStore, tmp_path: Path):
    opened = open_store(tmp_path / "store")
    decoded = np.asarray(Image.open(tmp_path / "photos" / "01.jpg").convert("RGB"))
    assert len(opened) == 12
    assert opened[1].shape == decoded.shape == (120, 64, 3)
    assert np.abs(opened[1].astype(int) - decoded).mean() < 2  # two JPEG decoders round differently


def test_held_out_photos_are_never_in_a_batch(store: PhotoStore):
    _, held_out = split(len(store))
    seen = {int(number) for step in range(30) for number in plan(store).choose(step)}
    assert not seen & set(held_out.tolist())
    assert len(seen) == len(store) - len(held_out)


def test_no_photo_is_twice_in_a_batch(store: PhotoStore):
    for step in range(30):
        assert len(set(plan(store).choose(step).tolist())) == 4


def test_views_are_square_bytes_whatever_the_edit(store: PhotoStore):
    for seed in range(60):
        for view in make_views(store, seed % 12, 48, np.random.default_rng(seed)):
            assert view.shape == (48, 48, 3)
            assert view.dtype == np.uint8


def test_same_seed_gives_the_same_batch_and_another_step_another(store: PhotoStore):
    first, numbers = make_batch(plan(store), store, 3)
    again, same_numbers = make_batch(plan(store), store, 3)
    other, _ = make_batch(plan(store), store, 4)
    assert np.array_equal(first, again)
    assert np.array_equal(numbers, same_numbers)
    assert not np.array_equal(first, other)


def test_editing_leaves_the_stored_photo_alone(store: PhotoStore):
    before = store[0].copy()
    for seed in range(40):
        edit_strongly(store[0], store, np.random.default_rng(seed), smallest=0.25)
    assert np.array_equal(store[0], before)


def test_jpeg_keeps_red_and_blue_apart():
    red = np.zeros((32, 32, 3), np.uint8)
    red[..., 0] = 200
    assert np.abs(through_jpeg(red, 80).astype(int) - red).max() < 12


@pytest.mark.parametrize("way", [add_bars, add_frame, screenshot, post])
def test_surroundings_never_cut_the_photo(store: PhotoStore, way):
    for seed in range(20):
        shown = way(store[0], np.random.default_rng(seed))
        assert shown.shape[0] >= store[0].shape[0]
        assert shown.shape[1] >= store[0].shape[1]


@pytest.mark.parametrize("way", [place_inside, collage, photograph_screen])
def test_surroundings_with_another_photo_follow_the_seed(store: PhotoStore, way):
    for seed in range(10):
        one, two = (way(store[0], store[1], np.random.default_rng(seed)) for _ in range(2))
        assert one.dtype == np.uint8
        assert np.array_equal(one, two)


def test_tone_changes_no_shape_and_stays_in_range(store: PhotoStore):
    for seed in range(40):
        toned = tone(store[2], np.random.default_rng(seed), strength=1.0)
        assert toned.shape == store[2].shape
        assert toned.dtype == np.uint8


def test_weak_first_mix_draws_more_small_windows(store: PhotoStore):
    def areas(power: float) -> list[int]:
        return [crop(store[2], np.random.default_rng(s), smallest=0.25, power=power).size for s in range(200)]

    assert np.mean(areas(WEAK_FIRST.window_power)) < 0.95 * np.mean(areas(EVEN.window_power))


@pytest.mark.parametrize("name", MIXES)
def test_every_mix_names_a_chance_for_each_way(name: str):
    assert len(MIXES[name].ways) == len(WAYS)
    assert sum(MIXES[name].ways) == pytest.approx(1)
