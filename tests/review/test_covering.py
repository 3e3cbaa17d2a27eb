"""What files say counts for "covered": words, dates and places of each copy, wherever they are written."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from core.companions.units import Units
from core.loss import Loss, LossKind
from core.match.keeper import KeeperOrder
from core.photo import DuplicateGroup, Evidence, Member, Photo, Relation
from core.review.covering import with_surroundings
from core.review.xmp import EMPTY, XmpFacts, with_facts
from tests.review.disk import as_scanned, on_disk

JPEG = b"\xff\xd8\xff\xe0" + bytes(64)
GOOGLE = b'{"title": "a.jpg", "photoTakenTime": {"timestamp": "1600000000"}, "description": "At the sea"%s}'


@pytest.fixture
def keeper(tmp_path: Path) -> Photo:
    return on_disk(tmp_path / "keep" / "a.jpg", 1, JPEG)


@pytest.fixture
def copy(tmp_path: Path) -> Photo:
    return on_disk(tmp_path / "copy" / "a.jpg", 2, JPEG + b"again")


def kinds(keeper: Photo, copy: Photo, *losses: Loss, hand_over: bool = False) -> set[LossKind]:
    """What a copy is said to hold that its keeper does not."""
    relation = Relation.IDENTICAL if keeper.content_id == copy.content_id else Relation.SAME_PICTURE
    group = DuplicateGroup(keeper, "", (Member(copy, relation, Evidence(0.99), losses),))
    found = with_surroundings(group, Units(), KeeperOrder(), hand_over=hand_over)
    return {loss.kind for loss in found.members[0].losses}


def says(photo: Photo, facts: XmpFacts) -> None:
    photo.path.with_name(photo.path.name + ".xmp").write_bytes(with_facts(EMPTY, facts))


FACTS = Loss(LossKind.FACTS)


def test_words_in_a_sidecar_are_lost_until_they_are_handed_over_or_there(keeper, copy):
    says(copy, XmpFacts(rating=4, keywords=("sea",)))
    assert kinds(keeper, copy) == {LossKind.FACTS}
    assert kinds(keeper, copy, hand_over=True) == set()
    says(keeper, XmpFacts(rating=4, keywords=("sea", "sand")))
    assert kinds(keeper, copy) == set()


def test_words_that_contradict_are_lost_even_when_handed_over(keeper, copy):
    says(copy, XmpFacts(title="Monday"))
    says(keeper, XmpFacts(title="Tuesday"))
    assert kinds(keeper, copy, hand_over=True) == {LossKind.FACTS}


def test_develop_settings_cannot_be_handed_over_as_words(keeper, copy):
    says(copy, XmpFacts(rating=4))
    sidecar = copy.path.with_name("a.jpg.xmp")
    crs = b'xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" crs:HasSettings="True" '
    sidecar.write_bytes(sidecar.read_bytes().replace(b"xmlns:dc", crs + b"xmlns:dc", 1))
    assert LossKind.COMPANION in kinds(keeper, copy, hand_over=True)


def test_google_s_json_of_two_albums_says_the_same_whatever_its_links(keeper, copy):
    for photo, link in ((keeper, b', "url": "1"'), (copy, b', "url": "2"')):
        photo.path.with_name("a.jpg.json").write_bytes(GOOGLE % link)
    assert kinds(keeper, copy) == set()
    keeper.path.with_name("a.jpg.json").unlink()
    assert kinds(keeper, copy) == {LossKind.FACTS}


def test_google_s_favourites_and_other_dates_are_lost_with_a_copy(keeper, copy):
    def google(photo: Photo, more: bytes, at: bytes = b"1600000000") -> None:
        photo.path.with_name("a.jpg.json").write_bytes((GOOGLE % more).replace(b"1600000000", at))

    keeper, copy = (replace(one, exif=replace(one.exif, captured=None)) for one in (keeper, copy))
    google(keeper, b"")
    google(copy, b', "favorited": true')
    assert kinds(keeper, copy) == {LossKind.FACTS}
    assert kinds(keeper, copy, hand_over=True) == set()
    google(keeper, b', "favorited": true, "url": "1"')
    assert kinds(keeper, copy) == set()
    google(copy, b', "favorited": false', b"1500000000")
    assert kinds(keeper, copy, hand_over=True) == {LossKind.FACTS}


def test_what_the_keeper_s_sidecar_says_is_not_lost_with_the_copy(keeper, copy):
    """A scan sees the files alone, and says that words are lost: the sidecar has them."""
    copy.path.write_bytes(JPEG + with_facts(EMPTY, XmpFacts(rating=3)))
    copy = as_scanned(copy.path, 2)
    assert kinds(keeper, copy, FACTS) == {LossKind.FACTS}
    says(keeper, XmpFacts(rating=3))
    assert kinds(keeper, copy, FACTS) == set()


def test_date_and_place_that_google_or_a_sidecar_tell_count(keeper, copy):
    copy = replace(copy, exif=replace(copy.exif, captured=datetime(2020, 9, 13, 12, 26, 40), latitude=None))
    keeper = replace(keeper, exif=replace(keeper.exif, captured=None, latitude=None, camera=None))
    copy = replace(copy, exif=replace(copy.exif, camera=None))
    assert kinds(keeper, copy) == {LossKind.FACTS}
    assert kinds(keeper, copy, hand_over=True) == set()
    keeper.path.with_name("a.jpg.json").write_bytes(GOOGLE % b"")
    assert kinds(keeper, copy) == set()


def test_the_camera_s_date_is_not_lost_for_another_that_a_program_wrote(keeper, copy):
    """A program's date of export, or Google's guess, beside the camera's own time."""
    copy = replace(copy, exif=replace(copy.exif, captured=datetime(2009, 1, 1, 10), latitude=None))
    keeper = replace(keeper, exif=replace(keeper.exif, captured=None, latitude=None))
    for photo in (keeper, copy):
        photo.path.with_name("a.jpg.json").write_bytes(GOOGLE % b"")
    assert kinds(keeper, copy, hand_over=True) == {LossKind.FACTS}
    assert kinds(copy, keeper) == set()


