"""Files that are as long as a known one are asked for their bytes before anybody decodes them."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from core.catalog import embeddings, photos
from core.catalog.catalog import Catalog
from core.errors import UnreadablePhoto
from core.photo import ImageFile, KnownCopy, LikelyCopy
from core.scan.copies import LikelyCopies
from core.scan.decode import decode
from core.scan.reading import read
from core.scan.walk import stat_image
from tests.photos import draw, save
from tests.scan.decoders import decode_nothing

SIDE = 32


@pytest.fixture
def files(tmp_path: Path) -> list[ImageFile]:
    """Two pictures, a copy of the first one, and other bytes of its length."""
    first = save(draw(0), tmp_path / "0.jpg")
    save(draw(1), tmp_path / "1.jpg")
    (tmp_path / "copy.jpg").write_bytes(first.read_bytes())
    (tmp_path / "other.jpg").write_bytes(first.read_bytes()[::-1])
    return [stat_image(tmp_path / name) for name in ("0.jpg", "1.jpg", "copy.jpg", "other.jpg")]


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


def with_model(catalog: Catalog) -> int:
    with catalog.write() as connection:
        return embeddings.model_id(connection, "digest", "model", 4)


def test_a_file_is_a_likely_copy_once_one_of_its_length_is_known(catalog, files):
    likely = LikelyCopies(catalog, with_model(catalog), files)
    assert list(likely.asked(files)) == files
    likely.add([decode(files[0], SIDE)])
    assert [isinstance(file, LikelyCopy) for file in likely.asked(files)] == [True, False, True, True]


def test_what_an_earlier_scan_has_read_counts_where_this_model_has_seen_it(catalog, files):
    model = with_model(catalog)
    decoded = decode(files[0], SIDE)
    with catalog.write() as connection:
        content = photos.add(connection, [decoded])[decoded.sha256]
    assert list(LikelyCopies(catalog, model, files).asked(files)) == files
    with catalog.write() as connection:
        embeddings.add(connection, model, [content], decoded.pixels[:1, :4, 0].astype("float32"))
    (asked,) = LikelyCopies(catalog, model, files[2:3]).asked(files[2:3])
    assert isinstance(asked, LikelyCopy)
    assert asked.digests == decoded.sha256


def test_more_files_than_one_statement_asks_for_are_looked_up_all_the_same(catalog, files):
    model = with_model(catalog)
    decoded = decode(files[0], SIDE)
    with catalog.write() as connection:
        content = photos.add(connection, [decoded])[decoded.sha256]
        embeddings.add(connection, model, [content], decoded.pixels[:1, :4, 0].astype("float32"))
    many = [ImageFile(Path(f"{size}.jpg"), size, 0, 0, 0) for size in range(1, 2000)]
    asked = list(LikelyCopies(catalog, model, [*many, files[2]]).asked([*many, files[2]]))
    assert [file.path for file in asked if isinstance(file, LikelyCopy)] == [files[2].path]


def test_a_copy_is_told_by_its_bytes_alone_and_everything_else_is_decoded(files):
    digests = hashlib.sha256(b"another").digest() + hashlib.sha256(files[0].path.read_bytes()).digest()
    copy, other = (
        LikelyCopy(file.path, file.size, file.mtime_ns, file.dev, file.inode, digests) for file in files[2:]
    )
    assert read(copy, decode_nothing, SIDE, None) == KnownCopy(copy, digests[32:])
    for file in (other, files[0]):
        with pytest.raises(UnreadablePhoto):
            read(file, decode_nothing, SIDE, None)


def test_copies_that_are_decoded_before_the_first_is_stored_take_no_place_of_other_contents(catalog, files):
    likely = LikelyCopies(catalog, with_model(catalog), files)
    first = decode(files[0], SIDE)
    other = replace(first, sha256=hashlib.sha256(b"another of its length").digest())
    likely.add([first] * 100)
    likely.add([other])
    asked = next(likely.asked(files))
    assert isinstance(asked, LikelyCopy)
    assert asked.digests == first.sha256 + other.sha256


def test_of_many_contents_of_one_length_not_all_are_named_to_each_file(catalog, tmp_path):
    paths = [tmp_path / f"{number}.bmp" for number in range(80)]
    for number, path in enumerate(paths):
        save(draw(number, (8, 8)), path)
    files = [stat_image(path) for path in paths]
    assert len({file.size for file in files}) == 1
    likely = LikelyCopies(catalog, with_model(catalog), files)
    likely.add(decode(file, SIDE) for file in files)
    asked = next(likely.asked(files))
    assert isinstance(asked, LikelyCopy)
    assert len(asked.digests) == 64 * 32
