"""Real files as a scan would have left them in the catalogue, and trashes that are folders."""

import hashlib
import os
import shutil
from pathlib import Path

from core.catalog import photos as photo_rows
from core.catalog.catalog import Catalog
from core.match.keeper import KeeperOrder
from core.photo import DecodedPhoto, DuplicateGroup, Evidence, ImageFile, Member, Photo, Relation
from core.progress import CancelToken, Progress
from core.review.actions.action import Action
from core.review.marks import Marks
from core.review.moves import is_still
from core.review.removal import Outcome, RemovalPlan, plan_removal, remove
from core.review.trash import Trash
from core.scan.walk import stat_image
from tests.photos import photo


class FolderTrash:
    """A trash in a temporary folder that cannot be looked into; `broken` makes it fail as trashes do."""

    def __init__(self, folder: Path, broken: str = "") -> None:
        self.folder = folder
        self.broken = broken
        folder.mkdir(exist_ok=True)

    def why_not(self, path: Path) -> str | None:
        return "The volume has no trash." if self.broken == "absent" else None

    def move(self, path: Path) -> None:
        if self.broken == "full":
            raise OSError(28, "No space left on device")
        if self.broken != "lying":
            shutil.move(path, self.folder / path.name)


class OpenTrash(FolderTrash):
    """A trash that can be looked into, as freedesktop's can."""

    def find(self, file: ImageFile, sha256: bytes = b"") -> Path | None:
        return next((place for place in self.folder.iterdir() if is_still(place, file, sha256)), None)

    def forget(self, place: Path) -> None:
        return None


def on_disk(path: Path, identity: int, content: bytes = b"picture") -> Photo:
    """A real file and the photo that a scan would have made of it. Lower identities are older."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (1_700_000_000 + identity, 1_700_000_000 + identity))
    return as_scanned(path, identity)


def as_scanned(path: Path, identity: int) -> Photo:
    """The photo that a scan would have made of a file that is there."""
    sha256 = hashlib.sha256(path.read_bytes()).digest()
    blank = photo(identity, path, content=int.from_bytes(sha256[:4], "big"))
    values = {name: getattr(blank, name) for name in Photo.__slots__}
    return Photo(**{**values, "file": stat_image(path), "sha256": sha256})


def group_of(*photos: Photo) -> DuplicateGroup:
    """One group of photos that all look like the best of them."""
    keeper, *rest = sorted(photos, key=KeeperOrder().rank)
    members = [
        Member(
            other,
            Relation.IDENTICAL if other.content_id == keeper.content_id else Relation.SAME_PICTURE,
            Evidence(1.0),
        )
        for other in rest
    ]
    return DuplicateGroup(keeper, "Kept because it is the best.", tuple(members))


def catalogued(catalog: Catalog, *photos: Photo) -> None:
    """Let the catalogue know photos, as a scan does."""
    with catalog.write() as connection:
        photo_rows.add(
            connection,
            [
                DecodedPhoto(p.file, p.sha256, None, b"", p.width, p.height, p.format, p.sharpness, p.exif)
                for p in photos
            ],
        )


def present(catalog: Catalog) -> list[Path]:
    with catalog.read() as connection:
        return [photo.path for photo in photo_rows.present(connection)]


def marking(
    group: DuplicateGroup, *members: int, protected: tuple[Path, ...] = (), alone: tuple[int, ...] = ()
) -> RemovalPlan:
    """The plan that follows from marking some photos of a group, the keeper being number 0."""
    marks = Marks()
    for number in members:
        marks.toggle(group, group.photos[number].id)
    return plan_removal([group], marks, protected, alone=alone)


def silent(_: Progress) -> None:
    """A reporter that nobody listens to."""


def run(
    plan: RemovalPlan,
    catalog: Catalog,
    trash: Trash,
    cancel: CancelToken | None = None,
    *,
    action: Action | None = None,
    dry_run: bool = False,
) -> tuple[Outcome, ...]:
    """Carry out a plan without anybody watching."""
    return remove(
        plan,
        catalog,
        trash,
        action=action,
        dry_run=dry_run,
        report=silent,
        cancel=cancel or CancelToken(),
    )
