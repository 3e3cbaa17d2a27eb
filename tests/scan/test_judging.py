"""Pairs are cut into cases, and judged by whoever: each once, with the verdicts that it has alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalog import embeddings
from core.catalog.catalog import Catalog
from core.embed.embedder import Thresholds
from core.match import features
from core.photo import ExifFacts, Match, Relation, Skipped
from core.progress import CancelToken
from core.scan.cases import cut, met_in
from core.scan.evidence import MET_AT_ONCE, EvidenceRoom, Known, asks_for_a_look
from core.scan.helpers import Answer, Piece
from core.scan.judging import Evidence, known_of
from core.scan.pipeline import scan
from core.scan.workers import OwnProcesses
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw, grainy, save
from tests.scan.here import Here

EMBEDDER = FakeEmbedder(dim=64)
VIEWS = 9
Close = list[tuple[int, int, float]]


@pytest.fixture(name="views", scope="module")
def _views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalog, Close]]:
    """Overlapping views of one place, of which all are close to all; and a pair of another place."""
    root = tmp_path_factory.mktemp("views")
    place = draw(5, (640, 360))
    for number in range(VIEWS):
        left = 12 * number
        save(place.crop((left, 0, left + 480, 360)), root / f"view{number}.jpg", quality=92)
    for quality in (60, 90):
        save(draw(7, (480, 360)), root / f"other{quality}.jpg", quality=quality)
    with Catalog.open(tmp_path_factory.mktemp("catalogue") / "catalogue.sqlite3") as catalog:
        settings = ScanSettings(workers=1)
        scan([root], catalog, EMBEDDER, settings, report=lambda _: None, cancel=CancelToken())
        with catalog.read() as connection:
            model = embeddings.find_model_id(connection, EMBEDDER.spec.digest)
            assert model is not None
            ((contents, _),) = embeddings.all_vectors(connection, model, EMBEDDER.spec.dim, 100)
        known = known_of(catalog, contents.tolist())
        names = {content: told.names[0].name for content, told in known.items()}
        found = sorted(names, key=names.__getitem__)
        others, seen = found[:2], found[2:]
        alike = EMBEDDER.spec.thresholds.same_scene
        close = [(min(a, b), max(a, b), alike - 0.01) for n, a in enumerate(seen) for b in seen[:n]]
        yield catalog, [*close, (min(others), max(others), 0.99)]


def thresholds() -> Thresholds:
    return EMBEDDER.spec.thresholds


def one_by_one(catalog: Catalog, close: Close) -> set[Match]:
    found: set[Match] = set()
    for pair in close:
        found |= {*EvidenceRoom(thresholds()).judge([pair], known_of(catalog, pair[:2]), {})}
    return found


def by(judges: Here, catalog: Catalog, close: Close) -> list[Match]:
    judged = list(Evidence(catalog, thresholds(), judges).judge(close))
    assert sum(count for count, _ in judged) == len(close)
    return [match for _, matches in judged for match in matches]


def test_cases_have_the_verdicts_that_each_pair_has_alone(views: tuple[Catalog, Close]) -> None:
    catalog, close = views
    found = by(Here(), catalog, close)
    assert len(found) == len(set(found)) > VIEWS
    assert set(found) == one_by_one(catalog, close)


def test_processes_have_them_too(views: tuple[Catalog, Close]) -> None:
    catalog, close = views
    with OwnProcesses(EMBEDDER, 2) as own:
        judged = own.evidence(catalog, thresholds(), CancelToken()).judge(close)
        found = {match for _, matches in judged for match in matches}
    assert found == one_by_one(catalog, close)


def test_what_a_worker_could_not_judge_is_judged_all_the_same(
    views: tuple[Catalog, Close], caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(Here):
        def answers(
            self, work: Callable[[Piece], Answer], pieces: Iterable[Piece], most: int
        ) -> Iterator[Answer | Skipped]:
            for piece in pieces:
                yield Skipped(piece.path, "It was killed.")

    catalog, close = views
    assert set(by(Failing(), catalog, close)) == one_by_one(catalog, close)
    assert "It was killed." in caplog.text


def test_keypoints_are_found_once_where_all_are_close(
    views: tuple[Catalog, Close], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog, close = views
    monkeypatch.setattr("core.scan.judging._MOST_PAIRS", 4)
    monkeypatch.setattr("core.scan.evidence._KEPT", 8)
    found: list[int] = []
    find = features.find_keypoints
    monkeypatch.setattr(features, "find_keypoints", lambda *given: found.append(1) or find(*given))
    by(Here(), catalog, close)
    levels = 2
    assert len(found) <= levels * (VIEWS + 2)


def test_views_that_one_camera_took_minutes_apart_are_not_looked_at_unless_they_are_close(
    views: tuple[Catalog, Close], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they share is half of a picture."""
    catalog, close = views

    def on_a_walk(catalog: Catalog, contents: Sequence[int]) -> dict[int, Known]:
        return {content: taken(known, 40 * content) for content, known in known_of(catalog, contents).items()}

    monkeypatch.setattr("core.scan.judging.known_of", on_a_walk)
    monkeypatch.setattr("core.scan.judging._MOST_PAIRS", 4)
    looked: list[int] = []
    find = features.find_keypoints
    monkeypatch.setattr(features, "find_keypoints", lambda *given: looked.append(1) or find(*given))
    found = by(Here(), catalog, close)
    assert [(match.a, match.b) for match in found] == [close[-1][:2]]
    assert len(looked) <= 4


