"""Every row of the table of libraries, and neighbours: whose a photo is, and what a program made itself."""

from pathlib import Path

import pytest

from core.companions.libraries import LIBRARIES, Libraries, LibraryConvention
from core.progress import CancelToken
from core.scan.walk import walk

MARKS = {
    "Eagle": ("Art.library/metadata.json", "Art.library/images"),
    "Zotero": ("Zotero/zotero.sqlite",),
    "calibre": ("Books/metadata_db_prefs_backup.json",),
}
"""What has to lie there beside the example, by program."""


def made(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xff\xd8\xff\xe0" + name.encode())
    return path


@pytest.mark.parametrize("row", LIBRARIES, ids=lambda row: f"{row.program} {row.folder}")
def test_each_row_knows_its_example(row: LibraryConvention, tmp_path: Path):
    photo = made(tmp_path, row.example)
    for mark in MARKS.get(row.program, ()):
        if not (tmp_path / mark).exists():
            made(tmp_path, mark)
    library = Libraries().of(photo)
    assert library is not None
    assert (library.program, library.own) == (row.program, "*" in row.own)
    assert photo.is_relative_to(library.folder)
    assert row.source


@pytest.mark.parametrize("row", [row for row in LIBRARIES if "*" in row.own], ids=lambda row: row.folder)
def test_what_a_program_makes_or_clears_itself_is_never_scanned_and_that_is_said(row, tmp_path: Path):
    made(tmp_path, row.example)
    found = walk([tmp_path], include_hidden=True, cancel=CancelToken())
    assert found.files == ()
    (skipped,) = found.skipped
    assert row.program in skipped.reason
    assert walk([skipped.path], include_hidden=True, cancel=CancelToken()).files == ()


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("PHOTOS LIBRARY.PHOTOSLIBRARY/originals/A/1.jpeg", "Apple Photos"),
        ("backup/2020/Photos Library.photoslibrary/Masters/2016/1.jpeg", "Apple Photos"),
        ("srv/immich-app/library/library/anna/2020/1.jpg", "immich"),
        ("immich/upload/1f0c/0f/aa/1.jpg", "immich"),
        ("Steam/userdata/7/760/remote/220/screenshots/1.jpg", "Steam"),
    ],
)
def test_libraries_are_known_at_any_depth_and_in_any_case(tmp_path: Path, name: str, program: str):
    library = Libraries().of(made(tmp_path, name))
    assert library is not None
    assert (library.program, library.own) == (program, False)


@pytest.mark.parametrize(
    "name",
    [
        "upload/2020/1.jpg",
        "storage/1.jpg",
        "library/1.jpg",
        "thumbs/1.jpg",
        "My.library/1.jpg",
        "760/1.jpg",
        "photoslibrary/1.jpg",
        "Windows/Web/1.jpg",
    ],
)
def test_folders_that_only_sound_like_one_are_a_persons_own(tmp_path: Path, name: str):
    assert Libraries().of(made(tmp_path, name)) is None


def test_immich_is_known_by_its_marks_whatever_its_folder_is_called(tmp_path: Path):
    photo = made(tmp_path, "pictures/upload/0f/aa/1.jpg")
    made(tmp_path, "pictures/upload/.immich")
    assert Libraries().of(photo).program == "immich"
    other = made(tmp_path, "family/upload/0f/aa/1.jpg")
    made(tmp_path, "family/thumbs/0f/1.jpg")
    made(tmp_path, "family/encoded-video/1.mp4")
    assert Libraries().of(other).program == "immich"


def test_a_library_whose_protection_was_lifted_is_a_folder_like_any_other(tmp_path: Path):
    photo = made(tmp_path, "A.photoslibrary/originals/1.jpg")
    other = made(tmp_path, "B.photoslibrary/originals/1.jpg")
    libraries = Libraries([tmp_path / "A.photoslibrary"])
    assert libraries.of(photo) is None
    assert libraries.of(other).program == "Apple Photos"


def test_what_a_program_made_itself_stays_so_though_protection_was_lifted(tmp_path: Path):
    photo = made(tmp_path, "nextcloud/data/anna/files_trashbin/1.jpg")
    assert Libraries([photo.parent]).of(photo).own


def test_a_library_is_known_through_a_link_to_it(tmp_path: Path):
    photo = made(tmp_path, "A.photoslibrary/originals/1.jpg")
    (tmp_path / "pictures").symlink_to(photo.parent)
    assert Libraries().of(tmp_path / "pictures" / "1.jpg").program == "Apple Photos"
