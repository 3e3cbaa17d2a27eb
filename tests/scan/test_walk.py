"""What a walk finds, what it leaves out, and that every file is one photo."""

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.errors import ScanError, UnreadablePhoto
from core.photo import Skipped
from core.progress import Cancelled, CancelToken
from core.scan.opening import open_picture
from core.scan.walk import Walk, stat_image, walk

JPEG_HEAD = b"\xff\xd8\xff\xe0" + b"\0" * 60

Make = Callable[[str], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a file below `tmp_path` that begins like a JPEG, each with bytes of its own."""

    def at(name: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(JPEG_HEAD + os.fsencode(name))
        return path

    return at


def _walk(*roots: Path, include_hidden: bool = False, ignored: tuple[Path, ...] = ()) -> Walk:
    return walk(roots, include_hidden=include_hidden, ignored=ignored, cancel=CancelToken())


def _paths(found: Walk) -> list[Path]:
    return [file.path for file in found.files]


def test_photos_come_sorted_with_what_stat_says(tmp_path: Path, make: Make) -> None:
    photos = [make(name) for name in ("b.jpg", "a/z.JPG", "a-b/c.png", "a/b/c.heic", "B.webp")]
    found = _walk(tmp_path)
    assert _paths(found) == sorted(photos)
    assert found.skipped == ()
    status = photos[0].stat()
    file = next(file for file in found.files if file.path == photos[0])
    assert (file.size, file.mtime_ns, file.dev, file.inode) == (
        status.st_size,
        status.st_mtime_ns,
        status.st_dev,
        status.st_ino,
    )


def test_content_makes_a_photo_where_the_name_does_not_say(tmp_path: Path, make: Make) -> None:
    photos = [make("IMG_0001"), make("photo.dat"), make("name.with.dots.20240101")]
    (tmp_path / "notes").write_text("no photo at all")
    (tmp_path / "empty").write_bytes(b"")
    assert _paths(_walk(tmp_path)) == sorted(photos)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.dds", b"DDS |\0\0\0", "DDS"),
        ("a.sgi", b"\x01\xda\x00\x01\x00\x03", "SGI"),
        ("a.hdr", b"#?RADIANCE\n", "Radiance HDR"),
        ("a.exr", b"v/1\x01\x02\0\0\0", "OpenEXR"),
        ("a.fits", b"SIMPLE  =                    T", "FITS"),
        ("a.jxr", b"II\xbc\x01", "JPEG XR"),
        ("IMG_0001", b"BPG\xfb", "BPG"),
        ("a.iff", b"FORM\0\0\1\0ILBMBMHD", "ILBM"),
    ],
)
def test_a_picture_of_a_kind_that_is_not_read_is_listed_with_the_reason(tmp_path: Path, name, head, kind):
    path = tmp_path / name
    path.write_bytes(head + bytes(64))
    reason = f"A picture in the format {kind}, which NearDup does not read."
    assert _walk(tmp_path) == Walk({}, (Skipped(path, reason),))
    (tmp_path / "header.hdr").write_text("ENVI\nsamples = 10")
    assert len(_walk(tmp_path).skipped) == 1
    with pytest.raises(UnreadablePhoto, match=kind):
        open_picture(path.read_bytes(), path.suffix, 1)


def test_what_pillow_and_opencv_write_of_such_kinds_is_told(tmp_path: Path):
    picture = Image.new("RGB", (16, 16), "teal")
    for suffix in ("dds", "sgi"):
        picture.save(tmp_path / f"a.{suffix}")
    cv2.imwrite(str(tmp_path / "a.hdr"), np.ones((16, 16, 3), np.float32))
    assert [skip.path.suffix for skip in _walk(tmp_path).skipped] == [".dds", ".hdr", ".sgi"]


def test_documents_videos_and_code_are_not_opened(tmp_path: Path, make: Make) -> None:
    for name in ("a.pdf", "b.mp4", "c.py", "d.xmp", "e.zip"):
        make(name)
    assert _walk(tmp_path) == Walk({}, ())


def test_nested_and_repeated_roots_count_once(tmp_path: Path, make: Make) -> None:
    photo = make("outer/inner/a.jpg")
    outer, inner = tmp_path / "outer", tmp_path / "outer" / "inner"
    found = _walk(inner, outer, outer, outer / "inner" / ".." / "inner", photo)
    assert _paths(found) == [photo]
    assert found.skipped == ()


def test_order_of_roots_changes_nothing(tmp_path: Path, make: Make) -> None:
    make("a/1.jpg")
    make("b/1.jpg")
    os.link(tmp_path / "a/1.jpg", tmp_path / "b/2.jpg")
    assert _walk(tmp_path / "a", tmp_path / "b") == _walk(tmp_path / "b", tmp_path / "a")


def test_hardlinks_are_one_photo_under_the_first_path(tmp_path: Path, make: Make) -> None:
    first = make("a/first.jpg")
    (tmp_path / "z").mkdir()
    os.link(first, tmp_path / "z" / "again.jpg")
    found = _walk(tmp_path)
    assert _paths(found) == [first]
    assert [(item.path.name, item.reason) for item in found.skipped] == [
        ("again.jpg", f"The same file as {first}.")
    ]


def test_files_without_an_inode_are_never_merged(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [make("a.jpg"), make("b.jpg")]

    def without_inode(entry: "os.DirEntry[str]") -> os.stat_result:
        fields = list(entry.stat())
        fields[1] = 0
        return os.stat_result(fields)

    monkeypatch.setattr("core.scan.walk._status", without_inode)
    assert _paths(_walk(tmp_path)) == photos


def test_links_are_listed_and_not_followed(tmp_path: Path, make: Make) -> None:
    photo = make("real/a.jpg")
    (tmp_path / "link.jpg").symlink_to(photo)
    (tmp_path / "folder").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "loop").symlink_to(tmp_path)
    (tmp_path / "notes").symlink_to("/etc/hostname")
    found = _walk(tmp_path)
    assert _paths(found) == [photo]
    assert {item.path.name for item in found.skipped} == {"link.jpg", "folder", "loop"}


def test_root_that_is_a_link_is_followed_and_counts_once(tmp_path: Path, make: Make) -> None:
    photo = make("real/a.jpg")
    (tmp_path / "zlink").symlink_to(tmp_path / "real")
    assert len(_walk(tmp_path / "zlink").files) == 1
    both = _walk(tmp_path / "zlink", tmp_path / "real")
    assert _paths(both) == [photo]
    assert "same folder" in both.skipped[0].reason


@pytest.mark.parametrize(
    "trash",
    [".Trash-1000", ".Trash", ".Trashes", "$RECYCLE.BIN", ".neardup-quarantine", "#recycle"],
)
def test_trash_is_left_out_even_with_hidden_files_and_even_as_a_root(
    tmp_path: Path, make: Make, trash: str
) -> None:
    kept = make("a.jpg")
    make(f"{trash}/files/old.jpg")
    found = _walk(tmp_path, include_hidden=True)
    assert _paths(found) == [kept]
    assert [item.path.name for item in found.skipped] == [trash]
    for root in (tmp_path / trash, tmp_path / trash / "files", tmp_path / trash / "files" / "old.jpg"):
        assert _walk(root).files == ()
        assert "trash" in _walk(root).skipped[0].reason


def test_home_trash_is_left_out_even_when_its_parent_is_a_root(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    make("data/Trash/files/old.jpg")
    assert _walk(tmp_path / "data").files == ()


def test_trash_of_another_home_is_known_by_its_layout(tmp_path: Path, make: Make) -> None:
    make("share/Trash/files/old.jpg")
    (tmp_path / "share/Trash/info").mkdir()
    kept = make("Trash/my band.jpg")
    assert _paths(_walk(tmp_path)) == [kept]


def test_hidden_files_and_folders_are_left_out_unless_wanted(tmp_path: Path, make: Make) -> None:
    shown, hidden, below = make("a.jpg"), make(".b.jpg"), make(".cache/c.jpg")
    assert _walk(tmp_path).skipped == ()
    assert _paths(_walk(tmp_path)) == [shown]
    assert _paths(_walk(tmp_path, include_hidden=True)) == sorted([shown, hidden, below])
    assert _paths(_walk(tmp_path / ".cache")) == [below]  # a person chose it


def test_system_folders_and_a_photo_librarys_own_copies_are_left_out(tmp_path: Path, make: Make) -> None:
    for folder in (
        "System Volume Information",
        "lost+found",
        "@eaDir",
        "Mac.photoslibrary/resources",
        "x.lrdata",
    ):
        make(f"{folder}/a.jpg")
    original = make("Mac.photoslibrary/originals/1/a.jpg")
    assert _paths(_walk(tmp_path, include_hidden=True)) == [original]


def test_ignored_folders_are_left_out_with_everything_below(tmp_path: Path, make: Make) -> None:
    kept = make("a/keep.jpg")
    make("a/no/deep/b.jpg")
    found = _walk(tmp_path, ignored=(tmp_path / "a" / "no",))
    assert _paths(found) == [kept]
    assert _walk(tmp_path / "a" / "no" / "deep", ignored=(tmp_path / "a" / "no",)).files == ()


def test_empty_photos_are_skipped_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    assert [item.reason for item in _walk(tmp_path).skipped] == ["The file is empty."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_are_never_opened(tmp_path: Path, make: Make) -> None:
    photo = make("a.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    os.mkfifo(tmp_path / "pipe")
    assert _paths(_walk(tmp_path)) == [photo]
    with pytest.raises(UnreadablePhoto):
        stat_image(tmp_path / "pipe.jpg")


def test_folders_that_cannot_be_read_are_skipped_and_the_work_goes_on(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, closed = make("a.jpg"), make("closed/b.jpg").parent
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path == str(closed):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = _walk(tmp_path)
    assert _paths(found) == [photo]
    assert [(item.path, item.reason) for item in found.skipped] == [
        (closed, "The folder cannot be opened: permission denied.")
    ]


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names are text there, not bytes")
def test_odd_names_are_names(tmp_path: Path) -> None:
    names = [b"caf\xe9.jpg", b"two\nlines.jpg", b" .jpg", "写真.jpg".encode()]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(JPEG_HEAD)
    assert {os.fsencode(path.name) for path in _paths(_walk(tmp_path))} == set(names)


def test_deep_trees_meet_no_recursion_limit(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(sys.getrecursionlimit() + 100):
        deep /= "d"
    parts = deep.relative_to(tmp_path).parts
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        for part in parts:
            os.mkdir(part, dir_fd=here)
            inner = os.open(part, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
    finally:
        os.close(here)
    (deep / "a.jpg").write_bytes(JPEG_HEAD)
    try:
        assert len(_walk(tmp_path).files) == 1
    finally:  # pytest would meet the limit in removing it, at the fourth run after this one
        (deep / "a.jpg").unlink()
        while deep != tmp_path:
            deep.rmdir()
            deep = deep.parent


def test_single_files_are_roots_too_whatever_their_name(tmp_path: Path, make: Make) -> None:
    photo = make("a.bin")
    assert _paths(_walk(photo)) == [photo]


def test_missing_root_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match="nowhere"):
        _walk(tmp_path / "nowhere")


def test_count_is_told_and_ends_at_the_number_of_photos(tmp_path: Path, make: Make) -> None:
    for n in range(600):
        make(f"{n % 7}/{n}.jpg")
    told: list[int] = []
    walk([tmp_path], report=told.append, cancel=CancelToken())
    assert told == sorted(told)
    assert told[-1] == 600


def test_cancel_ends_a_walk(tmp_path: Path, make: Make) -> None:
    make("a.jpg")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        walk([tmp_path], cancel=cancel)


def test_cancel_from_another_thread_ends_a_walk_under_way(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(50):
        make(f"{n}/a.jpg")
    scandir, cancel, started = os.scandir, CancelToken(), threading.Event()

    def slow(path: str) -> object:
        started.set()
        time.sleep(0.02)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", slow)
    raised: list[bool] = []

    def work() -> None:
        try:
            walk([tmp_path], cancel=cancel)
        except Cancelled:
            raised.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(5)
    cancel.cancel()
    thread.join(0.5)
    assert raised == [True]


def test_stat_of_one_photo_says_what_a_walk_would(tmp_path: Path, make: Make) -> None:
    photo = make("a.jpg")
    assert (stat_image(photo),) == _walk(tmp_path).files


def test_stat_of_a_missing_photo_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePhoto, match=r"^The file cannot be read: no such file or directory\.$"):
        stat_image(tmp_path / "gone.jpg")
