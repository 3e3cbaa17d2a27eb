"""The menu bar: everything that can be done, with its key, in one place that can be looked up."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from nearDup_gui.toolkit.look import Look

_Key = QKeySequence.StandardKey


class Menus(QMenuBar):
    """Actions as attributes; whoever builds the window connects them."""

    folder_wanted = Signal(object)
    """The `Path` of a recent folder."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.lists: list[QMenu] = []
        file = self._list(self.tr("&File"))
        self.choose = self._add(file, self.tr("&Choose folders…"), "add-folder", _Key.Open)
        self._recent = file.addMenu(self.tr("&Recent folders"))
        self.rescan = self._add(file, self.tr("Scan &again"), "rescan", "F5")
        self.cancel = self._add(file, self.tr("Cancel scan"), "close", "Ctrl+.")
        file.addSeparator()
        self.ask_file = self._add(file, self.tr("Find similar to an &image…"), "similar", "Ctrl+F")
        self.ask_part = self._add(file, self.tr("Find similar to a &part…"), "crop", "Ctrl+Shift+F")
        self.paste = self._add(file, self.tr("Find similar to the clip&board"), "copy", _Key.Paste)
        self.demo = self._add(file, self.tr("Try it on a &demo library"), "demo")
        file.addSeparator()
        self.save_report = self._add(file, self.tr("Save a rep&ort…"), "copy", "Ctrl+S")
        self.restore = self._add(file, self.tr("Removed p&hotos…"), "restore", "Ctrl+H")
        self.settings = self._add(file, self.tr("S&ettings…"), "settings", "Ctrl+,")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        file.addSeparator()
        self.quit = self._add(file, self.tr("&Quit"), "", "Ctrl+Q")

        edit = self._list(self.tr("&Edit"))
        self.undo = self._add(edit, self.tr("&Undo"), "undo", "Ctrl+Z")
        self.redo = self._add(edit, self.tr("&Redo"), "redo", "Ctrl+Shift+Z")
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.show_history("", "")

        group = self._list(self.tr("&Group"))
        self.next = self._add(group, self.tr("&Next group"), "next", "Ctrl+Down")
        self.previous = self._add(group, self.tr("&Previous group"), "previous", "Ctrl+Up")
        group.addSeparator()
        self.family = self._add(group, self.tr("Family &tree…"), "family", "T")
        group.addSeparator()
        self.mark_copies = self._add(group, self.tr("&Mark copies"), "mark-copies", "Ctrl+M")
        self.keep_all = self._add(group, self.tr("&Unmark all of the group"), "clear", "Ctrl+K")
        group.addSeparator()
        self.clear_all = self._add(group, self.tr("Clear a&ll marks"), "clear", "Ctrl+Shift+K")
        group.addSeparator()
        self.rules = self._add(group, self.tr("Keeper rul&es…"), "rules", "Ctrl+R")
        group.addSeparator()
        self.remove = self._add(group, self.tr("Remove mar&ked photos"), "trash", "Ctrl+Delete")
        self.rehearse = self._add(group, self.tr("&Show what removing would do…"), "info")
        self.choose_way = self._add(group, self.tr("&How photos are removed…"), "choose")

        self._add_decide()
        self._add_compare()

        view = self._list(self.tr("&View"))
        self.back = self._add(view, self.tr("&Back"), "back", _Key.Back)
        self.forward = self._add(view, self.tr("&Forward"), "forward", _Key.Forward)
        view.addSeparator()
        self.mark_all = self._add(view, self.tr("S&urely the same"), "mark-copies")
        self.mark_all.setShortcuts([QKeySequence("Ctrl+Shift+M"), QKeySequence("Alt+1")])
        self.pile_look = self._add(view, self.tr("Pl&ease look"), "compare", "Alt+2")
        self.pile_shots = self._add(view, self.tr("Simila&r shots"), "photos", "Alt+3")
        self.pile_all = self._add(view, self.tr("All &groups"), "similar", "Alt+4")
        self.folders = self._add(view, self.tr("Fol&ders"), "folder", "Alt+5")
        self.arrivals = self._add(view, self.tr("&New and covered"), "new", "Alt+6")
        view.addSeparator()
        self.focus_list = self._add(view, self.tr("Go to the &list of groups"), "", "Ctrl+1")
        self.focus_grid = self._add(view, self.tr("Go to the &photos"), "", "Ctrl+2")
        self.focus_slider = self._add(view, self.tr("Go to the si&milarity slider"), "histogram", "Ctrl+3")
        self.filters = self._add(view, self.tr("F&ilter the groups…"), "filter", "Ctrl+L")
        self.facts = self._add(view, self.tr("F&acts of the photos"), "facts", "I")
        self.facts.setCheckable(True)
        self.technical = self._add(view, self.tr("Te&chnical facts"), "")
        self.technical.setCheckable(True)
        view.addSeparator()
        self.larger = self._add(view, self.tr("Larger ph&otos"), "", "Ctrl++")
        self.larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.smaller = self._add(view, self.tr("Smaller pho&tos"), "", "Ctrl+-")
        self.fitting = self._add(view, self.tr("Photos as the &window gives"), "", "Ctrl+0")
        view.addSeparator()
        self.skipped = self._add(view, self.tr("&Skipped files…"), "skipped")
        self.tables = self._add(view, self.tr("Inside the &hash tables…"), "histogram", "Ctrl+T")

        guide = self._list(self.tr("&Help"))
        self.shortcuts = self._add(guide, self.tr("&Keyboard shortcuts…"), "info")
        self.shortcuts.setShortcuts([QKeySequence("F1"), QKeySequence("?")])
        self.about = self._add(guide, self.tr("&About NearDup…"), "")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def show_history(self, to_undo: str, to_redo: str) -> None:
        """Say what can be undone and redone; nothing where the text is empty."""
        self.undo.setText(self.tr("&Undo: {0}").format(to_undo) if to_undo else self.tr("&Undo"))
        self.redo.setText(self.tr("&Redo: {0}").format(to_redo) if to_redo else self.tr("&Redo"))
        self.undo.setEnabled(bool(to_undo))
        self.redo.setEnabled(bool(to_redo))

    def show_recent(self, folders: Sequence[Path]) -> None:
        """Offer the folders that were scanned before."""
        self._recent.clear()
        self._recent.setEnabled(bool(folders))
        for folder in folders:
            action = self._recent.addAction(str(folder).replace("&", "&&"))
            action.triggered.connect(partial(self._choose_recent, folder))

    def allow(
        self, *, scanning: bool, has_roots: bool, has_groups: bool, has_marks: bool, skipped: int
    ) -> None:
        """Let be pressed only what would do something."""
        self.rescan.setEnabled(has_roots and not scanning)
        self.cancel.setEnabled(scanning)
        self.demo.setEnabled(not scanning)
        for action in (self.next, self.previous, self.mark_copies, self.keep_all):
            action.setEnabled(has_groups)
        for action in (self.clear_all, self.remove, self.rehearse):
            action.setEnabled(has_marks)
        piles = self.mark_all, self.pile_look, self.pile_shots, self.pile_all
        for action in (*piles, self.folders, self.arrivals, self.save_report):
            action.setEnabled(has_groups)
        self.skipped.setEnabled(skipped > 0)

    def allow_compare(self, *, comparing: bool, possible: bool, group: bool) -> None:
        """Let be pressed what fits: to begin, or all the rest while photos are compared.

        Args:
            comparing: whether two photos are compared.
            possible: whether any photos are shown.
            group: whether they are those of a group.
        """
        self.family.setEnabled(group)
        self.compare.setEnabled(possible and not comparing)
        for action in (
            self.stop_comparing,
            self.side_by_side,
            self.split,
            self.difference,
            self.swap,
            self.zoom_in,
            self.zoom_out,
            self.fit,
            self.full_size,
            self.mark_right,
            self.mark_left,
        ):
            action.setEnabled(comparing)

    def connect_all(self, doing: dict[QAction, Callable[[], object]]) -> None:
        """Connect actions to what they do."""
        for action, do in doing.items():
            action.triggered.connect(partial(_call, do))

    def _add_decide(self) -> None:
        """Decisions are remembered; marks are not decisions."""
        menu = self._list(self.tr("&Decide"))
        self.reviewed = self._add(menu, self.tr("&Reviewed, next group"), "done", "Ctrl+Return")
        self.reviewed.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.later = self._add(menu, self.tr("&Later, next group"), "later", "L")
        self.variants = self._add(menu, self.tr("Keep all as &variants, next group"), "variants", "V")
        self.reopen = self._add(menu, self.tr("&Open again"), "", "Ctrl+Shift+Return")
        self.next_open = self._add(menu, self.tr("Next group to revie&w"), "next", "Ctrl+J")
        menu.addSeparator()
        self.not_duplicates = self._add(menu, self.tr("&Not duplicates"), "not-duplicates", "N")
        self.none_duplicates = self._add(menu, self.tr("Non&e of the group are duplicates"), "", "Shift+N")
        self.split_off = self._add(menu, self.tr("&Split off the chosen photos"), "split-off", "P")
        self.choose_keeper = self._add(menu, self.tr("Make this the &keeper"), "keeper", "K")
        menu.addSeparator()
        self.decided = self._add(menu, self.tr("What was &decided…"), "info")
        self.allow_decisions(group=False)

    def allow_decisions(
        self, *, group: bool, settled: bool = False, keeper: bool = False, split: bool = False
    ) -> None:
        """Let be pressed what can be decided about the group and the photos that are chosen."""
        for action in (
            self.reviewed,
            self.later,
            self.variants,
            self.next_open,
            self.not_duplicates,
            self.none_duplicates,
        ):
            action.setEnabled(group)
        self.reopen.setEnabled(group and settled)
        self.choose_keeper.setEnabled(group and keeper)
        self.split_off.setEnabled(group and split)

    def _add_compare(self) -> None:
        """The keys of single letters hold only while photos are compared; `allow_compare` says when."""
        menu = self._list(self.tr("&Compare"))
        self.compare = self._add(menu, self.tr("&Compare with the keeper"), "compare", "C")
        self.stop_comparing = self._add(menu, self.tr("&Back to the group"), "back", "Esc")
        menu.addSeparator()
        self.side_by_side = self._add(menu, self.tr("Side b&y side"), "compare", "B")
        self.split = self._add(menu, self.tr("&Split"), "split", "S")
        self.difference = self._add(menu, self.tr("&Difference"), "difference", "D")
        self.swap = self._add(menu, self.tr("S&wap left and right"), "swap", "W")
        menu.addSeparator()
        self.zoom_in = self._add(menu, self.tr("Zoom &in"), "", "+")
        self.zoom_out = self._add(menu, self.tr("Zoom &out"), "", "-")
        self.fit = self._add(menu, self.tr("Show &all of both"), "fit", "0")
        self.full_size = self._add(menu, self.tr("Pi&xel for pixel"), "", "Z")
        self.zoom_in.setShortcuts([QKeySequence("+"), QKeySequence("=")])
        self.full_size.setShortcuts([QKeySequence("Z"), QKeySequence("1")])
        menu.addSeparator()
        self.mark_right = self._add(menu, self.tr("Mark the &right photo"), "trash", "X")
        self.mark_left = self._add(menu, self.tr("Mark the &left photo"), "trash", "Shift+X")
        menu.addSeparator()
        self.left_stays = self._add(menu, self.tr("L&eft stays, next pair"), "previous", "Q")
        self.right_stays = self._add(menu, self.tr("Ri&ght stays, next pair"), "next", "E")
        self.look_back = self._add(menu, self.tr("Back to the pair be&fore"), "undo", "Backspace")
        self.allow_answers(False)

    def allow_answers(self, possible: bool) -> None:
        """Let be said which of two stays, as long as a person is led from pair to pair."""
        for action in (self.left_stays, self.right_stays, self.look_back):
            action.setEnabled(possible)

    def _choose_recent(self, folder: Path, checked: bool = False) -> None:
        self.folder_wanted.emit(folder)

    def _list(self, title: str) -> QMenu:
        """Kept here: what `action.menu()` finds is deleted with its finder, in PySide6 up to 6.11.0."""
        menu = self.addMenu(title)
        self.lists.append(menu)
        return menu

    def _add(
        self, menu: QMenu, text: str, icon: str, key: "str | QKeySequence.StandardKey | None" = None
    ) -> QAction:
        action = menu.addAction(text)
        action.setIconText(text)  # stays what it is called, where its text says what would be undone
        if icon:
            self._look.wear(action, icon)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        return action


def _call(do: Callable[[], object], checked: bool = False) -> None:
    """Leave the action's check mark, which these actions do not have, behind."""
    do()
