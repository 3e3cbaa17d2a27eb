"""Names of any bytes survive the way through a desktop's addresses: opened, dropped, pasted."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from nearDup_gui.query.clipboard import read_clipboard
from nearDup_gui.toolkit import desktop
from nearDup_gui.toolkit.addresses import address_of, path_of, paths_of

unix = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
NAMES = [b"a.jpg", b"caf\xe9.jpg", b"\xc3\xa9 %20#?;&+~\n.jpg", b"\xff\xfe.jpg"]


@unix
@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_back_from_its_address(name: bytes):
    path = Path("/photos") / os.fsdecode(name)
    assert path_of(address_of(path)) == path
    assert path_of(QUrl(address_of(path).toString(QUrl.ComponentFormattingOption.FullyEncoded))) == path


@unix
@pytest.mark.parametrize("name", NAMES)
def test_a_file_manager_s_list_names_the_very_file(name: bytes, tmp_path: Path):
    photo = tmp_path / os.fsdecode(name)
    photo.write_bytes(b"a photo")
    dropped = QMimeData()
    dropped.setData(
        "text/uri-list", address_of(photo).toEncoded().data() + b"\r\nhttps://example.org/b.jpg\r\n"
    )
    assert paths_of(dropped.urls()) == [photo]
    pasted = QMimeData()
    pasted.setText(address_of(photo).toEncoded().toStdString())
    found = read_clipboard(pasted)
    assert found.image == photo


@unix
def test_the_very_file_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[bytes] = []
    monkeypatch.setattr(
        desktop.QDesktopServices, "openUrl", lambda url: asked.append(url.toEncoded().data()) or True
    )
    photo = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    photo.write_bytes(b"a photo")
    assert desktop.open_file(photo)
    assert asked == [b"file://" + os.fsencode(tmp_path) + b"/caf%E9.jpg"]


def test_windows_drives_keep_their_letters(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("nearDup_gui.toolkit.addresses.os.name", "nt")
    monkeypatch.setattr("nearDup_gui.toolkit.addresses.Path", str)
    assert path_of(QUrl("file:///C:/Photos/a%20b.jpg")).endswith("C:/Photos/a b.jpg")


def test_this_computer_may_be_named():
    assert path_of(QUrl("file://localhost/photos/a.jpg")) == Path("/photos/a.jpg")
