"""What the desktop does for us: open a file, show it in its folder, copy its path."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtGui import QDesktopServices, QGuiApplication

from core.scan.formats import PHOTO_SUFFIXES
from nearDup_gui.toolkit.addresses import address_of


def open_file(path: Path) -> bool:
    """Open a photo with the program that the person chose for its kind; False if nothing could.

    A photo is known by its content, but a desktop goes by the name, and would run a GIF that is called .hta.
    So what is not named like a photo is shown in its folder instead.
    """
    if path.suffix.lower() not in PHOTO_SUFFIXES:
        return show_in_folder(path)
    return path.exists() and QDesktopServices.openUrl(address_of(path))


def open_report(path: Path) -> bool:
    """Open a report that NearDup wrote; False if nothing could. By its name again: see `open_file`."""
    if path.suffix.lower() not in REPORT_SUFFIXES:
        return show_in_folder(path)
    return path.exists() and QDesktopServices.openUrl(address_of(path))


REPORT_SUFFIXES = frozenset({".html", ".csv", ".json"})


def show_in_folder(path: Path) -> bool:
    """Open the file manager with the file selected, or at least on its folder; False if neither works."""
    if not path.exists():
        return False
    if sys.platform == "win32":
        return _started("explorer", f"/select,{path}")
    if sys.platform == "darwin":
        return _started("open", "-R", str(path))
    return _select_over_dbus(path) or QDesktopServices.openUrl(address_of(path.parent))


def copy_text(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _started(program: str, *arguments: str) -> bool:
    started, _ = QProcess.startDetached(program, list(arguments))
    return started


def _select_over_dbus(path: Path) -> bool:
    """The freedesktop.org file manager interface, which selects the file; not every desktop has one."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    call = QDBusMessage.createMethodCall(
        "org.freedesktop.FileManager1",
        "/org/freedesktop/FileManager1",
        "org.freedesktop.FileManager1",
        "ShowItems",
    )
    call.setArguments([[address_of(path).toEncoded().toStdString()], ""])
    answer = bus.call(call, timeout=1000)
    return answer.type() == QDBusMessage.MessageType.ReplyMessage
