"""What a person decides about groups, what each act changes, and the state of a group that follows from it.

An act is a function of a group that returns a `Change`; `Decisions.apply` makes it and returns the way back:

    change = reviewed(group, Kind.REVIEWED, now)
    undo = decisions.apply(change)

Decisions are about pairs of contents, so they hold when files move, when the catalogue is lost and when
another model groups anew. A group is reviewed only while each of its photos was reviewed together with its
keeper: a new arrival reopens it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from core.decision import Change, ChosenKeeper, Decision, Kind, Pair
from core.errors import DecisionRefused
from core.photo import DuplicateGroup, Photo

if TYPE_CHECKING:
    from core.catalog.catalog import Catalog

MOST_PAIRS = 50_000
"""Of one act. "Not duplicates" for a group of 300 photos makes 45,000."""


class Status(StrEnum):
    """Where a person stands with a group."""

    OPEN = "open"
    LATER = "later"
    REVIEWED = "reviewed"
    VARIANTS = "variants"


@dataclass(frozen=True, slots=True)
class GroupState:
    """`new` counts the photos that came since an open group was reviewed; 0 if it never was."""

    status: Status = Status.OPEN
    new: int = 0

    @property
    def is_reviewed(self) -> bool:
        """Whether nothing is left to decide: reviewed, or all kept as variants."""
        return self.status in (Status.REVIEWED, Status.VARIANTS)


OPEN = GroupState()


class Decisions:
    """Everything that was decided, in memory: what a window shows and filters by.

    One thread changes it. Any thread may ask for states meanwhile: an answer is that of before or after.
    """

    def __init__(
        self,
        pairs: Mapping[Pair, Decision] | None = None,
        keepers: Mapping[bytes, ChosenKeeper] | None = None,
    ) -> None:
        self._pairs: dict[Pair, Decision] = {}
        self._keepers: dict[bytes, ChosenKeeper] = {}
        self._reviews: dict[bytes, dict[bytes, Decision]] = {}
        """Decisions other than "not duplicates" by content and by the content that it was decided with."""
        self.apply(Change(pairs or {}, keepers or {}))

    def state_of(self, group: DuplicateGroup) -> GroupState:
        """Where a person stands with a group; `OPEN` itself if nothing was decided about any of its photos.

        Quick: a look-up per photo, or none where nothing was ever decided.
        """
        reviews = self._reviews
        if not reviews or not any(photo.sha256 in reviews for photo in group.photos):
            return OPEN
        counts = Counter(photo.sha256 for photo in group.photos)
        kinds = self._kinds(group.keeper.sha256, counts)
        if kinds is None:
            return GroupState(Status.OPEN, self._new(counts))
        if Kind.LATER in kinds:
            return GroupState(Status.LATER)
        return GroupState(Status.VARIANTS if kinds == {Kind.VARIANTS} else Status.REVIEWED)

    def chosen_keeper(self, photo: Photo) -> bool:
        """Whether a person chose this very photo as a keeper."""
        chosen = self._keepers.get(photo.sha256)
        return chosen is not None and chosen.path == photo.path

    def apply(self, change: Change) -> Change:
        """Let a change hold; returns the change that takes it back."""
        before = Change(
            {pair: self._pairs.get(pair) for pair in change.pairs},
            {digest: self._keepers.get(digest) for digest in change.keepers},
        )
        for pair, decision in change.pairs.items():
            self._set(pair, decision)
        for digest, keeper in change.keepers.items():
            if keeper is None:
                self._keepers.pop(digest, None)
            else:
                self._keepers[digest] = keeper
        return before

    def reopened(self, group: DuplicateGroup) -> Change:
        """Forget that a group was reviewed, kept or put off."""
        digests = {photo.sha256 for photo in group.photos}
        return Change(
            {_pair(digest, other): None for digest in digests for other in self._reviews.get(digest, ())}
        )

    def _kinds(self, keeper: bytes, counts: Mapping[bytes, int]) -> set[Kind] | None:
        """What was decided about the photos of a group; None if about one nothing was."""
        with_keeper = self._acts(keeper)
        kinds: set[Kind] = set()
        for digest, count in counts.items():
            if digest != keeper:
                acts = self._acts(digest)
                together = acts.keys() & with_keeper.keys()
                if not together:
                    return None
                kinds.add(acts[max(together)])
            if count > 1:
                own = self._reviews.get(digest, {}).get(digest)
                if own is None or own.copies < count:
                    return None
                kinds.add(own.kind)
        return kinds

    def _new(self, counts: Mapping[bytes, int]) -> int:
        """How many photos of a group were not there when the others were reviewed."""
        acts = {digest: self._acts(digest).keys() for digest in counts}
        shared = Counter(act for of_one in acts.values() for act in of_one)
        new = 0
        for digest, count in counts.items():
            own = self._reviews.get(digest, {}).get(digest)
            seen = own is not None or any(shared[act] > 1 for act in acts[digest])
            new += max(0, count - (own.copies if own else int(seen)))
        return new if new < sum(counts.values()) else 0

    def _acts(self, digest: bytes) -> dict[datetime, Kind]:
        """The acts that a content was part of. Contents of one act were seen together."""
        return {decision.decided: decision.kind for decision in self._reviews.get(digest, {}).values()}

    def _set(self, pair: Pair, decision: Decision | None) -> None:
        if decision is None:
            self._pairs.pop(pair, None)
        else:
            self._pairs[pair] = decision
        review = None if decision is None or decision.kind is Kind.NOT_DUPLICATES else decision
        for one, other in (pair, pair[::-1]):
            near = dict(self._reviews.get(one, {}))  # replaced, not changed: another thread may be reading it
            if review is None:
                near.pop(other, None)
            else:
                near[other] = review
            if near:
                self._reviews[one] = near
            else:
                self._reviews.pop(one, None)


def remembered(catalog: "Catalog") -> Decisions:
    """Everything that was ever decided and not taken back."""
    from core.catalog import decisions as rows  # here, since the window needs the rest of this file at once

    with catalog.read() as connection:
        return Decisions(rows.pairs(connection), rows.keepers(connection))


def remember(catalog: "Catalog", change: Change) -> None:
    """Let a change outlive this run."""
    from core.catalog import decisions as rows

    with catalog.write() as connection:
        rows.store(connection, change)


def reviewed(group: DuplicateGroup, kind: Kind, now: datetime) -> Change:
    """Say of a whole group that it is reviewed, kept as variants, or put off."""
    decision = Decision(kind, now)
    keeper = group.keeper.sha256
    counts = Counter(photo.sha256 for photo in group.photos)
    pairs = {_pair(keeper, digest): decision for digest in counts if digest != keeper}
    twins = {_pair(digest, digest): Decision(kind, now, n) for digest, n in counts.items() if n > 1}
    return Change(pairs | twins)


def not_duplicates(group: DuplicateGroup, chosen: Collection[Photo], now: datetime) -> Change:
    """Say that photos are no duplicates of anything in their group; of all of them, that none is of another.

    What is said of a photo is said of its bytes: a second file with them leaves along with the first. Said
    of a file with the keeper's own bytes, or of all photos, it means that these files are wanted side by
    side, as many as there are now.

    Raises:
        DecisionRefused: too many pairs to remember.
    """
    counts = Counter(photo.sha256 for photo in group.photos)
    whole = {photo.id for photo in chosen} >= {photo.id for photo in group.photos}
    picked = {photo.sha256 for photo in chosen}
    twins = {digest for digest in picked if counts[digest] > 1 and (whole or digest == group.keeper.sha256)}
    alone = picked if whole else picked - twins
    return _all_of(
        _across(alone, counts.keys()) | _among(alone),
        Decision(Kind.NOT_DUPLICATES, now),
        {_pair(digest, digest): Decision(Kind.NOT_DUPLICATES, now, counts[digest]) for digest in twins},
    )


def split_off(group: DuplicateGroup, chosen: Collection[Photo], now: datetime) -> Change:
    """Say that some photos of a group are no duplicates of the others, but may be of each other.

    Files with the same bytes stay together.

    Raises:
        DecisionRefused: nothing would be left on one of the sides, or too many pairs to remember.
    """
    digests = {photo.sha256 for photo in group.photos}
    picked = {photo.sha256 for photo in chosen}
    if picked == digests:
        raise DecisionRefused(
            "There is nothing to split off from: files with the same bytes stay together."
            if len(digests) == 1
            else "Leave at least one photo that shall not be split off."
        )
    return _all_of(_across(picked, digests - picked), Decision(Kind.NOT_DUPLICATES, now))


def keeper_chosen(group: DuplicateGroup, photo: Photo, now: datetime) -> Change:
    """Say that a photo of a group shall be its keeper, whatever the rules say."""
    others = {other.sha256: None for other in group.photos}
    return Change(keepers={**others, photo.sha256: ChosenKeeper(photo.path, now)})


def _across(picked: Collection[bytes], all_: Collection[bytes]) -> set[Pair]:
    return {_pair(one, other) for one in picked for other in all_ if other not in picked}


def _among(picked: Iterable[bytes]) -> set[Pair]:
    return {_pair(one, other) for one, other in combinations(picked, 2)}


def _all_of(
    pairs: Collection[Pair], decision: Decision, twins: Mapping[Pair, Decision] | None = None
) -> Change:
    if len(pairs) > MOST_PAIRS:
        raise DecisionRefused(
            f"That would be {len(pairs):,} pairs to remember at once. Choose fewer photos, or a higher "
            "similarity for all groups."
        )
    return Change(dict.fromkeys(pairs, decision) | dict(twins or {}))


def _pair(one: bytes, other: bytes) -> Pair:
    return (one, other) if one <= other else (other, one)
