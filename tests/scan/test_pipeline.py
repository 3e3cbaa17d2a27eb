"""A scan from folders to groups, with real files, a real catalogue and a small fake model."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from core.catalog import embeddings, photos
from core.catalog.catalog import Catalog
from core.errors import ScanError
from core.groups import matched_photos
from core.loss import LossKind
from core.photo import Change, DuplicateGroup, Finding, Relation
from core.progress import Cancelled, CancelToken, Progress, Stage
from core.scan import close_look, pairing, pipeline, schedule, workers
from core.scan.decode_pool import DecodePool
from core.scan.pipeline import ScanResult, scan
from core.settings import LshSettings, ScanSettings
from tests.fakes import FakeEmbedder
from tests.photos import draw, save
from tests.scan.decoders import decode_nothing

SETTINGS = ScanSettings(workers=1)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Four pictures; the first also smaller, re-encoded, and as a backup byte for byte."""
    root = tmp_path / "Photos"
    for number in range(4):
        save(draw(number), root / f"IMG_{number}.jpg", quality=92)
    save(draw(0).resize((80, 60)), root / "messenger" / "IMG-WA0.jpg", quality=70)
    (root / "backup").mkdir()
    shutil.copy2(root / "IMG_0.jpg", root / "backup" / "IMG_0.jpg")
    return root


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder(dim=64)


@pytest.fixture
def run(catalog: Catalog, embedder: FakeEmbedder) -> Callable[..., ScanResult]:
    def scan_now(
        *roots: Path, settings: ScanSettings = SETTINGS, model: FakeEmbedder = embedder
    ) -> ScanResult:
        embedder.calls.clear()
        return scan(roots, catalog, model, settings, report=lambda progress: None, cancel=CancelToken())

    return scan_now


def names(groups: tuple[DuplicateGroup, ...]) -> list[set[str]]:
    return [{"/".join(photo.path.parts[-2:]) for photo in group.photos} for group in groups]


FIRST_GROUP = {"Photos/IMG_0.jpg", "messenger/IMG-WA0.jpg", "backup/IMG_0.jpg"}


def test_copies_are_grouped_and_the_original_is_kept(library, run):
    result = run(library)
    assert names(result.groups) == [FIRST_GROUP]
    (group,) = result.groups
    assert group.keeper.path == library / "IMG_0.jpg"
    assert {m.photo.path.parent.name: m.relation for m in group.members} == {
        "backup": Relation.IDENTICAL,
        "messenger": Relation.SAME_PICTURE,
    }
    assert (result.scanned, result.skipped, result.backend) == (6, (), "fake, CPU")


def test_two_presses_of_the_shutter_are_one_scene_and_never_one_picture(tmp_path, run):
    scene = draw(5, (400, 300))
    for second, shift in enumerate((0, 3)):
        exif = Image.Exif()
        exif[0x0110] = "Camera"
        exif.get_ifd(0x8769)[0x9003] = f"2024:05:14 12:00:0{2 * second}"
        moved = ImageChops.offset(scene, shift, 0).crop((8, 0, 392, 300))
        save(moved, tmp_path / "burst" / f"{second}.jpg", exif=exif, quality=92)
    (group,) = run(tmp_path / "burst").groups
    assert group.relation is Relation.SAME_SCENE
    assert Finding(Change.SECONDS_APART, 2.0) in group.members[0].evidence.findings


def test_identical_files_are_embedded_once(library, run, embedder):
    run(library)
    assert sum(embedder.calls) == 5


def test_a_backup_is_told_by_its_bytes_and_not_decoded_again(library, run, catalog, monkeypatch):
    first = run(library)
    backup = library.parent / "Second backup"
    shutil.copytree(library, backup)
    (backup / "IMG_2.jpg").write_bytes(b"x" * (library / "IMG_2.jpg").stat().st_size)
    monkeypatch.setattr(
        workers, "DecodePool", lambda *how, decoder, **rest: DecodePool(*how, decoder=decode_nothing, **rest)
    )
    both = run(library.parent)
    assert both.scanned == 2 * first.scanned - 1
    assert [skip.path for skip in both.skipped] == [backup / "IMG_2.jpg"]
    with catalog.read() as connection:
        contents = {photo.path: photo.content_id for photo in photos.present(connection, [library.parent])}
    copied = [path for path in contents if backup in path.parents]
    assert len(copied) == 5
    assert all(contents[path] == contents[library / path.relative_to(backup)] for path in copied)


def test_unchanged_files_are_not_read_again(library, run, embedder, monkeypatch):
    before = run(library)
    monkeypatch.setattr(workers, "DecodePool", None)
    again = run(library)
    assert embedder.calls == []
    assert (again.groups, again.scanned) == (before.groups, before.scanned)


