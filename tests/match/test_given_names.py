"""Of equal files the one stays that somebody sorted and named."""

from pathlib import Path

import pytest

from core.match.given_names import given_names
from core.match.keeper import KeeperOrder
from tests.photos import photo

DAY = 86_400 * 10**9


@pytest.mark.parametrize(
    "path",
    [
        "/p/Anna am Meer.jpg",
        "/p/IMG_20190714_Anna.jpg",
        "/p/2019/2019-07 Italy/IMG_0001.jpg",
        "/p/2004_08_Hochzeit/DSC_1.jpg",
        "/p/Hochzeit2004/a.jpg",
        "/p/Oma's 80th/x.jpg",
        "/p/京都旅行/写真.jpg",
        "/p/海/写真.jpg",
        "/p/Anna2019.jpg",
        "/p/2019Italien/a.jpg",
        "/p/WhatsApp Anna Hochzeit.jpg",
    ],
)
def test_a_word_that_a_person_gave_is_one(path):
    assert given_names(Path(path)) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/p/DCIM/100APPLE/IMG_0001.JPG",
        "/p/Photos/New folder (2)/IMG_0001 - Copy.jpg",
        "/p/DSCN1234.jpg",
        "/p/Takeout/Google Fotos/Fotos von 2019/IMG_1.jpg",
        "/p/recup_dir.12/f1234567.jpg",
        "/p/download.jpg",
        "/p/Italy/100APPLE/IMG_1.jpg",
        "/p/_MG_1234.CR2",
        "/p/f3ab9c01de22.jpg",
        "/p/3f2504e0-4f89-11d3-9a0c-0305e82c3301.jpg",
        "/p/IMG-20200101-WA0001.jpg",
        "/p/WhatsApp Image 2020-01-01 at 10.00.00.jpeg",
        "/p/Screenshot_20200101-101010_Chrome.png",
    ],
)
def test_what_cameras_phones_and_programs_call_files_is_none(path):
    assert given_names(Path(path)) == 0


@pytest.mark.parametrize(
    ("named", "other"),
    [
        ("/p/Pictures/2019/Italy with Anna/IMG_1.jpg", "/p/Pictures/IMG_1.jpg"),
        ("/p/Pictures/Anna at the sea.jpg", "/p/Pictures/IMG_1.jpg"),
    ],
)
def test_the_sorted_one_stays_though_its_path_is_longer_and_the_file_younger(named, other):
    sorted_one, dumped = (
        photo(1, named, content=1, mtime_ns=9 * DAY),
        photo(2, other, content=1, mtime_ns=DAY),
    )
    order = KeeperOrder()
    assert min([dumped, sorted_one], key=order.rank) == sorted_one
    assert "by its name and its folder" in order.reason(sorted_one, [dumped])
