"""Volumes and names: what can be renamed at once, and that no name is taken from another file."""

import pytest

from core.review import moves
from core.review.volumes import mount_point, same_volume


def test_volumes_are_told_apart(tmp_path):
    assert same_volume(tmp_path / "a.jpg", tmp_path / "new" / "b.jpg")
    assert tmp_path.is_relative_to(mount_point(tmp_path / "a.jpg"))


def test_a_name_is_never_taken_from_another_file(tmp_path, monkeypatch):
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_text("one")
    other.write_text("other")
    for by_kernel in (True, False):
        if not by_kernel:
            monkeypatch.setattr(moves, "_rename_noreplace", lambda *_: False)
        with pytest.raises(FileExistsError):
            moves.rename_new(one, other)
        with pytest.raises(FileNotFoundError):
            moves.rename_new(tmp_path / "gone", tmp_path / "c")
    with pytest.raises(FileExistsError):
        moves.copy_new(one, other)
    assert (one.read_text(), other.read_text()) == ("one", "other")
    moves.rename_new(one, tmp_path / "c")
    assert (tmp_path / "c").read_text() == "one"


def test_free_names_go_on_counting(tmp_path):
    path = tmp_path / "a.jpg"
    assert moves.free_name(path) == path
    path.touch()
    assert moves.free_name(path).name == "a (2).jpg"
    assert moves.free_name(path, "restored").name == "a (restored).jpg"
    (tmp_path / "a (restored).jpg").touch()
    assert moves.free_name(path, "restored").name == "a (restored 2).jpg"
