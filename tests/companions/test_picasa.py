"""Stars, captions, albums and people that Picasa keeps beside the photos of a folder are facts of each."""

from pathlib import Path

import pytest

from core.companions.picasa import NOTHING_NOTED, PicasaNotes
from core.companions.units import Units
from core.loss import LossKind
from core.match.keeper import KeeperOrder
from core.photo import DuplicateGroup, Evidence, Member, Photo, Relation
from core.review.beside import NOTED
from core.review.covering import with_surroundings
from core.review.dialects.fields import COLLECTIONS, PICKED
from core.review.losses import untold
from core.review.written import NOTHING_WRITTEN, read_written
from core.review.xmp import EMPTY, with_facts
from tests.photos import photo
from tests.review.disk import on_disk

INI = """[Picasa]
name=Trip
[Contacts2]
8e62b2035b74b477=Ada Lovelace;;
[.album:ab12]
name=Summer, and more
token=ab12
[a.jpg]
star=yes
caption=At the sea = blue
keywords=sea, dog,sea
albums=ab12,cd34
faces=rect64(3f845bcb59418507),8e62b2035b74b477;rect64(10002000),11aa;rect64(3f845bcb59418507),ffffffffffffffff
geotag=48.208174,16.373819
backuphash=1234
[b.jpg]
backuphash=1234
rotate=rotate(0)
[c.jpg]
crop=rect64(1000200030004000)
[d.jpg]
rotate=rotate(1)
"""
JPEG = b"\xff\xd8\xff\xe0" + bytes(64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".picasa.ini").write_text(INI, encoding="utf-8")
    for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg"):
        on_disk(tmp_path / name, 1, JPEG + name.encode())
    return tmp_path


def test_all_that_picasa_notes_is_read_and_handed_over_and_read_again(folder):
    said = read_written(folder / "a.jpg")
    assert (said.caption, said.keywords) == ("At the sea = blue", ("sea", "dog"))
    assert said.persons == ("Ada Lovelace", "11aa")
    assert {(one.name, one.text) for one in said.further} == {
        (PICKED, "1"),
        (COLLECTIONS, "Summer, and more"),
        (COLLECTIONS, "cd34"),
    }
    (ada, _) = said.faces
    assert (ada.name, round(ada.x, 3), round(ada.width, 3)) == ("Ada Lovelace", 0.298, 0.101)
    assert (said.latitude, said.longitude) == (48.208174, 16.373819)
    assert not said.developed
    lost = untold(photo(1), photo(2), NOTHING_WRITTEN, said)
    (folder / "b.jpg.xmp").write_bytes(with_facts(EMPTY, lost.facts))
    assert untold(photo(1), photo(2), read_written(folder / "b.jpg"), said).is_empty


def test_what_picasa_notes_for_itself_says_nothing(folder):
    units = Units()
    assert units.noted(folder / "b.jpg") == NOTHING_NOTED
    assert units.noted(folder / "e.jpg") == NOTHING_NOTED
    assert units.noted(folder / "Picasa") == NOTHING_NOTED


@pytest.mark.parametrize("name", ["c.jpg", "d.jpg"])
def test_a_crop_or_a_turn_that_only_picasa_shows_is_a_recipe(folder, name):
    assert read_written(folder / name).developed


def test_the_older_name_and_the_system_s_letters_are_read(tmp_path):
    on_disk(tmp_path / "a.jpg", 1, JPEG)
    (tmp_path / "Picasa.ini").write_bytes("[A.jpg]\r\ncaption=Größe\r\nstar=yes\r\n".encode("cp1252"))
    assert Units().noted(tmp_path / "a.jpg").caption == "Größe"
    (tmp_path / ".picasa.ini").write_text("\ufeff[a.jpg]\ncaption=Newer\n", encoding="utf-8")
    noted = Units().noted(tmp_path / "a.jpg")
    assert (noted.caption, noted.starred) == ("Newer", True)


@pytest.mark.parametrize(
    "text",
    ["", "[", "[a.jpg", "star=yes", "[a.jpg]\nstar", "[a.jpg]\nfaces=rect64(zz),1\ngeotag=1,2,3", "\0" * 50],
)
def test_a_file_that_makes_no_sense_says_nothing(text):
    assert PicasaNotes([text.encode()]).about("a.jpg") == NOTHING_NOTED


def losses(keeper: Photo, copy: Photo, *, hand_over: bool = False) -> set[LossKind]:
    relation = Relation.IDENTICAL if keeper.content_id == copy.content_id else Relation.SAME_PICTURE
    group = DuplicateGroup(keeper, "", (Member(copy, relation, Evidence(0.99)),))
    found = with_surroundings(group, Units(), KeeperOrder(), hand_over=hand_over)
    return {loss.kind for member in found.members for loss in member.losses}


def test_of_identical_copies_the_one_stays_that_picasa_knows_of(tmp_path):
    one, other = on_disk(tmp_path / "a.jpg", 1, JPEG), on_disk(tmp_path / "b" / "a.jpg", 2, JPEG)
    group = DuplicateGroup(one, "", (Member(other, Relation.IDENTICAL, Evidence(1.0)),))
    (tmp_path / "b" / ".picasa.ini").write_text("[a.jpg]\nstar=yes\n")
    found = with_surroundings(group, Units(), KeeperOrder())
    assert (found.keeper, found.reason) == (other, NOTED)
    assert found.members[0].covered


def test_a_copy_that_picasa_knows_more_of_is_not_covered_until_that_is_handed_over(tmp_path):
    keeper = on_disk(tmp_path / "keep" / "a.jpg", 1, JPEG + b"better")
    copy = on_disk(tmp_path / "copy" / "a.jpg", 2, JPEG)
    (tmp_path / "copy" / ".picasa.ini").write_text("[a.jpg]\nstar=yes\n")
    assert losses(keeper, copy) == {LossKind.FACTS}
    assert losses(keeper, copy, hand_over=True) == set()
    assert losses(copy, keeper) == set()
    (tmp_path / "keep" / ".picasa.ini").write_text("[a.jpg]\nstar=yes\nkeywords=sea\n")
    assert losses(keeper, copy) == set()
    (tmp_path / "copy" / ".picasa.ini").write_text("[a.jpg]\nstar=yes\nfilters=crop64=1,1000;\n")
    assert losses(keeper, copy, hand_over=True) == {LossKind.FACTS}
