"""A person's own order of rules: the first that tells two photos apart decides, and is the reason shown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SettingsError
from core.grouping_settings import GroupingSettings, grouping_of
from core.keeper_settings import KeeperSettings, Preset, RuleName, chosen_rules
from core.match import origin
from core.match.grouping import group_photos
from core.match.keeper import KeeperOrder
from core.match.origin import copy_mark, original_mark
from core.match.passing_places import passing_place
from core.photo import Match, Photo, Relation
from core.settings import Settings, load_settings, save_settings
from tests.photos import photo

DAY = 86_400 * 10**9
"""In nanoseconds."""


def test_a_preferred_folder_comes_first_where_its_rule_does():
    large, small = photo(1, "/a/x.jpg"), photo(2, "/best/x.jpg", size=(640, 480))
    order = KeeperOrder((RuleName.FOLDER, RuleName.RESOLUTION), preferred=(Path("/best"),))
    assert min([large, small], key=order.rank) == small
    assert order.reason(small, [large]) == "Kept because it lies in the preferred folder /best."
    assert min([large, small], key=KeeperOrder(preferred=(Path("/best"),)).rank) == large


@given(
    st.lists(
        st.tuples(st.sampled_from(["/a", "/a/DCIM", "/Anna"]), st.integers(1, 3), st.integers(1, 2)),
        unique=True,
    )
)
def test_photos_are_put_in_the_order_of_their_ranks(kinds: list[tuple[str, int, int]]):
    photos = [
        photo(n, f"{folder}/{n}.jpg", bytes_=1000 * size, mtime_ns=day * DAY)
        for n, (folder, size, day) in enumerate(kinds)
    ]
    for order in (KeeperOrder(), KeeperOrder((RuleName.OLDEST,)), KeeperOrder(sources=(Path("/a"),))):
        assert order.best_first(photos) == sorted(photos, key=order.rank)


def test_preferred_folders_count_in_their_order():
    first, second = photo(1, "/b/x.jpg"), photo(2, "/a/x.jpg")
    order = KeeperOrder((RuleName.FOLDER,), preferred=(Path("/b"), Path("/a")))
    assert sorted([second, first], key=order.rank) == [first, second]


@pytest.mark.parametrize(
    ("rule", "better", "worse", "because"),
    [
        (RuleName.LOSSLESS, photo(1, format_="TIFF"), photo(2), "saved without loss as TIFF"),
        (RuleName.NEWEST, photo(1, mtime_ns=9 * DAY), photo(2, mtime_ns=DAY), "the newest file"),
        (RuleName.SMALLER, photo(1, bytes_=100), photo(2, bytes_=9000), "takes the least room"),
        (RuleName.NAME, photo(1, "/IMG_1.jpg"), photo(2, "/IMG_1 (1).jpg"), r"next best: \(1\)"),
        (RuleName.PLACE, photo(1, latitude=1.0), photo(2), "the place of the shot"),
    ],
)
def test_each_rule_gives_its_own_reason(rule: RuleName, better: Photo, worse: Photo, because: str):
    import re

    order = KeeperOrder((rule,))
    assert min([worse, better], key=order.rank) == better
    assert re.search(because, order.reason(better, [worse]))


def test_ratings_decide_where_they_are_asked_for():
    order = KeeperOrder((RuleName.RATING,), ratings={2: 5})
    assert order.reason(photo(2), [photo(1)]) == "Kept because it has the highest rating: 5 of 5."


def test_photos_that_no_rule_tells_apart_are_told_by_name():
    one, other = photo(1, "/a.jpg"), photo(2, "/b.jpg")
    assert KeeperOrder(()).reason(one, [other]).startswith("Kept because its name comes first")


@pytest.mark.parametrize(
    "name",
    ["IMG (1)", "IMG - Kopie", "Copy of IMG", "IMG-20240101-WA0003", "IMG - copy (2)", "写真 - コピー"],
)
def test_names_of_copies_are_known(name: str):
    assert copy_mark(Path(f"/{name}.jpg"))


@pytest.mark.parametrize("name", ["IMG_0001", "Copyright Bay", "Lake (Canada)", "20240101_120000"])
def test_names_of_originals_are_left_alone(name: str):
    assert not copy_mark(Path(f"/{name}.jpg"))


@pytest.mark.parametrize("name", ["orig1", "ORIG_01", "IMG_1-original", "lake orig", "原本", "unedited_2"])
def test_names_that_say_original_are_known_though_they_end_in_numbers(name: str):
    assert original_mark(Path(f"/{name}.jpg"))


@given(st.from_regex(origin._BY_CAMERAS, fullmatch=True))
def test_what_is_told_at_once_to_be_a_cameras_name_bears_no_mark(stem: str):
    assert not origin._ORIGINAL_MARKS.search(stem)
    assert not origin._COPY_MARKS.search(stem)


@given(
    st.permutations(list(RuleName)),
    st.permutations(
        [photo(n, size=(100 * (n % 3 + 1), 100), bytes_=1000 * (n % 2 + 1)) for n in range(1, 7)]
    ),
)
def test_under_any_rules_every_member_matches_its_keeper_and_order_changes_nothing(
    rules: list[RuleName], photos: list[Photo]
):
    matches = [Match(a, a + 1, Relation.SAME_PICTURE, 0.9, 0.9) for a in range(1, 6)]
    order = KeeperOrder(tuple(rules))
    groups = group_photos(photos, matches, order)
    assert groups == group_photos(sorted(photos, key=lambda one: one.id), matches[::-1], order)
    for group in groups:
        assert all(abs(group.keeper.id - member.photo.id) == 1 for member in group.members)


def test_rules_presets_and_folders_survive_a_round_trip(tmp_path):
    keeper = KeeperSettings((RuleName.NEWEST,), (Preset("Mine", (RuleName.RAW, RuleName.PATH)),))
    settings = Settings(keeper=keeper, preferred_folders=(Path("/b"),), ignored_folders=(Path("/c"),))
    save_settings(settings, tmp_path / "settings.toml")
    assert load_settings(tmp_path / "settings.toml") == settings


@pytest.mark.parametrize(
    "text", ["[keeper]\nrules = ['prettiest']", "[keeper]\nrules = 5", "[[keeper.presets]]\nrules = []"]
)
def test_rules_that_make_no_sense_name_the_file(tmp_path, text: str):
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(SettingsError, match="Mend or remove the file"):
        load_settings(tmp_path / "settings.toml")


def test_rules_are_chosen_by_preset_or_by_name():
    mine = KeeperSettings(presets=(Preset("mine", (RuleName.PATH,)),))
    assert chosen_rules("mine", mine) == (RuleName.PATH,)
    assert chosen_rules("newest, path", mine) == (RuleName.NEWEST, RuleName.PATH)
    with pytest.raises(SettingsError, match="there is no rule 'best'"):
        chosen_rules("best", mine)


def test_preferring_a_folder_puts_its_rule_first():
    settings = Settings().with_preferred(Path("/b")).with_preferred(Path("/a"))
    assert settings.preferred_folders == (Path("/a"), Path("/b"))
    assert settings.keeper.rules[0] is RuleName.FOLDER
    assert len(set(settings.keeper.rules)) == len(settings.keeper.rules)


def test_photos_of_ignored_folders_are_left_out_and_said_to_be():
    grouping = grouping_of(Settings(ignored_folders=(Path("/photos/cache"),)))
    kept = grouping.not_ignored([photo(1, "/photos/cache/a.jpg"), photo(2, "/photos/cached.jpg")])
    assert [one.id for one in kept] == [2]
    (skip,) = grouping.left_out([Path("/photos")])
    assert (skip.path, skip.reason) == (Path("/photos/cache"), "Left out in the settings.")
    assert GroupingSettings().left_out([Path("/photos")]) == []


ORDINARY = photo(1, "/home/anna/Pictures/2024/Summer at the sea/day one/IMG_1.jpg", mtime_ns=9 * DAY)


@pytest.mark.parametrize(
    ("path", "because"),
    [
        ("/media/anna/CANON/DCIM/100CANON/IMG_1.jpg", "as a camera's card has it"),
        ("/home/anna/card/dcim/IMG_1.jpg", "as a camera's card has it"),
        ("/media/anna/STICK/IMG_1.jpg", "on a removable drive"),
        ("/run/media/anna/STICK/a/IMG_1.jpg", "on a removable drive"),
        ("/Volumes/STICK/IMG_1.jpg", "on a removable drive"),
        ("/home/anna/Downloads/IMG_1.jpg", "among downloads"),
        ("/home/anna/ダウンロード/IMG_1.jpg", "among downloads"),
        ("/home/anna/Media/WhatsApp Images/IMG_1.jpg", "in that of a messenger"),
        ("/home/anna/Telegram Desktop/IMG_1.jpg", "in that of a messenger"),
        ("/srv/backup/IMG_1.jpg", "in a backup"),
        ("/srv/phone-backup-2020/IMG_1.jpg", "in a backup"),
        ("/srv/Sicherung/IMG_1.jpg", "in a backup"),
        ("/home/anna/Pictures/Papierkorb/IMG_1.jpg", "in no bin"),
        ("/home/anna/.cache/app/IMG_1.jpg", "in no bin"),
        ("/srv/files/.Trash-1000/files/IMG_1.jpg", "in no bin"),
    ],
)
def test_of_equal_photos_the_one_in_an_ordinary_folder_stays(path: str, because: str):
    passing = photo(2, path, content=1, mtime_ns=DAY)
    order = KeeperOrder()
    assert min([passing, ORDINARY], key=order.rank) == ORDINARY
    assert because in order.reason(ORDINARY, [passing])


@pytest.mark.parametrize(
    "path", ["/srv/Backpack trip", "/home/anna/Signal Hill", "/tmp/x", "/srv/Caches of gold"]
)
def test_ordinary_folders_are_not_taken_for_places_to_pass_through(path: str):
    assert passing_place(photo(1, path + "/IMG_1.jpg")) is None


def test_what_a_photo_holds_comes_before_where_it_lies():
    large = photo(2, "/media/anna/CANON/DCIM/IMG_1.jpg", size=(4000, 3000))
    assert min([large, photo(1, size=(640, 480))], key=KeeperOrder().rank) == large
