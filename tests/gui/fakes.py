"""Services with nothing slow behind them: a scan that goes when it is told to, a trash that is a list."""

import errno
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from core.catalog.removals import Removal, Session, State
from core.errors import UnreadablePhoto
from core.grouping_settings import grouping_of
from core.groups import with_protection
from core.match.family import Family, family_of
from core.match.histogram import SimilarityHistogram, similarity_histogram
from core.match.strictness import Strictness
from core.match.suggestion import Suggestion
from core.photo import DuplicateGroup, Match, Neighbour, Photo, Pixels, Skipped
from core.progress import CancelToken, Progress, Reporter, Stage
from core.review.details import PhotoDetails
from core.review.keeper_preview import KeeperPreview, preview_keepers
from core.review.removal import Outcome
from core.review.restore import Restored, Return
from core.review.volume_shares import VolumeShare
from core.review.written import Written
from core.scan.listening import Unwatched
from core.scan.news import News
from core.search.occupancy import Occupancy
from core.settings import Settings
from nearDup_gui.library.groups import GroupIndex, Library
from nearDup_gui.photos.crop import Crop
from nearDup_gui.restoring.removed import RemovedFile
from tests.gui.fake_arrivals import FakeArrivals
from tests.gui.fake_decisions import FakeDecisions
from tests.gui.fake_folders import FakeFolders
from tests.gui.fake_removals import FakeRemovals
from tests.gui.fake_reports import FakeReports
from tests.gui.fake_watch import FakeWatch
from tests.gui.values import make_removal, picture


