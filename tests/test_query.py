"""What looks like this one? From a photo of the library, or from any image."""

from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.errors import UnreadablePhoto
from core.progress import Cancelled, CancelToken
from core.scan.pipeline import scan
from core.search.query import find_similar
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw, save


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder(dim=64)


@pytest.fixture
def catalog(tmp_path: Path, embedder: FakeEmbedder):
    root = tmp_path / "Photos"
    for number in range(6):
        save(draw(number), root / f"{number}.jpg", quality=92)
    save(draw(2).resize((80, 60)), root / "2 small.jpg", quality=70)
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        scan([root], opened, embedder, ScanSettings(workers=1), report=lambda p: None, cancel=CancelToken())
        embedder.calls.clear()
        yield opened


def ask(image: Path, catalog: Catalog, embedder: FakeEmbedder, top: int = 5):
    return find_similar(image, catalog, embedder, top=top, cancel=CancelToken())


def test_a_scanned_photo_finds_its_copy_first_without_being_embedded(catalog, embedder, tmp_path):
    found = ask(tmp_path / "Photos" / "2.jpg", catalog, embedder)
    assert found[0].photo.path.name == "2 small.jpg"
    assert found[0].similarity > 0.98
    assert embedder.calls == []


def test_the_image_itself_is_left_out_but_its_copies_are_not(catalog, embedder, tmp_path):
    found = [n.photo.path.name for n in ask(tmp_path / "Photos" / "2.jpg", catalog, embedder, top=50)]
    assert "2.jpg" not in found
    assert "2 small.jpg" in found


def test_an_image_from_elsewhere_finds_its_like(catalog, embedder, tmp_path):
    outside = save(draw(4).resize((100, 75)), tmp_path / "download.webp", quality=60)
    found = ask(outside, catalog, embedder, top=3)
    assert found[0].photo.path.name == "4.jpg"
    assert embedder.calls == [1]
    assert [n.similarity for n in found] == sorted((n.similarity for n in found), reverse=True)


def test_tables_matched_is_a_share_of_the_tables(catalog, embedder, tmp_path):
    outside = save(draw(4), tmp_path / "same.png")
    found = ask(outside, catalog, embedder)
    assert all(0.0 <= n.tables_matched <= 1.0 for n in found)
    assert found[0].tables_matched > 0.5


def test_top_limits_the_answer(catalog, embedder, tmp_path):
    assert len(ask(tmp_path / "Photos" / "2.jpg", catalog, embedder, top=1)) == 1


def test_an_image_that_cannot_be_read_ends_in_a_reason(catalog, embedder, tmp_path):
    (tmp_path / "note.jpg").write_text("no picture")
    for name in ("note.jpg", "missing.jpg"):
        with pytest.raises(UnreadablePhoto):
            ask(tmp_path / name, catalog, embedder)


def test_an_empty_catalogue_has_no_neighbours(tmp_path, embedder):
    image = save(draw(1), tmp_path / "a.png")
    with Catalog.open(tmp_path / "empty.sqlite3") as empty:
        assert ask(image, empty, embedder) == []


def test_a_query_can_be_cancelled(catalog, embedder, tmp_path):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        find_similar(tmp_path / "Photos" / "2.jpg", catalog, embedder, cancel=cancel)


def test_what_does_not_resemble_the_image_is_left_out(catalog, embedder, tmp_path):
    found = ask(tmp_path / "Photos" / "2.jpg", catalog, embedder, top=50)
    least = 0.4 * embedder.spec.thresholds.same_scene
    assert all(n.similarity >= least for n in found)
    assert len(found) < 6
