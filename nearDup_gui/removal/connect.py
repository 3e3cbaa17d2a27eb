"""What belongs to photos, shown on their cards and treated apart where a person wants that."""

from collections.abc import Callable, Iterable

from nearDup_gui.frame.frame import Frame
from nearDup_gui.photos.cards import CardsModel
from nearDup_gui.photos.units import UnitsController
from nearDup_gui.removal.view import RemovalView
from nearDup_gui.toolkit.messages import Level


def connect_units(
    frame: Frame,
    units: UnitsController,
    cards: Iterable[CardsModel],
    removal: RemovalView,
    refresh: Callable[[], None],
) -> None:
    """Let cards show what belongs to their photos, and let a person part it."""
    for each in cards:
        units.watch(each)
    removal.apart_wanted.connect(units.keep_apart)
    units.parted.connect(refresh)
    units.failed.connect(lambda why: frame.messages.say(Level.WARNING, why))
