"""Reads pictures whole of which only a small copy in the file was looked at, once a pair asks for more.

contents --complete--> [ decoded in workers ] --> thumbnail, sharpness and vector in the place of the draft's
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from core.catalog import drafts, embeddings, photos, skips
from core.catalog.catalog import Catalog
from core.catalog.chunks import batched
from core.errors import UnreadablePhoto
from core.photo import DecodedPhoto, ImageFile, Photo, Skipped
from core.progress import CancelToken
from core.scan.decode import decode_whole
from core.scan.decode_pool import Outcome
from core.scan.opening import digest_of
from core.scan.workers import Reader, Workers


class DraftRoom:
    """Completes drafts. Use it in a `with`: its workers are started when they are first needed.

    Args:
        catalog: where drafts are, and what takes their place.
        model: the row of the embedder's model.
        workers: who reads.
        reader: the version of the decoders, for files that turn out to be damaged.
        cancel: asked ten times a second.
    """

    def __init__(
        self,
        catalog: Catalog,
        model: int,
        workers: Workers,
        reader: str,
        cancel: CancelToken,
    ) -> None:
        self._catalog = catalog
        self._model = model
        self._workers = workers
        self._reader = reader
        self._cancel = cancel
        self._pool: Reader | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the workers, at once and whatever they do."""
        self._open.close()

    def complete(self, contents: set[int]) -> Iterator[int]:
        """Read the pictures of some contents whole, each from the first of its files that is there as it was.
        A draft of which there is none stays one.

        Yields:
            how many were read, batch by batch; each is stored by then.

        Raises:
            Cancelled: what was read until then is kept.
        """
        files_of: defaultdict[int, list[Photo]] = defaultdict(list)
        with self._catalog.read() as connection:
            for photo in photos.of_contents(connection, contents):
                files_of[photo.content_id].append(photo)
        waiting = list(files_of.values())
        done = 0
        while waiting:
            pool = self._started(len(waiting))
            asked = [files[0].file for files in waiting]
            read = zip(waiting, pool.decode_all(asked, self._cancel), strict=True)
            waiting = list[list[Photo]]()
            for batch in batched(read, _BATCH):
                self._store(pool, [outcome for _, outcome in batch if isinstance(outcome, DecodedPhoto)])
                left_out: list[tuple[ImageFile, Skipped]] = []
                for files, outcome in batch:
                    is_content = _is_content(files[0], outcome)
                    if isinstance(outcome, Skipped):
                        failed = files if is_content else files[:1]
                        left_out += ((one.file, Skipped(one.path, outcome.reason)) for one in failed)
                    if not is_content and len(files) > 1:
                        waiting.append(files[1:])
                self._leave_out(left_out)
                done += len(batch)
                yield done

    def _started(self, files: int) -> Reader:
        if self._pool is None:
            self._pool = self._open.enter_context(
                self._workers.reader(files, decode_whole, per_worker=_FILES_PER_WORKER)
            )
        return self._pool

    def _store(self, reader: Reader, decoded: Sequence[DecodedPhoto]) -> None:
        vectors = reader.embed(decoded, self._cancel)
        with self._catalog.write() as connection:
            completed = drafts.complete(connection, decoded)
            rows = [row for row, photo in enumerate(decoded) if photo.sha256 in completed]
            contents = [completed[decoded[row].sha256] for row in rows]
            embeddings.replace(connection, self._model, contents, vectors[rows])

    def _leave_out(self, files: Sequence[tuple[ImageFile, Skipped]]) -> None:
        """Damage that only shows in the whole picture is told as if it had shown at once."""
        if files:
            with self._catalog.write() as connection:
                skips.add(connection, files, self._reader)
                photos.set_absent(connection, [file.path for file, _ in files])


def _is_content(photo: Photo, outcome: Outcome) -> bool:
    """Whether what was read, or could not be, were the bytes of a photo's content: the file may be another by
    now, while its copies are as they were."""
    if not isinstance(outcome, Skipped):
        return outcome.sha256 == photo.sha256
    try:
        return digest_of(photo.path) == photo.sha256
    except UnreadablePhoto:
        return False


_BATCH = 8
_FILES_PER_WORKER = 1
"""A picture of 12 MP takes most of a second, and the scan's workers are there already."""
