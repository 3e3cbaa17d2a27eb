"""A card says in whose library its photo lies."""

from dataclasses import replace

from PySide6.QtCore import Qt

from nearDup_gui.photos.cards import CardsModel, cards_of_group
from tests.gui.values import make_group, make_photo


def test_the_card_of_a_photo_in_a_programs_library_names_the_program(qapp: object) -> None:
    group = make_group(make_photo(1), make_photo(2))
    model = CardsModel()
    model.replace(cards_of_group(replace(group, libraries=((2, "Apple Photos"),))))
    spoken = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    tips = [model.data(model.index(row), Qt.ItemDataRole.ToolTipRole) for row in (0, 1)]
    for texts in (spoken, tips):
        assert "In the library of Apple Photos" not in texts[0]
        assert "In the library of Apple Photos" in texts[1]
