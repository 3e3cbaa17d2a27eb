"""The real core behind the window, on a catalogue made of nothing: which groups it shows, and how."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.catalog import embeddings, photos, scans, similar
from core.catalog.catalog import Catalog
from core.embed.registry import find_model
from core.match.strictness import Strictness
from core.photo import Match, Relation
from core.progress import CancelToken
from nearDup_gui.services import CoreServices
from tests.photos import decoded

ANOTHER = "efficientnet-lite0-gem"


@pytest.fixture
def services(tmp_path: Path) -> CoreServices:
    """A library of two pairs, 0.9 and 0.8 alike, scanned with another model than the settings say."""
    spec = find_model(ANOTHER)
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog, catalog.write() as connection:
        contents = [b"one", b"one again", b"two", b"two again"]
        files = [decoded(f"/photos/{n}.jpg", content, inode=n) for n, content in enumerate(contents, 1)]
        ids = list(photos.add(connection, files).values())
        model = embeddings.model_id(connection, spec.digest, spec.name, spec.dim)
        pairs = [(ids[0], ids[1], 0.9), (ids[2], ids[3], 0.8)]
        similar.add(connection, model, [Match(a, b, Relation.SAME_PICTURE, s, 0.99) for a, b, s in pairs])
        scans.add(connection, [Path("/photos")], 4, 1.0, "CPU", spec.name)
    made = CoreServices(tmp_path / "catalogue.sqlite3", tmp_path / "settings.toml")
    assert find_model(made.settings.scan.model).name != ANOTHER
    return made


def test_groups_of_the_model_that_found_them_are_shown(services: CoreServices) -> None:
    assert len(services.last_library(CancelToken()).groups) == 2
    services.close()


def test_groups_of_a_model_that_is_gone_are_explained(services: CoreServices, tmp_path: Path) -> None:
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog, catalog.write() as connection:
        scans.add(connection, [Path("/photos")], 4, 1.0, "CPU", "/models/unplugged.onnx")
    library = services.last_library(CancelToken())
    assert len(library.groups) == 0
    assert "unplugged.onnx" in " ".join(library.notices)
    services.close()


def test_the_library_is_grouped_as_strictly_as_is_set(services: CoreServices) -> None:
    services.strictness = Strictness(0.85)
    library = services.last_library(CancelToken())
    assert (len(library.groups), library.strictness) == (1, Strictness(0.85))
    assert len(services.regroup(Strictness(), CancelToken())) == 2
    assert services.histogram(CancelToken()).lowest == 80
    services.close()


def test_a_photo_that_was_removed_does_not_come_back_by_sliding(services: CoreServices) -> None:
    library = services.last_library(CancelToken())
    gone = next(iter(library.groups)).members[0].photo
    with services._catalog().write() as connection:
        photos.set_absent(connection, [gone.path])
    groups = services.regroup(replace(Strictness(), at_least=0.1), CancelToken())
    assert len(groups) == 1
    assert groups.group_of(gone.id) is None
    services.close()
