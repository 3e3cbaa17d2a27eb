"""A plan that was made while drives were mounted elsewhere."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.catalog.catalog import Catalog
from core.catalog.drives import moved_path
from core.photo import ImageFile, Photo
from core.review.plan import GroupRemoval, RemovalPlan
from core.storage.drives import mounts
from core.storage.moved_drives import Mounts, moved_tops


def plan_where_drives_are(plan: RemovalPlan, catalog: Catalog, now: Mounts = mounts) -> RemovalPlan:
    """The plan with the paths of now.

    What lies where the plan says stays as it is. Each file is checked like any other before the action.
    """
    places = moved_tops(catalog, now)
    if not places:
        return plan

    def file_now(file: ImageFile) -> ImageFile:
        if _has_size(file.path, file.size):
            return file
        paths = (moved_path(file.path, old, place) for old, place in places)
        return next((replace(file, path=path) for path in paths if _has_size(path, file.size)), file)

    def photo_now(photo: Photo) -> Photo:
        return replace(photo, file=file_now(photo.file))

    groups = (
        GroupRemoval(tuple(map(photo_now, group.removed)), tuple(map(photo_now, group.survivors)))
        for group in plan.groups
    )
    along = {
        photo_now(photo).path: tuple(map(file_now, plan.along[photo.path]))
        for photo in plan.items
        if photo.path in plan.along
    }
    over = {_path_now(file, places): _path_now(place, places) for file, place in plan.over.items()}
    return replace(plan, groups=tuple(groups), along=along, over=over)


def _has_size(path: Path, size: int) -> bool:
    """Another drive at the same mount point may have a file of that name too."""
    try:
        return os.lstat(path).st_size == size
    except OSError:
        return False


def _path_now(path: Path, places: Sequence[tuple[Path, Path]]) -> Path:
    """Where a path is now: its drive may be elsewhere, its folder is there in any case."""
    if os.path.lexists(path.parent):
        return path
    moved = (moved_path(path, old, place) for old, place in places)
    return next((one for one in moved if os.path.lexists(one.parent)), path)
