"""Which photos other rules would keep."""

from typing import TYPE_CHECKING, Protocol

from core.progress import CancelToken
from core.settings import Settings
from nearDup_gui.library.grouping import CoreGrouping

if TYPE_CHECKING:
    from core.review.keeper_preview import KeeperPreview


class RuleServices(Protocol):
    """Methods marked "worker" are slow and never called on the GUI thread."""

    def preview_keepers(self, settings: Settings, cancel: CancelToken) -> "KeeperPreview":
        """Worker: whose keeper would be another one under other settings."""
        ...


class CoreRules(CoreGrouping):
    """`RuleServices` on the real core. Any thread."""

    def preview_keepers(self, settings: Settings, cancel: CancelToken) -> "KeeperPreview":
        from core.grouping_settings import grouping_of
        from core.review.keeper_preview import preview_keepers

        matched = self._matched
        if matched is None:
            return preview_keepers((), ())
        before = matched.groups(self.strictness)
        cancel.check()
        after = matched.kept_by(grouping_of(settings).order).groups(self.strictness)
        return preview_keepers(before, after)
