"""What belongs to a copy goes over to the photo that stays, when that is asked for."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core.companions.units import Units
from core.loss import LossKind
from core.match.keeper import KeeperOrder
from core.photo import DuplicateGroup, Evidence, Member, Relation
from core.progress import CancelToken
from core.review import journal
from core.review.covering import with_surroundings
from core.review.journal import Journal
from core.review.marks import Marks
from core.review.plan_file import read_plan, write_plan
from core.review.removal import Status, plan_removal, remove
from core.review.restore import Return, restore
from core.review.unfinished import resolve_unfinished
from core.review.written import read_written
from core.review.xmp import EMPTY, XmpFacts, with_facts
from tests.review.disk import as_scanned, catalogued

FILM = b"\0\0\0\x14ftypqt  com.apple.quicktime.content.identifier 0A1B2C3D-0000-4000-8000-00000000000F"
DEVELOPED = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" '
    b'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4" crs:HasSettings="True"/></rdf:RDF></x:xmpmeta>'
)


def picture(path: Path, identity: int, shade: int = 90, **facts: object):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (32, 32), (shade, 80, 70)).save(path, "JPEG")
    found = as_scanned(path, identity)
    return replace(found, exif=replace(found.exif, **facts)) if facts else found


@pytest.fixture(autouse=True)
def _quarantine_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def keeper(tmp_path):
    return picture(tmp_path / "library" / "2024 sea.jpg", 1)


@pytest.fixture
def copy(tmp_path):
    return picture(tmp_path / "phone" / "IMG_1.jpg", 2)


def group(keeper, *copies) -> DuplicateGroup:
    members = tuple(
        Member(
            one,
            Relation.IDENTICAL if one.content_id == keeper.content_id else Relation.SAME_PICTURE,
            Evidence(1.0),
        )
        for one in copies
    )
    chosen = DuplicateGroup(keeper, "You chose it.", members)
    return with_surroundings(chosen, Units(), FOLDER_FIRST, hand_over=True, keep_companions=True)


FOLDER_FIRST = KeeperOrder()


@pytest.fixture(autouse=True)
def kept_where_it_is(monkeypatch):
    """These are about keepers that stay for another reason than what belongs to them."""
    monkeypatch.setattr("core.review.covering.kept_with_most_beside", lambda group, units, order: group)


def losses(found: DuplicateGroup) -> set[LossKind]:
    return {loss.kind for loss in found.members[0].losses}


def planned(found: DuplicateGroup):
    marks = Marks()
    for member in found.members:
        marks.toggle(found, member.photo.id)
    return plan_removal([found], marks, keep_companions=True)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and "catalogue" not in path.name)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize(
    ("beside", "over", "content"),
    [
        ("IMG_1.MOV", "2024 sea.MOV", FILM),
        ("IMG_1.AAE", "2024 sea.AAE", b"<plist/>"),
        ("IMG_1.jpg.pp3", "2024 sea.jpg.pp3", b"[Exposure]"),
        ("IMG_1.xmp", "2024 sea.xmp", DEVELOPED),
        ("IMG_1.WAV", "2024 sea.WAV", b"RIFF"),
        ("CaptureOne/Settings153/IMG_1.jpg.cos", "CaptureOne/Settings153/2024 sea.jpg.cos", b"<x/>"),
        ("IMG_1.jpg_original", "2024 sea.jpg_original", b"\xff\xd8\xff\xe0old"),
    ],
)
def test_it_goes_over_under_the_name_that_belongs_and_comes_back(
    keeper, copy, catalog, trash, tmp_path, beside, over, content
):
    path = copy.path.parent / beside
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    catalogued(catalog, keeper, copy)
    before = files(tmp_path)
    found = group(keeper, copy)
    assert losses(found) == set()
    write_plan(planned(found), tmp_path / "plan.json")
    plan = replace(read_plan(tmp_path / "plan.json"), keep_facts=True)
    (tmp_path / "plan.json").unlink()
    (outcome,) = remove(plan, catalog, trash, report=lambda _: None, cancel=CancelToken())
    assert (outcome.status, outcome.reason) == (Status.TRASHED, "")
    target = keeper.path.parent / over
    assert target.read_bytes() == content
    assert not path.exists()
    assert target in Units().bound_to(keeper.path)
    entries = journal.entries(catalog, 1)
    back = restore(entries, catalog, trash, report=lambda _: None, cancel=CancelToken())
    assert {one.status for one in back} == {Return.RESTORED}
    assert files(tmp_path) == before


def test_without_asking_it_is_told_and_stays(keeper, copy):
    copy.path.with_suffix(".MOV").write_bytes(FILM)
    told = DuplicateGroup(keeper, "", (Member(copy, Relation.IDENTICAL, Evidence(1.0)),))
    assert losses(with_surroundings(told, Units(), FOLDER_FIRST, hand_over=True)) == {LossKind.COMPANION}


@pytest.mark.parametrize(
    "there", ["2024 sea.MOV", "2024 SEA.mov", "2024 sea.heic"], ids=["taken", "case", "another photo's"]
)
def test_a_conflict_is_a_loss(keeper, copy, there):
    copy.path.with_suffix(".MOV").write_bytes(FILM)
    other = keeper.path.parent / there
    other.write_bytes(b"another film" if "MOV" in there.upper() else keeper.path.read_bytes() + b"x")
    assert LossKind.COMPANION in losses(group(keeper, copy))


def test_a_recipe_for_other_pixels_does_not_go_over(keeper, tmp_path):
    smaller = picture(tmp_path / "phone" / "IMG_1.jpg", 2, shade=140)
    smaller.path.with_name("IMG_1.jpg.pp3").write_bytes(b"[Exposure]")
    assert losses(group(keeper, smaller)) == {LossKind.COMPANION}
    smaller.path.with_name("IMG_1.jpg.pp3").unlink()
    smaller.path.with_suffix(".MOV").write_bytes(FILM)
    assert losses(group(keeper, smaller)) == set()


def test_nothing_goes_over_into_a_protected_folder(keeper, copy):
    copy.path.with_suffix(".MOV").write_bytes(FILM)
    protected = KeeperOrder(protected=(keeper.path.parent,))
    told = DuplicateGroup(keeper, "", (Member(copy, Relation.IDENTICAL, Evidence(1.0)),))
    found = with_surroundings(told, Units(), protected, hand_over=True, keep_companions=True)
    assert losses(found) == {LossKind.COMPANION}


def test_two_copies_with_two_films_do_not_both_go(keeper, copy, catalog, trash, tmp_path):
    other = picture(tmp_path / "tablet" / "IMG_9.jpg", 3)
    for photo, content in ((copy, FILM), (other, FILM + b"2")):
        photo.path.with_suffix(".MOV").write_bytes(content)
    catalogued(catalog, keeper, copy, other)
    plan = planned(group(keeper, copy, other))
    outcomes = remove(plan, catalog, trash, report=lambda _: None, cancel=CancelToken())
    assert [one.status for one in outcomes] == [Status.TRASHED, Status.REFUSED]
    assert other.path.with_suffix(".MOV").exists()
    assert keeper.path.with_suffix(".MOV").read_bytes() == FILM


def test_the_same_film_twice_goes_over_once(keeper, copy, catalog, trash, tmp_path):
    other = picture(tmp_path / "tablet" / "IMG_9.jpg", 3)
    for photo in (copy, other):
        photo.path.with_suffix(".MOV").write_bytes(FILM)
    catalogued(catalog, keeper, copy, other)
    plan = planned(group(keeper, copy, other))
    outcomes = remove(plan, catalog, trash, report=lambda _: None, cancel=CancelToken())
    assert [one.status for one in outcomes] == [Status.TRASHED, Status.TRASHED]
    assert not other.path.with_suffix(".MOV").exists()


def test_words_in_the_copy_are_written_into_the_sidecar_that_went_over_and_all_is_undone(
    keeper, catalog, trash, tmp_path
):
    copy = picture(tmp_path / "phone" / "IMG_1.jpg", 2)
    copy.path.with_suffix(".xmp").write_bytes(DEVELOPED)
    copy.path.with_name("IMG_1.jpg.xmp").write_bytes(with_facts(EMPTY, XmpFacts(keywords=("sea",))))
    catalogued(catalog, keeper, copy)
    before = files(tmp_path)
    plan = replace(planned(group(keeper, copy)), keep_facts=True)
    (outcome,) = remove(plan, catalog, trash, report=lambda _: None, cancel=CancelToken())
    assert outcome.status is Status.TRASHED
    said = read_written(keeper.path)
    assert (said.rating, said.developed, said.keywords) == (4, True, ("sea",))
    assert b"sea" in keeper.path.with_suffix(".xmp").read_bytes()
    restore(journal.entries(catalog, 1), catalog, trash, report=lambda _: None, cancel=CancelToken())
    assert files(tmp_path) == before


def test_what_changed_since_the_plan_is_refused(keeper, copy, catalog, trash):
    copy.path.with_suffix(".MOV").write_bytes(FILM)
    catalogued(catalog, keeper, copy)
    plan = planned(group(keeper, copy))
    keeper.path.with_suffix(".MOV").write_bytes(b"another film that came since")
    (outcome,) = remove(plan, catalog, trash, report=lambda _: None, cancel=CancelToken())
    assert outcome.status is Status.REFUSED
    assert "cannot go over" in outcome.reason
    assert copy.path.with_suffix(".MOV").exists()


def test_where_the_photo_does_not_go_its_film_comes_back(keeper, copy, catalog, trash, tmp_path):
    copy.path.with_suffix(".MOV").write_bytes(FILM)
    catalogued(catalog, keeper, copy)
    before = files(tmp_path)
    plan = planned(group(keeper, copy))
    trash.broken = "full"
    (outcome,) = remove(plan, catalog, trash, report=lambda _: None, cancel=CancelToken())
    assert outcome.status is Status.FAILED
    assert files(tmp_path) == before


def test_a_crash_between_film_and_photo_brings_the_film_back(
    keeper, copy, catalog, trash, tmp_path, monkeypatch
):
    copy.path.with_suffix(".MOV").write_bytes(FILM)
    catalogued(catalog, keeper, copy)
    before = files(tmp_path)
    plan = planned(group(keeper, copy))
    with monkeypatch.context() as patched:

        def killed(*_: object, **__: object) -> bool:
            raise KeyboardInterrupt

        patched.setattr(Journal, "conclude", killed)
        with pytest.raises(KeyboardInterrupt):
            remove(plan, catalog, trash, report=lambda _: None, cancel=CancelToken())
    assert keeper.path.with_suffix(".MOV").exists()
    resolve_unfinished(catalog, trash)
    assert files(tmp_path) == before
