"""The part of the fake services that remembers decisions and marks, and groups by core's own rules."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import combinations
from pathlib import Path

from core.decision import Change, ChosenKeeper, Decision, Kind, Pair
from core.grouping_settings import grouping_of
from core.groups import with_protection
from core.match.grouping import group_photos
from core.photo import Decided, DuplicateGroup, Match, Photo, Relation
from core.review.decided import DecidedAct
from core.review.decisions import Decisions
from core.settings import Settings
from nearDup_gui.library.groups import Library, Regrouped
from tests.photos import COVERS


class FakeDecisions:
    """Attributes say what is remembered. Photos match the others of the library's group, each with each."""

    library: Library | None
    settings: Settings

    def __init__(self) -> None:
        self.decisions = Decisions()
        self.pairs: dict[Pair, Decision] = {}
        self.keepers: dict[bytes, ChosenKeeper] = {}
        self.saved_marks: frozenset[int] = frozenset()
        self.spared: frozenset[int] = frozenset()
        self.unmatched: set[tuple[int, int]] = set()
        """Contents that do not match though they are in one group; the smaller id first."""

    def remember(self, change: Change) -> None:
        self._enter()
        for pair, decision in change.pairs.items():
            self.pairs.pop(pair, None)
            if decision is not None:
                self.pairs[pair] = decision
        for digest, keeper in change.keepers.items():
            self.keepers.pop(digest, None)
            if keeper is not None:
                self.keepers[digest] = keeper

    def regrouped(self, change: Change, roots: Sequence[Path]) -> Regrouped:
        self.remember(change)
        assert self.library is not None
        photos: list[Photo] = []
        matches: list[Match] = []
        for group in self.library.groups:
            if any(photo.sha256 in change.contents for photo in group.photos):
                photos += group.photos
                matches += self._matches(group)
        groups = group_photos(photos, matches, decided=self._decided(photos))
        protection = grouping_of(self.settings).protection()
        kept = tuple(with_protection(group, protection) for group in groups)
        return Regrouped(frozenset(photo.id for photo in photos), kept)

    def decided(self) -> tuple[DecidedAct, ...]:
        self._enter()
        assert self.library is not None
        photos = {photo.sha256: photo for group in self.library.groups for photo in group.photos}
        acts: dict[tuple[datetime, Kind | None], dict[Pair, None]] = {}
        for pair, decision in self.pairs.items():
            acts.setdefault((decision.decided, decision.kind), {})[pair] = None
        found = [
            DecidedAct(
                number,
                decided,
                kind,
                tuple(photos[digest] for digest in sorted(Change(pairs).contents)),
                0,
                Change(pairs),
            )
            for number, ((decided, kind), pairs) in enumerate(acts.items(), 1)
        ]
        return tuple(reversed(found))

    def save_marks(self, marked: Collection[int], unmarked: Collection[int]) -> None:
        self._enter()
        self.saved_marks = self.saved_marks - set(unmarked) | set(marked)

    def save_spared(self, spared: Collection[int], no_longer: Collection[int]) -> None:
        self._enter()
        self.spared = self.spared - set(no_longer) | set(spared)

    def _matches(self, group: DuplicateGroup) -> list[Match]:
        relation = max((member.relation for member in group.members), key=list(Relation).index)
        relation = Relation.SAME_PICTURE if relation is Relation.IDENTICAL else relation
        contents = sorted({photo.content_id for photo in group.photos})
        return [
            Match(a, b, relation, 0.97, 0.99, lineage=COVERS)
            for a, b in combinations(contents, 2)
            if (a, b) not in self.unmatched
        ]

    def _decided(self, photos: Sequence[Photo]) -> Decided:
        content = {photo.sha256: photo.content_id for photo in photos}
        apart = [
            (content.get(a, 0), content.get(b, 0), decision)
            for (a, b), decision in self.pairs.items()
            if decision.kind is Kind.NOT_DUPLICATES
        ]
        return Decided(
            frozenset((min(a, b), max(a, b)) for a, b, _ in apart if a != b),
            {a: decision.copies for a, b, decision in apart if a == b},
            {content[digest]: chosen.path for digest, chosen in self.keepers.items() if digest in content},
        )

    def _enter(self) -> None:
        raise NotImplementedError