@pytest.mark.parametrize(
    ("place", "lost"),
    [((48.2, 11.0), False), ((48.25, 11.05), False), ((48.9, 11.9), True), ((48.2, -170.0), True)],
)
def test_a_place_far_from_that_of_the_one_that_stays_is_lost(keeper, copy, place, lost):
    keeper = replace(keeper, exif=replace(keeper.exif, latitude=48.2, longitude=11.0))
    copy = replace(copy, exif=replace(copy.exif, latitude=place[0], longitude=place[1]))
    assert kinds(keeper, copy, hand_over=True) == ({LossKind.FACTS} if lost else set())


def test_an_edit_in_any_language_is_none_of_the_copies_of_its_original(keeper, copy, tmp_path):
    edit = on_disk(tmp_path / "copy" / "a-редактирано.jpg", 3, JPEG + b"edited")
    assert LossKind.EDIT not in kinds(keeper, edit)
    (tmp_path / "copy" / "a.jpg.supplemental-metadata.json").write_bytes(GOOGLE % b"")
    assert LossKind.EDIT in kinds(keeper, edit)
    assert LossKind.EDIT in kinds(edit, keeper)
    assert LossKind.EDIT not in kinds(keeper, copy)


@pytest.mark.parametrize(
    ("name", "says_so"),
    [
        ("bridge-original.jpg", True),
        ("aaa-orig.jpg", True),
        ("Original 2.jpg", True),
        ("原图.jpg", True),
        ("originality.jpg", False),
        ("aboriginal.jpg", False),
        ("bridge.jpg", False),
    ],
)
def test_what_is_called_the_original_is_not_covered_by_what_is_not(keeper, tmp_path, name, says_so):
    original = on_disk(tmp_path / "copy" / name, 3, JPEG + b"other pixels")
    assert (LossKind.EDIT in kinds(keeper, original)) is says_so
    assert LossKind.EDIT not in kinds(original, keeper)


def test_a_zone_that_only_the_copy_tells_is_lost_until_it_is_handed_over(keeper, copy):
    plain = datetime(2020, 1, 2, 3, 4, 5)
    keeper = replace(keeper, exif=replace(keeper.exif, captured=plain))
    copy = replace(copy, exif=replace(copy.exif, captured=plain.replace(tzinfo=timezone(timedelta(hours=2)))))
    assert kinds(keeper, copy) == {LossKind.FACTS}
    assert kinds(keeper, copy, hand_over=True) == set()
    says(keeper, XmpFacts(captured=copy.exif.captured))
    assert kinds(keeper, copy) == set()
    assert kinds(copy, keeper) == set()
