"""Families to fit with: whole files in memory, parents before children, and the same for the same seed."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.photos import draw
from training.lineage_edits import KINDS, Kind
from training.lineage_encoders import decoded
from training.lineage_families import families, family_of


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four photos, one large enough for a camera that leaves no trace of its JPEG, and one without use."""
    folder = tmp_path_factory.mktemp("photos")
    paths = []
    for seed, size in enumerate([(260, 208), (208, 300), (600, 450), (80, 60)]):
        paths.append(folder / f"{seed}.jpg")
        draw(seed, size).save(paths[-1], quality=90, comment="words")
    return paths


def test_families_are_as_described(photos: list[Path]):
    originals = set()
    for family in families(photos, 24, seed=1):
        assert len(family.files) == len(family.suffixes) == len(family.parents) == len(family.kinds)
        assert 2 <= len(family.files) - 1 <= 6
        assert (family.parents[0], family.kinds[0]) == (-1, "original")
        depths = [0]
        for place, parent in enumerate(family.parents[1:], start=1):
            assert 0 <= parent < place
            depths.append(depths[parent] + 1)
        assert max(depths) <= 3
        originals.add(family.files[0])
        for data in family.files:
            with Image.open(io.BytesIO(data)) as opened:
                assert not {"exif", "xmp", "comment"} & {key for key, value in opened.info.items() if value}
    bare = io.BytesIO()
    draw(0, (260, 208)).save(bare, "JPEG", quality=90)
    assert bare.getvalue() in originals  # its own bytes, and beside them what cameras made of the photos
    assert len(originals) > 6


def test_same_seed_makes_the_same_families(photos: list[Path]):
    assert list(families(photos, 3, seed=4)) == list(families(photos, 3, seed=4))
    assert list(families(photos, 3, seed=4)) != list(families(photos, 3, seed=5))


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS], ids=lambda kind: kind.name)
def test_each_kind_makes_a_file_that_opens(kind: Kind):
    for seed in range(4):
        rng = np.random.default_rng(seed)
        copy = kind.make(np.asarray(draw(2, (240, 180))), rng, lossless=True)
        if kind.name == "screenshot" and copy is None:
            continue  # the screen is much larger than the picture
        assert copy is not None
        assert decoded(copy[0], rng).ndim == 3


def test_no_copy_of_a_lossless_original_holds_its_pixels():
    buffer = io.BytesIO()
    draw(3, (260, 208)).save(buffer, "PNG")
    picture = decoded(buffer.getvalue())
    for seed in range(12):
        family = family_of((buffer.getvalue(), ".png"), np.random.default_rng(seed))
        assert not any(np.array_equal(picture, decoded(copy)) for copy in family.files[1:])


def test_photos_of_no_use_end_in_an_error(photos: list[Path]):
    with pytest.raises(ValueError, match="none of the photos"):
        next(families(photos[3:], 1, seed=1))
    with pytest.raises(ValueError, match="none of the photos"):
        next(families([], 1, seed=1))
