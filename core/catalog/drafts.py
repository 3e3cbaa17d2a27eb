"""Contents that are known by a small copy in their files only, until their pictures are read whole."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select, update

from core.catalog import photos
from core.catalog.chunks import CHUNK, batched
from core.catalog.tables import ContentRow, DraftRow
from core.photo import DecodedPhoto


def among(connection: Connection, contents: Iterable[int]) -> set[int]:
    """Those of some contents that are known by a small copy in their files only."""
    found: set[int] = set()
    for chunk in batched(contents, CHUNK):
        query = select(DraftRow.content_id).where(DraftRow.content_id.in_(chunk))
        found.update(connection.scalars(query))
    return found


def complete(connection: Connection, decoded: Sequence[DecodedPhoto]) -> dict[bytes, int]:
    """Put what whole pictures gave in the place of drafts; files that have other bytes by now are left out.

    Returns:
        the content ids of those that were drafts, by their digests.
    """
    known = photos.content_ids(connection, (photo.sha256 for photo in decoded))
    drafts = among(connection, known.values())
    whole = {known[photo.sha256]: photo for photo in decoded if known.get(photo.sha256) in drafts}
    photos.set_thumbnails(connection, {content: photo.thumbnail for content, photo in whole.items()})
    for content, photo in whole.items():
        row = update(ContentRow).where(ContentRow.id == content)
        connection.execute(row.values(sharpness=photo.sharpness))
        connection.execute(delete(DraftRow).where(DraftRow.content_id == content))
    return {photo.sha256: content for content, photo in whole.items()}
