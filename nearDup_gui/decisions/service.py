"""What a person decided about groups: kept as it happens, and found again."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.decision import Change
from core.match.strictness import Strictness
from core.progress import CancelToken
from core.review.decisions import Decisions
from nearDup_gui.library.grouping import CoreGrouping
from nearDup_gui.library.groups import GroupIndex, Regrouped
from nearDup_gui.library.opened import AccessServices

if TYPE_CHECKING:
    from core.groups import MatchedPhotos
    from core.review.decided import DecidedAct


class DecisionServices(AccessServices, Protocol):
    """Decisions. Methods marked "worker" are slow and never called on the GUI thread."""

    decisions: Decisions
    """Everything that was decided; nothing before groups were read. Changed on the GUI thread only."""

    def remember(self, change: Change) -> None:
        """Worker: let a change outlive this run."""
        ...

    def regrouped(self, change: Change, roots: Sequence[Path]) -> Regrouped:
        """Worker: remember a change, and group anew what it is about and all that is connected with that."""
        ...

    def decided(self) -> "tuple[DecidedAct, ...]":
        """Worker: everything that was decided, the latest first."""
        ...


class CoreDecisions(CoreGrouping):
    """`DecisionServices` on the real core. Any thread."""

    decisions = Decisions()
    _are_decisions_read = False

    def remember(self, change: Change) -> None:
        from core.review.decisions import remember

        remember(self._catalog(), change)

    def decided(self) -> "tuple[DecidedAct, ...]":
        from core.review.decided import decided_acts

        return tuple(decided_acts(self._catalog()))

    def regrouped(self, change: Change, roots: Sequence[Path]) -> Regrouped:
        from core.groups import MatchedPhotos, matched_around

        self.remember(change)
        matched = self._matched or MatchedPhotos()
        true_roots = [Path(os.path.realpath(root)) for root in roots]
        spec = self._spec(self._scanned_with)
        around = matched_around(self._catalog(), spec, change.contents, true_roots, matched.grouping)
        self._matched = matched.as_decided(around.decided)
        return Regrouped(frozenset(p.id for p in around.photos), around.groups(self.strictness))

    def _grouped(self, matched: "MatchedPhotos", cancel: CancelToken) -> tuple[GroupIndex, Strictness]:
        """Whenever groups are read, what was decided about them is at hand when they are shown."""
        from core.review.decisions import remembered

        if not self._are_decisions_read or self._catalog().is_shared:  # others decide as well
            self.decisions = remembered(self._catalog())
            self._are_decisions_read = True
        return super()._grouped(matched, cancel)
