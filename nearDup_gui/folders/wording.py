"""What is said of folders beside folders."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.folders.parts import EACH_FOLDER, FolderPair, FolderPart
from core.settings import Role
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.writing import in_a_row, listed, short_path

translate = QCoreApplication.translate


def name(part: FolderPart) -> str:
    """A folder's own name, with its parent's where it is a mere number such as a month's; "itself" where what
    lies below it does not count."""
    called = part.path.name or str(part.path)
    if called.isdigit() and part.path.parent.name:
        called = str(Path(*part.path.parts[-2:]))
    return called if part.whole else translate("Folders", "{0} itself").format(called)


def path(part: FolderPart) -> str:
    """A folder's path, with the home folder as ~."""
    shown = short_path(part.path)
    return shown if part.whole else translate("Folders", "{0} itself").format(shown)


def percent(pair: FolderPair) -> str:
    """How much is covered, rounded down: 100 % is all."""
    return translate("Folders", "{0} %").format(int(100 * pair.share))


def covered(pair: FolderPair) -> str:
    """ "480 of 500 photos of Card are covered by Library." """
    said = translate("Folders", "{0} of {1} of {2} are covered by {3}.")
    photos, n = wording.photos(pair.photos), wording.number(pair.covered)
    return said.format(n, photos, name(pair.folder), name(pair.other))


def rest(pair: FolderPair) -> str:
    """What is not covered, or that nothing is left."""
    parts: list[str] = []
    if pair.rest:
        parts.append(translate("Folders", "{0} not covered").format(wording.number(pair.rest)))
    if pair.alike:
        parts.append(translate("Folders", "{0} to look at").format(wording.number(pair.alike)))
    return listed(parts) if parts else translate("Folders", "nothing else is in it")


def sentence(pair: FolderPair) -> str:
    """A pair in full, for a tip or a screen reader."""
    return in_a_row((covered(pair), rest(pair)))


def depth(level: int) -> str:
    """How finely folders are told apart."""
    if level == 0:
        return translate("Folders", "Scanned folders")
    if level == EACH_FOLDER:
        return translate("Folders", "Every folder by itself")
    if level == 1:
        return translate("Folders", "One level below")
    return translate("Folders", "%Ln levels below", "", level)


def role(of: Role) -> str:
    """What a folder is for."""
    return {
        Role.PLAIN: translate("Folders", "No role"),
        Role.LIBRARY: translate("Folders", "Library: keep here"),
        Role.SOURCE: translate("Folders", "Source: clear from here"),
    }[of]


def short_role(of: Role) -> str:
    """The same in a table; empty for a plain folder."""
    return {
        Role.PLAIN: "",
        Role.LIBRARY: translate("Folders", "library"),
        Role.SOURCE: translate("Folders", "source"),
    }[of]


def role_changed(folder: str, of: Role) -> str:
    """What a new role means."""
    return {
        Role.PLAIN: translate("Folders", "{0} has no role any longer."),
        Role.LIBRARY: translate("Folders", "{0} is a library: its photos stay, copies elsewhere may go."),
        Role.SOURCE: translate("Folders", "{0} is a source: of copies, the one elsewhere is kept."),
    }[of].format(folder)


def rule_changed(pair: FolderPair, *, made: bool) -> str:
    """What a standing rule for two folders means."""
    said = (
        translate("Folders", "What arrives in {0} and {1} has is collected from now on, for you to look at.")
        if made
        else translate("Folders", "What arrives in {0} and {1} has is no longer collected.")
    )
    return said.format(name(pair.folder), name(pair.other))


def stays(why: str) -> str:
    """Why a photo that is covered stays."""
    return {
        "protected": translate("Folders", "nothing is removed there"),
        "decided": translate("Folders", "you decided about it"),
        "unit": translate("Folders", "belongs to a photo that stays"),
        "same_file": translate("Folders", "the same file"),
    }[why]


def empty_folders(n: int) -> str:
    """What a removal left behind."""
    if n == 1:
        return translate("Folders", "1 folder is empty now.")
    return translate("Folders", "%Ln folders are empty now.", "", n)


def folders_gone(n: int) -> str:
    """What became of them."""
    if n == 1:
        return translate("Folders", "1 empty folder was taken away.")
    return translate("Folders", "%Ln empty folders were taken away.", "", n)


def tab_name() -> str:
    """What the folders are called beside the piles."""
    return translate("FoldersView", "Folders")


def pairs(n: int) -> str:
    """How many pairs there are, for the tab."""
    if not n:
        return translate("Folders", "nothing in common")
    if n == 1:
        return translate("Folders", "1 pair")
    return translate("Folders", "%Ln pairs", "", n)


def ticked() -> str:
    return translate("FoldersController", "Tick photos of a folder")


def let_stay() -> str:
    return translate("FoldersController", "Let photos of a folder stay")


def take_away() -> str:
    return translate("FoldersView", "Take away empty folders")