def test_few_new_photos_start_few_workers(tmp_path, run, monkeypatch):
    started = []

    class Counted(workers.DecodePool):
        def __init__(self, side: int, workers: int, **settings) -> None:
            started.append(workers)
            super().__init__(side, workers, **settings)

    monkeypatch.setattr(workers, "DecodePool", Counted)
    for number in range(6):
        save(draw(number), tmp_path / f"{number}.png")
        if number in (0, 5):
            run(tmp_path, settings=replace(SETTINGS, workers=8))
    assert started == [1, 2]


def test_moved_photo_is_not_embedded_again(library, run, embedder):
    run(library)
    (library / "IMG_1.jpg").rename(library / "renamed.jpg")
    result = run(library)
    assert embedder.calls == []
    assert result.scanned == 6


def test_changed_photo_is_read_again(library, run, embedder):
    run(library)
    save(draw(0), library / "IMG_3.jpg", quality=60)
    assert names(run(library).groups) == [FIRST_GROUP | {"Photos/IMG_3.jpg"}]
    assert sum(embedder.calls) == 1


def test_a_new_photo_finds_its_copies_among_the_old(library, run):
    run(library)
    save(draw(2).convert("L"), library / "grey.png")
    save(draw(2), library / "IMG_2 export.png")
    groups = run(library).groups
    assert {"Photos/IMG_2.jpg", "Photos/IMG_2 export.png"} <= names(groups)[0] | names(groups)[-1]


def test_vanished_photos_leave_the_groups_and_return_unread(library, run, embedder, catalog):
    run(library)
    away = library.with_name("unplugged")
    (library / "messenger").rename(away)
    assert names(run(library).groups) == [FIRST_GROUP - {"messenger/IMG-WA0.jpg"}]
    away.rename(library / "messenger")
    assert names(run(library).groups) == [FIRST_GROUP]
    assert embedder.calls == []


def test_a_scan_of_one_folder_leaves_the_others_alone(library, run, catalog, embedder):
    run(library)
    result = run(library / "backup")
    assert (result.groups, result.scanned) == ((), 1)
    assert names(matched_photos(catalog, embedder.spec).groups()) == [FIRST_GROUP]
    assert catalog.last_roots() == (library / "backup",)


def test_nested_and_repeated_roots_count_once(library, run):
    assert run(library, library / "backup", library).scanned == 6


def test_a_broken_file_is_listed_with_its_reason_and_not_tried_again(library, run, monkeypatch):
    (library / "broken.jpg").write_bytes((library / "IMG_0.jpg").read_bytes()[:900])
    result = run(library)
    assert [skip.path.name for skip in result.skipped] == ["broken.jpg"]
    assert result.skipped[0].reason
    assert result.scanned == 6
    monkeypatch.setattr(workers, "DecodePool", None)
    assert run(library).skipped == result.skipped


def test_a_broken_file_that_was_mended_is_read(library, run):
    (library / "late.jpg").write_bytes(b"")
    (library / "half.jpg").write_bytes((library / "IMG_0.jpg").read_bytes()[:900])
    run(library)
    save(draw(9), library / "half.jpg")
    result = run(library)
    assert result.scanned == 7


def test_a_photo_that_breaks_leaves_its_group(library, run):
    run(library)
    (library / "backup" / "IMG_0.jpg").write_bytes(b"\xff\xd8\xff broken since")
    result = run(library)
    assert names(result.groups) == [FIRST_GROUP - {"backup/IMG_0.jpg"}]
    assert run(library).groups == result.groups  # nor does it return with what it was


def test_another_model_embeds_anew_and_keeps_the_old_vectors(library, run, embedder, catalog):
    run(library)
    other = FakeEmbedder(dim=48)
    assert names(run(library, model=other).groups) == [FIRST_GROUP]
    assert sum(other.calls) == 5
    run(library)
    assert embedder.calls == []


def test_a_finished_scan_remembers_its_model(library, run, catalog):
    run(library)
    assert catalog.last_scan().model == "fake"
    run(library, settings=replace(SETTINGS, model="/models/mine.keras"))
    assert catalog.last_scan().model == "/models/mine.keras"


def test_other_hash_tables_are_filled_from_the_stored_vectors(library, run, embedder, catalog):
    run(library)
    settings = replace(SETTINGS, lsh=LshSettings(bits=6, tables=9, probes=0))
    assert names(run(library, settings=settings).groups) == [FIRST_GROUP]
    assert embedder.calls == []


def test_a_missing_root_is_named_and_nothing_is_forgotten(library, run, catalog, embedder):
    run(library)
    with pytest.raises(ScanError, match="no such place"):
        run(library, library / "no such place")
    assert names(matched_photos(catalog, embedder.spec).groups()) == [FIRST_GROUP]


def test_an_empty_folder_scans_to_nothing(tmp_path, run):
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / "empty")
    assert (result.groups, result.scanned, result.skipped) == ((), 0, ())


