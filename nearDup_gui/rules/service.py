"""Which photos other rules would keep, what else files know, and where a bulk mark would strike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from core.photo import Photo
from core.progress import CancelToken
from core.settings import Settings
from nearDup_gui.library.grouping import CoreGrouping

if TYPE_CHECKING:
    from core.review.details import PhotoDetails
    from core.review.keeper_preview import KeeperPreview
    from core.review.volume_shares import VolumeShare
    from core.review.written import Written


class RuleServices(Protocol):
    """Methods marked "worker" are slow and never called on the GUI thread."""

    def preview_keepers(self, settings: Settings, cancel: CancelToken) -> "KeeperPreview":
        """Worker: whose keeper would be another one under other settings."""
        ...

    def details(self, photos: Sequence[Photo], cancel: CancelToken) -> "dict[int, PhotoDetails]":
        """Worker: what the files of photos know beside what the catalogue keeps, by photo id."""
        ...

    def written(self, photos: Sequence[Photo], cancel: CancelToken) -> "dict[int, Written]":
        """Worker: ratings and keywords of many photos, by photo id; the start of each file is read."""
        ...

    def volume_shares(self, photos: Sequence[Photo]) -> "tuple[VolumeShare, ...]":
        """Worker: on which volumes photos lie, and whether these have a trash."""
        ...


class CoreRules(CoreGrouping):
    """`RuleServices` on the real core. Any thread."""

    def preview_keepers(self, settings: Settings, cancel: CancelToken) -> "KeeperPreview":
        from core.grouping_settings import wishes_of
        from core.review.keeper_preview import preview_keepers

        matched = self._matched
        if matched is None:
            return preview_keepers((), ())
        before = matched.groups(self.strictness)
        cancel.check()
        after = matched.kept_by(wishes_of(settings).order).groups(self.strictness)
        return preview_keepers(before, after)

    def details(self, photos: Sequence[Photo], cancel: CancelToken) -> "dict[int, PhotoDetails]":
        from core.companions.units import Units
        from core.review.details import read_details

        units = Units()
        found: dict[int, PhotoDetails] = {}
        for photo in photos:
            cancel.check()
            found[photo.id] = read_details(photo.path, units)
        return found

    def written(self, photos: Sequence[Photo], cancel: CancelToken) -> "dict[int, Written]":
        from core.companions.units import Units
        from core.review.written import GLANCED_AT, read_written

        units = Units()
        found: dict[int, Written] = {}
        for photo in photos:
            cancel.check()
            found[photo.id] = read_written(photo.path, units, GLANCED_AT)
        return found

    def volume_shares(self, photos: Sequence[Photo]) -> "tuple[VolumeShare, ...]":
        from core.review.trash import SystemTrash
        from core.review.volume_shares import volume_shares

        return volume_shares(photos, SystemTrash())
