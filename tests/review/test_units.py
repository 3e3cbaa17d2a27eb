"""What belongs together is shown, kept and removed together."""

from dataclasses import replace
from pathlib import Path

import pytest

from core import groups
from core.catalog import apart
from core.catalog.catalog import Catalog
from core.companions.units import Bond, Units, as_units, companions
from core.grouping_settings import GroupingSettings
from core.groups import MatchedPhotos
from core.keeper_settings import RuleName
from core.match.keeper import KeeperOrder
from core.match.strictness import Strictness
from core.photo import Match, Relation
from core.progress import CancelToken
from core.review import journal
from core.review.actions.links import ReplaceByHardlink
from core.review.actions.quarantine import ToQuarantine
from core.review.actions.to_folder import MoveTo
from core.review.actions.to_trash import ToTrash
from core.review.marks import Marks
from core.review.plan import plan_removal
from core.review.removal import GroupRemoval, RemovalPlan, Status
from core.review.restore import Return, restore
from tests.photos import COVERS, photo
from tests.review.disk import OpenTrash, as_scanned, group_of, marking, on_disk, run, silent

RAW = b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(64)
JPEG = b"\xff\xd8\xff\xe0" + bytes(64)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
LIVE = b"\x00\x00\x00\x14ftypqt  " + bytes(200) + b"com.apple.quicktime.content.identifier" + bytes(99)
FILM = b"\x00\x00\x00\x14ftypqt  " + bytes(400)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The names of the docstring in core/companions/units.py, and some that only look like them."""
    files = {
        "IMG_1.CR2": RAW,
        "IMG_1.JPG": JPEG,
        "img_1.xmp": b"<x/>",
        "IMG_1.CR2.xmp": b"<x/>",
        "IMG_2.HEIC": HEIC,
        "IMG_2.MOV": LIVE,
        "IMG_2.AAE": b"<plist/>",
        "IMG_2.JPG": JPEG + b"2",
        "IMG_2.JPG.xmp": b"<x/>",
        "IMG_3.JPG": JPEG + b"3",
        "IMG_3.MOV": FILM,
        "IMG_30.JPG": JPEG + b"30",
        "IMG_4.MOV": LIVE,
        "IMG_5.JPG": b"not a picture",
        "IMG_5.xmp": b"<x/>",
    }
    for name, content in files.items():
        (tmp_path / "Photos" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "Photos" / name).write_bytes(content)
    return tmp_path / "Photos"


@pytest.mark.parametrize(
    ("name", "along"),
    [
        ("IMG_1.CR2", ["IMG_1.CR2.xmp", "IMG_1.JPG", "img_1.xmp"]),
        ("IMG_1.JPG", ["IMG_1.CR2", "IMG_1.CR2.xmp", "img_1.xmp"]),
        ("IMG_2.HEIC", ["IMG_2.AAE", "IMG_2.MOV"]),
        ("IMG_2.JPG", ["IMG_2.JPG.xmp"]),
        ("IMG_3.JPG", []),
        ("IMG_30.JPG", []),
        ("IMG_4.MOV", []),
        ("IMG_5.JPG", []),
        ("gone.JPG", []),
    ],
)
def test_a_unit_is_told_by_names_and_by_contents(folder, name, along):
    assert [path.name for path in companions(folder / name)] == along


def test_a_raw_s_own_jpeg_is_no_duplicate_of_it(folder, tmp_path):
    raw, jpeg = on_disk(folder / "IMG_1.CR2", 1, RAW), on_disk(folder / "IMG_1.JPG", 2, JPEG)
    small = on_disk(tmp_path / "Messages" / "small.jpg", 3, JPEG + b"small")
    group = group_of(raw, jpeg, small)
    (shown,) = as_units([group])
    assert {photo.id for photo in shown.photos} == {raw.id, small.id}
    assert as_units([group_of(raw, jpeg)]) == ()
    assert as_units([group_of(raw, small)]) == (group_of(raw, small),)


@pytest.fixture
def live(folder, tmp_path):
    """A Live Photo and its backup, each with film and sidecar."""
    original = on_disk(folder / "IMG_2.HEIC", 1, HEIC)
    for name in ("IMG_2.MOV", "IMG_2.AAE"):
        on_disk(tmp_path / "Backup" / name, 0, (folder / name).read_bytes())
    copy = on_disk(tmp_path / "Backup" / "IMG_2.HEIC", 2, HEIC)
    return group_of(original, copy)


def test_the_reason_for_a_keeper_is_told_beside_what_is_left_of_its_group(folder):
    """The RAW's own JPEG, which has the next most pixels, is no photo of the group."""
    raw = photo(1, folder / "IMG_1.CR2", size=(6000, 4000), format_="CR2")
    own, small = photo(2, folder / "IMG_1.JPG"), photo(3, folder / "IMG_3.JPG", size=(640, 480))
    matches = tuple(Match(1, other, Relation.SAME_PICTURE, 0.95, 0.95, lineage=COVERS) for other in (2, 3))
    grouping = GroupingSettings(KeeperOrder((RuleName.RESOLUTION,)))
    (group,) = MatchedPhotos((raw, own, small), matches, grouping=grouping).groups()
    assert group.photos == (raw, small)
    assert group.reason.endswith("6000 × 4000, the next best 640 × 480.")


