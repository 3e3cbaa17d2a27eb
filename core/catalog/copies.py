"""Files with the bytes of contents that are known: found by their length, kept without being decoded."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from core.catalog import photos
from core.catalog.chunks import CHUNK, batched
from core.catalog.tables import ContentRow, EmbeddingRow, PhotoRow
from core.photo import KnownCopy


def digests_by_size(connection: Connection, model: int, sizes: Iterable[int]) -> dict[int, bytes]:
    """The contents with a vector of a model whose files have one of these lengths, in bytes.

    Returns:
        by length, their digests (SHA-256), one behind the other.
    """
    wanted = set(sizes)
    found: dict[int, int] = {}
    sized = select(PhotoRow.content_id, PhotoRow.size)
    if len(wanted) <= CHUNK:  # one more look at the table for each further chunk
        sized = sized.where(PhotoRow.size.in_(wanted))
    for rows in connection.execute(sized).partitions(_PART):
        found.update((content, size) for content, size in rows if size in wanted)
    digests: dict[int, bytes] = {}
    embedded = select(ContentRow.id, ContentRow.sha256).join(
        EmbeddingRow, (EmbeddingRow.content_id == ContentRow.id) & (EmbeddingRow.model_id == model)
    )
    for chunk in batched(found, CHUNK):
        for content, digest in connection.execute(embedded.where(ContentRow.id.in_(chunk))):
            digests[found[content]] = digests.get(found[content], b"") + digest
    return digests


def add(connection: Connection, copies: Sequence[KnownCopy]) -> None:
    """Store files whose contents are known; see `photos.add`."""
    known = photos.content_ids(connection, (copy.sha256 for copy in copies))
    photos.set_files(connection, [(copy.file, known[copy.sha256]) for copy in copies])


_PART = 1000
