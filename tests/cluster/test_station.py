"""What a worker of a cluster does with a batch, and what it refuses; without Dask, which only calls it."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.catalog.skips import UNOPENED
from core.cluster import station
from core.cluster.reasons import OUTSIDE, UNSEEN
from core.cluster.station import Order, work_on
from core.cluster.workers import paths_of_file
from core.embed import registry
from core.embed.order import ModelOrder
from core.errors import ModelError
from core.photo import DecodedPhoto, ImageFile, KnownCopy, LikelyCopy, Skipped
from core.scan.decode import decode
from core.scan.reading import read
from core.settings import Accelerator
from tests.fakes import FakeEmbedder
from tests.photos import draw, image_file, save


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    yield
    station.leave()


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> FakeEmbedder:
    fake = FakeEmbedder()
    monkeypatch.setattr(registry, "load_embedder", lambda model, **kept: fake)
    return fake


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for number in range(3):
        save(draw(number), tmp_path / "Photos" / f"{number}.png")
    return tmp_path / "Photos"


def _order(root: Path, embedder: FakeEmbedder) -> Order[ImageFile, DecodedPhoto | KnownCopy]:
    model = ModelOrder("fake", embedder.spec.digest, Accelerator.OFF)
    return Order(read, (decode, embedder.spec.input_size, None), 20.0, (root,), paths_of_file, model)


def test_photos_come_with_their_vectors_and_without_pixels(library: Path, embedder: FakeEmbedder):
    save(draw(1), library / "again.png")
    (library / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut")
    files = [image_file(path) for path in sorted(library.iterdir())]
    delivery = work_on(_order(library, embedder), files, False)
    found = {
        outcome.file.path.name: outcome for outcome in delivery.outcomes if isinstance(outcome, DecodedPhoto)
    }
    assert sorted(found) == ["0.png", "1.png", "2.png", "again.png"]
    assert [type(outcome) for outcome in delivery.outcomes].index(Skipped) == 4
    assert embedder.calls == [3]  # one content is embedded once
    for photo in found.values():
        assert photo.vector is not None
        alone = embedder.embed(decode(photo.file, 32).pixels[None])
        assert np.allclose(photo.vector, alone[0])
        assert photo.pixels.size == 0
    assert delivery.backend == "fake, CPU"
    assert delivery.unseen == ()


def test_a_copy_is_told_by_its_bytes_on_another_machine_too(library: Path, embedder: FakeEmbedder):
    data = (library / "0.png").read_bytes()
    (library / "copy.png").write_bytes(data)
    file = image_file(library / "copy.png")
    digest = hashlib.sha256(data).digest()
    copy = LikelyCopy(file.path, file.size, file.mtime_ns, file.dev, file.inode, digest)
    assert work_on(_order(library, embedder), [copy], False).outcomes == (KnownCopy(copy, digest),)
    assert embedder.calls == []


def test_a_path_that_leads_out_of_the_roots_is_not_read(library: Path, embedder: FakeEmbedder):
    secret = save(draw(7), library.parent / "secret.png")
    (library / "link.png").symlink_to(secret)
    there = image_file(secret)
    asked = [
        there,
        replace(there, path=library / "link.png"),
        replace(there, path=library / ".." / "secret.png"),
        image_file(library / "0.png"),
    ]
    outcomes = work_on(_order(library, embedder), asked, False).outcomes
    assert [outcome.reason if isinstance(outcome, Skipped) else "ok" for outcome in outcomes] == [
        *(OUTSIDE for _ in range(3)),
        "ok",
    ]


def test_a_root_that_is_a_link_on_this_machine_is_no_way_out(library: Path, embedder: FakeEmbedder):
    mount = library.parent / "mount"
    mount.symlink_to(library)
    file = replace(image_file(library / "0.png"), path=mount / "0.png")
    (outcome,) = work_on(_order(mount, embedder), [file], False).outcomes
    assert isinstance(outcome, DecodedPhoto)


def test_files_that_are_not_as_they_were_found_are_named(library: Path, embedder: FakeEmbedder):
    as_found = [image_file(library / f"{number}.png") for number in range(3)]
    (library / "0.png").unlink()
    save(draw(9, (300, 200)), library / "1.png")
    delivery = work_on(_order(library, embedder), as_found, False)
    assert delivery.unseen == (0, 1)
    assert delivery.sighted
    assert isinstance(delivery.outcomes[2], DecodedPhoto)
    known = work_on(_order(library, embedder), as_found, True)
    assert known.unseen == ()
    assert known.outcomes[0] == Skipped(
        library / "0.png", "The file cannot be read: no such file or directory."
    )


def test_times_may_be_told_in_coarser_steps_by_another_mount(library: Path, embedder: FakeEmbedder):
    file = image_file(library / "0.png")
    coarse = replace(file, mtime_ns=file.mtime_ns - file.mtime_ns % 2_000_000_000, dev=1, inode=2)
    assert work_on(_order(library, embedder), [coarse], False).unseen == ()


@pytest.mark.parametrize("left", ["an empty folder", "nothing"])
def test_storage_that_is_not_there_is_told_apart_from_a_file_that_is_not(
    left: str, library: Path, embedder: FakeEmbedder
):
    file = image_file(library / "0.png")
    library.rename(library.parent / "unplugged")
    if left == "an empty folder":
        library.mkdir()
    delivery = work_on(_order(library, embedder), [file], False)
    assert delivery.unseen == (0,)
    assert not delivery.sighted


def test_another_model_of_the_same_name_is_not_used(library: Path, embedder: FakeEmbedder):
    order = replace(_order(library, embedder), model=ModelOrder("fake", "other", Accelerator.OFF))
    with pytest.raises(ModelError, match="another one"):
        work_on(order, [image_file(library / "0.png")], False)


def test_another_neardup_is_not_worked_for(library: Path, embedder: FakeEmbedder):
    order = replace(_order(library, embedder), version="0.0")
    assert work_on(order, [image_file(library / "0.png")], False).outcomes == ()


def test_what_was_left_out_is_tried_at_the_next_scan():
    assert all(reason.startswith(UNOPENED) for reason in (OUTSIDE, UNSEEN))
