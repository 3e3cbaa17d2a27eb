"""Facts beside each other, and what the marks of a group would lose."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.photo import ExifFacts
from core.review.details import PhotoDetails
from core.review.written import Written
from nearDup_gui.photos.cards import CardRole
from nearDup_gui.photos.facts import Standing, facts_of
from nearDup_gui.photos.facts_table import FactRole, FactsTableModel
from nearDup_gui.removal.dialogs import RemovalDialog
from tests.gui.conftest import MakeWindow
from tests.gui.fakes import make_library
from tests.gui.values import make_group, make_photo

KEEPER = replace(make_photo(1), exif=ExifFacts())
COPY = make_photo(2, width=2000, size=900_000)
SAID = PhotoDetails("50mm", 0.004, 2.8, 100, 50.0, 92, Written(4, ("sea",)))


def rows(model: FactsTableModel) -> dict[str, list[str]]:
    vertical = Qt.Orientation.Vertical
    return {
        model.headerData(row, vertical): [
            model.index(row, column).data() for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    }


def standing(model: FactsTableModel, name: str) -> list[Standing]:
    row = list(rows(model)).index(name)
    return [model.index(row, column).data(FactRole.STANDING) for column in range(model.columnCount())]


def test_only_facts_that_differ_are_shown_unless_all_are_wanted() -> None:
    model = FactsTableModel()
    model.show_photos([KEEPER, COPY], {1: PhotoDetails(), 2: SAID})
    assert "Format" not in rows(model)
    assert rows(model)["Dimensions"] == ["4000 × 3000", "2000 × 1500"]
    assert rows(model)["Taken"] == ["–", "2024-05-03 14:22:07"]
    assert rows(model)["Exposure"] == ["–", "1/250 s · f/2.8 · ISO 100 · 50 mm"]
    assert rows(model)["Rating"] == ["–", "★★★★☆"]
    model.show_all(True)
    assert rows(model)["Format"] == ["JPEG", "JPEG"]
    assert model.hidden == 0


def test_better_and_worse_are_told_in_words_too() -> None:
    model = FactsTableModel()
    model.show_photos([KEEPER, COPY], {})
    assert standing(model, "Dimensions") == [Standing.BETTER, Standing.WORSE]
    spoken = model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "IMG_0002.jpg, Dimensions: 2000 × 1500 (worse)"


def test_facts_that_are_not_read_yet_wait_without_an_answer() -> None:
    model = FactsTableModel()
    model.show_photos([KEEPER, COPY], {1: PhotoDetails()})
    assert "Lens" not in rows(model)
    model.show_all(True)
    assert rows(model)["Lens"] == ["–", "…"]


def test_the_table_of_facts_keeps_to_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = FactsTableModel()
    model.show_photos([KEEPER, COPY], {1: PhotoDetails(), 2: SAID})
    qtmodeltester.check(model, force_py=True)


def test_a_key_shows_and_hides_the_facts(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library([make_group(KEEPER, COPY)]))
    services.known = {2: SAID}
    panel = window.review_page.group.facts
    assert not panel.isVisible()
    assert services.read == []
    with qtbot.waitSignal(window.details.known):
        window.menus.facts.trigger()
    assert panel.isVisible()
    assert rows(panel.model)["Lens"] == ["–", "50mm"]
    window.menus.facts.trigger()
    assert not panel.isVisible()


def test_a_mark_says_what_only_that_photo_has(open_window: MakeWindow, qtbot: QtBot) -> None:
    window, services = open_window(make_library([make_group(KEEPER, COPY)]))
    services.known = {2: SAID}
    page = window.review_page.group
    with qtbot.waitSignal(window.details.known):
        window.review.toggle(2)
    assert page.losses() == (
        "Would be lost with what is marked: "
        "IMG_0002.jpg: the date, the rating ★★★★☆, the keywords sea, the camera"
    )
    card = page.grid.model().index(1, 0)
    assert card.data(CardRole.LOSS).startswith("Only here: the date")
    window.review.toggle(2)
    qtbot.waitUntil(lambda: page.losses() == "")


def test_the_removal_asks_before_facts_are_lost_and_keeps_them_only_when_told(
    open_window: MakeWindow, qtbot: QtBot
) -> None:
    window, services = open_window(make_library([make_group(KEEPER, COPY)]))
    services.known = {2: SAID}
    with qtbot.waitSignal(window.details.known):
        window.review.toggle(2)
    window.review_page.remove()
    qtbot.waitUntil(lambda: bool(window.findChildren(RemovalDialog)))
    dialog = window.findChildren(RemovalDialog)[0]
    from nearDup_gui.removal.loss_section import LossSection

    qtbot.waitUntil(lambda: bool(dialog.findChildren(LossSection)))
    section = dialog.findChildren(LossSection)[0]
    assert section.list.item(0).text().startswith("IMG_0002.jpg: the date")
    assert not section.keep.isChecked()
    assert not window.review.ways.way.keep_facts
    section.keep.setChecked(True)
    assert window.review.ways.way.keep_facts
    dialog.reject()
    assert not window.review.ways.way.keep_facts


def test_a_larger_file_is_better_only_in_one_format() -> None:
    jpeg = make_photo(1, size=272_000)
    avif = replace(make_photo(2, size=97_000), format="AVIF")
    told = {fact.name: fact.standing for fact in facts_of(jpeg, avif)}
    assert told["Size"] is Standing.OTHER
    table = FactsTableModel()
    table.show_photos([jpeg, avif], {})
    rows = {table.headerData(n, Qt.Orientation.Vertical): n for n in range(table.rowCount())}
    assert table.index(rows["Size"], 0).data(FactRole.STANDING) is Standing.OTHER
    assert {fact.name: fact.standing for fact in facts_of(jpeg, make_photo(3))}["Size"] is Standing.WORSE
