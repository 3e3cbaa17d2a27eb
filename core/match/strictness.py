"""How alike photos must be to share a group: found once, grouped as strictly as one likes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.photo import DuplicateGroup, Match, Relation

EVERY_RELATION = frozenset(Relation)


@dataclass(frozen=True, slots=True)
class Strictness:
    """Which matches make groups; unless set, all do.

    `at_least` is a cosine: two contents that are less alike do not match. Files with the same bytes
    are always alike enough. `relations` are those that bring photos together; without IDENTICAL, each content
    takes part with one of its files.
    """

    at_least: float = 0.0
    relations: frozenset[Relation] = EVERY_RELATION

    @property
    def leaves_out(self) -> bool:
        """Whether a match may be left out."""
        return self.at_least > 0 or self.relations != EVERY_RELATION

    def matches(self, matches: Iterable[Match]) -> Iterator[Match]:
        """Those of some matches that count."""
        for match in matches:
            if match.similarity >= self.at_least and match.relation in self.relations:
                yield match

    def groups(self, groups: Iterable[DuplicateGroup]) -> Iterator[DuplicateGroup]:
        """Groups as they are shown: without identical files where those are not wanted."""
        if Relation.IDENTICAL in self.relations:
            yield from groups
            return
        for group in groups:
            met = {group.keeper.content_id}
            # `add` returns None: a member stays if its content is met for the first time.
            members = tuple(
                member
                for member in group.members
                if member.photo.content_id not in met and not met.add(member.photo.content_id)
            )
            if members:
                yield replace(group, members=members)


def relations_from(text: str) -> frozenset[Relation]:
    """Read a list of relations, as it stands in a command: "identical,same_picture".

    Raises:
        ValueError: a name is none of a relation, or there is none.
    """
    return frozenset(Relation(name.strip()) for name in text.split(","))
