"""Which folders cover the photos of which, from the matches that are stored: nothing is read from the disk.

    matches, groups   -> which content covers which (all that one holds is in the other)
    photos, contents  -> for each photo the folders that hold a photo which covers it
    photos that the same folders cover, of one folder    -> one `Overlap`

100,000 photos in 5,000 folders take less than a second, and every question about two folders is a sum over
overlaps. What lies beside the files counts as far as the groups have looked at it; before anything is planned
each pair is looked at again (`core.folders.clearing`).
"""

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.photo import DuplicateGroup, Match, Photo, Relation


@dataclass(frozen=True, slots=True)
class FolderSize:
    """What lies in a folder itself, not in those below it."""

    photos: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Overlap:
    """Photos of one folder to which the same other folders are alike.

    `covering` are the folders that each hold a photo which covers it; in those of `alike` lies the same
    picture, but something would be lost. Folders are numbers; `folder` itself may be among them.
    """

    folder: int
    covering: frozenset[int]
    alike: frozenset[int]
    photos: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FolderCoverage:
    """All folders that hold photos, and the overlaps between them. `roots` are the scanned folders."""

    roots: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    sizes: tuple[FolderSize, ...] = ()
    overlaps: tuple[Overlap, ...] = field(default=())

    @property
    def photos(self) -> int:
        """How many photos there are, alike or not."""
        return sum(size.photos for size in self.sizes)


@dataclass(frozen=True, slots=True)
class Covers:
    """Which content covers which, and which is alike without covering: by content, the others.

    Where only a file's surroundings keep a copy from covering it (a sidecar, a film beside it), `not_by` has
    the photo's id and the photos that do not cover it although their contents would.
    """

    covering: Mapping[int, Collection[int]]
    alike: Mapping[int, Collection[int]]
    not_by: Mapping[int, Collection[Photo]]

    @classmethod
    def of(
        cls,
        matches: Iterable[Match],
        groups: Iterable[DuplicateGroup],
        apart: Collection[tuple[int, int]] = (),
    ) -> "Covers":
        """Take what is known.

        Args:
            matches: between contents.
            groups: of the same photos: they vouch for their keepers, and know what lies around the files.
            apart: pairs of contents, the smaller first, that a person called no duplicates.
        """
        covering: dict[int, set[int]] = defaultdict(set)
        alike: dict[int, set[int]] = defaultdict(set)
        not_by: dict[int, list[Photo]] = defaultdict(list)
        for match in matches:
            a, b = match.a, match.b
            if match.relation is Relation.SAME_SCENE or (min(a, b), max(a, b)) in apart:
                continue
            lineage = match.lineage
            covered = lineage is not None
            (covering if covered and not lineage.losses_a else alike)[a].add(b)
            (covering if covered and not lineage.losses_b else alike)[b].add(a)
        for group in groups:
            keeper = group.keeper
            for member in group.members:
                if member.relation is Relation.SAME_SCENE:
                    continue
                content, photo = keeper.content_id, member.photo
                if member.covered:
                    covering[photo.content_id].add(content)
                elif content == photo.content_id or content in covering.get(photo.content_id, ()):
                    not_by[photo.id].append(keeper)
        return cls(covering, alike, not_by)


def coverage_of(
    photos: Sequence[Photo],
    covers: Covers,
    sizes: Mapping[str, FolderSize],
    roots: Sequence[Path] = (),
) -> FolderCoverage:
    """Find out which folders cover the photos of which. Any thread.

    Args:
        photos: all that have a match or a copy.
        covers: which covers which.
        sizes: every folder that holds photos, by its path, whether they match anything or not.
        roots: the scanned folders.
    """
    paths = sorted(sizes)
    number = {path: n for n, path in enumerate(paths)}
    files: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for photo in photos:
        folder = number.get(folder_name(photo.path))
        if folder is not None:
            files[photo.content_id].append((photo.id, folder))
    within = {content: frozenset(folder for _, folder in lying) for content, lying in files.items()}
    counts: Counter[tuple[int, frozenset[int], frozenset[int]]] = Counter()
    bytes_: Counter[tuple[int, frozenset[int], frozenset[int]]] = Counter()
    known: dict[int, tuple[frozenset[int], frozenset[int]]] = {}
    for photo in photos:
        folder = number.get(folder_name(photo.path))
        if folder is None:
            continue
        content = photo.content_id
        if photo.id in covers.not_by:
            around = _around_one(photo, covers, files)
        else:
            around = known.get(content)
            if around is None:
                around = known[content] = _around(content, covers, within, len(files[content]) > 1)
        if around[0] or around[1]:
            key = (folder, *around)
            counts[key] += 1
            bytes_[key] += photo.file.size
    overlaps = tuple(Overlap(*key, photos=count, bytes=bytes_[key]) for key, count in counts.items())
    folders = tuple(Path(path) for path in paths)
    return FolderCoverage(tuple(roots), folders, tuple(sizes[path] for path in paths), overlaps)


def folder_name(path: Path) -> str:
    """The folder of a file as text: a `Path` for each of 100,000 takes as long as all the rest."""
    return os.path.dirname(os.fspath(path))  # noqa: PTH120 - see above


def _around(
    content: int, covers: Covers, within: Mapping[int, frozenset[int]], copied: bool
) -> tuple[frozenset[int], frozenset[int]]:
    """The folders that cover a content, and those that have the same picture otherwise."""
    covering = within[content] if copied else frozenset[int]()
    near = covers.covering.get(content)
    if near:
        covering = covering.union(*(within[other] for other in near if other in within))
    alike = frozenset[int]()
    near = covers.alike.get(content)
    if near:
        alike = alike.union(*(within[other] for other in near if other in within)) - covering
    return covering, alike


def _around_one(
    photo: Photo, covers: Covers, files: Mapping[int, Sequence[tuple[int, int]]]
) -> tuple[frozenset[int], frozenset[int]]:
    """The same of one file that some photos do not cover, although their contents would."""
    without = {other.id for other in covers.not_by[photo.id]}
    doubted = {other.content_id for other in covers.not_by[photo.id]} - {photo.content_id}
    covering: set[int] = set()
    alike: set[int] = set()
    for content in (photo.content_id, *covers.covering.get(photo.content_id, ())):
        for identity, folder in files.get(content, ()):
            if identity != photo.id:
                (alike if identity in without or content in doubted else covering).add(folder)
    for content in covers.alike.get(photo.content_id, ()):
        alike.update(folder for _, folder in files.get(content, ()))
    return frozenset(covering), frozenset(alike - covering)
