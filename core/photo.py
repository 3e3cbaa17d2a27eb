"""The values that pass between the rooms: plain, frozen, and free of any library's types.

A photo's walk in values:

    ImageFile  --read-->  DecodedPhoto | KnownCopy | Skipped  --embed, store-->  Photo
    Photo, Photo  --verify-->  Match(Evidence)  --group-->  DuplicateGroup(keeper, members)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from core.loss import Loss

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    """uint8[height, width, 3], RGB, upright."""

    ImageBatch = NDArray[np.uint8]
    """uint8[n, height, width, 3], RGB, upright."""

    Embeddings = NDArray[np.float32]
    """float32[n, dim], each row of length one."""

    Vector = NDArray[np.float32]
    """float32[dim], of length one."""

    BucketKeys = NDArray[np.int64]
    """int64[n, tables]: the bucket that each photo falls into, per hash table."""
else:  # a tenth of the time until the first window would go into importing NumPy for these names
    Pixels = ImageBatch = Embeddings = Vector = BucketKeys = Any


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A file that claims to be a photo, as `stat` saw it."""

    path: Path
    size: int
    mtime_ns: int
    dev: int
    inode: int


@dataclass(frozen=True, slots=True)
class LikelyCopy(ImageFile):
    """A file that has as many bytes as others that are known: it may have the very bytes of one.

    `digests` are the SHA-256 of those, one behind the other.
    """

    digests: bytes = b""


class FileStamp(NamedTuple):
    """What `stat` says of a file, without its path: a scan compares these by the hundred thousand."""

    size: int
    mtime_ns: int
    dev: int
    inode: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that a scan left out, and why, in words for people."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class ExifFacts:
    """What the camera wrote down.

    `captured` has microseconds where the camera gave sub-seconds, and a time zone only where the
    camera wrote one: a naive value is the camera's own wall clock. Latitude and longitude are
    degrees, north and east positive. `exposure` is the shutter's time in seconds, `aperture` the f-number,
    `bias` the correction of the exposure in EV, `iso` the sensitivity.
    """

    captured: datetime | None = None
    camera: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    software: str | None = None
    exposure: float | None = None
    aperture: float | None = None
    bias: float | None = None
    iso: int | None = None

    @property
    def is_empty(self) -> bool:
        return self.captured is None and self.camera is None and self.latitude is None


@dataclass(frozen=True, slots=True)
class ContentFacts:
    """What a comparison of two contents needs beside their vectors."""

    width: int
    height: int
    exif: ExifFacts
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class DecodedPhoto:
    """Everything that one reading of a file gives.

    `pixels` is uint8[side, side, 3], the model's input. `thumbnail` holds an encoded JPEG of the whole
    upright picture. `width` and `height` are those of the full picture, upright. `sharpness` is the
    mean gradient energy at a fixed size, comparable between copies of one picture. Of a draft all three come
    from a small copy in the file: enough to look for what is similar, not to compare it.

    `vector` is there where the photo was embedded by who decoded it; `pixels`, which nobody needs then, are
    empty.
    """

    file: ImageFile
    sha256: bytes
    pixels: Pixels
    thumbnail: bytes
    width: int
    height: int
    format: str
    sharpness: float
    exif: ExifFacts = field(default_factory=ExifFacts)
    is_draft: bool = False
    vector: Vector | None = None

    def with_vector(self, vector: Vector) -> "DecodedPhoto":
        """The same once it was embedded, without the pixels."""
        return replace(self, vector=vector, pixels=self.pixels[:0, :0])


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A file with the bytes of a content that is known: nothing was decoded."""

    file: ImageFile
    sha256: bytes


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo in the catalogue: one file, with the facts of its content.

    Photos with equal `content_id` have the same bytes.
    """

    id: int
    content_id: int
    file: ImageFile
    sha256: bytes
    width: int
    height: int
    format: str
    sharpness: float
    exif: ExifFacts

    @property
    def path(self) -> Path:
        return self.file.path

    @property
    def pixels(self) -> int:
        return self.width * self.height


class Relation(StrEnum):
    """What a match means, from the surest to the loosest; see DESIGN section 5."""

    IDENTICAL = "identical"
    SAME_PICTURE = "same_picture"
    SAME_SCENE = "same_scene"


