"""A look inside the hash tables: how full they are, and would be by chance, and what lies in a bucket."""

from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.progress import CancelToken
from core.scan.pipeline import scan
from core.search.occupancy import bucket_of, expected_occupied, occupancy, photos_of_bucket
from core.settings import LshSettings, ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw, save

SETTINGS = ScanSettings(workers=1, lsh=LshSettings(bits=5, tables=3, probes=0))


@pytest.fixture
def catalog(tmp_path: Path):
    for number in range(9):
        save(draw(number), tmp_path / "Photos" / f"{number}.jpg", quality=92)
    for size in (80, 90, 100):
        save(draw(2).resize((size, size * 3 // 4)), tmp_path / "Photos" / f"2 at {size}.jpg", quality=90)
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        scan(
            [tmp_path / "Photos"],
            opened,
            FakeEmbedder(),
            SETTINGS,
            report=lambda p: None,
            cancel=CancelToken(),
        )
        yield opened


SPEC = FakeEmbedder().spec


def test_every_picture_is_in_one_bucket_of_each_table(catalog):
    for table in range(3):
        held = occupancy(catalog, SPEC, table)
        assert held is not None
        assert held.pictures == 12 == sum(bucket.count for bucket in held.fullest)
        assert held.occupied == len(held.fullest) == sum(one.buckets for one in held.sizes)
        assert (held.hyperplanes, held.buckets) == (15, 32)


def test_sizes_are_told_in_classes_that_double(catalog):
    held = occupancy(catalog, SPEC, 0)
    assert held is not None
    assert [(one.low, one.high) for one in held.sizes][:3] == [(1, 1), (2, 2), (3, 4)]
    for one in held.sizes:
        assert one.buckets == sum(one.low <= bucket.count <= one.high for bucket in held.fullest)


def test_only_the_fullest_buckets_are_named_and_the_rest_is_counted(catalog):
    whole, few = occupancy(catalog, SPEC, 0), occupancy(catalog, SPEC, 0, most=2)
    assert whole is not None
    assert few is not None
    assert few.fullest == whole.fullest[:2]
    assert few.occupied == whole.occupied


@pytest.mark.parametrize(
    ("pictures", "bits", "expected"), [(0, 5, 0.0), (1, 5, 1.0), (32, 5, 20.4), (10**6, 4, 16.0)]
)
def test_chance_fills_as_many_buckets_as_throwing_does(pictures, bits, expected):
    assert expected_occupied(pictures, bits) == pytest.approx(expected, abs=0.05)


def test_a_bucket_shows_its_photos_the_middle_one_first(catalog, tmp_path):
    held = occupancy(catalog, SPEC, 0)
    assert held is not None
    for bucket in held.fullest:
        inside = photos_of_bucket(catalog, SPEC, 0, bucket.key, CancelToken())
        assert len(inside) == bucket.count
        assert inside[0].similarity == pytest.approx(1.0, abs=0.01)
        assert [n.similarity for n in inside] == sorted((n.similarity for n in inside), reverse=True)
        assert all(n.tables_matched >= 1 / 3 for n in inside)  # this table at least
        assert {bucket_of(n.photo, catalog, SPEC, 0) for n in inside} == {bucket.key}


def test_copies_of_a_picture_share_its_buckets(catalog):
    held = occupancy(catalog, SPEC, 0)
    assert held is not None
    names = [
        {n.photo.path.name for n in photos_of_bucket(catalog, SPEC, 0, bucket.key, CancelToken())}
        for bucket in held.fullest
    ]
    assert any({"2.jpg", "2 at 100.jpg"} <= inside for inside in names)


def test_a_library_without_tables_has_nothing_to_show(tmp_path):
    with Catalog.open(tmp_path / "empty.sqlite3") as empty:
        assert occupancy(empty, SPEC, 0) is None
        assert photos_of_bucket(empty, SPEC, 0, 1, CancelToken()) == []
