"""Standing rules: what has arrived since and is covered is collected, once, and never by itself removed."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.arrival_settings import ArrivalRule
from core.catalog import marks, photos
from core.catalog.catalog import Catalog
from core.folders.arrivals import Arrivals, read_arrivals
from core.groups import MatchedPhotos
from core.loss import Loss, LossKind
from core.photo import Lineage, Match, Relation
from core.review.decisions import GroupState, Status
from tests.photos import decoded

BEFORE = datetime.now(UTC) - timedelta(days=1)
CHAT, CAMERA = Path("/disk/chat"), Path("/disk/camera")
RULE = ArrivalRule(CHAT, CAMERA, BEFORE)


@dataclass
class Library:
    """A catalogue that photos arrive in, and their matches."""

    catalog: Catalog
    matches: list[Match] = field(default_factory=list)

    def put(self, path: str, content: bytes) -> int:
        """Let a photo arrive; returns the id of its content."""
        one = decoded(Path("/disk") / path, content)
        with self.catalog.write() as connection:
            return photos.add(connection, [one])[hashlib.sha256(content).digest()]

    def alike(self, a: int, b: int, *losses: Loss) -> None:
        """Let a match b, and lose something if it went."""
        lineage = Lineage(0.5, 0.5, losses)
        self.matches.append(Match(a, b, Relation.SAME_PICTURE, 0.95, 0.95, lineage=lineage))

    def collect(self, *rules: ArrivalRule, **asked: object) -> Arrivals:
        with self.catalog.read() as connection:
            present = tuple(photos.present(connection))
        matched = MatchedPhotos(present, tuple(self.matches))
        return read_arrivals(self.catalog, matched, rules or (RULE,), **asked)  # type: ignore[arg-type]


@pytest.fixture
def library(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        yield Library(catalog)


def names(found: Arrivals) -> list[tuple[str, str]]:
    return [(one.photo.path.name, one.group.keeper.path.name) for one in found.going]


def test_what_arrives_and_is_covered_is_collected_with_what_stays_for_it(library: Library):
    library.alike(library.put("chat/small.jpg", b"small"), library.put("camera/1.jpg", b"large"))
    library.put("chat/same.jpg", b"same")
    library.put("camera/2.jpg", b"same")
    library.put("chat/alone.jpg", b"alone")
    found = library.collect()
    assert names(found) == [("same.jpg", "2.jpg"), ("small.jpg", "1.jpg")]
    assert (found.new, found.look) == (3, 0)


def test_what_would_lose_something_is_counted_and_left_alone(library: Library):
    edited, kept = library.put("chat/edit.jpg", b"edit"), library.put("camera/1.jpg", b"large")
    library.alike(edited, kept, Loss(LossKind.EXTENT, 0.2))
    assert library.collect() == Arrivals((), 1, 1)


def test_what_was_known_before_the_rule_is_no_arrival(library: Library):
    library.put("chat/1.jpg", b"one")
    library.put("camera/1.jpg", b"one")
    from_now = ArrivalRule(CHAT, CAMERA, datetime.now(UTC))
    assert library.collect(from_now) == Arrivals()
    library.put("chat/2.jpg", b"one")
    assert names(library.collect(from_now)) == [("2.jpg", "1.jpg")]


def test_a_file_that_is_read_again_has_not_arrived_again_but_other_bytes_have(library: Library):
    library.put("camera/1.jpg", b"one")
    library.put("chat/1.jpg", b"one")
    from_now = ArrivalRule(CHAT, CAMERA, datetime.now(UTC))
    library.put("chat/1.jpg", b"one")
    assert library.collect(from_now).new == 0
    library.put("chat/1.jpg", b"other")
    assert library.collect(from_now).new == 1


def test_a_copy_that_came_before_its_original_is_collected_when_that_comes(library: Library):
    library.put("chat/1.jpg", b"one")
    assert library.collect() == Arrivals((), 1, 0)
    library.put("camera/1.jpg", b"one")
    assert names(library.collect()) == [("1.jpg", "1.jpg")]


def test_what_was_looked_over_is_new_no_longer_until_that_is_taken_back(library: Library):
    library.put("chat/1.jpg", b"one")
    library.put("camera/1.jpg", b"one")
    ids = [one.photo.id for one in library.collect().going]
    with library.catalog.write() as connection:
        marks.LOOKED_OVER.add(connection, ids)
    assert library.collect() == Arrivals()
    with library.catalog.write() as connection:
        marks.LOOKED_OVER.remove(connection, ids)
    assert library.collect().new == 1


def test_of_a_ring_of_rules_one_photo_always_stays(library: Library):
    library.put("chat/1.jpg", b"one")
    library.put("camera/1.jpg", b"one")
    found = library.collect(RULE, ArrivalRule(CAMERA, CHAT, BEFORE))
    assert len(found.going) == 1
    assert found.new == 2


def test_what_is_protected_or_decided_about_is_not_collected(library: Library):
    library.put("chat/1.jpg", b"one")
    library.put("camera/1.jpg", b"one")
    assert library.collect(is_protected=lambda photo: True).going == ()
    assert library.collect(state_of=lambda group: GroupState(Status.REVIEWED)).going == ()
