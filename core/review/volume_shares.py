"""What of a removal lies on which volume, and whether each of them has a trash: to be said beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.path_text import folder_name
from core.photo import Photo
from core.review.trash import Trash, volumes_without_trash
from core.storage.volumes import asked_once, mount_point


@dataclass(frozen=True, slots=True)
class VolumeShare:
    """The photos of one volume. `without_trash` says why they cannot go to a trash, "" where they can."""

    volume: Path
    files: int
    bytes: int
    without_trash: str = ""


def volume_shares(photos: Iterable[Photo], trash: Trash) -> tuple[VolumeShare, ...]:
    """Divide photos by volume, the one with the most bytes first. Asks the disk once for each folder."""
    by_folder: dict[str, list[Photo]] = {}
    for photo in photos:
        by_folder.setdefault(folder_name(photo.path), []).append(photo)
    by_volume: dict[Path, list[Photo]] = {}
    with asked_once():
        for found in by_folder.values():
            by_volume.setdefault(mount_point(found[0].path), []).extend(found)
        without = volumes_without_trash((found[0].path for found in by_folder.values()), trash)
    shares = [
        VolumeShare(volume, len(found), sum(photo.file.size for photo in found), without.get(volume, ""))
        for volume, found in by_volume.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.bytes, share.volume)))
