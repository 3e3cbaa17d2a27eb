"""What only the losing copy knows (date, place, stars, words), kept in a sidecar of the photo that stays.

Done only when a person asks for it. The photo itself is never rewritten. A sidecar that is there already is
added to (see `core.review.xmp`), after a copy of it went into quarantine; both are journalled before.
"""

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

from core.catalog import photos
from core.catalog.catalog import Catalog
from core.catalog.removals import Intent, State
from core.errors import CatalogError, RemovalRefused
from core.photo import ImageFile, Photo
from core.review.actions.action import ActionKind
from core.review.actions.quarantine import ToQuarantine
from core.review.checks import check_unchanged
from core.review.discard import discard_own_copy
from core.review.journal import Journal
from core.review.losses import untold
from core.review.moves import copy_new, digest, is_file_at, rename_new, sync_folder
from core.review.restore import file_at
from core.review.written import read_written, sidecar_of
from core.review.xmp import EMPTY, XmpFacts, with_facts
from core.storage.names import part_of


def lost_facts(keeper: Photo, loser: Photo, catalog: Catalog) -> XmpFacts:
    """What would be lost with `loser`: facts that it, or its sidecar, has and `keeper` has not."""
    mine, theirs = read_written(keeper.path), read_written(loser.path)
    return untold(_with_exif(keeper, catalog), _with_exif(loser, catalog), mine, theirs).facts


def give_facts(
    keeper: Photo,
    facts: XmpFacts,
    catalog: Catalog,
    quarantine: ToQuarantine | None = None,
    journal: Journal | None = None,
) -> Path | None:
    """Write facts into the sidecar of `keeper`, which is made where there is none.

    Args:
        keeper: the photo that stays.
        facts: what it lacks.
        catalog: has the journal.
        quarantine: where a copy of an older sidecar goes.
        journal: the session to which this belongs, so that it is undone with it; None makes one.

    Returns:
        the sidecar; None where there was nothing to add.

    Raises:
        RemovalRefused: it could not be written, with a sentence; the older one is as it was.
    """
    if facts.is_empty:
        return None
    sidecar = sidecar_of(keeper.path)
    journal = journal or Journal(catalog, ActionKind.SIDECAR)
    try:
        old = sidecar.read_bytes() if os.path.lexists(sidecar) else None
        new = with_facts(EMPTY if old is None else old, facts)
        if new == old:
            return None
        _replace(keeper, sidecar, old, new, journal, quarantine or ToQuarantine())
    except (OSError, ValueError, CatalogError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        raise RemovalRefused(f"The sidecar {sidecar.name} could not be written: {why}.") from error
    return sidecar


def _with_exif(photo: Photo, catalog: Catalog) -> Photo:
    """A photo with its date and place, which a plan from a file does not bring along."""
    if photo.exif.is_empty:
        with catalog.read() as connection:
            known = photos.at(connection, photo.path)
        if known is not None and known.sha256 == photo.sha256:
            return replace(photo, exif=known.exif)
    return photo


def _replace(
    keeper: Photo, sidecar: Path, old: bytes | None, new: bytes, journal: Journal, quarantine: ToQuarantine
) -> None:
    """Write the new sidecar beside, keep a copy of the old one, and rename over it in one step.

    The journal knows both: the old one, to bring it back, and what is written, to take it back.

    Raises:
        OSError, CatalogError: the old one is as it was.
        RemovalRefused: the photo is not the one that was scanned any more.
    """
    check_unchanged(keeper.file, keeper.sha256)
    if sidecar.is_symlink():
        raise RemovalRefused(f"{sidecar.name} is a link to another file. Nothing was written through it.")
    was, backup = ImageFile(sidecar, 0, 0, 0, 0), None
    kind, stays = ActionKind.SIDECAR, keeper.path
    intents: list[Intent] = []
    if old is not None:
        (backup,) = quarantine.choose([sidecar], journal.session)
        was = file_at(sidecar)
        intents.append(Intent(1, kind, was, digest(sidecar), stays, stays, backup))
    written = ImageFile(sidecar, len(new), 0, 0, 0)
    intents.append(Intent(1, kind, written, hashlib.sha256(new).digest(), stays, stays))
    numbers = journal.intend(intents)
    part = part_of(sidecar)
    done = False
    try:
        if old is not None:
            if backup is None:
                raise OSError("there is no room for a copy of the old one")
            backup.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            copy_new(sidecar, backup)
        with part.open("xb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        if old is None:
            rename_new(part, sidecar)
        elif is_file_at(sidecar, was):
            shutil.copymode(sidecar, part)
            part.replace(sidecar)
        else:
            raise OSError("it changed in the last moment")
        sync_folder(sidecar.parent)
        done = True
    finally:
        state = State.DONE if done else State.NOT_DONE
        for number in numbers:
            journal.conclude(number, state, "" if done else "It could not be written.")
        if not done:
            discard_own_copy(part)
