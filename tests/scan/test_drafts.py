"""What a HEIC's small copy tells is enough to look for pairs; pictures of pairs are read whole."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.phone_heic import phone_heic
from core.catalog import drafts, embeddings, photos
from core.catalog.catalog import Catalog
from core.photo import DecodedPhoto, Relation
from core.progress import CancelToken
from core.scan import pipeline, workers
from core.scan.decode import decode, decode_whole
from core.scan.drafts import DraftRoom
from core.scan.pipeline import ScanResult, scan
from core.scan.walk import stat_image
from core.scan.workers import OwnProcesses
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import save
from tests.scan.test_heif_thumbnail import picture

EMBEDDER = FakeEmbedder(dim=64)
SIDE = EMBEDDER.spec.input_size


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two photos of a phone, and the first of them again as a messenger sends it."""
    root = tmp_path / "Photos"
    root.mkdir()
    for number in range(2):
        (root / f"IMG_{number}.HEIC").write_bytes(phone_heic(picture(number), tile=128))
    save(picture(0).resize((256, 192)), root / "IMG-WA0.jpg", quality=70)
    return root


def run(catalog: Catalog, root: Path) -> ScanResult:
    return scan(
        [root],
        catalog,
        EMBEDDER,
        ScanSettings(workers=1),
        report=lambda progress: None,
        cancel=CancelToken(),
    )


def known(catalog: Catalog, path: Path) -> tuple[bool, int, float]:
    """Whether a photo is a draft, the long side of its thumbnail, its sharpness."""
    with catalog.read() as connection:
        photo = photos.at(connection, path)
        assert photo is not None
        is_draft = bool(drafts.among(connection, [photo.content_id]))
    with Image.open(BytesIO(catalog.thumbnail(photo.content_id) or b"")) as thumbnail:
        return is_draft, max(thumbnail.size), photo.sharpness


def test_only_what_is_in_a_pair_is_read_whole(library: Path, catalog: Catalog, monkeypatch) -> None:
    (group,) = run(catalog, library).groups
    assert {photo.path.name for photo in group.photos} == {"IMG_0.HEIC", "IMG-WA0.jpg"}
    assert group.relation is Relation.SAME_PICTURE
    whole = decode_whole(stat_image(library / "IMG_0.HEIC"), SIDE)
    assert known(catalog, library / "IMG_0.HEIC") == (False, 400, whole.sharpness)
    draft = decode(stat_image(library / "IMG_1.HEIC"), SIDE)
    assert known(catalog, library / "IMG_1.HEIC") == (True, 320, draft.sharpness)
    monkeypatch.setattr(workers, "DecodePool", None)
    assert len(run(catalog, library).groups) == 1  # and nothing is read again


def stored(catalog: Catalog, *decoded: DecodedPhoto) -> int:
    """Store photos as a scan does; returns the content of the first."""
    with catalog.write() as connection:
        model = embeddings.model_id(connection, EMBEDDER.spec.digest, "fake", EMBEDDER.spec.dim)
        ids = photos.add(connection, decoded)
        contents = list(dict.fromkeys(ids.values()))
        if not embeddings.embedded_among(connection, model, contents):
            embeddings.add(connection, model, contents, EMBEDDER.embed(decoded[0].pixels[None]))
    return ids[decoded[0].sha256]


def complete(catalog: Catalog, content: int) -> list[int]:
    with (
        OwnProcesses(EMBEDDER, 1) as own,
        DraftRoom(catalog, 1, own, pipeline.READER, CancelToken()) as room,
    ):
        return list(room.complete({content}))


def test_what_is_known_of_a_whole_picture_stays_when_a_copy_of_the_file_is_read(
    library: Path, catalog: Catalog
) -> None:
    file = stat_image(library / "IMG_1.HEIC")
    whole, draft = decode_whole(file, SIDE), decode(file, SIDE)
    assert draft.is_draft
    content = stored(catalog, whole)
    stored(catalog, replace(draft, file=replace(file, path=library / "copy.HEIC")))
    assert catalog.thumbnail(content) == whole.thumbnail
    assert not known(catalog, file.path)[0]


def test_a_draft_whose_file_is_gone_or_another_by_now_stays_one(library: Path, catalog: Catalog) -> None:
    path = library / "IMG_1.HEIC"
    draft = decode(stat_image(path), SIDE)
    content = stored(catalog, draft)
    path.write_bytes((library / "IMG_0.HEIC").read_bytes())
    assert complete(catalog, content) == [1]
    assert catalog.thumbnail(content) == draft.thumbnail
    assert known(catalog, path)[0]
    with catalog.write() as connection:
        photos.set_absent(connection, [path])
    assert complete(catalog, content) == []


@pytest.mark.parametrize("instead", [None, b"no picture", "another"])
def test_a_draft_is_completed_by_a_copy_where_its_first_file_is_gone_or_another_by_now(
    library: Path, catalog: Catalog, instead: bytes | str | None
) -> None:
    first, copy = library / "IMG_1.HEIC", library / "copy.HEIC"
    copy.write_bytes(first.read_bytes())
    draft = decode(stat_image(first), SIDE)
    content = stored(catalog, draft, replace(draft, file=stat_image(copy)))
    if instead is None:
        first.unlink()
    else:
        other = (library / "IMG_0.HEIC").read_bytes()
        first.write_bytes(other if isinstance(instead, str) else instead)
    assert complete(catalog, content) == [1, 2]
    assert not known(catalog, copy)[0]
    assert copy not in [skipped.path for skipped in catalog.skipped([library])]
    with catalog.read() as connection:
        assert copy in [photo.path for photo in photos.present(connection)]


def test_damage_that_only_the_whole_picture_shows_is_told(library: Path, catalog: Catalog) -> None:
    path = library / "IMG_1.HEIC"
    content = stored(catalog, decode(stat_image(path), SIDE))
    path.write_bytes(path.read_bytes()[:100])
    assert complete(catalog, content) == [1]
    (skipped,) = catalog.skipped([library])
    assert skipped.path == path
    with catalog.read() as connection:
        assert list(photos.present(connection)) == []
