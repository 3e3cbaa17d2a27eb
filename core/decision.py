"""The values of decisions: about pairs of contents, and about keepers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

Pair = tuple[bytes, bytes]
"""Two SHA-256, the smaller first; twice the same for files with the same bytes."""


class Kind(StrEnum):
    """What was decided about two photos."""

    NOT_DUPLICATES = "not_duplicates"
    REVIEWED = "reviewed"
    VARIANTS = "variants"  # duplicates, and all of them wanted
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about a pair. All pairs that one act decided have the same `decided`.

    `copies` counts the files there were, where the pair is one content: one more is another question.
    """

    kind: Kind
    decided: datetime
    copies: int = 0


@dataclass(frozen=True, slots=True)
class ChosenKeeper:
    """A content that shall be the keeper, and which of its files."""

    path: Path
    decided: datetime


def _no_pairs() -> Mapping[Pair, Decision | None]:
    return {}


def _no_keepers() -> Mapping[bytes, ChosenKeeper | None]:
    return {}


@dataclass(frozen=True, slots=True)
class Change:
    """What an act makes of the decisions: what holds from now on, None for what is forgotten."""

    pairs: Mapping[Pair, Decision | None] = field(default_factory=_no_pairs)
    keepers: Mapping[bytes, ChosenKeeper | None] = field(default_factory=_no_keepers)

    @property
    def contents(self) -> frozenset[bytes]:
        """The SHA-256 of everything that it is about."""
        return frozenset(digest for pair in self.pairs for digest in pair) | frozenset(self.keepers)

    @property
    def regroups(self) -> bool:
        """Whether groups may be others afterwards. Only what is set tells; of what is forgotten, say yes."""
        kinds = {decision.kind if decision else Kind.NOT_DUPLICATES for decision in self.pairs.values()}
        return bool(self.keepers) or Kind.NOT_DUPLICATES in kinds
