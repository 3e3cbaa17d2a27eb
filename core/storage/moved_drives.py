"""A drive that is mounted elsewhere than at its last scan: its paths in the catalogue follow it.

Asked when a catalogue is opened and when a scan begins. Where nothing moved, that is a look at the system's
list of mounts. A volume is known by its identity, and believed only if known files lie where they should.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from core.catalog import drives
from core.catalog.catalog import Catalog
from core.catalog.drives import SeenMount, moved_path
from core.settings import Settings
from core.storage.drives import Mount, is_lasting, mount_of, mounts

Mounts = Callable[[], tuple[Mount, ...]]


def remember_drives(catalog: Catalog, folders: Iterable[Path], now: Mounts = mounts) -> None:
    """Write down which volumes some folders lie on; not for a team, whose machines have their own mounts."""
    if catalog.is_shared:
        return
    there = now()
    found = {mount for folder in folders if (mount := mount_of(folder, there)) is not None}
    with catalog.write() as connection:
        drives.remember(connection, found)


def follow_drives(catalog: Catalog, now: Mounts = mounts) -> list[tuple[Path, Path]]:
    """Bring the catalogue's paths along with drives that are mounted elsewhere by now.

    A team's catalogue keeps its paths: what one machine mounts elsewhere, another does not.

    Returns:
        where each was, and where it is.
    """
    if catalog.read_only or catalog.is_shared:
        return []
    with catalog.read() as connection:
        seen = drives.seen(connection)
    there = now() if seen else ()
    if _set_aside(catalog, seen, there):
        with catalog.read() as connection:
            seen = drives.seen(connection)
    latest = {one.mount.top: one.mount for one in seen}
    moved: list[tuple[Path, Path]] = []
    for was in latest.values():
        place = _place_of(was, there)
        if place is None or place == was.top or not _is_it(catalog, was.top, place):
            continue
        others = [top for top in latest if top != was.top and top.is_relative_to(was.top)]
        with catalog.write(durable=True) as connection:
            drives.move(connection, was.top, place, others)
            drives.remember(connection, [Mount(place, was.volume, was.inside, was.kind)])
        moved.append((was.top, place))
    return moved


def _set_aside(catalog: Catalog, seen: Iterable[SeenMount], there: Sequence[Mount]) -> bool:
    """Set paths aside where another volume is mounted by now: two sticks used in turn have one mount point.

    They wait under a name that no folder has, as those of a drive that is not plugged in, until their own
    volume is there again. Where known files lie as they did, a drive was copied onto another one, which goes
    on as the same.

    Returns:
        whether anything was written.
    """
    latest = {one.mount.top: one.mount for one in seen}
    changed = False
    for was in latest.values():
        other = next((one for one in there if one.top == was.top and one.volume != was.volume), None)
        if other is None or not (is_lasting(was.volume) and is_lasting(other.volume)):
            continue
        aside = waiting_place(was)
        others = [top for top in latest if top != was.top and top.is_relative_to(was.top)]
        with catalog.read() as connection:
            files = drives.some_files(connection, was.top)
        with catalog.write(durable=True) as connection:
            if files and aside is not None and not any(_has_size(path, size) for path, size in files):
                drives.move(connection, was.top, aside, others)
                drives.remember(connection, [Mount(aside, was.volume, was.inside, was.kind)])
            drives.remember(connection, [other])
        changed = True
    return changed


def waiting_place(was: Mount) -> Path | None:
    """Where the paths of a volume wait whose mount point another one has; None for the root of a system."""
    volume = re.sub(r"[^\w-]+", "-", was.volume)
    if was.top.name:
        return was.top.with_name(f"{was.top.name} ({volume})")
    letter = was.top.drive.rstrip(":")
    return Path(os.environ.get("SYSTEMDRIVE", "C:") + "\\", f"{letter} ({volume})") if letter else None


def say_moved(old: Path, new: Path) -> str:
    """What was found out about a drive, in a sentence."""
    return f"The drive that was at {old} is at {new} now."


def with_moved_folders(settings: Settings, catalog: Catalog, now: Mounts = mounts) -> Settings:
    """Settings whose folders count where their drives are now, too: what was protected stays protected."""
    places = moved_tops(catalog, now)
    if not places:
        return settings

    def both(folders: Sequence[Path]) -> tuple[Path, ...]:
        new = (moved_path(folder, old, place) for folder in folders for old, place in places)
        return tuple(dict.fromkeys((*folders, *new)))

    def moved(folder: Path) -> Path:
        for old, place in places:
            folder = moved_path(folder, old, place)
        return folder

    rules = {rule.folders: rule for rule in settings.arrivals}
    for rule in settings.arrivals:
        now_at = replace(rule, folder=moved(rule.folder), covered_by=moved(rule.covered_by))
        rules.setdefault(now_at.folders, now_at)
    return replace(
        settings,
        protected_folders=both(settings.protected_folders),
        library_folders=both(settings.library_folders),
        source_folders=both(settings.source_folders),
        preferred_folders=both(settings.preferred_folders),
        ignored_folders=both(settings.ignored_folders),
        lifted_libraries=both(settings.lifted_libraries),
        outward_folders=both(settings.outward_folders),
        arrivals=tuple(rules.values()),
    )


def moved_tops(catalog: Catalog, now: Mounts = mounts) -> list[tuple[Path, Path]]:
    """Where drives were seen that are elsewhere now, and where each is."""
    with catalog.read() as connection:
        seen = [one.mount for one in drives.seen(connection)]
    there = now() if seen else ()
    places = ((was.top, _place_of(was, there)) for was in seen)
    return [(old, new) for old, new in places if new is not None and new != old]


def is_unplugged(path: Path, catalog: Catalog, now: Mounts = mounts) -> bool:
    """Whether the drive that a file was on is not there at all. Without a lasting identity nobody knows."""
    with catalog.read() as connection:
        latest_first = [one.mount for one in reversed(drives.seen(connection))]
    was = mount_of(path, latest_first)
    return was is not None and is_lasting(was.volume) and _place_of(was, now()) is None


def _place_of(was: Mount, there: Iterable[Mount]) -> Path | None:
    """Where a volume, or a folder of it, is now: where it was, if it is there too; None if nowhere."""
    places = [
        mount.top / was.inside.relative_to(mount.inside)
        for mount in there
        if mount.volume == was.volume and was.inside.is_relative_to(mount.inside)
    ]
    return was.top if was.top in places else min(places, default=None)


def _is_it(catalog: Catalog, old: Path, new: Path) -> bool:
    """Whether any known file lies where it should: volumes may be copied, and numbers be reused."""
    with catalog.read() as connection:
        files = drives.some_files(connection, old)
    return any(_has_size(moved_path(path, old, new), size) for path, size in files)


def _has_size(path: Path, size: int) -> bool:
    try:
        return os.lstat(path).st_size == size
    except OSError:
        return False
