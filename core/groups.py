"""From the catalogue to groups: everything needed is stored, so nothing is scanned or embedded."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from core.catalog import apart, decisions, embeddings, photos, similar
from core.catalog.catalog import Catalog
from core.companions.units import Units, as_units
from core.embed.embedder import ModelSpec
from core.grouping_settings import DEFAULT_GROUPING, GroupingSettings
from core.match.family import Family, family_of
from core.match.grouping import NOTHING_DECIDED, PhotoGrouper
from core.match.histogram import SimilarityHistogram, similarity_histogram
from core.match.keeper import KeeperOrder
from core.match.outward import Outward
from core.match.strictness import Strictness
from core.photo import Decided, DuplicateGroup, Match, Photo, Relation
from core.progress import NEVER, CancelToken
from core.review.beside import REASONS
from core.review.checks import Protection
from core.review.covering import with_surroundings

ALL_MATCHES = Strictness()


def matched_photos(
    catalog: Catalog,
    spec: ModelSpec,
    roots: Sequence[Path] | None = None,
    grouping: GroupingSettings = DEFAULT_GROUPING,
) -> "MatchedPhotos":
    """Read what groups are made of: the photos that the last scans found, with what is alike among them.

    Args:
        catalog: where photos and similar pairs are stored.
        spec: the model whose vectors count.
        roots: only photos below these folders; None for all.
        grouping: what a person set about keepers and folders.

    Returns:
        what gives groups, more than once and as strictly as is wanted.
    """
    with catalog.read() as connection:
        model = embeddings.find_model_id(connection, spec.digest)
        taking_part = tuple(
            _each_file_once(grouping.not_ignored(photos.in_company(connection, model, roots)))
        )
        matches = tuple(similar.matches(connection, model)) if model is not None else ()
        decided = decisions.for_grouping(connection)
        parted = apart.leaders(connection)
    return MatchedPhotos(taking_part, matches, decided, grouping, parted, tuple(roots or ()))


def matched_around(
    catalog: Catalog,
    spec: ModelSpec,
    digests: Collection[bytes],
    roots: Sequence[Path] | None = None,
    grouping: GroupingSettings = DEFAULT_GROUPING,
) -> "MatchedPhotos":
    """The photos of some contents, what matches them, what matches that, and so on.

    No photo in it is in a group with one outside, so these groups can be made anew without the others.
    """
    with catalog.read() as connection:
        model = embeddings.find_model_id(connection, spec.digest)
        contents = set(photos.content_ids(connection, digests).values())
        matches: list[Match] = []
        if model is not None:
            contents, matches = similar.connected(connection, model, contents)
        around = grouping.not_ignored(photos.of_contents(connection, contents, roots))
        taking_part = tuple(_each_file_once(around))
        decided = decisions.for_grouping(connection)
        parted = apart.leaders(connection)
    return MatchedPhotos(taking_part, tuple(matches), decided, grouping, parted)


class MatchedPhotos:
    """Photos that may be in a group, their matches, and what a person decided about them. Any thread.

    As the catalogue had them at one moment.
    """

    def __init__(
        self,
        photos: tuple[Photo, ...] = (),
        matches: tuple[Match, ...] = (),
        decided: Decided = NOTHING_DECIDED,
        grouping: GroupingSettings = DEFAULT_GROUPING,
        parted: frozenset[Path] = frozenset(),
        roots: tuple[Path, ...] = (),
    ) -> None:
        self.roots = roots
        """The folders below which they were looked for; none where they were looked for everywhere."""
        self.photos = photos
        self.matches = matches
        self.decided = decided
        self.grouping = grouping
        self.parted = parted
        self._grouper: PhotoGrouper | None = None
        self._shown: dict[int, tuple[DuplicateGroup, tuple[DuplicateGroup, ...]]] = {}
        self._latest: tuple[Strictness, tuple[DuplicateGroup, ...]] | None = None

    def groups(
        self, strictness: Strictness = ALL_MATCHES, cancel: CancelToken = NEVER
    ) -> tuple[DuplicateGroup, ...]:
        """Group them, as strictly as is wanted; looks at their folders for what belongs to one shot.

        The latest answer is kept, for those who ask again.

        Raises:
            Cancelled: `cancel` was raised.
        """
        latest = self._latest
        if latest is not None and latest[0] == strictness:
            return latest[1]
        if self._grouper is None:
            order = self.grouping.order_of(self.photos, self.matches)
            outward = Outward(self.grouping.outward)
            self._grouper = PhotoGrouper(self.photos, order, self.decided, outward, cancel)
        found = self._grouper.groups(strictness.matches(cancel.over(self.matches)), cancel)
        groups = tuple(strictness.groups(self._as_units(self._grouper, cancel.over(found))))
        if Relation.IDENTICAL not in strictness.relations:  # reasons may be about copies that are left out
            explain = self._grouper.explained
            groups = tuple(group if group.reason in REASONS else explain(group) for group in groups)
        if any(group.protected or group.libraries for group in groups):  # some free less than was thought
            groups = tuple(sorted(groups, key=lambda group: -group.reclaimable))
        self._latest = strictness, groups
        return groups

    def family(self, group: DuplicateGroup) -> Family:
        """Who was made of whom in a group; pairs that a person called no duplicates are no relatives."""
        apart = self.decided.apart
        return family_of(
            group,
            (match for match in self.matches if (min(match.a, match.b), max(match.a, match.b)) not in apart),
        )

    def _as_units(self, grouper: PhotoGrouper, groups: Iterable[DuplicateGroup]) -> Iterator[DuplicateGroup]:
        """Groups with each unit as one photo; those that were looked at before are known, since the grouper
        gives the same objects again.

        Where photos left with their units, the reason for the keeper is told beside what is left.
        """
        units, protection = Units(self.parted), self.grouping.protection()
        for group in groups:
            known = self._shown.get(id(group))
            if known is None or known[0] is not group:
                as_told = (
                    one if one is group else grouper.explained(one) for one in as_units([group], units)
                )
                order, grouping = self.grouping.order, self.grouping
                given = {"hand_over": grouping.hand_over, "keep_companions": grouping.keep_companions}
                shown = tuple(
                    with_protection(
                        with_surroundings(one, units, order, **given, followers=_left_out(group, one)),
                        protection,
                    )
                    for one in as_told
                )
                known = self._shown[id(group)] = group, shown
            yield from known[1]

    def with_matches(self, matches: tuple[Match, ...]) -> "MatchedPhotos":
        """The same photos, after their matches were looked at more closely."""
        return MatchedPhotos(self.photos, matches, self.decided, self.grouping, self.parted, self.roots)

    def kept_by(self, order: KeeperOrder) -> "MatchedPhotos":
        """The same photos, as other rules choose among them."""
        grouping = replace(self.grouping, order=order)
        return MatchedPhotos(self.photos, self.matches, self.decided, grouping, self.parted, self.roots)

    def as_decided(self, decided: Decided) -> "MatchedPhotos":
        """The same photos, after other decisions."""
        return MatchedPhotos(self.photos, self.matches, decided, self.grouping, self.parted, self.roots)

    def histogram(self) -> SimilarityHistogram:
        """How alike the matches are."""
        return similarity_histogram(self.photos, self.matches)


def _left_out(group: DuplicateGroup, as_shown: DuplicateGroup) -> list[Photo]:
    """The photos of a group that are shown as parts of units."""
    if len(group.members) == len(as_shown.members):
        return []
    shown = {photo.id for photo in as_shown.photos}
    return [photo for photo in group.photos if photo.id not in shown]


def with_protection(group: DuplicateGroup, protection: Protection) -> DuplicateGroup:
    """A group that knows which of its photos are never touched: their folder is protected, or a program keeps
    them in a library of its own."""
    kept: list[tuple[int, str]] = []
    protected: set[int] = set()
    for photo in group.photos:
        if program := protection.program_of(photo.path):
            kept.append((photo.id, program))
        elif protection.holds(photo.path):
            protected.add(photo.id)
    if not kept and not protected:
        return group
    return replace(group, libraries=tuple(kept), protected=frozenset(protected))


def _each_file_once(found: Iterable[Photo]) -> Iterator[Photo]:
    """Leave out second paths to a file, which scans of different folders may have brought together.

    Offering a file as a copy of itself is how such tools lose the only one. Numbers alone do not tell: drives
    without inodes of their own give those of one scan to other files at the next.
    """
    seen: set[tuple[int, int, int, int]] = set()
    for photo in found:
        identity = (photo.file.dev, photo.file.inode, photo.content_id, photo.file.mtime_ns)
        if photo.file.inode == 0 or identity not in seen:
            seen.add(identity)
            yield photo
