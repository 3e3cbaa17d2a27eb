"""Comparing photos at full size, in a worker: files are decoded, and kept while a pair may ask for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.errors import UnreadablePhoto
from core.freed_memory import hand_back_from
from core.lineage.alignment import full_guess
from core.lineage.judgement import judge, of_a_thumbnail, of_equal_pixels, unlike
from core.lineage.measures import compare
from core.lineage.picture import FullPicture
from core.match.features import GREY_SIDE, Features, features_of
from core.match.ground import ground_around, laid_beside
from core.match.opencv import open_cv
from core.match.registration import register
from core.photo import Lineage
from core.scan.full_picture import AnotherFile, open_full

Pair = tuple[int, int]
"""Contents, the smaller first."""


class Seen(NamedTuple):
    """A content to be compared: a file of it, its thumbnail, its SHA-256, and other files of it.

    What is found is kept for the content, so it has to come of the very bytes: a file that has changed, or
    gone, since it was read says nothing, and another one is opened.
    """

    path: Path
    thumbnail: bytes
    sha256: bytes = b""
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class CloseLook:
    """Pairs of some photos to be compared. `path` names the first one, should all of it fail."""

    path: Path
    photos: Mapping[int, Seen]
    """By content."""
    pairs: tuple[Pair, ...]


Compared = dict[Pair, tuple[Lineage, bool]]
"""For each pair what was found, and whether all pixels are equal; without those whose files were not there as
they were read, which another scan may find again."""


def paths_of(look: CloseLook) -> list[Path]:
    """The files that a look opens."""
    return list(chain.from_iterable((photo.path, *photo.others) for photo in look.photos.values()))


def compare_all(look: CloseLook) -> Compared:
    """In a worker: compare the pairs of some photos. A photo that cannot be read covers nothing."""
    open_cv().setNumThreads(1)  # as many looks at a time as there are cores
    hand_back_from(16 << 20, kept=32 << 20)  # what one pair takes beside its pictures, the next one takes too
    opened = _Opened(look.photos)
    found: Compared = {}
    last_of = {content: pair for pair in look.pairs for content in pair}
    for pair in look.pairs:
        try:
            found[pair] = _compared(opened, *pair)
        except AnotherFile:
            pass
        except UnreadablePhoto:
            found[pair] = unseen(), False
        opened.drop(content for content in pair if last_of[content] == pair)
    return found


def unseen() -> Lineage:
    """Of photos that could not be compared, one that covers nothing."""
    blank = FullPicture(np.zeros((1, 1, 3), np.uint8), np.eye(3))
    return unlike(blank, blank)


def _compared(opened: "_Opened", a: int, b: int) -> tuple[Lineage, bool]:
    one, other = _side_by_side(opened.picture(a), opened.picture(b))
    if _are_equal(one, other):
        return of_equal_pixels(one, other), True
    laid = register(opened.features(a, beside=b), opened.features(b, beside=a))
    if laid is None:
        return unlike(one, other), False
    found = compare(one, other, full_guess(laid.mapping, one, other, GREY_SIDE))
    if found is None:
        whole = min(laid.covered_a, laid.covered_b) > _WHOLE and laid.agreement > _ALIKE
        return (of_a_thumbnail(one, other) if whole else None) or unlike(one, other), False
    return judge(found, one, other), found.equal


def _are_equal(one: FullPicture, other: FullPicture) -> bool:
    """Whether two pictures have the same pixels; most that have not differ in the first few rows."""
    first, second = one.pixels, other.pixels
    alike = np.array_equal(one.turned, other.turned) and np.array_equal(first[::_EVERY], second[::_EVERY])
    return alike and np.array_equal(first, second)


_EVERY = 64


def _side_by_side(one: FullPicture, other: FullPicture) -> tuple[FullPicture, FullPicture]:
    """Two pictures, a transparent one laid on the ground of one that is not: what is visible counts."""
    if (one.alpha is None) == (other.alpha is None):
        return one, other
    ground = ground_around((other if other.alpha is None else one).pixels)
    return (one, other) if ground is None else (one.on_ground(ground), other.on_ground(ground))


_WHOLE, _ALIKE = 0.97, 0.9


class _Opened:
    """Photos decoded for a look, and kept until they are dropped; of many large ones the last few."""

    def __init__(self, known: Mapping[int, Seen]) -> None:
        self._known = known
        self._pictures: dict[int, FullPicture] = {}
        self._features: dict[int, Features] = {}

    def picture(self, content: int) -> FullPicture:
        if content not in self._pictures:
            while self._pictures and sum(p.pixels.nbytes for p in self._pictures.values()) > _KEPT_BYTES:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[content] = _open_one(self._known[content])
        self._pictures[content] = self._pictures.pop(content)  # the last used goes last
        return self._pictures[content]

    def drop(self, contents: Iterable[int]) -> None:
        """Forget photos that no other pair asks for."""
        for content in contents:
            self._pictures.pop(content, None)

    def features(self, content: int, beside: int) -> Features:
        """What `register` asks of a picture that is compared with another one."""
        thumbnail = self._known[content].thumbnail
        laid = laid_beside(thumbnail, self._known[beside].thumbnail)
        if laid is not thumbnail:
            return features_of(laid)
        if content not in self._features:
            self._features[content] = features_of(thumbnail)
        return self._features[content]


def _open_one(photo: Seen) -> FullPicture:
    """Decode the first file of a content that is there as it was read.

    Raises:
        AnotherFile: none of them is.
        UnreadablePhoto: the content cannot be decoded, or is too large for this.
    """
    for path in (photo.path, *photo.others):
        try:
            return open_full(path, photo.sha256)
        except AnotherFile:
            continue
    raise AnotherFile("None of its files is there as it was read.")


_KEPT_BYTES = 300 << 20
