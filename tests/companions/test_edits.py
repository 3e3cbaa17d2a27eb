"""An edit is told from its original by name, in the words of every program that names edits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.companions import edits
from core.companions.bursts import Burst, burst_of
from core.companions.edits import EDITS, Described, edit_mark, edits_in, is_edit_of
from core.companions.patterns import EDITED_WORDS


@pytest.mark.parametrize("convention", EDITS, ids=lambda convention: convention.name.text)
def test_each_program_s_edit_points_to_its_original(convention):
    edit, original = convention.example
    assert is_edit_of(edit, original)
    assert not is_edit_of(original, edit)
    assert edits_in([original, edit, "IMG_99.JPG"]) == {edit: (original,)}


@pytest.mark.parametrize("word", EDITED_WORDS)
def test_google_says_edited_in_the_language_of_the_owner(word):
    assert edits_in([f"IMG_1-{word}.jpg", "IMG_1.HEIC"]) == {f"IMG_1-{word}.jpg": ("IMG_1.HEIC",)}


def test_an_edit_in_a_language_nobody_listed_is_told_by_the_json_it_shares():
    assert edits_in(["a.jpg", "a-gewurschtelt.jpg", "a.jpg.json"]) == {"a-gewurschtelt.jpg": ("a.jpg",)}
    assert edits_in(["a.jpg", "a-beach.jpg"]) == {}
    assert edits_in(["a.jpg", "a-beach.jpg", "a.jpg.json", "a-beach.jpg.json"]) == {}


@pytest.mark.parametrize("word", ["редактирано", "معدل", "ændret", "संपादित", "doorgewerkt"])
@pytest.mark.parametrize(
    ("edit", "original", "json"),
    [
        ("IMG_6-{}.jpg", "IMG_6.jpg", "IMG_6.jpg.supplemental-metadata.json"),
        ("IMG_6-{}.jpg", "IMG_6.HEIC", "IMG_6.HEIC.supplemental-meta.json"),
        ("IMG_6-{}(2).jpg", "IMG_6(2).jpg", "IMG_6.jpg.supplemental-metadata(2).json"),
        ("IMG_6(2)-{}.jpg", "IMG_6(2).jpg", "IMG_6(2).jpg.json"),
        ("A name of so many letters that Google cuts them-{}.jpg",
         "A name of so many letters that Google cuts them.jpg",
         "A name of so many letters that Google cuts the.json"),
    ],
)  # fmt: skip
def test_an_edit_shares_its_original_s_json_however_that_is_numbered_and_cut(edit, original, json, word):
    name = edit.format(word)
    assert edits_in([original, name, json]) == {name: (original,)}
    assert is_edit_of(name, original, Described([json]))
    assert not is_edit_of(original, name, Described([json]))


def test_what_has_a_json_of_its_own_is_no_edit():
    assert not is_edit_of("a-beach(1).jpg", "a(1).jpg", Described(["a.jpg(1).json", "a-beach.jpg(1).json"]))


def test_a_number_that_a_copy_of_an_edit_has_leaves_it_an_edit():
    assert is_edit_of("IMG_5-bearbeitet(1).jpg", "IMG_5.jpg")
    assert is_edit_of("IMG_5-edited.jpg", "IMG_5 (1).jpg")
    assert not is_edit_of("IMG_5(1).jpg", "IMG_5.jpg")


@pytest.mark.parametrize(
    "name",
    [
        "IMG_12~1.JPG",
        "IMG_1-12345.JPG",
        "IMG_EVENING.JPG",
        "edited.jpg",
        "Edited.jpg",
        "IMG_1(1).jpg",
        "IMG_1_01.jpg",
    ],
)
def test_names_that_only_look_like_edits_are_none(name):
    assert edit_mark(name) is None


def test_an_edit_has_every_photo_of_its_shot_for_original():
    assert edits_in(["IMG_1.CR2", "IMG_1.JPG", "img_1-edit.tif"]) == {
        "img_1-edit.tif": ("IMG_1.CR2", "IMG_1.JPG")
    }


@pytest.mark.parametrize(
    ("name", "burst"),
    [
        ("IMG_20200101_120000_BURST003_COVER.jpg", Burst("img_20200101_120000", 3)),
        ("00001IMG_00001_BURST20171111030039145.jpg", Burst("burst20171111030039145", 1)),
        ("DSC_0002_BURST20180512112358123.JPG", Burst("burst20180512112358123", 2)),
        ("20180512_112358_003.jpg", Burst("20180512_112358", 3)),
        ("IMG_0003.JPG", None),
        ("20180512_112358.jpg", None),
    ],
)
def test_frames_of_a_burst_are_separate_and_share_a_stack(name, burst):
    assert burst_of(name) == burst


@given(st.from_regex(edits._BY_CAMERAS, fullmatch=True))
def test_letters_and_numbers_as_cameras_count_are_never_an_edit(name):
    assert all(convention.name.match(name) is None for convention in EDITS)


@pytest.mark.parametrize("name", ["img_0001.jpg", "dsc00012.arw", "20230101_120001.heic", "dscf1.raf"])
def test_names_that_cameras_give_are_told_without_the_table(name):
    assert edits._BY_CAMERAS.fullmatch(name)
    assert edit_mark(name) is None
