"""Which folders cover the photos of which, from the matches that are stored: nothing is read from the disk.

    matches, groups   -> which content covers which (all that one holds is in the other)
    photos, contents  -> for each photo the folders that hold a photo which covers it
    photos that the same folders cover, of one folder    -> one `Overlap`

100,000 photos in 5,000 folders take less than a second, and every question about two folders is a sum over
overlaps. What lies beside the files counts as far as the groups have looked at it; before anything is planned
each pair is looked at again (`core.folders.clearing`).
"""

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    overlaps: tuple[Overlap, ...] = ()

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
    where = [number.get(folder_name(photo.path), -1) for photo in photos]
    lying: dict[int, list[int]] = defaultdict(list)
    for photo, folder in zip(photos, where, strict=True):
        if folder >= 0:
            lying[photo.content_id].append(folder)
    exceptions = _Exceptions(photos, where, covers)
    counts: dict[_Key, list[int]] = {}
    known: dict[int, tuple[frozenset[int], frozenset[int]]] = {}
    for photo, folder in zip(photos, where, strict=True):
        if folder < 0:
            continue
        content = photo.content_id
        around = exceptions.of(photo) or known.get(content)
        if around is None:
            around = known[content] = _around(content, covers, lying)
        if around is not _NOTHING:
            sums = counts.setdefault((folder, *around), [0, 0])
            sums[0] += 1
            sums[1] += photo.file.size
    overlaps = tuple(Overlap(*key, *sums) for key, sums in counts.items())
    folders = tuple(Path(path) for path in paths)
    return FolderCoverage(tuple(roots), folders, tuple(sizes[path] for path in paths), overlaps)


def folder_name(path: Path) -> str:
    """The folder of a file as text: a `Path` for each of 100,000 takes as long as all the rest."""
    return os.fspath(path).rpartition(os.sep)[0] or os.sep


_Key = tuple[int, frozenset[int], frozenset[int]]
_NOTHING = (frozenset[int](), frozenset[int]())


def _around(
    content: int, covers: Covers, lying: Mapping[int, Sequence[int]]
) -> tuple[frozenset[int], frozenset[int]]:
    """The folders that cover a content, and those that have the same picture otherwise."""
    own, near, other = lying[content], covers.covering.get(content), covers.alike.get(content)
    if len(own) == 1 and not near and not other:
        return _NOTHING
    covering = set(own) if len(own) > 1 else set[int]()
    covering.update(folder for one in near or () for folder in lying.get(one, ()))
    alike = {folder for one in other or () for folder in lying.get(one, ())}
    alike -= covering
    return (frozenset(covering), frozenset(alike)) if covering or alike else _NOTHING


class _Exceptions:
    """Files that some photos do not cover, although their contents would."""

    def __init__(self, photos: Sequence[Photo], where: Sequence[int], covers: Covers) -> None:
        self._covers = covers
        self._files: dict[int, list[tuple[int, int]]] = defaultdict(list)
        if covers.not_by:
            for photo, folder in zip(photos, where, strict=True):
                if folder >= 0:
                    self._files[photo.content_id].append((photo.id, folder))

    def of(self, photo: Photo) -> tuple[frozenset[int], frozenset[int]] | None:
        """The folders around such a file; None for all others."""
        not_by = self._covers.not_by.get(photo.id)
        if not_by is None:
            return None
        without = {other.id for other in not_by}
        doubted = {other.content_id for other in not_by} - {photo.content_id}
        covering: set[int] = set()
        alike: set[int] = set()
        for content in (photo.content_id, *self._covers.covering.get(photo.content_id, ())):
            for identity, folder in self._files.get(content, ()):
                if identity != photo.id:
                    (alike if identity in without or content in doubted else covering).add(folder)
        for content in self._covers.alike.get(photo.content_id, ()):
            alike.update(folder for _, folder in self._files.get(content, ()))
        return frozenset(covering), frozenset(alike - covering)
