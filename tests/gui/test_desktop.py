"""What the desktop is asked to do with a file that may come from anybody."""

import pytest

from nearDup_gui.toolkit import desktop


@pytest.mark.parametrize(
    ("name", "opened"), [("a.JPG", True), ("a.heic", True), ("a.hta", False), ("a", False)]
)
def test_only_what_is_named_like_a_photo_is_opened(tmp_path, monkeypatch, name, opened):
    """A picture in a file that is called like a program would be run."""
    asked: list[str] = []

    def open_url(url) -> bool:
        asked.append(url.toLocalFile())
        return True

    monkeypatch.setattr(desktop.QDesktopServices, "openUrl", open_url)
    monkeypatch.setattr(desktop, "show_in_folder", lambda path: asked.append(str(path.parent)) or True)
    (tmp_path / name).write_bytes(b"GIF89a")
    assert desktop.open_file(tmp_path / name)
    assert asked == [str(tmp_path / name) if name in ("a.JPG", "a.heic") else str(tmp_path)]
    assert not desktop.open_file(tmp_path / "gone.jpg")