def test_two_paths_that_different_scans_brought_are_one_photo(library, run, catalog, embedder, tmp_path):
    (tmp_path / "other").mkdir()
    os.link(library / "IMG_3.jpg", tmp_path / "other" / "hardlink.jpg")
    run(library)
    run(tmp_path / "other")
    assert names(matched_photos(catalog, embedder.spec).groups()) == [FIRST_GROUP]


def test_progress_goes_through_the_stages_and_counts_to_the_end(library, catalog, embedder):
    reports: list[Progress] = []
    scan([library], catalog, embedder, SETTINGS, report=reports.append, cancel=CancelToken())
    stages = list(dict.fromkeys(report.stage for report in reports))
    assert stages == [Stage.WALK, Stage.READ, Stage.MATCH, Stage.COMPARE, Stage.GROUP]
    last = [report for report in reports if report.stage is Stage.READ][-1]
    assert (last.done, last.total, last.photos) == (6, 6, 6)
    for stage in (Stage.MATCH, Stage.COMPARE):  # pairs of pairs
        last = [report for report in reports if report.stage is stage][-1]
        assert last.done == last.total > 0


def test_more_pairs_than_are_held_at_a_time_are_all_compared(library, catalog, embedder, monkeypatch):
    monkeypatch.setattr(pairing, "_HELD", 1)
    reports: list[Progress] = []
    scan([library], catalog, embedder, SETTINGS, report=reports.append, cancel=CancelToken())
    assert names(matched_photos(catalog, embedder.spec).groups()) == [FIRST_GROUP]


