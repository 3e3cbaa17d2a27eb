"""The walk of `make_screenshots.py`: one window, from the empty start to a removal and back.

Each step stops where a screen or dialog is to be seen, and has it photographed.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from hands import drag_in, open_menu, right_click
from photographer import Photographer, settle, wait
from PySide6.QtGui import QDragLeaveEvent, QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from stage import CATALOGUE, SETTINGS, opened_window

from core.group_filter import GroupFilter
from core.match.strictness import Strictness
from core.photo import DuplicateGroup, Photo, Relation
from core.review.actions.action import ActionKind
from core.review.piles import Pile
from nearDup_gui.comparing.canvas import Mode
from nearDup_gui.frame.places import Pasted, QueryPlace
from nearDup_gui.main_window import MainWindow
from nearDup_gui.overview.arrangement import Arrangement, Order
from nearDup_gui.photos.crop import Crop
from nearDup_gui.scanning.folders_dialog import FoldersDialog
from nearDup_gui.services import CoreServices

_XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmp:Rating="4"><dc:subject><rdf:Bag><rdf:li>lavender</rdf:li><rdf:li>Provence</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
"""Stars and keywords that only one copy has, so that there is something to lose."""


_MENUS = ("file", "edit", "group", "decide", "compare", "view", "help")


class Walk:
    """Goes through the window once."""

    def __init__(self, camera: Photographer, home: Path, language: str, size: str) -> None:
        self._camera = camera
        self._catalog, self._settings = home / CATALOGUE, home / SETTINGS
        self.window = opened_window(home, language, size)
        self.page = self.window.review_page

    def go(self, enough: Callable[[], bool]) -> None:
        """Take step after step, until there are pictures enough."""
        for step in (
            self._begin,
            self._scan,
            self._review,
            self._overview,
            self._compare,
            self._ask,
            self._look_inside,
            self._rules,
            self._settings_and_help,
            self._second_window,
            self._ask_before_removing,
            self._remove,
            self._bring_back,
        ):
            step()
            if enough():
                break
        self.window.close()

    def _begin(self) -> None:
        settle(200)
        self._shoot("loading")
        self.window.start()
        wait(lambda: self.window.pages.currentWidget() is self.window.pages.empty, "an empty start")
        self._shoot("start")
        drag_in(self.window, self._settings.parent)
        self._shoot("drop")
        QApplication.sendEvent(self.window, QDragLeaveEvent())

    def _scan(self) -> None:
        window = self.window
        window.scans.scan_demo()
        wait(lambda: window.pages.scan.counted()[0] not in ("0", ""), "a photo that is counted")
        settle(1200)
        self._shoot("scanning")
        wait(lambda: len(window.review.groups) or not window.scans.running, "groups that are found")
        if window.scans.running:
            self._shoot("scanning-groups")
        wait(lambda: not window.scans.running, "the end of the scan")
        self._shoot("scanned")
        window.messages.hide()

    def _review(self) -> None:
        page, window = self.page, self.window
        richest = self._richest()
        window.piles_view.choose(None)
        page.groups.choose(richest.keeper.id)
        page.focus_grid()
        self._shoot("group")
        page.mark_copies()
        settle(400)
        self._shoot("marked")
        window.menus.family.trigger()
        wait(QApplication.activeModalWidget, "the family tree")
        settle(900)
        self._dialog("family")
        window.menus.facts.setChecked(True)
        self._shoot("facts", settle_ms=900)
        window.menus.facts.setChecked(False)
        self._with_menu(lambda: right_click(page.group.grid), "menu-photo")
        self._with_menu(lambda: right_click(page.groups.list), "menu-row")
        for action, name in zip(window.menus.actions(), _MENUS, strict=True):
            self._with_menu(partial(open_menu, action.menu(), window.menus, 180), f"menu-{name}")
        for pile, name in ((Pile.SURE, "sure"), (Pile.LOOK, "look"), (Pile.SHOTS, "shots")):
            window.piles_view.choose(pile)
            self._shoot(name, settle_ms=1200)
        window.piles_view.choose(None)
        others = [group for group in window.review.groups if group is not richest]
        for group, decide in zip(
            others, (window.menus.reviewed, window.menus.later, window.menus.variants), strict=False
        ):
            page.groups.choose(group.keeper.id)
            settle(200)
            decide.trigger()
        page.groups.choose(others[0].keeper.id)
        self._shoot("decided")
        window.messages.hide()
        window.menus.decided.trigger()
        settle(600)
        self._dialog("what-was-decided")

    def _overview(self) -> None:
        bar, panel = self.page.groups.arrange, self.page.groups
        bar.open_filters()
        self._shoot("filters", settle_ms=600)
        bar.popover.close()
        wanted = GroupFilter(relation=Relation.SAME_PICTURE, after=date(2024, 5, 1), bytes_from=100_000)
        bar.show_arrangement(Arrangement(Order.RECLAIMABLE, wanted))
        settle(400)
        self._shoot("filtered")
        bar.show_arrangement(Arrangement(Order.AS_FOUND, GroupFilter(text="Kyoto")))
        settle(400)
        self._shoot("filtered-to-nothing")
        bar.show_arrangement(Arrangement())
        self._with_menu(lambda: open_menu(bar.order.menu(), bar.order), "menu-order")
        panel.similarity.show_strictness(Strictness(at_least=0.9))
        self.window.regrouping.set_strictness(Strictness(at_least=0.9))
        settle(800)
        self._shoot("slider")
        panel.similarity.reset.click()
        settle(800)

    def _compare(self) -> None:
        page, compare = self.page, self.page.compare
        group = self._richest()
        page.groups.choose(group.keeper.id)
        self.window.comparing.begin(_different(group))
        settle(1500)
        for mode in (Mode.SIDE, Mode.SPLIT, Mode.DIFFERENCE):
            if mode is not Mode.SIDE:
                compare.toggle_mode(mode)
            settle(1200)
            self._shoot(f"compare-{mode.name.lower()}")
        compare.toggle_mode(Mode.DIFFERENCE)
        compare.canvas.toggle_full_size()
        self._shoot("compare-full-size", settle_ms=900)
        compare.canvas.fit()
        compare.canvas.flip(True)
        self._shoot("compare-flipped")
        compare.canvas.flip(False)
        self.window.menus.facts.setChecked(True)
        self._shoot("compare-facts", settle_ms=900)
        self.window.menus.facts.setChecked(False)
        self.window.comparing.leave()
        settle(300)

    def _ask(self) -> None:
        window, page = self.window, self.page
        window.review.clear_all()
        photo = self._richest().keeper
        page.group.grid.similar_wanted.emit(photo)
        self._answered("similar")
        window.query_sources.ask_about_part(QueryPlace(photo.path, photo), Crop(0.3, 0.3, 0.7, 0.7))
        self._answered("similar-part")
        dialog = window.query_view.choose_part(QueryPlace(photo.path, photo))
        wait(dialog.ask.isEnabled, "the picture to crop")
        self._dialog("part")
        window.places.go(QueryPlace(Path(), pasted=Pasted(QImage(str(photo.path)).scaledToWidth(640))))
        self._answered("similar-clipboard")
        for _ in range(3):
            window.places.back()
        settle(300)

    def _look_inside(self) -> None:
        dialog = self.window.tables_view.show()
        settle(1200)
        self._dialog("tables")
        bucket = []
        dialog = self.window.tables_view.show()
        dialog.bucket_wanted.connect(bucket.append)
        wait(dialog.current_bucket, "a bucket")
        settle(600)
        dialog.ask.click()
        self._answered("bucket")
        self.window.places.back()
        settle(300)
        self.window.dialogs.show_skipped()
        self._dialog("skipped")

    def _rules(self) -> None:
        self.window.rules_view.show_rules()
        dialog = QApplication.activeModalWidget()
        dialog.rules.preset.setCurrentIndex(1)
        dialog.rules.preset.activated.emit(1)
        settle(1500)
        self._dialog("rules")

    def _settings_and_help(self) -> None:
        dialogs = self.window.dialogs
        for tab in range(3):
            dialogs.change_settings()
            shown = QApplication.activeModalWidget()
            shown.folders.setCurrentIndex(tab)
            settle(500)
            self._dialog(f"settings-{tab + 1}")
        dialogs.show_shortcuts()
        keys = QApplication.activeModalWidget()
        self._camera.shoot(self.window.look, "shortcuts", keys)
        dialogs._show_other_keys()
        self._dialog("shortcuts-lists")
        keys.reject()
        dialogs.show_about()
        settle(600)
        self._dialog("about")
        FoldersDialog(self.window.look, self.window.scans.roots, self.window).open()
        self._dialog("folders")

    def _second_window(self) -> None:
        second = MainWindow(CoreServices(self._catalog, self._settings), self.window.look)
        second.resize(self.window.size())
        second.show()
        second.start()
        wait(lambda: second.access.only_read, "a window that may only look")
        settle(900)
        self._shoot("only-read", second)
        second.close()

    def _ask_before_removing(self) -> None:
        page = self.page
        sidecar = self._demo() / "Website" / "lavender-small.xmp"
        sidecar.write_text(_XMP, encoding="utf-8")
        self._mark_all_copies()
        self._shoot("all-marked")
        loser = next(group for group in self.window.review.groups if _holds(group, sidecar.stem))
        page.groups.choose(loser.keeper.id)
        self._shoot("losses", settle_ms=900)
        page.bar.open_choice()
        self._shoot("ways", settle_ms=600)
        page.bar.choice.close()
        page.remove()
        wait(QApplication.activeModalWidget, "the question before the removal")
        settle(1500)
        self._dialog("remove")
        page.removal.rehearse()
        wait(QApplication.activeModalWidget, "the rehearsal")
        self._dialog("rehearsal")

    def _mark_all_copies(self) -> None:
        for group in list(self.window.review.groups):
            self.window.review.mark_copies(group)
        self.window.messages.hide()
        settle(600)

    def _remove(self) -> None:
        page, window = self.page, self.window
        page.groups.choose(self._richest().keeper.id)
        window.review.clear_all()
        page.mark_copies()
        page.remove()
        settle(1500)
        if isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            dialog.accept()
        wait(lambda: window.messages.text and not window.review.removing, "the end of the removal")
        settle(600)
        self._shoot("removed")
        window.review.ways.choose(ActionKind.QUARANTINE)
        self._mark_all_copies()
        page.remove()
        wait(QApplication.activeModalWidget, "the question before the removal")
        settle(800)
        QApplication.activeModalWidget().accept()
        wait(lambda: window.review.totals.photos == 0 and not window.review.removing, "the quarantine")
        settle(600)
        if isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            self._dialog("removed-details")
        self._shoot("quarantined")

    def _bring_back(self) -> None:
        self.window.dialogs.show_removed()
        dialog = QApplication.activeModalWidget()
        settle(1200)
        self._camera.shoot(self.window.look, "restore", dialog)
        dialog.quarantine.ask()
        self._dialog("empty-quarantine")
        dialog.reject()

    def _answered(self, name: str) -> None:
        """Wait for an answer, and photograph it."""
        wait(lambda: self.page.query.said() == "" or self.page.query.grid.model().rowCount(), "an answer")
        settle(600)
        self._shoot(name)

    def _dialog(self, name: str) -> None:
        """Photograph the dialog that is open, and close it."""
        wait(QApplication.activeModalWidget, f"the dialog {name}")
        dialog = QApplication.activeModalWidget()
        self._shoot(name, dialog)
        dialog.reject()
        settle(50)

    def _with_menu(self, opens: Callable[[], object], name: str) -> None:
        opens()
        settle(100)
        self._shoot(name)
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()

    def _shoot(self, name: str, shown: QWidget | None = None, *, settle_ms: int = 350) -> None:
        self._camera.shoot(self.window.look, name, shown or self.window, settle_ms=settle_ms)

    def _richest(self) -> DuplicateGroup:
        """The group of the most kinds of copies."""
        return max(self.window.review.groups, key=lambda group: len({m.relation for m in group.members}))

    def _demo(self) -> Path:
        return self.window.scans.roots[0]


def _holds(group: DuplicateGroup, stem: str) -> bool:
    return any(photo.path.stem == stem for photo in group.photos)


def _different(group: DuplicateGroup) -> Photo:
    """A copy that does not look the same."""
    changed = [member for member in group.members if member.relation is Relation.SAME_PICTURE]
    return max(changed or group.members, key=lambda member: len(member.evidence.findings)).photo