class FakeServices(FakeRemovals, FakeDecisions, FakeFolders, FakeArrivals, FakeReports):
    """`Services` for tests. Attributes say what it shall answer, and what it was asked."""

    def __init__(self, library: Library | None = None) -> None:
        FakeRemovals.__init__(self)
        FakeDecisions.__init__(self)
        FakeFolders.__init__(self)
        FakeArrivals.__init__(self)
        self.settings = Settings()
        self.library = library
        """What a scan finds, and what the last scan left behind."""
        self.neighbours: list[Neighbour] = []
        self.fault: Exception | None = None
        """Raised by whatever is asked next in a worker."""
        self.reports: list[Progress] = [Progress(Stage.READ, 3, 10, 2.0, 3.5, photos=3)]
        self.go_on = threading.Event()
        self.go_on.set()
        """Cleared, a scan waits after its first reports until it is cancelled or this is set."""
        self.scanned: list[tuple[Path, ...]] = []
        self.asked: list[Path] = []
        """What was asked about; pixels that are in no file by their size."""
        self.crops: list[Crop | None] = []
        self.hash_tables: list[Occupancy] = []
        self.buckets_asked: list[tuple[int, int]] = []
        self.journal: dict[int, list[RemovedFile]] = {}
        """What was removed, by session."""
        self.returns: dict[int, tuple[Return, str]] = {}
        """By number of an entry: outcomes of a restore other than success."""
        self.asked_back: list[int] = []
        """The numbers of the entries that were asked back."""
        self.undone: list[Path] = []
        self.full_disk = False
        self.forgotten = 0
        """How often what is known of matches was to be forgotten."""
        self.added: list[str] = []
        """The models that a person added."""
        self.card: tuple[tuple[str, str], ...] = ()
        self.being_prepared = ""
        self.closed = False
        self.watch: FakeWatch | None = None
        """What watches folders, once there are any to watch."""
        self.strictness = Strictness()
        self.grouped: list[Strictness] = []
        """How strictly groups were asked for."""
        self.regrouping_may_end = threading.Event()
        self.regrouping_may_end.set()
        self.early: Library | None = None
        """What a scan finds before it waits for `go_on`."""
        self.threads: set[threading.Thread] = set()
        self.no_trash = ""
        """Why the volume of all photos has no trash."""
        self.previewed: list[Settings] = []
        self.lineages: list[Match] = []
        """Matches that tell who was made of whom."""
        self.suggested: Suggestion | None = None
        """What speaks for grouping more strictly."""
        self.kept_by_settings = False
        """Whether the last library has the keepers that the settings choose."""
        self.known: dict[int, PhotoDetails] = {}
        """What files say of their photos, by photo id."""
        self.read: list[tuple[int, ...]] = []
        """The ids of the photos whose files were read, call by call."""

    def folder_watch(
        self,
        on_news: Callable[[News], None],
        on_unwatched: Callable[[Mapping[Path, Unwatched]], None],
        token: Callable[[], CancelToken],
    ) -> FakeWatch:
        self.watch = FakeWatch(on_news, on_unwatched)
        return self.watch

    def has_catalog(self) -> bool:
        return self.library is not None

    def last_library(self, cancel: CancelToken) -> Library:
        self._enter()
        if self.library is None:
            return Library()
        gone = set(self.removed)
        groups = self.groups_by(self.settings) if self.kept_by_settings else tuple(self.library.groups)
        protection = grouping_of(self.settings).protection()
        left = [
            with_protection(group, protection)
            for group in groups
            if not gone & {photo.path for photo in group.photos}
        ]
        return Library(
            self.library.roots,
            GroupIndex(left),
            self.library.skipped,
            self.library.scanned,
            notices=self.library.notices,
        )

    def regroup(self, strictness: Strictness, cancel: CancelToken) -> GroupIndex:
        """Of groups of one relation and similarity each: those that are wanted."""
        self._enter()
        self.grouped.append(strictness)
        assert self.regrouping_may_end.wait(5)
        groups = () if self.library is None else self.library.groups
        return GroupIndex(
            [
                group
                for group in groups
                if group.relation in strictness.relations
                and group.members[0].evidence.similarity >= strictness.at_least
            ]
        )

    def suggestion(self) -> Suggestion | None:
        self._enter()
        return self.suggested

    def family(self, group: DuplicateGroup, cancel: CancelToken) -> Family:
        self._enter()
        return family_of(group, self.lineages)

    def histogram(self, cancel: CancelToken) -> SimilarityHistogram:
        self._enter()
        groups = () if self.library is None else self.library.groups
        photos = [photo for group in groups for photo in group.photos]
        return similarity_histogram(
            photos,
            [
                Match(group.keeper.id, one.photo.id, one.relation, one.evidence.similarity, 1.0)
                for group in groups
                for one in group.members
            ],
        )

    def scan(
        self,
        roots: Sequence[Path],
        report: Reporter,
        cancel: CancelToken,
        on_groups: Callable[[Library], None] | None = None,
    ) -> Library:
        self._enter()
        self.scanned.append(tuple(roots))
        for progress in self.reports:
            report(progress)
        if self.early is not None and on_groups is not None:
            on_groups(self.early)
        while not self.go_on.wait(0.01):
            cancel.check()
        assert self.library is not None
        groups = GroupIndex(list(self.library.groups))  # the window's own, from which photos leave
        return replace(self.library, groups=groups)

    def is_demo(self, folder: Path) -> bool:
        return folder == Path("/demo")

    def forget_matches(self) -> None:
        self.forgotten += 1

    def make_demo(self, report: Reporter, cancel: CancelToken) -> Path:
        self._enter()
        report(Progress(Stage.DEMO, 1, 2))
        return Path("/demo")

    def find_similar(
        self, image: Path | Pixels, cancel: CancelToken, crop: Crop | None = None
    ) -> list[Neighbour]:
        self._enter()
        self.asked.append(image if isinstance(image, Path) else Path(f"{image.shape[1]} x {image.shape[0]}"))
        self.crops.append(crop)
        return self.neighbours

    def hash_table(self, table: int) -> Occupancy | None:
        self._enter()
        return self.hash_tables[min(table, len(self.hash_tables) - 1)] if self.hash_tables else None

    def bucket(self, table: int, key: int, cancel: CancelToken) -> list[Neighbour]:
        self._enter()
        self.buckets_asked.append((table, key))
        return self.neighbours

    def bucket_of(self, photo: Photo, table: int) -> int | None:
        return 1

    def open_image(self, image: Path, max_side: int) -> Image.Image:
        self._enter()
        try:
            with Image.open(image) as opened:
                return opened.convert("RGB")
        except OSError as error:
            raise UnreadablePhoto("It is not an image that can be read.") from error

    def thumbnail(self, content_id: int) -> bytes | None:
        self.threads.add(threading.current_thread())
        return picture(content_id)

    def larger_picture(self, content_id: int, max_side: int, cancel: CancelToken) -> Image.Image | None:
        self.threads.add(threading.current_thread())
        return None

    def mapping(self, a: int, b: int) -> None:
        self._enter()

    def removal_sessions(self) -> tuple[Session, ...]:
        self._enter()
        sessions = []
        for number, files in sorted(self.journal.items(), reverse=True):
            states = [file.removal.state for file in files]
            first = files[0].removal
            total = sum(file.removal.intent.file.size for file in files)
            counts = (len(files), total, states.count(State.DONE), states.count(State.RESTORED))
            sessions.append(Session(number, first.began, first.intent.action, *counts))
        return tuple(sessions)

    def removed_files(self, session: int) -> tuple[RemovedFile, ...]:
        self._enter()
        return tuple(self.journal[session])

    def restore_removed(
        self, chosen: Sequence[Removal], report: Reporter, cancel: CancelToken
    ) -> tuple[Restored, ...]:
        self._enter()
        outcomes = []
        for removal in chosen:
            self.asked_back.append(removal.id)
            status, reason = self.returns.get(removal.id, (Return.RESTORED, ""))
            to = removal.path.with_stem(f"{removal.path.stem} (restored)") if reason else removal.path
            outcomes.append(Restored(removal, status, None if status is Return.FAILED else to, reason))
            if status is not Return.FAILED:
                self._note_back(removal, to)
        return tuple(outcomes)

    def _note_back(self, removal: Removal, to: Path) -> None:
        back = replace(removal, state=State.RESTORED, restored_to=to)
        files = self.journal[removal.session]
        self.journal[removal.session] = [
            replace(file, removal=back) if file.removal.id == removal.id else file for file in files
        ]

    def undo_removal(
        self, outcomes: Sequence[Outcome], report: Reporter, cancel: CancelToken
    ) -> tuple[Restored, ...]:
        self._enter()
        self.undone = [outcome.photo.path for outcome in outcomes]
        self.removed = [path for path in self.removed if path not in self.undone]
        back = [make_removal(n, path=path).removal for n, path in enumerate(self.undone, 1)]
        return tuple(Restored(removal, Return.RESTORED, removal.path) for removal in back)

    def preview_keepers(self, settings: Settings, cancel: CancelToken) -> KeeperPreview:
        self._enter()
        self.previewed.append(settings)
        assert self.library is not None
        return preview_keepers(tuple(self.library.groups), self.groups_by(settings))

    def groups_by(self, settings: Settings) -> tuple[DuplicateGroup, ...]:
        """The groups of the library, with the keepers that the settings choose."""
        order = grouping_of(settings).order
        assert self.library is not None
        groups = []
        for group in self.library.groups:
            keeper, *others = sorted(group.photos, key=order.rank)
            member = {m.photo.id: m for m in group.members} | {group.keeper.id: group.members[0]}
            members = tuple(replace(member[photo.id], photo=photo) for photo in others)
            groups.append(DuplicateGroup(keeper, order.reason(keeper, others), members))
        return tuple(groups)

    def details(self, photos: Sequence[Photo], cancel: CancelToken) -> dict[int, PhotoDetails]:
        self._enter()
        self.read.append(tuple(photo.id for photo in photos))
        return {photo.id: self.known.get(photo.id, PhotoDetails()) for photo in photos}

    def written(self, photos: Sequence[Photo], cancel: CancelToken) -> dict[int, Written]:
        self._enter()
        return {photo.id: self.known.get(photo.id, PhotoDetails()).written for photo in photos}

    def volume_shares(self, photos: Iterable[Photo]) -> tuple[VolumeShare, ...]:
        self._enter()
        sizes = [photo.file.size for photo in photos]
        return (VolumeShare(Path("/"), len(sizes), sum(sizes), self.no_trash),) if sizes else ()

    def remember_folders(self, folders: Sequence[Path]) -> None:
        self.settings = self.settings.with_recent(tuple(folders))

    def models(self) -> tuple[str, ...]:
        self._enter()
        return ("first", "second", *self.added)

    def add_model(self, path: Path, report: Reporter, cancel: CancelToken) -> str:
        self._enter()
        report(Progress(Stage.MEASURE, 3, 40))
        self.added.append(path.stem)
        return path.stem

    def standings(self) -> tuple[tuple[str, str], ...]:
        self._enter()
        return self.card

    def preparing(self) -> str:
        return self.being_prepared

    def change_settings(self, settings: Settings) -> None:
        self.settings = settings
        if self.full_disk:
            raise OSError(errno.ENOSPC, "No space left on device")

    def close(self) -> None:
        self.closed = True

    def _enter(self) -> None:
        self.threads.add(threading.current_thread())
        fault, self.fault = self.fault, None
        if fault is not None:
            raise fault


def make_library(groups: Sequence[DuplicateGroup], skipped: Sequence[Skipped] = ()) -> Library:
    scanned = sum(len(group.photos) for group in groups) + 5
    return Library((Path("/photos"),), GroupIndex(groups), tuple(skipped), scanned, "ONNX Runtime, CPU")
