"""What a look finds new beside the catalogue, and what it lets pass."""

import os
import shutil
from pathlib import Path

import pytest

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.progress import Cancelled, CancelToken
from core.scan.news import News, look_for_news
from core.scan.pipeline import scan
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw, save


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photos and one that cannot be read."""
    root = tmp_path / "Photos"
    for number in range(3):
        save(draw(number), root / f"{number}.jpg")
    (root / "broken.jpg").write_bytes((root / "0.jpg").read_bytes()[:300])
    return root


@pytest.fixture
def catalog(tmp_path: Path, folder: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        settings = ScanSettings(workers=1)
        scan([folder], opened, FakeEmbedder(dim=16), settings, report=lambda _: None, cancel=CancelToken())
        yield opened


def look(catalog: Catalog, *roots: Path, ignored: tuple[Path, ...] = ()) -> News:
    return look_for_news(roots, catalog, CancelToken(), ignored=ignored)


def test_nothing_is_new_after_a_scan(catalog: Catalog, folder: Path):
    assert not look(catalog, folder)


def test_photos_that_arrive_change_and_go_are_news(catalog: Catalog, folder: Path):
    shutil.copy(folder / "0.jpg", folder / "copy.jpg")
    os.utime(folder / "1.jpg", ns=(1, 1))
    (folder / "2.jpg").unlink()
    (folder / "notes.txt").write_text("no photo")
    news = look(catalog, folder)
    assert list(news.arrived) == [os.fsencode(folder / "copy.jpg")]
    assert list(news.changed) == [os.fsencode(folder / "1.jpg")]
    assert news.gone == {os.fsencode(folder / "2.jpg")}
    assert news.to_read == {**news.arrived, **news.changed}


def test_a_broken_photo_is_news_once_it_was_mended(catalog: Catalog, folder: Path):
    save(draw(7), folder / "broken.jpg")
    assert list(look(catalog, folder).arrived) == [os.fsencode(folder / "broken.jpg")]


def test_what_neardup_removed_itself_is_no_news(catalog: Catalog, folder: Path):
    (folder / "2.jpg").unlink()
    with catalog.write() as connection:
        photos.set_absent(connection, [folder / "2.jpg"])
    assert not look(catalog, folder)


def test_a_folder_on_a_missing_drive_is_no_news(catalog: Catalog, folder: Path):
    folder.rename(folder.with_name("unplugged"))
    assert not look(catalog, folder, Path("/nowhere"))


def test_what_the_settings_leave_out_since_is_not_called_gone(catalog: Catalog, folder: Path):
    assert not look(catalog, folder, ignored=(folder,))


def test_only_the_folders_asked_about_are_looked_at(catalog: Catalog, folder: Path, tmp_path: Path):
    save(draw(9), tmp_path / "Elsewhere" / "a.jpg")
    assert not look(catalog, folder)
    assert len(look(catalog, folder, tmp_path / "Elsewhere").arrived) == 1


def test_a_look_ends_when_asked_to(catalog: Catalog, folder: Path):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        look_for_news([folder], catalog, cancel)
