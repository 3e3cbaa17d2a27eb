"""Colours, icons and style sheet: one visual language, light or dark as the system says.

Widgets take a `Look` and ask it for colours and icons; what they paint themselves they paint again
when `changed` is emitted.
"""

import re
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours, by what they mean. Every text colour has a contrast of 4.5 or more on its ground."""

    window: str
    surface: str
    hover: str
    mat: str
    """Behind photos."""
    line: str
    edge: str
    """Around what can be ticked, typed into or opened: a contrast of 3 on every ground (WCAG 2.2, 1.4.11)."""
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    keep: str
    keep_soft: str
    remove: str
    remove_hover: str
    on_remove: str
    remove_soft: str
    warn: str
    warn_soft: str


LIGHT = Theme(
    window="#f4f5f6",
    surface="#ffffff",
    hover="#eef1f3",
    mat="#eceef0",
    line="#d9dde1",
    edge="#868f98",
    text="#1c2126",
    muted="#5a646e",
    faint="#a3abb3",
    accent="#1f6f85",
    accent_hover="#195c6f",
    on_accent="#ffffff",
    accent_soft="#dceef3",
    keep="#23744a",
    keep_soft="#ddf1e5",
    remove="#b3362c",
    remove_hover="#972c23",
    on_remove="#ffffff",
    remove_soft="#fbe3e0",
    warn="#85580a",
    warn_soft="#fcf0d4",
)

DARK = Theme(
    window="#1b1e21",
    surface="#24282c",
    hover="#2c3136",
    mat="#17191c",
    line="#3a4047",
    edge="#78828b",
    text="#eceff1",
    muted="#a7b0b8",
    faint="#6a737b",
    accent="#6fc3d8",
    accent_hover="#8bd0e1",
    on_accent="#0d2228",
    accent_soft="#1f3f49",
    keep="#6fce98",
    keep_soft="#1e3a2b",
    remove="#ff9186",
    remove_hover="#ffa89f",
    on_remove="#3a0d09",
    remove_soft="#47231f",
    warn="#ecc16b",
    warn_soft="#413418",
)


_Wearer = QAction | QAbstractButton


class Look(QObject):
    """The theme in force. GUI thread."""

    changed = Signal()

    def __init__(self, app: QApplication, dark: bool | None = None) -> None:
        """Colour `app`; its controls get the style sheet with `put_on`.

        Args:
            dark: False and True stay with light or dark; None follows the system from now on.
        """
        super().__init__(app)
        self._app = app
        self._dark = dark
        # Where a desktop does not say light or dark, the palette that it came with does.
        self._came_dark = app.palette().window().color().lightness() < 128
        self._worn: WeakKeyDictionary[_Wearer, tuple[str, str]] = WeakKeyDictionary()
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, str], QPixmap] = {}
        self._sheet = (files("resources") / "style" / "window.qss").read_text(encoding="utf-8")
        self._coloured = TemporaryDirectory(prefix="neardup-look-", ignore_cleanup_errors=True)
        self._is_on = False
        self.theme = LIGHT
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setWindowIcon(self._coloured_icon("neardup"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._follow_system()

    def put_on(self) -> None:
        """Give the style sheet to every window, at best when the first one stands.

        Qt asks a style sheet anew for each widget that finds its parent, and again for all of its children
        each time that this finds its own: 0.4 of the time that the whole window takes. It is not taken off
        again: Qt 6.11 would lose sight of widgets that live on.
        """
        self._is_on = True
        self._app.setStyleSheet(self._filled)

    def choose(self, dark: bool | None) -> None:
        """Stay with light or dark, or follow the system (None)."""
        self._dark = dark
        self._follow_system()

    def colour(self, name: str) -> QColor:
        """A colour of the theme by its name, such as "accent"."""
        return QColor(getattr(self.theme, name))

    def wear(self, target: _Wearer, name: str, colour: str = "text") -> None:
        """Give a button or action an icon that changes with the theme."""
        self._worn[target] = (name, colour)
        target.setIcon(self.icon(name, colour))

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """An icon that is drawn when it is shown, in the size that is wanted."""
        key = (name, colour)
        if key not in self._icons:
            icon = self._icons[key] = QIcon()
            for mode, worn in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "faint")):
                path = _written(Path(self._coloured.name), name, getattr(self.theme, worn))
                icon.addFile(path.as_posix(), mode=mode)
        return self._icons[key]

    def pixmap(self, name: str, side: int, colour: str = "text") -> QPixmap:
        """An icon as a picture of `side` x `side` device pixels."""
        key = (name, side, colour)
        if key not in self._pixmaps:
            self._pixmaps[key] = _draw(name, side, getattr(self.theme, colour))
        return self._pixmaps[key]

    def paint_icon(self, painter: QPainter, name: str, box: QRectF, colour: str = "text") -> None:
        """Paint an icon, sharp at any scale of the screen."""
        ratio = painter.device().devicePixelRatio()
        pixmap = self.pixmap(name, round(box.width() * ratio), colour)
        painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))

    @Slot()
    def _follow_system(self) -> None:
        self.theme = DARK if self._is_dark() else LIGHT
        self._icons.clear()
        self._pixmaps.clear()
        self._app.setPalette(_palette(self.theme))
        self._filled = _fill(self._sheet, self.theme, Path(self._coloured.name))
        if self._is_on:
            self._app.setStyleSheet(self._filled)
        for target, (name, colour) in list(self._worn.items()):
            if shiboken6.isValid(target):  # a dialog's button may outlive its dialog
                target.setIcon(self.icon(name, colour))
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self._dark is not None:
            return self._dark
        scheme = QGuiApplication.styleHints().colorScheme()
        return self._came_dark if scheme == Qt.ColorScheme.Unknown else scheme == Qt.ColorScheme.Dark

    @staticmethod
    def _coloured_icon(name: str) -> QIcon:
        icon = QIcon()
        for side in (16, 32, 48, 128, 256):
            icon.addPixmap(_draw(name, side, "#000000"))
        return icon


def _draw(name: str, side: int, colour: str) -> QPixmap:
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_svg(name, colour).encode())).render(painter)
    painter.end()
    return pixmap


def _svg(name: str, colour: str) -> str:
    svg = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return svg.replace("currentColor", colour)


def _fill(sheet: str, theme: Theme, folder: Path) -> str:
    """Put the theme's colours where the sheet says `@name`, and icons where it says `icon(name, colour)`.

    A style sheet takes pictures from files only, so the icons are written into `folder`.
    """
    for name in (item.name for item in fields(theme)):
        sheet = re.sub(rf"@{name}\b", getattr(theme, name), sheet)

    def url(found: re.Match[str]) -> str:
        return f'url("{_written(folder, found["name"], found["colour"]).as_posix()}")'

    return _ICON.sub(url, sheet)


_ICON = re.compile(r"icon\((?P<name>[a-z-]+), (?P<colour>#[0-9a-f]{6})\)")


def _written(folder: Path, name: str, colour: str) -> Path:
    """The file of an icon in a colour."""
    path = folder / f"{name}-{colour[1:]}.svg"
    if not path.exists():
        path.write_text(_svg(name, colour), encoding="utf-8")
    return path


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.hover),
        (role.Text, theme.text),
        (role.Button, theme.surface),
        (role.ButtonText, theme.text),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.Mid, theme.line),
        (role.Midlight, theme.line),
        (role.Light, theme.surface),
        (role.Dark, theme.line),
        (role.Shadow, theme.line),
        (role.BrightText, theme.remove),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.faint))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.faint))
    return palette
