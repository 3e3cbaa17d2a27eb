"""What the window asks of core, in one place: the catalogue, the model, the trash, and work on them.

Each file is one kind of question: a protocol, which the controllers and the fakes of tests know, and the same
on the real core. The work is done in jobs, so everything heavy (SQLAlchemy, Pillow, a runtime of models) is
imported where it is used: none of it may delay the first window. Methods that belong in a worker say so.
"""

from typing import Protocol

from nearDup_gui.services.grouping import CoreGrouping, GroupingServices
from nearDup_gui.services.library import CoreLibrary, LibraryServices
from nearDup_gui.services.pictures import CorePictures, PictureServices
from nearDup_gui.services.preferences import CorePreferences, PreferenceServices
from nearDup_gui.services.removals import CoreRemovals, RemovalServices


class Services(
    LibraryServices, GroupingServices, PictureServices, PreferenceServices, RemovalServices, Protocol
):
    """Core as the controllers see it."""

    def close(self) -> None:
        """Close the catalogue. Nothing may run any more."""
        ...


class CoreServices(CoreLibrary, CoreGrouping, CorePictures, CorePreferences, CoreRemovals):
    """`Services` on the real core. Any thread."""
