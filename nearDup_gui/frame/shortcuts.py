"""The keys of the menus: what they are at first, what a person made of them, and which collide.

An action is known by its name in `Menus`, which never changes: keys that a person chose keep their meaning in
the next version (PEERS.md, accident 17).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from core.errors import SettingsError
from nearDup_gui.frame.menus import Menus
from nearDup_gui.settings.service import PreferenceServices

Keys = tuple[str, ...]
"""In Qt's portable text, the first one shown in the menu."""


@dataclass(frozen=True, slots=True)
class Command:
    """An action, the menu that it is in, and its keys as they are now and were at first."""

    name: str
    menu: str
    text: str
    keys: Keys
    at_first: Keys


class Shortcuts(QObject):
    """GUI thread. Actions that are made later are not known."""

    changed = Signal()
    failed = Signal(str)
    """The keys hold, but could not be kept for the next start."""

    def __init__(self, services: PreferenceServices, menus: Menus, parent: QObject | None = None) -> None:
        """Learn the actions and their keys, and give them those that a person chose before."""
        super().__init__(parent)
        self._services = services
        self._menus = menus
        self._actions = {name: action for name, action in vars(menus).items() if isinstance(action, QAction)}
        self._at_first = {name: _keys_of(action) for name, action in self._actions.items()}
        self._wear(services.settings.shortcuts)

    def commands(self) -> tuple[Command, ...]:
        """Every action in the order of the menus."""
        names = {action: name for name, action in self._actions.items()}
        found: list[Command] = []
        for menu in self._menus.lists:
            for action in menu.actions():
                if (name := names.get(action)) is not None:
                    at_first = self._at_first[name]
                    text = plain(action.iconText())
                    found.append(Command(name, plain(menu.title()), text, _keys_of(action), at_first))
        return tuple(found)

    def change(self, keys: Mapping[str, Keys]) -> None:
        """Give actions other keys from now on, and keep them; those not named get what they had at first."""
        changed = {
            name: tuple(chosen)
            for name, chosen in keys.items()
            if name in self._actions and tuple(chosen) != self._at_first[name]
        }
        self._wear(changed)
        try:
            self._services.change_settings(replace(self._services.settings, shortcuts=changed))
        except (OSError, SettingsError) as error:
            why = self.tr("The keys hold until NearDup is closed. They could not be kept: {0}.")
            self.failed.emit(why.format(error))
        self.changed.emit()

    def _wear(self, chosen: Mapping[str, Keys]) -> None:
        for name, action in self._actions.items():
            keys = chosen.get(name, self._at_first[name])
            action.setShortcuts([QKeySequence(key, QKeySequence.SequenceFormat.PortableText) for key in keys])


def conflicts(keys: Mapping[str, Keys]) -> dict[str, tuple[str, ...]]:
    """The keys that more than one action has, with the names of those actions."""
    holders: dict[str, list[str]] = {}
    for name, chosen in keys.items():
        for key in dict.fromkeys(chosen):
            holders.setdefault(key, []).append(name)
    return {key: tuple(names) for key, names in holders.items() if len(names) > 1}


def _keys_of(action: QAction) -> Keys:
    return tuple(key.toString(QKeySequence.SequenceFormat.PortableText) for key in action.shortcuts())


def plain(text: str) -> str:
    """A menu's text without dots and underlined letter, which Japanese puts in brackets: "保存(&S)"."""
    text = re.sub(r"\(&\w\)", "", text)
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")
