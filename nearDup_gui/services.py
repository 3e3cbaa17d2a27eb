"""What the window asks of core, in one place: the catalogue, the model, the trash, and work on them.

Each file is one kind of question: a protocol, which the controllers and the fakes of tests know, and the same
on the real core. The work is done in jobs, so everything heavy (SQLAlchemy, Pillow, a runtime of models) is
imported where it is used: none of it may delay the first window. Methods that belong in a worker say so.
"""

from typing import Protocol

from nearDup_gui.decisions.service import CoreDecisions, DecisionServices
from nearDup_gui.hash_tables.service import CoreTables, TableServices
from nearDup_gui.library.grouping import CoreGrouping, GroupingServices
from nearDup_gui.photos.service import CorePictures, PictureServices
from nearDup_gui.photos.unit_service import CoreUnits, UnitServices
from nearDup_gui.removal.service import CoreRemovals, RemovalServices
from nearDup_gui.rules.service import CoreRules, RuleServices
from nearDup_gui.scanning.service import CoreLibrary, LibraryServices
from nearDup_gui.scanning.watch_service import CoreWatching, WatchServices
from nearDup_gui.settings.service import CorePreferences, PreferenceServices


class Services(
    LibraryServices,
    DecisionServices,
    GroupingServices,
    PictureServices,
    PreferenceServices,
    RemovalServices,
    RuleServices,
    TableServices,
    UnitServices,
    WatchServices,
    Protocol,
):
    """Core as the controllers see it."""

    @property
    def only_read(self) -> str:
        """Why nothing can be marked, removed or scanned, in a sentence; empty if it can, or is not known."""
        ...

    def try_to_write(self) -> str:
        """Worker: open anew a catalogue that could only be read; returns why it still can, or ""."""
        ...

    def close(self) -> None:
        """Close the catalogue. Nothing may run any more."""
        ...


class CoreServices(
    CoreLibrary,
    CoreRules,
    CoreDecisions,
    CoreGrouping,
    CorePictures,
    CorePreferences,
    CoreRemovals,
    CoreTables,
    CoreUnits,
    CoreWatching,
):
    """`Services` on the real core. Any thread."""
