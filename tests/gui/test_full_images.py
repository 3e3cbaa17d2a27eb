"""Full-resolution pictures come from workers, in order, and stay within their bytes."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from core.errors import UnreadablePhoto
from nearDup_gui.comparing.full_images import SCREEN, FullImages
from nearDup_gui.toolkit.jobs import Jobs
from tests.gui.values import make_photo

WIDTH = 400
ONE = round(3 * WIDTH * (WIDTH * 3 // 4) * 4 / 3)
"""Bytes that one of these photos takes with its halves, at most."""


class Disk:
    """Gives a picture for every path but the missing ones, and writes down what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.missing: set[str] = set()
        self.threads: set[threading.Thread] = set()
        self.gate = threading.Event()
        self.gate.set()

    def open_image(self, path: Path, max_side: int) -> Image.Image:
        self.asked.append((path.name, max_side))
        self.threads.add(threading.current_thread())
        self.gate.wait(5)
        if path.name in self.missing:
            raise UnreadablePhoto("The file cannot be read: no such file or directory.")
        image = Image.new("RGB", (WIDTH, WIDTH * 3 // 4), (200, 30, 10))
        image.thumbnail((max_side, max_side))
        return image


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def jobs(qapp: object, disk: Disk) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    disk.gate.set()
    jobs.close()


def test_picture_comes_later_with_its_halves_and_from_another_thread(
    disk: Disk, jobs: Jobs, qtbot: QtBot
) -> None:
    images = FullImages(disk.open_image, jobs)
    photo = make_photo(1, width=WIDTH)
    with qtbot.waitSignal(images.changed) as changed:
        images.want([photo])
        assert images.image(photo) is None
    assert changed.args == [1]
    found = images.image(photo)
    assert found is not None
    assert (found.levels[0].width(), found.levels[0].height()) == (400, 300)
    assert found.levels[0].pixelColor(399, 299).getRgb() == (200, 30, 10, 255)
    assert threading.main_thread() not in disk.threads


def test_level_is_just_large_enough_for_what_is_painted(disk: Disk, jobs: Jobs, qtbot: QtBot) -> None:
    images = FullImages(lambda path, side: Image.new("RGB", (2000, 1500)), jobs)
    photo = make_photo(1, width=2000)
    with qtbot.waitSignal(images.changed):
        images.want([photo])
    found = images.image(photo)
    assert found is not None
    assert [level.width() for level in found.levels] == [2000, 1000, 500, 250]
    assert [found.level_for(w).width() for w in (100, 251, 1000, 1001, 9000)] == [250, 500, 1000, 2000, 2000]


def test_what_is_shown_and_ahead_stays_within_the_budget_from_pair_to_pair(
    disk: Disk, jobs: Jobs, qtbot: QtBot
) -> None:
    images = FullImages(disk.open_image, jobs, budget=3 * ONE)
    photos = [make_photo(n, width=WIDTH) for n in range(1, 9)]
    for n in range(5):
        images.want(photos[n : n + 2], photos[n + 2 : n + 4])
        qtbot.waitUntil(lambda n=n: all(images.image(photo) for photo in photos[n : n + 3]))
        assert images.bytes_kept <= 3 * ONE
        assert not any(images.image(photo) for photo in photos[:n])
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert photos[7].path.name not in {name for name, _ in disk.asked}


def test_what_is_shown_is_read_whole_whatever_the_budget_and_nothing_ahead_of_it(
    disk: Disk, jobs: Jobs, qtbot: QtBot
) -> None:
    images = FullImages(disk.open_image, jobs, budget=ONE)
    photos = [make_photo(n, width=WIDTH) for n in range(1, 6)]
    images.want(photos[:2], photos[2:])
    qtbot.waitUntil(lambda: all(images.image(photo) for photo in photos[:2]))
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert sorted(disk.asked) == [(photo.path.name, WIDTH) for photo in photos[:2]]  # by a thread each


def test_what_is_ahead_and_larger_than_was_known_is_not_kept_nor_read_again(
    disk: Disk, jobs: Jobs, qtbot: QtBot
) -> None:
    images = FullImages(disk.open_image, jobs, budget=2 * ONE)
    shown, ahead = make_photo(1, width=WIDTH), make_photo(2, width=20)
    with qtbot.waitSignal(images.changed):
        images.want([shown])
    opened = images._open_image
    images._open_image = lambda path, side: opened(path, WIDTH).resize((2 * WIDTH, 2 * WIDTH))
    images.want([shown], [ahead])
    qtbot.waitUntil(lambda: len(disk.asked) == 2)
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert images.image(ahead) is None
    assert len(disk.asked) == 2
    assert images.bytes_kept <= ONE


def test_photo_larger_than_one_may_be_is_read_smaller(disk: Disk, jobs: Jobs, qtbot: QtBot) -> None:
    images = FullImages(disk.open_image, jobs, largest=ONE // 2)
    photo = make_photo(1, width=WIDTH)
    with qtbot.waitSignal(images.changed):
        images.want([photo])
    [(_, side)] = disk.asked
    assert side == int(WIDTH * 0.5**0.5)
    assert images.bytes_kept <= ONE // 2


LARGE = 2 * SCREEN


class LargeDisk:
    """Gives pictures of the size that is asked for, and counts how many large ones are on their way."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.large_at_once = self._large = 0
        self._lock = threading.Lock()

    def open_image(self, path: Path, max_side: int) -> Image.Image:
        with self._lock:
            self.asked.append((path.name, max_side))
            self._large += max_side > SCREEN
            self.large_at_once = max(self.large_at_once, self._large)
        image = Image.new("RGB", (max_side, 8))
        with self._lock:
            self._large -= max_side > SCREEN
        return image


def test_a_large_photo_is_read_for_the_screen_and_whole_for_who_looks_closer(
    jobs: Jobs, qtbot: QtBot
) -> None:
    disk = LargeDisk()
    images = FullImages(disk.open_image, jobs)
    shown, ahead = [make_photo(n, width=LARGE) for n in (1, 2)], make_photo(3, width=LARGE)
    names = [photo.path.name for photo in (*shown, ahead)]
    images.look(SCREEN)
    images.want(shown, [ahead])
    qtbot.waitUntil(lambda: all(images.image(photo) for photo in (*shown, ahead)))
    assert sorted(disk.asked) == sorted((name, SCREEN) for name in names)
    assert images.whole(shown[0]) is None
    disk.asked.clear()
    images.look(SCREEN + 1)
    assert images.image(shown[0]) is not None  # what there is stays until more has come
    qtbot.waitUntil(lambda: all(images.whole(photo) for photo in shown))
    assert sorted(disk.asked) == sorted((name, LARGE) for name in names[:2])
    assert disk.large_at_once == 1
    images.look(1)
    assert images.whole(shown[0]) is not None


def test_a_pair_that_is_looked_at_closely_is_read_whole_at_once(jobs: Jobs, qtbot: QtBot) -> None:
    disk = LargeDisk()
    images = FullImages(disk.open_image, jobs)
    images.look(LARGE)
    photo = make_photo(1, width=LARGE)
    images.want([photo])
    qtbot.waitUntil(lambda: images.whole(photo) is not None)
    assert disk.asked == [(photo.path.name, LARGE)]


def test_what_nobody_wants_any_more_is_not_kept_when_it_comes(disk: Disk, jobs: Jobs, qtbot: QtBot) -> None:
    images = FullImages(disk.open_image, jobs)
    first, second = make_photo(1, width=WIDTH), make_photo(2, width=WIDTH)
    disk.gate.clear()
    images.want([first])
    images.want([second])
    disk.gate.set()
    qtbot.waitUntil(lambda: images.image(second) is not None)
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert images.image(first) is None


def test_missing_file_is_a_sentence_and_is_tried_again_when_told(
    disk: Disk, jobs: Jobs, qtbot: QtBot
) -> None:
    images = FullImages(disk.open_image, jobs)
    photo = make_photo(1, width=WIDTH)
    disk.missing.add(photo.path.name)
    with qtbot.waitSignal(images.changed):
        images.want([photo])
    assert images.fault(photo) == "The file cannot be read: no such file or directory."
    disk.missing.clear()
    images.forget_faults()
    with qtbot.waitSignal(images.changed):
        images.want([photo])
    assert images.fault(photo) == ""
    assert images.image(photo) is not None
