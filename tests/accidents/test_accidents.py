"""The accidents that people had with other tools (PEERS.md, by number), each held to never happen here.

Real files, a real catalogue, a trash that is a folder. Where an accident is about the window, the rule of
core that prevents it is tested, and the docstring says so.
"""

import logging
import os
import shutil
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from core.catalog.catalog import Catalog
from core.catalog.removals import State
from core.companions.units import as_units
from core.errors import RemovalRefused
from core.match.keeper import KeeperOrder
from core.photo import ExifFacts, Relation
from core.progress import CancelToken
from core.review import journal
from core.review.actions import links
from core.review.actions.action import ActionKind
from core.review.actions.choose import action_of
from core.review.actions.links import ReplaceByHardlink
from core.review.actions.to_folder import MoveTo
from core.review.actions.to_trash import ToTrash
from core.review.checks import Doomed, find_survivor
from core.review.marks import Marks
from core.review.removal import GroupRemoval, RemovalPlan, Status, plan_removal, remove
from core.review.trash import SystemTrash
from core.review.xmp import read_packet
from core.scan import pipeline, workers
from core.scan.walk import walk
from tests.fakes import FakeEmbedder
from tests.faults import crashing
from tests.photos import draw, photo, save
from tests.review.disk import (
    FolderTrash,
    OpenTrash,
    as_scanned,
    catalogued,
    group_of,
    marking,
    on_disk,
    present,
    run,
    silent,
)
from tests.scan.here import Here


@pytest.fixture
def catalog(tmp_path: Path):
    with Catalog.open(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


@pytest.fixture
def trash(tmp_path: Path) -> FolderTrash:
    return OpenTrash(tmp_path / "trash")


@pytest.fixture
def pair(tmp_path: Path):
    return group_of(on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "backup" / "b.jpg", 2))


@pytest.fixture
def scan(monkeypatch: pytest.MonkeyPatch, catalog: Catalog):
    """Scan a folder with a small fake model, decoding in this process."""
    monkeypatch.setattr(workers, "DecodePool", crashing._InProcess)
    monkeypatch.setattr(workers, "_OwnHelpers", lambda *_: Here())

    def scanned(root: Path) -> pipeline.ScanResult:
        return pipeline.scan(
            [root], catalog, FakeEmbedder(), crashing.SETTINGS, report=silent, cancel=CancelToken()
        )

    return scanned


def test_accident_01_a_recycle_bin_is_never_scanned_nor_the_reference(scan, tmp_path):
    root = tmp_path / "Drive"
    kept = save(draw(0), root / "Pictures" / "a.jpg")
    for place in (
        "$RECYCLE.BIN/S-1-5/$R1.jpg",
        ".Trash-1000/files/a.jpg",
        ".Trashes/501/a.jpg",
        ".neardup-quarantine/1/a.jpg",
    ):
        (root / place).parent.mkdir(parents=True)
        shutil.copy2(kept, root / place)
    result = scan(root)
    assert (result.scanned, result.groups) == (1, ())
    assert scan(root / "$RECYCLE.BIN").scanned == 0


def test_accident_02_no_rule_marks_every_copy_and_no_caller_removes_them(pair, catalog, trash):
    marks = Marks()
    marks.mark_copies(pair)
    assert marks.kept(pair) == (pair.keeper,)
    with pytest.raises(RemovalRefused):
        marks.toggle(pair, pair.keeper.id)
    everything = RemovalPlan((GroupRemoval(pair.photos, ()),))
    assert {outcome.status for outcome in run(everything, catalog, trash)} == {Status.REFUSED}
    in_a_circle = RemovalPlan(
        (GroupRemoval(pair.photos[:1], pair.photos[1:]), GroupRemoval(pair.photos[1:], pair.photos[:1]))
    )
    assert {outcome.status for outcome in run(in_a_circle, catalog, trash)} == {Status.REFUSED}
    assert all(one.path.exists() for one in pair.photos)


@pytest.mark.parametrize("step", ["link", "replace"])
def test_accident_03_link_is_made_before_anything_goes_and_its_failure_costs_nothing(
    pair, catalog, trash, monkeypatch, step
):
    def fail(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(*((links.os, "link", fail) if step == "link" else (Path, "replace", fail)))
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ReplaceByHardlink())
    assert outcome.status is Status.FAILED
    assert [path.name for path in pair.photos[1].path.parent.iterdir()] == ["b.jpg"]
    assert pair.photos[1].path.read_bytes() == b"picture"


def test_accident_04_across_volumes_nothing_becomes_a_symlink(pair, catalog, trash, tmp_path, other_volume):
    far = on_disk(other_volume / "far.jpg", 3)
    plan = RemovalPlan((GroupRemoval((far,), (pair.keeper,)),))
    for kind in (ActionKind.HARDLINK, ActionKind.REFLINK):
        (outcome,) = run(plan, catalog, trash, action=action_of(kind, trash=trash))
        assert outcome.status is Status.REFUSED
        assert "another volume" in outcome.reason
    (outcome,) = run(marking(pair, 1), catalog, trash, action=MoveTo(other_volume, ToTrash(trash)))
    assert outcome.status is Status.MOVED
    assert not any(path.is_symlink() for path in [*other_volume.iterdir(), *tmp_path.rglob("*")])
    assert outcome.place.read_bytes() == b"picture"