def test_groups_are_handed_out_while_the_scan_still_reads(tmp_path, catalog, embedder, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 4)
    monkeypatch.setattr(schedule, "FIRST_LOOK", 8)
    monkeypatch.setattr(schedule, "LARGEST_SHARE", 1e9)
    root = tmp_path / "Photos"
    for number in range(24):
        save(draw(number // 2), root / f"{number:02}.png")
    read: list[int] = []
    found: list[tuple[int, list[set[str]]]] = []

    def remember(progress: Progress) -> None:
        if progress.stage is Stage.READ:
            read.append(progress.done)

    result = scan(
        [root],
        catalog,
        embedder,
        SETTINGS,
        report=remember,
        cancel=CancelToken(),
        on_matches=lambda matched: found.append((read[-1], names(matched.groups()))),
    )
    done, first = found[0]
    assert done < 24
    assert 0 < len(first) < len(result.groups) == 12
    assert all(group in names(result.groups) for group in first)
    assert result.matched.groups() == result.groups


def test_what_an_earlier_scan_left_over_is_compared_once_all_is_read(
    tmp_path, catalog, embedder, monkeypatch
):
    monkeypatch.setattr(pipeline, "BATCH", 4)
    monkeypatch.setattr(schedule, "FIRST_LOOK", 8)
    monkeypatch.setattr(schedule, "LARGEST_SHARE", 1e9)
    root = tmp_path / "Photos"
    stages: list[Stage] = []
    for more in (10, 20):
        for number in range(more):
            save(draw(number // 2), root / f"{number:02}.jpg", quality=90 - number % 2)
        with catalog.write() as connection:
            model = embeddings.model_id(connection, embedder.spec.digest, "fake", embedder.spec.dim)
            embeddings.set_compared(connection, model, False)
        stages.clear()
        result = scan(
            [root],
            catalog,
            embedder,
            SETTINGS,
            report=lambda progress: stages.append(progress.stage),
            cancel=CancelToken(),
            on_matches=lambda matched: stages.append(Stage.GROUP),
        )
    assert Stage.GROUP not in stages[: stages.index(Stage.MATCH)]
    assert len(result.groups) == 10


def test_a_cancelled_scan_stops_soon_keeps_its_batches_and_goes_on(tmp_path, catalog, embedder, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 4)
    root = tmp_path / "Photos"
    for number in range(40):
        save(draw(number), root / f"{number:02}.png")
    cancel = CancelToken()
    asked: list[float] = []

    def cancel_after_a_batch(progress: Progress) -> None:
        if progress.stage is Stage.READ and progress.done > 4 and not asked:
            asked.append(time.monotonic())
            cancel.cancel()

    with pytest.raises(Cancelled):
        scan([root], catalog, embedder, SETTINGS, report=cancel_after_a_batch, cancel=cancel)
    with catalog.read() as connection:
        kept = len(list(photos.present(connection)))
    assert 4 <= kept < 40
    embedder.calls.clear()
    result = scan([root], catalog, embedder, SETTINGS, report=lambda p: None, cancel=CancelToken())
    assert (result.scanned, sum(embedder.calls)) == (40, 40 - kept)


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
def test_a_killed_scan_keeps_its_batches_and_goes_on(tmp_path, embedder):
    root = tmp_path / "Photos"
    for number in range(60):
        save(draw(number), root / f"{number:02}.png")
    program = f"""
import os, signal
from pathlib import Path
from core.catalog.catalog import Catalog
from core.progress import CancelToken, Stage
from core.scan import pairing, pipeline, schedule
from core.settings import ScanSettings
from tests.fakes import FakeEmbedder

def die(progress):
    if progress.stage is Stage.READ and progress.done > 16:
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    pipeline.BATCH = 8
    catalog = Catalog.open(Path({str(tmp_path / "catalogue.sqlite3")!r}))
    settings = ScanSettings(workers=1)
    model = FakeEmbedder(dim=64)
    pipeline.scan([Path({str(root)!r})], catalog, model, settings, report=die, cancel=CancelToken())
"""
    script = tmp_path / "scan_and_die.py"
    script.write_text(program)
    home = Path(__file__).parent.parent.parent
    environment = {**os.environ, "PYTHONPATH": str(home)}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        with catalog.read() as connection:
            model = embeddings.find_model_id(connection, embedder.spec.digest)
            kept = embeddings.count(connection, model)
        assert 16 <= kept < 60
        result = scan([root], catalog, embedder, SETTINGS, report=lambda p: None, cancel=CancelToken())
        assert (result.scanned, sum(embedder.calls)) == (60, 60 - kept)


def copies(folder: Path, count: int) -> None:
    """Photos, each with a copy of half its size."""
    for number in range(count):
        picture = draw(number, (480, 360))
        save(picture, folder / f"IMG_{number}.jpg", quality=92)
        save(picture.resize((240, 180)), folder / "small" / f"IMG_{number}.jpg", quality=80)


def compared_closely(result) -> int:
    return sum(match.lineage is not None for match in result.matched.matches)


def test_what_was_compared_closely_before_a_cancel_is_not_compared_again(
    tmp_path, catalog, embedder, monkeypatch
):
    copies(tmp_path / "Photos", 8)
    cancel = CancelToken()
    looked: list[Path] = []
    outcome = close_look._outcome

    def stop_after_three(look, found):
        looked.append(look.path)
        if len(looked) == 3:
            cancel.cancel()
        return outcome(look, found)

    monkeypatch.setattr(close_look, "_outcome", stop_after_three)
    roots = [tmp_path / "Photos"]
    with pytest.raises(Cancelled):
        scan(roots, catalog, embedder, SETTINGS, report=lambda progress: None, cancel=cancel)
    result = scan(roots, catalog, embedder, SETTINGS, report=lambda progress: None, cancel=CancelToken())
    assert compared_closely(result) == 8
    assert len(looked) == len(set(looked)) == 8


def test_what_a_changed_file_shows_is_not_taken_for_what_it_was_and_the_next_scan_looks_again(
    tmp_path, catalog, embedder
):
    root = tmp_path / "Photos"
    copies(root, 1)
    photo = root / "IMG_0.jpg"
    was = photo.read_bytes()

    def change(matched) -> None:
        if matched.matches:
            photo.write_bytes(was[:-1] + b"!")

    result = scan(
        [root],
        catalog,
        embedder,
        SETTINGS,
        report=lambda progress: None,
        cancel=CancelToken(),
        on_matches=change,
    )
    (member,) = result.groups[0].members
    assert [loss.kind for loss in member.losses] == [LossKind.UNSEEN]
    photo.write_bytes(was)
    result = scan([root], catalog, embedder, SETTINGS, report=lambda p: None, cancel=CancelToken())
    (member,) = result.groups[0].members
    assert LossKind.UNSEEN not in [loss.kind for loss in member.losses]


def test_what_is_found_is_told_before_copies_are_compared_closely(tmp_path, catalog, embedder):
    copies(tmp_path / "Photos", 3)
    told: list[tuple[int, int]] = []
    result = scan(
        [tmp_path / "Photos"],
        catalog,
        embedder,
        SETTINGS,
        report=lambda progress: None,
        cancel=CancelToken(),
        on_matches=lambda matched: told.append(
            (len(matched.groups()), sum(match.lineage is not None for match in matched.matches))
        ),
    )
    assert told == [(3, 0)]
    assert compared_closely(result) == 3


def test_the_close_look_is_told_of_before_the_first_pair_is_compared(tmp_path, catalog, embedder):
    copies(tmp_path / "Photos", 3)
    steps: list[tuple[int, int | None]] = []

    def note(progress: Progress) -> None:
        if progress.stage is Stage.COMPARE:
            steps.append((progress.done, progress.total))

    scan([tmp_path / "Photos"], catalog, embedder, SETTINGS, report=note, cancel=CancelToken())
    assert steps[0] == (0, 3)
