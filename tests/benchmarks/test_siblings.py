"""Pairs of a plain and an altered copy, whose original is in neither file."""

from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.siblings import ALTERATIONS, TEMPLATES, make_pairs
from tests.photos import grainy, save


def test_each_photo_gives_a_plain_and_an_altered_file_the_same_for_the_same_seed(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    kinds = [*ALTERATIONS, *TEMPLATES, *TEMPLATES]
    for number in range(len(ALTERATIONS) + len(TEMPLATES)):
        save(grainy(number), photos / f"{number}.jpg", quality=95)
    pairs = make_pairs(photos, tmp_path / "a", 1, seed=5)
    assert sorted(pairs.values()) == sorted(kinds)
    assert pairs == make_pairs(photos, tmp_path / "b", 1, seed=5)
    assert len(list((tmp_path / "a").iterdir())) == 2 * (len(ALTERATIONS) + len(TEMPLATES))


def test_every_alteration_changes_what_can_be_seen() -> None:
    photo = grainy(3)
    for kind, make in ALTERATIONS.items():
        altered = make(photo, np.random.default_rng(1))
        if kind == "cropped":
            assert 0.75 <= altered.width * altered.height / (photo.width * photo.height) <= 0.97
        else:
            assert altered.size == photo.size
            assert _difference(altered, photo) > 20


def test_two_from_one_template_differ_where_they_were_written_on() -> None:
    for make in TEMPLATES.values():
        one, other = make(grainy(3), np.random.default_rng(1))
        assert one.size == other.size
        assert _difference(one, other) > 60


def _difference(one: Image.Image, other: Image.Image) -> int:
    return int(np.abs(np.asarray(one, np.int16) - np.asarray(other, np.int16)).max())