class Change(StrEnum):
    """What the second picture has that the first has not; the number that goes with it is in brackets."""

    RESIZED = "resized"
    """(length of things in the second over that in the first, in pixels of the full photos)"""
    CROPPED = "cropped"
    """(share of the first that the second shows)"""
    SURROUNDED = "surrounded"
    """By bars, a border or another picture (share of the second that the first takes)."""
    OVERLAPPING = "overlapping"
    """Each shows something that the other does not (share of the first that the second shows)."""
    ROTATED = "rotated"
    """(quarter turns, in degrees clockwise)"""
    TILTED = "tilted"
    """(degrees clockwise)"""
    MIRRORED = "mirrored"
    STRETCHED = "stretched"
    """(one direction's scale over the other's)"""
    BRIGHTER = "brighter"
    """(mean difference in grey values, 0 to 255)"""
    DARKER = "darker"
    MORE_CONTRAST = "more_contrast"
    """(contrast of the second over that of the first)"""
    LESS_CONTRAST = "less_contrast"
    GREY = "grey"
    COLOURED = "coloured"
    """Only the first is black and white."""
    TINTED = "tinted"
    """One tint over black and white, such as sepia."""
    OTHER_COLOURS = "other_colours"
    """(distance of the mean colours)"""
    COVERED = "covered"
    """A sticker, a caption, a logo (share of the overlap that differs)."""
    SAME_DATA = "same_data"
    """Every decoded pixel is equal; only what the files say beside it differs."""
    SECONDS_APART = "seconds_apart"
    """(seconds between the captures)"""
    SECONDS_NAMED = "seconds_named"
    """The same, as the photos' names tell it; the cameras wrote nothing."""
    SAME_CAMERA = "same_camera"
    OTHER_CAMERA = "other_camera"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is known about a pair."""

    change: Change
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two photos were matched.

    `probability` is that of the relation, None where the bytes alone decide. `findings` tell what
    happened from the first photo to the second; in a group, from the keeper to the member.
    """

    similarity: float
    probability: float | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who was made of whom, as two pictures at full size tell it; a and b as in the `Match`.

    `b_of_a` and `a_of_b` are the odds, 0 to 1, that one was made of the other; both are low where they have
    a third in common, or where nothing tells. `losses_a` is what would be lost if a went and b stayed.
    """

    b_of_a: float
    a_of_b: float
    losses_a: tuple[Loss, ...] = ()
    losses_b: tuple[Loss, ...] = ()

    def losses_of(self, content: int, match: "Match") -> tuple[Loss, ...]:
        """What would be lost if one of the two contents went."""
        return self.losses_a if content == match.a else self.losses_b


@dataclass(frozen=True, slots=True)
class Match:
    """Two contents that belong together; `a` and `b` are content ids.

    `forth` holds the findings from `a` to `b`, `back` those from `b` to `a`. `lineage` is None where the two
    have not been compared at full size.
    """

    a: int
    b: int
    relation: Relation
    similarity: float
    probability: float
    forth: tuple[Finding, ...] = ()
    back: tuple[Finding, ...] = ()
    lineage: Lineage | None = None

    def evidence_from(self, keeper: int) -> Evidence:
        """The evidence as seen from one of the two contents."""
        return Evidence(self.similarity, self.probability, self.forth if keeper == self.a else self.back)


@dataclass(frozen=True, slots=True)
class Member:
    """A photo of a group, and how it relates to the group's keeper.

    `losses` is what it holds that the keeper does not. `covered` photos hold nothing of the kind: only they
    may be marked in bulk. `twin` is a photo with the same bytes that stays in its stead where the keeper does
    not cover it: one of the group, or the JPEG of the RAW that is kept; relation, evidence and losses are
    about the two then.
    """

    photo: Photo
    relation: Relation
    evidence: Evidence
    losses: tuple[Loss, ...] = ()
    twin: Photo | None = None

    @property
    def covered(self) -> bool:
        return self.relation is not Relation.SAME_SCENE and not self.losses


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Photos that all match the keeper. The keeper is not among `members`.

    `reason` says in a sentence why the keeper is the one to keep. `libraries` are the programs that keep some
    of the photos in libraries of their own, each with a photo's id. `protected` are the ids of photos in
    folders that a person protected.
    """

    keeper: Photo
    reason: str
    members: tuple[Member, ...]
    libraries: tuple[tuple[int, str], ...] = ()
    protected: frozenset[int] = frozenset()

    def program_of(self, photo: Photo) -> str:
        """The program in whose library a photo of the group lies; empty for most."""
        return dict(self.libraries).get(photo.id, "")

    def stays_anyway(self, photo: Photo) -> bool:
        """Whether a photo of the group is never removed: its folder is protected, or a program keeps it."""
        return photo.id in self.protected or bool(self.libraries and self.program_of(photo))

    def stays_for(self, member: Member) -> Photo:
        """The photo that stays if a member goes."""
        return member.twin or self.keeper

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Every photo of the group, the keeper first."""
        return (self.keeper, *(member.photo for member in self.members))

    @property
    def relation(self) -> Relation:
        """The loosest relation in the group, which is how far the group may be trusted."""
        order = list(Relation)
        return max((m.relation for m in self.members), key=order.index)

    @property
    def reclaimable(self) -> int:
        """Bytes that removing every member would free, but for those that stay anyway."""
        if not self.protected and not self.libraries:
            return sum(m.photo.file.size for m in self.members)
        return sum(m.photo.file.size for m in self.members if not self.stays_anyway(m.photo))


def _none_apart() -> Mapping[int, int]:
    return {}


def _none_chosen() -> Mapping[int, Path]:
    return {}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about contents, by their ids, as far as it makes groups other than they would be.

    `apart` are pairs, the smaller id first, that are no duplicates whatever was measured. `copies_apart` says
    of a content how many files with its bytes are wanted side by side. `keepers` are contents that shall be
    the keepers of their groups, and which of their files.
    """

    apart: frozenset[tuple[int, int]] = frozenset()
    copies_apart: Mapping[int, int] = field(default_factory=_none_apart)
    keepers: Mapping[int, Path] = field(default_factory=_none_chosen)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An answer to "what looks like this one?".

    `tables_matched` is the share of hash tables in which both photos fell into the same bucket
    (the original example's "Jaccard", divided by the number of tables as it should be).
    """

    photo: Photo
    similarity: float
    tables_matched: float