def test_a_live_photo_goes_with_its_film_and_sidecar(live, catalog, trash, tmp_path):
    plan = marking(live, 1)
    gone = live.photos[1].path.parent
    assert [file.path.name for file in plan.companions] == ["IMG_2.AAE", "IMG_2.MOV"]
    assert plan.bytes == len(HEIC) + len(LIVE) + len(b"<plist/>")
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.TRASHED
    assert [path.name for path in outcome.along] == ["IMG_2.AAE", "IMG_2.MOV"]
    assert list(gone.iterdir()) == []
    assert len(list(trash.folder.iterdir())) == 3


def test_the_switch_lets_a_photo_go_alone(live, catalog, trash):
    copy = live.photos[1]
    plan = marking(live, 1, alone=(copy.id,))
    assert plan.companions == ()
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.TRASHED
    assert sorted(path.name for path in copy.path.parent.iterdir()) == ["IMG_2.AAE", "IMG_2.MOV"]


def test_a_companion_that_changed_keeps_the_whole_unit(live, catalog, trash):
    plan = marking(live, 1)
    film = live.photos[1].path.with_suffix(".MOV")
    film.write_bytes(LIVE + b"trimmed")
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.REFUSED
    assert len(list(film.parent.iterdir())) == 3


def test_what_came_to_belong_since_the_plan_was_shown_keeps_the_unit(live, catalog, trash):
    plan = marking(live, 1)
    live.photos[1].path.with_name("IMG_2.xmp").write_bytes(b"<x/>")
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "IMG_2.xmp belongs to it too" in outcome.reason


def test_a_caller_that_says_nothing_about_companions_cannot_split_a_unit(live, catalog, trash):
    keeper, copy = live.photos
    (outcome,) = run(RemovalPlan((GroupRemoval((copy,), (keeper,)),)), catalog, trash)
    assert outcome.status is Status.REFUSED


def test_a_unit_that_gets_stuck_half_way_is_brought_together_again(live, catalog, tmp_path):
    class Choosy(OpenTrash):
        def move(self, path: Path) -> None:
            if path.suffix == ".HEIC":
                raise OSError(28, "No space left on device")
            super().move(path)

    gone = live.photos[1].path.parent
    (outcome,) = run(marking(live, 1), catalog, Choosy(tmp_path / "trash"))
    assert outcome.status is Status.FAILED
    assert len(list(gone.iterdir())) == 3


def test_a_raw_and_its_jpeg_marked_both_go_once(folder, catalog, trash, tmp_path):
    raw, jpeg = on_disk(folder / "IMG_1.CR2", 1, RAW), on_disk(folder / "IMG_1.JPG", 2, JPEG)
    kept = on_disk(tmp_path / "kept.jpg", 3, JPEG + b"kept")
    group = group_of(kept, raw, jpeg)
    marked = [number for number, photo in enumerate(group.photos) if photo.id in (1, 2)]
    plan = marking(group, *marked)
    assert {outcome.status for outcome in run(plan, catalog, trash)} == {Status.TRASHED}
    assert not raw.path.exists()
    assert not jpeg.path.exists()


