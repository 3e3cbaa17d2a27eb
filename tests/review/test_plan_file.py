"""Plans as files: what was written is read, what makes no sense is refused, what is stale is left alone."""

import json
import os
import shutil
from pathlib import Path

import pytest

from core.errors import NearDupError, PlanError
from core.review.plan_file import read_plan, write_plan
from core.review.removal import Status
from tests.review.disk import group_of, marking, on_disk, run

LIVE = b"\x00\x00\x00\x14ftypqt  com.apple.quicktime.content.identifier"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)


@pytest.fixture
def plan(tmp_path: Path):
    keeper = on_disk(tmp_path / "a" / "caf\udce9.HEIC", 1, HEIC)
    copy = on_disk(tmp_path / "b" / "naïve\n.HEIC", 2, HEIC)
    on_disk(tmp_path / "b" / "naïve\n.MOV", 3, LIVE)
    return marking(group_of(keeper, copy), 1, protected=(tmp_path / "precious",))


@pytest.fixture
def file(plan, tmp_path: Path) -> Path:
    write_plan(plan, tmp_path / "plan.json")
    return tmp_path / "plan.json"


def changed(file: Path, change) -> Path:
    table = json.loads(file.read_text())
    change(table)
    file.write_text(json.dumps(table))
    return file


def test_what_was_written_is_read(plan, file):
    found = read_plan(file)
    assert [photo.file for photo in found.items] == [photo.file for photo in plan.items]
    assert [photo.sha256 for photo in found.items] == [photo.sha256 for photo in plan.items]
    assert [p.file for g in found.groups for p in g.survivors] == [
        p.file for g in plan.groups for p in g.survivors
    ]
    assert (found.along, found.protected, found.by_digest) == (plan.along, plan.protected, True)


def test_what_another_photo_could_claim_stays_and_the_plan_says_so(tmp_path, catalog, trash):
    keeper, copy = (
        on_disk(tmp_path / "a" / "IMG_1.HEIC", 1, HEIC),
        on_disk(tmp_path / "b" / "IMG_1.HEIC", 2, HEIC),
    )
    on_disk(tmp_path / "b" / "IMG_1.png", 3, b"\x89PNG\r\n\x1a\n")
    settings = on_disk(tmp_path / "b" / "IMG_1.xmp", 4, b"<x/>").path
    write_plan(marking(group_of(keeper, copy), 1), tmp_path / "plan.json")
    plan = read_plan(tmp_path / "plan.json")
    assert plan.shared == {copy.path: (settings,)}
    assert plan.stays == (settings,)
    run(plan, catalog, trash)
    assert (settings.exists(), copy.path.exists()) == (True, False)


def test_a_plan_that_was_read_is_carried_out(file, catalog, trash):
    found = read_plan(file)
    (outcome,) = run(found, catalog, trash)
    assert (outcome.status, len(outcome.along)) == (Status.TRASHED, 1)
    (again,) = run(read_plan(file), catalog, trash)
    assert again.status is Status.REFUSED


def test_bytes_that_changed_unseen_since_the_plan_are_refused(plan, file, catalog, trash):
    (photo,) = plan.items
    photo.path.write_bytes(HEIC[:-1] + b"x")
    os.utime(photo.path, ns=(0, photo.file.mtime_ns))
    (outcome,) = run(read_plan(file), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "not those that were scanned" in outcome.reason


def test_a_plan_made_on_another_machine_is_refused_item_by_item(plan, file, catalog, trash):
    """Same names, sizes, times and bytes, synchronised from there; but not the files that a person saw."""
    for photo in (*plan.items, *plan.groups[0].survivors):
        synced = photo.path.with_name("synced")
        shutil.copy2(photo.path, synced)
        synced.replace(photo.path)
    (outcome,) = run(read_plan(file), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "Another file has taken its place" in outcome.reason
    assert all(photo.path.exists() for photo in plan.items)


def test_a_survivor_that_only_looks_alike_is_read_in_full_too(tmp_path, catalog, trash):
    keeper, other = on_disk(tmp_path / "a.jpg", 1, b"keeper!"), on_disk(tmp_path / "b.jpg", 2, b"other")
    write_plan(marking(group_of(keeper, other), 1), tmp_path / "plan.json")
    keeper.path.write_bytes(b"rotten!")
    os.utime(keeper.path, ns=(0, keeper.file.mtime_ns))
    (outcome,) = run(read_plan(tmp_path / "plan.json"), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert other.path.exists()


def first(table):
    return table["groups"][0]["remove"][0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda t: t.update(neardup_plan=2), "version 2"),
        (lambda t: t.update(neardup_plan=True), "version True"),
        (lambda t: t.update(force=True), "unknown 'force'"),
        (lambda t: t.pop("protected"), "lacks 'protected'"),
        (lambda t: t.update(groups={}), "groups must be a list"),
        (lambda t: t["groups"][0].update(keep=[]), "must remove a photo and keep another"),
        (lambda t: t["groups"][0].update(remove=[]), "must remove a photo and keep another"),
        (
            lambda t: t["groups"][0]["keep"].append({k: v for k, v in first(t).items() if k != "along"}),
            "both|to be kept",
        ),
        (lambda t: t["groups"].append(t["groups"][0]), "removed twice"),
        (lambda t: first(t).update(path="relative.jpg"), "whole path"),
        (lambda t: first(t).update(path="/a/../etc/passwd"), "whole path"),
        (lambda t: first(t).update(path="/a\0b"), "must be a path"),
        (lambda t: first(t).update(path=["/a"]), "must be a path"),
        (lambda t: first(t).update(path={"bytes": "zz"}), "hexadecimal"),
        (lambda t: first(t).update(path="/\ud800"), "no file system takes"),
        (lambda t: first(t).update(size=-1), "size must be"),
        (lambda t: first(t).update(size=1.5), "size must be"),
        (lambda t: first(t).update(size=True), "size must be"),
        (lambda t: first(t).update(inode=1 << 70), "inode must be"),
        (lambda t: first(t).update(sha256=""), "64 hexadecimal digits"),
        (lambda t: first(t).update(format="<b>"), "format must be"),
        (lambda t: first(t).update(along="all"), "along must be a list"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_with_the_reason(file, change, why):
    with pytest.raises(PlanError, match=why):
        read_plan(changed(file, change))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"neardup_plan": 1, "neardup_plan": 1}',
        b'{"neardup_plan": NaN}',
        b"null",
        b"9" * 5000,
    ],
)
def test_what_is_no_plan_ends_in_a_sentence(tmp_path, raw):
    (tmp_path / "plan.json").write_bytes(raw)
    with pytest.raises(PlanError, match=r"plan\.json makes no sense"):
        read_plan(tmp_path / "plan.json")
    with pytest.raises(PlanError, match="cannot be read"):
        read_plan(tmp_path / "gone.json")


def test_a_plan_that_cannot_be_written_ends_in_a_sentence(plan, tmp_path):
    with pytest.raises(NearDupError, match="cannot be written"):
        write_plan(plan, tmp_path / "no" / "such" / "plan.json")


def test_a_plan_says_in_whose_library_a_photo_stays_and_believes_nobody(tmp_path):
    kept = on_disk(tmp_path / "A.photoslibrary" / "originals" / "a.jpg", 1)
    plan = marking(group_of(kept, on_disk(tmp_path / "b" / "b.jpg", 2)), 1)
    write_plan(plan, tmp_path / "plan.json")
    written = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert [photo["library"] for photo in written["groups"][0]["keep"]] == ["Apple Photos"]
    assert read_plan(tmp_path / "plan.json").groups[0].survivors[0].path == kept.path
