"""What the piles ask of core: nothing of their own, but of several rooms at once."""

from typing import Protocol

from nearDup_gui.decisions.service import DecisionServices
from nearDup_gui.photos.service import PictureServices
from nearDup_gui.removal.service import RemovalServices


class PileServices(RemovalServices, DecisionServices, PictureServices, Protocol):
    """Decisions, marks, small pictures and the removal, as the piles need them."""