def test_a_jpeg_does_not_take_along_the_raw_that_is_to_stay(folder, catalog, trash):
    raw, jpeg = on_disk(folder / "IMG_1.CR2", 1, RAW), on_disk(folder / "IMG_1.JPG", 2, JPEG)
    group = group_of(raw, jpeg)
    number = [photo.id for photo in group.photos].index(jpeg.id)
    (outcome,) = run(marking(group, number), catalog, trash)
    assert outcome.status is Status.REFUSED
    assert "IMG_1.CR2 belongs to it and is to stay" in outcome.reason
    (outcome,) = run(marking(group, number, alone=(jpeg.id,)), catalog, trash)
    assert outcome.status is Status.TRASHED
    assert raw.path.exists()


def test_a_linked_copy_keeps_what_belongs_to_it(live, catalog, trash):
    (outcome,) = run(marking(live, 1), catalog, trash, action=ReplaceByHardlink())
    assert outcome.status is Status.LINKED
    assert len(list(live.photos[1].path.parent.iterdir())) == 3


def test_a_raw_that_went_alone_does_not_hold_back_its_jpeg(folder, catalog, trash, tmp_path):
    raw, jpeg = on_disk(folder / "IMG_1.CR2", 1, RAW), on_disk(folder / "IMG_1.JPG", 2, JPEG)
    kept = on_disk(tmp_path / "kept.jpg", 3, JPEG + b"kept")
    group = group_of(kept, raw, jpeg)
    plan = RemovalPlan(
        (GroupRemoval((raw, jpeg), (kept,)),),
        along={raw.path: (), jpeg.path: marking(group, *_numbers(group, 2)).along[jpeg.path]},
    )
    assert {outcome.status for outcome in run(plan, catalog, trash)} == {Status.TRASHED}
    assert kept.path.exists()


def _numbers(group, *ids: int) -> list[int]:
    return [number for number, photo in enumerate(group.photos) if photo.id in ids]


def test_a_unit_that_is_kept_apart_is_single_files_in_groups_and_in_a_plan(folder, catalog, trash, tmp_path):
    raw, jpeg = as_scanned(folder / "IMG_1.CR2", 1), as_scanned(folder / "IMG_1.JPG", 2)
    parted = {raw.path}
    assert Units(parted).companions(raw.path) == Units(parted).companions(jpeg.path) == ()
    group = group_of(replace(raw, format="CR2"), jpeg)
    assert as_units([group]) == ()
    assert as_units([group], Units(parted)) == (group,)
    marks = Marks()
    marks.toggle(group, next(one.id for one in group.photos if one.path == jpeg.path))
    plan = plan_removal([group], marks, apart=parted)
    assert plan.companions == ()
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.TRASHED
    assert raw.path.exists()


def test_what_is_kept_apart_outlives_a_restart_and_can_be_put_together_again(catalog, folder):
    with catalog.write() as connection:
        apart.put(connection, folder / "IMG_1.CR2")
        apart.put(connection, folder / "IMG_1.CR2")
    with Catalog.open(catalog.path) as again, again.write() as connection:
        assert apart.leaders(connection) == {folder / "IMG_1.CR2"}
        apart.forget(connection, folder / "IMG_1.CR2")
        assert apart.leaders(connection) == frozenset()


def test_units_are_told_by_what_binds_them(folder):
    raw = Units().unit_of(folder / "IMG_1.CR2")
    assert raw is not None
    assert set(raw.bonds) == {Bond.RAW_JPEG, Bond.SIDECAR}
    assert (raw.leader, raw.apart) == (folder / "IMG_1.CR2", False)
    parted = Units({folder / "IMG_1.CR2"}).unit_of(folder / "IMG_1.JPG")
    assert parted is not None
    assert parted.apart


@pytest.mark.parametrize("named", ["../Other/only.JPG", "IMG_30.JPG", "IMG_3.MOV", "IMG_1.PNG"])
def test_a_plan_cannot_take_along_what_does_not_belong_to_the_photo(folder, catalog, trash, tmp_path, named):
    """A plan may come from a stranger: what it calls a sidecar may be the only copy of another photo."""
    copy, keeper = on_disk(folder / "IMG_3.JPG", 1, JPEG), on_disk(tmp_path / "k.jpg", 2, JPEG + b"k")
    victim = on_disk((folder / named).resolve(), 3, (folder / "IMG_3.MOV").read_bytes())
    plan = RemovalPlan((GroupRemoval((copy,), (keeper,)),), along={copy.path: (victim.file,)})
    (outcome,) = run(plan, catalog, trash)
    assert outcome.status is Status.REFUSED
    assert f"{victim.path.name} does not belong to it" in outcome.reason
    assert victim.path.exists()
    assert copy.path.exists()


