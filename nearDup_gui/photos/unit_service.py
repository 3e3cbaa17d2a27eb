"""What belongs to a photo and goes where it goes, and what a person wants to be treated apart."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.progress import CancelToken
from nearDup_gui.library.opened import AccessServices, OpenedCore

if TYPE_CHECKING:
    from core.companions.units import Unit


class UnitServices(AccessServices, Protocol):
    """RAW and JPEG, Live Photos, sidecars. Methods marked "worker" are never called on the GUI thread."""

    def units_of(self, photos: Sequence[Path], cancel: CancelToken) -> "dict[Path, Unit]":
        """Worker: the units of photos; one on its own is left out. Looks into their folders."""
        ...

    def kept_apart(self) -> frozenset[Path]:
        """Worker: the photos that lead a unit which is treated as single files."""
        ...

    def keep_apart(self, photo: Path, apart: bool) -> None:
        """Worker: treat a photo's unit as single files from now on, or as one again.

        Raises:
            CatalogError: it cannot be kept.
        """
        ...


class CoreUnits(OpenedCore):
    """`UnitServices` on the real core. Any thread."""

    def units_of(self, photos: Sequence[Path], cancel: CancelToken) -> "dict[Path, Unit]":
        from core.companions.units import Units

        units = Units(self.kept_apart())
        found: dict[Path, Unit] = {}
        for photo in photos:
            cancel.check()
            if (unit := units.unit_of(photo)) is not None:
                found[photo] = unit
        return found

    def kept_apart(self) -> frozenset[Path]:
        from core.catalog import apart

        with self._catalog().read() as connection:
            return apart.leaders(connection)

    def keep_apart(self, photo: Path, apart: bool) -> None:
        from core.catalog import apart as kept
        from core.companions.units import Units

        leader = Units().leader(photo)
        with self._catalog().write() as connection:
            (kept.put if apart else kept.forget)(connection, leader)