@pytest.mark.parametrize(
    ("seconds", "camera", "looked_at"),
    [
        (40, "A", False),
        (20, "A", True),
        (40, "B", True),
        (40, None, True),
        (900, "A", True),
        (901, "A", False),
    ],
)
def test_it_takes_one_camera_and_more_than_a_moment_that_is_no_date_set_anew(
    views: tuple[Catalog, Close], seconds: int, camera: str | None, looked_at: bool
) -> None:
    catalog, close = views
    a, b, cosine = close[0]
    known = known_of(catalog, (a, b))
    one, other = taken(known[a], 0), taken(known[b], seconds, camera)
    assert asks_for_a_look((a, b, cosine), one, other, thresholds()) is looked_at
    room = EvidenceRoom(thresholds())
    assert bool(room.undecided([(a, b, cosine)], {a: one, b: other}, {a})) is looked_at


@pytest.mark.parametrize(
    ("frame", "said", "looked_at"),
    [
        ((480, 360), {"software": "1.0"}, False),
        ((360, 480), {"software": "1.0"}, False),
        ((479, 360), {"software": "1.0"}, True),
        ((480, 360), {"software": "Snapseed"}, True),
        ((480, 360), {}, True),
        ((479, 360), {"software": "Snapseed", "exposure": 1 / 30}, False),
    ],
    ids=["one size", "upright", "cropped", "another program", "none told", "the shutter stood otherwise"],
)
def test_what_a_program_may_have_saved_under_a_date_of_its_own_is_looked_at(
    views: tuple[Catalog, Close], frame: tuple[int, int], said: dict[str, Any], looked_at: bool
) -> None:
    catalog, close = views
    a, b, cosine = close[0]
    known = known_of(catalog, (a, b))
    one = taken(known[a], 0, software="1.0", exposure=1 / 250)
    other = taken(known[b], 86_407, **{"exposure": 1 / 250, **said})
    width, height = frame
    other = replace(other, facts=replace(other.facts, width=width, height=height))
    assert asks_for_a_look((a, b, cosine), one, other, thresholds()) is looked_at


def test_an_edit_saved_under_a_date_of_its_own_is_found_and_a_view_from_beside_is_not(tmp_path: Path) -> None:
    """A crop lies within its original; what two views share does not make up either of them."""
    place = grainy(5)
    pictures = {"original": (0, 0, 480, 480), "crop": (96, 77, 384, 403), "beside": (90, 0, 560, 480)}
    folder = tmp_path / "photos"
    for name, box in pictures.items():
        save(place.crop(box), folder / f"{name}.jpg", quality=92)
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        settings = ScanSettings(workers=1)
        scan([folder], catalog, EMBEDDER, settings, report=lambda _: None, cancel=CancelToken())
        told_of = known_of(catalog, (1, 2, 3)).items()
        known = {told.names[0].stem: (content, told) for content, told in told_of}

    def matches(name: str) -> list[Match]:
        (one, original), (other, told) = known["original"], known[name]
        both = {one: taken(original, 0, software="1.0"), other: taken(told, 86_407, software="Snapseed")}
        pair = min(both), max(both), thresholds().same_scene - 0.01
        return EvidenceRoom(thresholds()).judge([pair], both, {})

    assert [match.relation for match in matches("crop")] == [Relation.SAME_SCENE]
    assert matches("beside") == []


def taken(known: Known, second: int, camera: str | None = "A", **said: Any) -> Known:
    """What is known of a photo, had a camera taken it then."""
    when = datetime(2024, 5, 14, 12) + timedelta(seconds=second)
    return replace(known, facts=replace(known.facts, exif=ExifFacts(captured=when, camera=camera, **said)))


@pytest.mark.parametrize("most", [1, 16, 64])
def test_each_pair_is_in_one_case_and_few_contents_are(most: int) -> None:
    stream = np.random.default_rng(most)
    crowd = [(a, b, 0.5) for a in range(100) for b in range(a)]
    loose = [(1000 + 2 * n, 1001 + 2 * n, 0.9) for n in range(200)]
    chain = [(5000 + n, 5001 + n, 0.7) for n in range(150)]
    close = [*crowd, *loose, *chain]
    close = [close[place] for place in stream.permutation(len(close))]
    parts = list(cut(close, most))
    assert Counter(pair for part in parts for pair in part) == Counter(close)
    assert max(map(len, parts)) <= most
    assert max(len(met_in(part)) for part in parts) <= MET_AT_ONCE


def test_what_hangs_together_stays_together_where_it_fits() -> None:
    close = [(10 * n + a, 10 * n + b, 0.8) for n in range(40) for a in range(5) for b in range(a)]
    parts = list(cut(close, 64))
    assert sum(len(met_in(part)) for part in parts) == len(met_in(close))


def test_nothing_close_is_no_case() -> None:
    assert list(cut([], 64)) == []