@pytest.mark.parametrize("kind", ["move", "quarantine"])
def test_a_unit_keeps_one_name_where_a_part_of_it_is_taken(folder, catalog, trash, tmp_path, kind):
    """Else the sidecar would end beside another photo, and belong to that."""
    raw, keeper = on_disk(folder / "IMG_1.CR2", 1, RAW), on_disk(tmp_path / "k.jpg", 2, JPEG + b"k")
    chosen = tmp_path / "chosen" if kind == "move" else tmp_path / ".neardup-quarantine" / "1" / "Photos"
    chosen.mkdir(parents=True)
    (chosen / "IMG_1.CR2").write_bytes(b"another shot")
    action = MoveTo(chosen, ToTrash(trash)) if kind == "move" else ToQuarantine(tmp_path)
    group = group_of(raw, keeper)
    (outcome,) = run(marking(group, group.photos.index(raw)), catalog, trash, action=action)
    assert outcome.gone, outcome.reason
    assert sorted(path.name for path in chosen.iterdir()) == [
        "IMG_1 (2).CR2",
        "IMG_1 (2).CR2.xmp",
        "IMG_1 (2).JPG",
        "IMG_1.CR2",
        "img_1 (2).xmp",
    ]


def test_a_unit_of_which_a_path_is_taken_comes_back_beside_it_as_a_whole(folder, catalog, trash, tmp_path):
    raw, keeper = on_disk(folder / "IMG_1.CR2", 1, RAW), on_disk(tmp_path / "k.jpg", 2, JPEG + b"k")
    group = group_of(raw, keeper)
    run(marking(group, group.photos.index(raw)), catalog, trash, action=ToQuarantine(tmp_path))
    (folder / "IMG_1.CR2").write_bytes(b"another shot")
    outcomes = restore(journal.entries(catalog, 1), catalog, trash, report=silent, cancel=CancelToken())
    assert {outcome.status for outcome in outcomes} == {Return.BESIDE}
    assert sorted(path.name for path in folder.glob("[Ii]*_1*")) == [
        "IMG_1 (restored).CR2",
        "IMG_1 (restored).CR2.xmp",
        "IMG_1 (restored).JPG",
        "IMG_1.CR2",
        "img_1 (restored).xmp",
    ]
    assert all("so it lies beside" in outcome.reason for outcome in outcomes)


def test_a_sidecar_that_two_photos_share_stays_with_the_one_that_stays(folder, catalog, trash):
    shared = on_disk(folder / "IMG_2.xmp", 0, b"<x/>").path
    heic, jpeg = on_disk(folder / "IMG_2.HEIC", 1, HEIC), on_disk(folder / "IMG_2.JPG", 2, JPEG + b"2")
    group = group_of(heic, jpeg)
    (outcome,) = run(marking(group, group.photos.index(heic)), catalog, trash)
    assert outcome.status is Status.TRASHED
    assert [path.name for path in outcome.along] == ["IMG_2.AAE", "IMG_2.MOV"]
    assert shared.exists()


def test_groups_that_were_looked_at_under_another_setting_are_not_looked_at_again(monkeypatch, tmp_path):
    photos = tuple(photo(n, str(tmp_path / f"IMG_{n}.JPG")) for n in (1, 2, 3))
    same = Match(1, 2, Relation.SAME_PICTURE, 0.95, 1.0)
    scene = Match(1, 3, Relation.SAME_SCENE, 0.9, 1.0)
    matched = MatchedPhotos(photos, (same, scene))
    looked: list[int] = []
    whole = groups.with_surroundings
    monkeypatch.setattr(
        groups,
        "with_surroundings",
        lambda group, *rest, **more: looked.append(len(group.photos)) or whole(group, *rest, **more),
    )
    pictures = Strictness(relations=frozenset({Relation.IDENTICAL, Relation.SAME_PICTURE}))
    found = [matched.groups(strictness) for strictness in (Strictness(), pictures, Strictness(), pictures)]
    assert found[:2] == found[2:]
    assert looked == [3, 2]
