"""What commands about groups begin with: the catalogue, its settings, and what is alike in the last scan."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.shared import finished_scan, opened_catalog
from core.settings import Settings

if TYPE_CHECKING:
    from core.catalog.catalog import Catalog
    from core.embed.embedder import ModelSpec
    from core.groups import MatchedPhotos


@dataclass(frozen=True, slots=True)
class LastScan:
    """The catalogue after its last scan."""

    catalog: "Catalog"
    settings: Settings
    """Their folders are where their drives are by now."""
    spec: "ModelSpec"
    """The model that found the matches."""
    roots: Sequence[Path]

    def matched(self, roots: Sequence[Path] | None) -> "MatchedPhotos":
        """The photos below some folders, or everywhere, that are alike."""
        from core.grouping_settings import grouping_of
        from core.groups import matched_photos

        return matched_photos(self.catalog, self.spec, roots, grouping_of(self.settings))


@contextmanager
def last_scan(catalog: str | None, settings: Settings, model: str) -> Generator[LastScan]:
    """Open the catalogue to read the last scan; arguments as in the options of these names.

    Raises:
        NearDupError: nothing was scanned yet, or the catalogue cannot be opened.
    """
    from core.embed.registry import find_model
    from core.storage.moved_drives import with_moved_folders

    with opened_catalog(catalog, only_read=True) as opened:
        kept = with_moved_folders(settings, opened)
        spec = find_model(model or finished_scan(opened).model or kept.scan.model)
        yield LastScan(opened, kept, spec, opened.last_roots())
