"""The walk of every photo, from folders to groups. One way, no back and forth.

walk      folders -> files
known?    files unchanged since they were read are not read again
read      file -> pixels, thumbnail, SHA-256, EXIF facts, or a reason why not; a copy is told by its bytes
embed     pixels -> unit vectors; a content that is known under another name is not embedded again
hash      vectors -> bucket keys, short vectors
store     one transaction per batch: a scan that is cancelled or killed keeps its batches
pair      short vectors -> candidates -> exact cosines -> evidence, of pictures read whole
compare   matches of one group -> full pictures -> who was made of whom, what each alone holds
group     similar pairs -> groups with a keeper
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from core.catalog import copies, embeddings, photos, scans, skips
from core.catalog.catalog import Catalog
from core.catalog.chunks import batched
from core.embed.embedder import Embedder
from core.freed_memory import hand_back
from core.grouping_settings import DEFAULT_GROUPING, GroupingSettings
from core.groups import MatchedPhotos, matched_photos
from core.photo import DecodedPhoto, DuplicateGroup, FileStamp, ImageFile, KnownCopy, Skipped
from core.progress import CancelToken, Meter, Progress, Reporter, Stage
from core.scan.ahead import Ahead, walk_of
from core.scan.close_look import look_closely
from core.scan.copies import LikelyCopies
from core.scan.decode_pool import Outcome
from core.scan.drafts import DraftRoom
from core.scan.hash_tables import HashTables, add_to_tables, prepare_tables
from core.scan.pairing import find_pairs
from core.scan.schedule import PairingSchedule
from core.scan.walk import Walk, image_file
from core.scan.workers import OwnProcesses, Reader, Workers
from core.settings import ScanSettings
from core.storage.moved_drives import follow_drives, remember_drives
from core.storage.volumes import devices_of_local_time

BATCH = 32
"""Photos per transaction: what a kill costs at most."""

READER = "4"
"""The version of the decoders. Raise it when they learn to read more: skipped files are then tried again."""

OnMatches = Callable[[MatchedPhotos], None]
"""Gets what has been found so far, now and then while a scan reads and compares. Called in the scan's own
thread."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a scan found below its roots. `scanned` counts the photos that could be read, now or before.

    `matched` is what the groups were made of, to group it otherwise.
    """

    groups: tuple[DuplicateGroup, ...]
    skipped: tuple[Skipped, ...]
    scanned: int
    seconds: float
    backend: str
    matched: MatchedPhotos


def scan(
    roots: Sequence[Path],
    catalog: Catalog,
    embedder: Embedder,
    settings: ScanSettings,
    *,
    report: Reporter,
    cancel: CancelToken,
    on_matches: OnMatches | None = None,
    grouping: GroupingSettings = DEFAULT_GROUPING,
    niceness: int = 0,
    workers: Workers | None = None,
    ahead: Ahead | None = None,
) -> ScanResult:
    """Scan folders into the catalogue and group what is there.

    Args:
        roots: the folders.
        catalog: where everything is kept.
        embedder: the model.
        settings: how to read and compare.
        report: told of the progress.
        cancel: asked between batches.
        on_matches: gets what has been found so far, a few times in the course of the scan, also while copies
            are compared closely.
        grouping: what a person set about keepers and folders; ignored ones are left out.
        niceness: how far decoding steps back behind other programs; see `DecodePool`.
        workers: who reads, embeds, finds and compares photos; processes of this machine unless given.
        ahead: what was begun of this scan before the catalogue was there, with the same roots and settings.

    Raises:
        ScanError: a root is missing, or those who read for this scan have gone.
        CatalogError: the catalogue cannot be written.
        ModelError: the model cannot be used.
        Cancelled: `cancel` was raised; what was stored until then is kept, and the next scan goes on from it.
    """
    started = ahead.started if ahead else time.monotonic()
    roots = [Path(os.path.realpath(root)) for root in roots]
    follow_drives(catalog)
    walked = ahead.walked if ahead else walk_of(roots, settings, grouping.ignored, report, cancel)
    with ExitStack() as stack:
        if workers is None:
            decoding = ahead.pool if ahead else None
            own = OwnProcesses(embedder, settings.worker_count, niceness, decoding)
            workers = stack.enter_context(own)
        found = _Scan(roots, catalog, embedder, settings, report, cancel, on_matches, grouping, workers)
        return found.run(walked, started)


class _Scan:
    """One scan under way: what its steps share."""

    def __init__(
        self,
        roots: Sequence[Path],
        catalog: Catalog,
        embedder: Embedder,
        settings: ScanSettings,
        report: Reporter,
        cancel: CancelToken,
        on_matches: OnMatches | None,
        grouping: GroupingSettings,
        workers: Workers,
    ) -> None:
        self._roots = roots
        self._catalog = catalog
        self._embedder = embedder
        self._settings = settings
        self._report = report
        self._cancel = cancel
        self._on_matches = on_matches
        self._grouping = grouping
        self._workers = workers
        spec = embedder.spec
        with catalog.write() as connection:
            self._model = embeddings.model_id(connection, spec.digest, spec.name, spec.dim)
        self._drafts = DraftRoom(catalog, self._model, workers, READER, cancel)

    def run(self, walked: Walk, started: float) -> ScanResult:
        roots = self._roots
        unread = self._compare(walked.found)
        tables = self._tables(len(unread))
        with self._drafts:
            self._read(unread, tables, known=len(walked.found) - len(unread))
            self._pair(tables, self._report)
        matched = self._compared_closely(self._matched())
        hand_back()
        self._report(Progress(Stage.GROUP, 0))
        groups = matched.groups()
        unreadable = self._catalog.skipped(roots)
        scanned = len(walked.found) - len(unreadable)
        seconds = time.monotonic() - started
        backend = self._workers.backend
        remember_drives(self._catalog, roots)
        with self._catalog.write() as connection:
            model = self._settings.model or self._embedder.spec.name
            scans.add(connection, roots, scanned, seconds, backend, model)
        skipped = tuple(sorted((*walked.skipped, *unreadable), key=lambda skip: os.fsencode(skip.path)))
        return ScanResult(groups, skipped, scanned, seconds, backend, matched)

    def _compare(self, found: Mapping[bytes, FileStamp]) -> list[ImageFile]:
        """Compare what was found with what is known, and settle which photos are there.

        Photos that vanished leave the groups, and those that came back return.

        Returns:
            the files that have to be read: new, changed, or without a vector of this model.
        """
        local_time = devices_of_local_time()
        with self._catalog.write() as connection:
            known = photos.known(connection, self._roots)
            photos.set_present(connection, known, found, local_time)
            skips.set_present(connection, self._roots, found)
            unreadable = skips.known(connection, READER)
            without_vector = embeddings.missing(connection, self._model)

        def is_read(path: bytes, stamp: FileStamp) -> bool:
            if unreadable.get(path) == stamp[:2]:
                return True
            file = known.get(path)
            if file is None or not file.is_unchanged(stamp, local_time):
                return False
            return file.content_id not in without_vector

        return [image_file(path, stamp) for path, stamp in found.items() if not is_read(path, stamp)]

    def _tables(self, coming: int) -> HashTables:
        with self._catalog.read() as connection:
            library = embeddings.count(connection, self._model) + coming
        return prepare_tables(
            self._catalog,
            self._model,
            self._embedder.spec,
            library,
            self._settings.lsh,
            self._report,
            self._cancel,
        )

    def _read(self, unread: Sequence[ImageFile], tables: HashTables, known: int) -> None:
        """Read, embed, hash and store, batch by batch, looking for pairs now and then."""
        if not unread:
            return
        costs = (_OPENED + file.size for file in unread)
        tally = _Tally(Meter(self._report, Stage.READ, len(unread), costs=costs), known)
        with self._catalog.read() as connection:
            schedule = PairingSchedule(len(embeddings.not_compared(connection, self._model)))
        likely = LikelyCopies(self._catalog, self._model, unread)
        with self._workers.reader(len(unread)) as reader:
            read = reader.decode_all(likely.asked(unread), self._cancel)
            outcomes = zip(unread, tally.counted(read), strict=True)
            for batch in batched(outcomes, BATCH):
                self._cancel.check()
                likely.add(self._store(batch, tables, reader))
                if schedule.is_due(tally.done):
                    with schedule.looking(tally.done):
                        self._pair(tables, _silent)
                        tally.groups = self._tell_matches()

    def _store(
        self, batch: Sequence[tuple[ImageFile, Outcome]], tables: HashTables, reader: Reader
    ) -> list[DecodedPhoto]:
        """Embed what is new in a batch and store all of it, or nothing.

        Returns:
            what was decoded.
        """
        decoded = [outcome for _, outcome in batch if isinstance(outcome, DecodedPhoto)]
        told = [outcome for _, outcome in batch if isinstance(outcome, KnownCopy)]
        unreadable = [(file, outcome) for file, outcome in batch if isinstance(outcome, Skipped)]
        unseen = self._without_vector(decoded)
        vectors = reader.embed(unseen, self._cancel)
        with self._catalog.write() as connection:
            ids = photos.add(connection, decoded)
            contents = [ids[photo.sha256] for photo in unseen]
            embeddings.add(connection, self._model, contents, vectors)
            add_to_tables(connection, tables, contents, vectors)
            copies.add(connection, told)
            skips.add(connection, unreadable, READER)
            skips.forget(connection, [photo.file.path for photo in (*decoded, *told)])
            photos.set_absent(connection, [file.path for file, _ in unreadable])
        return decoded

    def _without_vector(self, decoded: Sequence[DecodedPhoto]) -> list[DecodedPhoto]:
        """One photo of each content that this model has not seen under any name."""
        with self._catalog.read() as connection:
            ids = photos.content_ids(connection, (photo.sha256 for photo in decoded))
            embedded = embeddings.embedded_among(connection, self._model, ids.values())
        unseen = {photo.sha256: photo for photo in reversed(decoded) if ids.get(photo.sha256) not in embedded}
        return list(reversed(unseen.values()))

    def _pair(self, tables: HashTables, report: Reporter) -> None:
        spec, complete = self._embedder.spec, self._drafts.complete
        find_pairs(self._catalog, self._model, spec, tables, self._workers, report, self._cancel, complete)

    def _compared_closely(self, matched: MatchedPhotos) -> MatchedPhotos:
        return look_closely(
            self._catalog,
            self._model,
            matched,
            self._workers,
            self._report,
            self._cancel,
            self._on_matches,
        )

    def _tell_matches(self) -> int:
        """Hand out what there is in the middle of reading; returns how many groups it makes."""
        matched = self._matched()
        if self._on_matches is not None:
            self._on_matches(matched)
        return len(matched.groups())

    def _matched(self) -> MatchedPhotos:
        return matched_photos(self._catalog, self._embedder.spec, self._roots, self._grouping)


_OPENED = 1_500_000
"""Bytes that could be read in the time that every photo costs, be it small: 12 MP in a JPEG of 6.9 MB took
91 ms, one of 0.75 MP and 0.2 MB took 19."""


class _Tally:
    """Counts what has been read, and reports each photo of it."""

    def __init__(self, meter: Meter, known: int) -> None:
        self._meter = meter
        self._known = known
        self._skipped = 0
        self.done = 0
        self.groups = 0
        self._report()

    def counted(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Hand outcomes on, counting them."""
        for outcome in outcomes:
            self.done += 1
            self._skipped += isinstance(outcome, Skipped)
            self._report()
            yield outcome

    def _report(self) -> None:
        photos = self._known + self.done - self._skipped
        self._meter.at(self.done, photos=photos, skipped=self._skipped, groups=self.groups)


def _silent(_: Progress) -> None:
    """A look for pairs in the middle of reading must not make the progress bar jump between stages."""
