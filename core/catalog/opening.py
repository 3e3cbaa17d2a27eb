"""Opening a catalogue for a window: to work with where that can be, and else to look, saying why."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from core.catalog.catalog import Catalog
from core.catalog.claim import WINDOW, FileClaim
from core.catalog.place import Place
from core.catalog.recovery import Recovery, open_or_recover
from core.errors import CatalogDamaged, CatalogError, CatalogLocked, CatalogTooNew


@dataclass(frozen=True, slots=True)
class OpenedCatalog:
    """A catalogue, and how it may be used.

    `only_read` says in a sentence why nothing can be changed; empty if it can. `recovery` tells what became
    of a damaged one. `held` keeps other windows from changing it until it is closed.
    """

    catalog: Catalog
    held: ExitStack
    only_read: str = ""
    recovery: Recovery | None = None

    def close(self) -> None:
        """Close the catalogue and let other windows have it."""
        self.catalog.close()
        self.held.close()


def open_for_window(place: Place) -> OpenedCatalog:
    """Open a catalogue, make it, or mend it; what another window has, or cannot be written, is only read.

    A team's, on a server, may be changed in several windows at once.

    Raises:
        CatalogError: it can neither be written nor read.
    """
    if not isinstance(place, Path):
        catalog = Catalog.open(place)
        only_read = _cannot_be_written(place.name) if catalog.read_only else ""
        return OpenedCatalog(catalog, ExitStack(), only_read)
    return _file_for_window(place)


def _file_for_window(path: Path) -> OpenedCatalog:
    if not path.exists():
        Catalog.open(path).close()  # makes its folder too, in which the lock's file is to lie
    held = ExitStack()
    try:
        held.enter_context(FileClaim(path, WINDOW).held())
        catalog, recovery = open_or_recover(path)
    except (CatalogTooNew, CatalogDamaged):
        held.close()
        raise
    except CatalogError as error:
        held.close()
        if not path.is_file():
            raise
        return OpenedCatalog(Catalog.open(path, read_only=True), held, _why_only_read(path, error))
    return OpenedCatalog(catalog, held, recovery=recovery)


def _why_only_read(path: Path, error: CatalogError) -> str:
    if isinstance(error, CatalogLocked):
        return str(error)
    return _cannot_be_written(str(path))


def _cannot_be_written(name: str) -> str:
    return (
        f"The catalogue {name} cannot be written, so nothing can be marked, removed or scanned. "
        "You can look and search."
    )