def test_accident_05_a_missing_checksum_is_not_equal(tmp_path, catalog, trash):
    one, other = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "b.jpg", 2, b"another")
    bare = [replace(one, sha256=b""), replace(other, sha256=b"")]
    _, is_twin = find_survivor(bare[1], [bare[0]], Doomed.of([other.file]))
    assert not is_twin
    (outcome,) = run(
        RemovalPlan((GroupRemoval((bare[1],), (bare[0],)),)), catalog, trash, action=ReplaceByHardlink()
    )
    assert outcome.status is Status.REFUSED
    assert other.path.read_bytes() == b"another"


def test_accident_06_a_symlink_is_no_copy_and_its_target_stays(scan, catalog, trash, tmp_path):
    target = save(draw(0), tmp_path / "Photos" / "a.jpg")
    (tmp_path / "Photos" / "b.jpg").symlink_to(target)
    result = scan(tmp_path / "Photos")
    assert (result.scanned, result.groups) == (1, ())
    keeper, copy = on_disk(tmp_path / "c.jpg", 1), on_disk(tmp_path / "d.jpg", 2)
    copy.path.unlink()
    copy.path.symlink_to(keeper.path)
    (outcome,) = run(RemovalPlan((GroupRemoval((copy,), (keeper,)),)), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert keeper.path.read_bytes() == b"picture"


def test_accident_07_one_file_by_two_paths_is_one_photo(scan, catalog, trash, tmp_path):
    root = tmp_path / "Photos"
    one = save(draw(0), root / "2024" / "a.jpg")
    os.link(one, root / "2024" / "b.jpg")
    found = walk([root, root / "2024"], cancel=CancelToken())
    assert [file.path for file in found.files] == [one]
    assert scan(root).groups == ()
    same = RemovalPlan((GroupRemoval((as_scanned(root / "2024" / "b.jpg", 2),), (as_scanned(one, 1),)),))
    (outcome,) = run(same, catalog, trash)
    assert "same file under another name" in outcome.reason


def test_accident_08_no_photo_is_in_two_groups_and_none_loses_all(scan, catalog, trash, tmp_path):
    """Similar photos split over two groups must not serve as each other's survivors."""
    root = tmp_path / "Photos"
    for seed in range(3):
        original = save(draw(seed), root / f"{seed}.png")
        for side in (120, 90):
            save(draw(seed).resize((side, side * 3 // 4)), root / f"{seed}-{side}.jpg", quality=85)
        shutil.copy2(original, root / f"copy of {seed}.png")
    groups = scan(root).groups
    members = [one.id for group in groups for one in group.photos]
    assert len(members) == len(set(members)) > 0
    marks = Marks()
    for group in groups:
        marks.mark_copies(group)
    run(plan_removal(groups, marks), catalog, trash)
    assert all(any(one.path.exists() for one in group.photos) for group in groups)
    one, other = on_disk(tmp_path / "x.jpg", 91), on_disk(tmp_path / "y.jpg", 92)
    split = RemovalPlan((GroupRemoval((one,), (other,)), GroupRemoval((other,), (one,))))
    run(split, catalog, trash)
    assert one.path.exists() or other.path.exists()


def test_accident_09_a_stale_list_does_not_cost_the_survivor(tmp_path, catalog, trash):
    """Three copies; the list was made before a first removal, and is used again with other roles."""
    one, two, three = (on_disk(tmp_path / f"{n}" / "a.jpg", n) for n in (1, 2, 3))
    run(RemovalPlan((GroupRemoval((two,), (one, three)),)), catalog, trash)
    trash.move(three.path)
    stale = RemovalPlan((GroupRemoval((one,), (two, three)),))
    (outcome,) = run(stale, catalog, OpenTrash(tmp_path / "other trash"))
    assert outcome.status is Status.REFUSED
    assert one.path.exists()


def test_accident_10_the_journal_proves_what_happened_and_brings_it_back(pair, catalog, trash):
    from core.review.restore import Return, restore

    run(marking(pair, 1), catalog, trash)
    catalog.close()
    with Catalog.open(catalog.path) as reopened:
        (session,) = journal.sessions(reopened)
        (entry,) = journal.entries(reopened, session.id)
        assert (entry.path, entry.state) == (pair.photos[1].path, State.DONE)
        assert entry.intent.sha256 == pair.photos[1].sha256
        assert entry.intent.survivor == pair.keeper.path
        (outcome,) = restore([entry], reopened, trash, report=silent, cancel=CancelToken())
        assert outcome.status is Return.RESTORED
    assert pair.photos[1].path.read_bytes() == b"picture"


@pytest.mark.parametrize("broken", ["absent", "lying"])
def test_accident_11_no_trash_is_no_deletion_and_no_false_success(pair, catalog, tmp_path, broken):
    (outcome,) = run(marking(pair, 1), catalog, FolderTrash(tmp_path / "trash", broken))
    assert outcome.status in (Status.REFUSED, Status.FAILED)
    assert pair.photos[1].path.exists()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="freedesktop's trash")
def test_accident_11_a_volume_without_a_trash_is_named_beforehand(pair, monkeypatch):
    monkeypatch.setattr("core.review.trash.can_make", lambda folder: False)
    assert SystemTrash().why_not(pair.photos[1].path) is not None


def test_accident_12_the_better_original_is_the_keeper():
    heic = photo(1, "/p/IMG.HEIC", format_="HEIC", bytes_=1_500_000, camera="Apple iPhone 12")
    jpeg = photo(2, "/p/IMG.jpg", bytes_=4_000_000, camera="Apple iPhone 12")
    small = photo(3, "/p/a.jpg", size=(1600, 1200), bytes_=9_000_000)
    raw = photo(4, "/p/IMG.CR2", format_="CR2")
    assert [one.id for one in sorted((small, jpeg, heic, raw), key=KeeperOrder().rank)] == [4, 1, 2, 3]


def test_accident_13_what_only_the_loser_knows_is_kept_when_asked(tmp_path, catalog, trash):
    keeper = on_disk(tmp_path / "large.jpg", 1, b"\xff\xd8\xff large")
    loser = on_disk(tmp_path / "small.jpg", 2, b"\xff\xd8\xff small")
    loser = replace(loser, exif=ExifFacts(datetime(2020, 2, 2, 12), "Camera", 1.0, 2.0))
    catalogued(catalog, keeper, loser)
    plan = RemovalPlan((GroupRemoval((loser,), (keeper,)),))
    (outcome,) = remove(plan, catalog, trash, keep_facts=True, report=silent, cancel=CancelToken())
    assert outcome.status is Status.TRASHED
    packet = read_packet((tmp_path / "large.jpg.xmp").read_bytes())
    assert (packet.has_date, packet.has_place) == (True, True)
    assert keeper.path.read_bytes() == b"\xff\xd8\xff large"


def test_accident_14_partners_are_neither_split_nor_offered_as_duplicates(tmp_path, catalog, trash):
    raw = on_disk(tmp_path / "IMG.CR2", 1, b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(64))
    jpeg = on_disk(tmp_path / "IMG.JPG", 2, b"\xff\xd8\xff\xe0" + bytes(64))
    raw = replace(raw, format="CR2")
    group = group_of(raw, jpeg)
    assert as_units([group]) == ()
    number = [one.id for one in group.photos].index(2)
    (outcome,) = run(marking(group, number), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert raw.path.exists()
    assert jpeg.path.exists()


def test_accident_15_groups_never_chain(scan, tmp_path):
    """A row of pictures, each like the next: every member must match the keeper itself."""
    from PIL import Image

    first, last = draw(1), draw(2)
    for step in range(12):
        save(Image.blend(first, last, step / 11), tmp_path / "Photos" / f"{step:02}.png")
    result = scan(tmp_path / "Photos")
    assert result.scanned == 12
    members = [one.id for group in result.groups for one in group.photos]
    assert len(members) == len(set(members))
    assert all(len(group.photos) < 12 for group in result.groups)
    assert all(
        member.relation in (Relation.SAME_PICTURE, Relation.SAME_SCENE)
        for group in result.groups
        for member in group.members
    )


def test_accident_16_a_corrupt_file_neither_stalls_nor_ends_a_scan(scan, tmp_path, caplog):
    root = tmp_path / "Photos"
    good = [save(draw(n), root / f"{n}.jpg") for n in range(4)]
    raw = good[0].read_bytes()
    for name, content in {
        "cut.jpg": raw[: len(raw) // 3],
        "zeros.jpg": bytes(5000),
        "head.heic": b"\x00\x00\x00\x18ftypheic" + bytes(40),
        "bomb.png": b"\x89PNG\r\n\x1a\n"
        + b"\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02"
        + bytes(7),
    }.items():
        (root / name).write_bytes(content)
    with caplog.at_level(logging.ERROR):
        result = scan(root)
    assert result.scanned + len(result.skipped) == 8
    assert result.scanned >= 4
    assert all(skip.reason.endswith(".") for skip in result.skipped)


def test_accident_17_removed_photos_are_shown_no_more_and_the_actions_keep_their_names(
    pair, catalog, trash, tmp_path
):
    """Of the window's two halves, core holds these: rows of removed photos leave the groups at once, and the
    words of plans and journals, which old files hold, do not change their meaning."""
    catalogued(catalog, *pair.photos)
    run(marking(pair, 1), catalog, trash)
    assert present(catalog) == [pair.keeper.path]
    assert {kind.value for kind in ActionKind} >= {
        "trash",
        "quarantine",
        "move",
        "copy",
        "hardlink",
        "reflink",
        "sidecar",
    }
    assert Status.TRASHED == "trashed"
