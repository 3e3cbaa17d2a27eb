"""What the window asks of core, in one place: the catalogue, the model, the trash, and work on them.

The work is done in jobs, so everything heavy (SQLAlchemy, Pillow, the model's runtime) is imported
where it is used: none of it may delay the first window. Methods that belong in a worker say so.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.photo import Embeddings, ImageBatch, Neighbour
from core.progress import CancelToken, Reporter
from core.settings import Settings, load_settings, save_settings
from nearDup_gui.library import GroupIndex, Library
from nearDup_gui.removed import RemovedFile

if TYPE_CHECKING:
    from PIL.Image import Image

    from core.catalog.catalog import Catalog
    from core.catalog.removals import Removal, Session
    from core.embed.embedder import Embedder, ModelSpec
    from core.match.overlap import Homography
    from core.review.actions import Outcome
    from core.review.plan import RemovalPlan
    from core.review.restore import Restored


class Services(Protocol):
    """Core as the controllers see it. Methods marked "worker" are slow and never called on the GUI thread."""

    settings: Settings

    def has_catalog(self) -> bool:
        """Whether there is a catalogue already; cheap."""
        ...

    def last_library(self, cancel: CancelToken) -> Library:
        """Worker: what the last finished scan found, and what is to be known about the catalogue."""
        ...

    def scan(self, roots: Sequence[Path], report: Reporter, cancel: CancelToken) -> Library:
        """Worker: scan folders and group their photos."""
        ...

    def make_demo(self, report: Reporter, cancel: CancelToken) -> Path:
        """Worker: make the demo library; returns its folder."""
        ...

    def find_similar(self, image: Path, cancel: CancelToken) -> list[Neighbour]:
        """Worker: what looks like an image, in the catalogue or not."""
        ...

    def open_image(self, image: Path, max_side: int) -> "Image":
        """Worker: a picture to look at, upright and in RGB."""
        ...

    def thumbnail(self, content_id: int) -> bytes | None:
        """Worker: the encoded thumbnail of a photo of the catalogue."""
        ...

    def mapping(self, a: int, b: int) -> "Homography | None":
        """Worker: how a content's thumbnail maps onto another's; None where they do not.

        Pixels of thumbnails with a long side of 320, see `core.match.registration`.
        """
        ...

    def volumes_without_trash(self, paths: Sequence[Path]) -> dict[Path, str]:
        """Worker: the volumes from which nothing can be moved to the trash, and why."""
        ...

    def remove(self, plan: "RemovalPlan", report: Reporter, cancel: CancelToken) -> tuple["Outcome", ...]:
        """Worker: move a plan's photos to the trash; one outcome for each."""
        ...

    def removal_sessions(self) -> tuple["Session", ...]:
        """Worker: every removal there ever was, the newest first."""
        ...

    def removed_files(self, session: int) -> tuple[RemovedFile, ...]:
        """Worker: what one removal did, file by file."""
        ...

    def restore_removed(
        self, chosen: Sequence["Removal"], report: Reporter, cancel: CancelToken
    ) -> tuple["Restored", ...]:
        """Worker: bring files back; one outcome for each."""
        ...

    def undo_removal(
        self, outcomes: Sequence["Outcome"], report: Reporter, cancel: CancelToken
    ) -> tuple["Restored", ...]:
        """Worker: bring back all that the removal with these outcomes took away."""
        ...

    def remember_folders(self, folders: Sequence[Path]) -> None:
        """Put folders at the head of the recent ones."""
        ...

    def models(self) -> tuple[str, ...]:
        """Worker: the names of the bundled models, the default one first."""
        ...

    def change_settings(self, settings: Settings) -> None:
        """Work with other settings from now on, and keep them.

        Raises:
            OSError: they could not be written; they hold until the end of this run.
        """
        ...

    def close(self) -> None:
        """Close the catalogue. Nothing may run any more."""
        ...


class CoreServices:
    """`Services` on the real core. Any thread."""

    def __init__(self, catalog: Path, settings: Path, model: str = "", *, read_settings: bool = True) -> None:
        """Read the settings, and open nothing yet.

        Args:
            read_settings: False takes the defaults and never writes over the file, which a person
                may want to mend.

        Raises:
            SettingsError: the settings file makes no sense.
        """
        self.settings = load_settings(settings) if read_settings else Settings()
        self._settings_path = settings if read_settings else None
        self._catalog_path = catalog
        self._model = model or self.settings.scan.model
        self._scanned_with = self._model
        """The model of the groups that are shown: another one chosen meanwhile counts from the next scan."""
        self._lock = threading.Lock()
        self._opened: Catalog | None = None
        self._notices: list[str] = []
        self._embedder: _OneAtATime | None = None
        self._embedder_of = ""

    def has_catalog(self) -> bool:
        return self._catalog_path.is_file()

    def last_library(self, cancel: CancelToken) -> Library:
        from core.groups import duplicate_groups

        catalog = self._catalog()
        notices, self._notices = tuple(self._notices), []
        last = catalog.last_scan()
        cancel.check()
        if last is None:
            return Library(notices=notices)
        groups = GroupIndex(duplicate_groups(catalog, self._spec(self._scanned_with), last.roots))
        cancel.check()
        skipped = tuple(catalog.skipped(last.roots))
        return Library(tuple(last.roots), groups, skipped, last.scanned, last.backend, notices)

    def scan(self, roots: Sequence[Path], report: Reporter, cancel: CancelToken) -> Library:
        from core.scan.pipeline import scan

        model = self._model
        embedder = self._load(model)
        result = scan(roots, self._catalog(), embedder, self.settings.scan, report=report, cancel=cancel)
        self._scanned_with = model
        return Library(
            tuple(roots), GroupIndex(result.groups), result.skipped, result.scanned, result.backend
        )

    def make_demo(self, report: Reporter, cancel: CancelToken) -> Path:
        import platformdirs

        from core.demo import make_demo_library
        from core.settings import APP_NAME

        folder = platformdirs.user_cache_path(APP_NAME, appauthor=False) / "demo"
        make_demo_library(folder, report=report, cancel=cancel)
        return folder

    def find_similar(self, image: Path, cancel: CancelToken) -> list[Neighbour]:
        from core.query import find_similar

        return find_similar(image, self._catalog(), self._load(self._scanned_with), cancel=cancel)

    def open_image(self, image: Path, max_side: int) -> "Image":
        from core.scan.decode import open_upright

        return open_upright(image, max_side)

    def thumbnail(self, content_id: int) -> bytes | None:
        return self._catalog().thumbnail(content_id)

    def mapping(self, a: int, b: int) -> "Homography | None":
        from core.match.features import features_of
        from core.match.registration import register

        first, second = self.thumbnail(a), self.thumbnail(b)
        if first is None or second is None:
            return None
        registration = register(features_of(first), features_of(second))
        return None if registration is None else registration.mapping

    def volumes_without_trash(self, paths: Sequence[Path]) -> dict[Path, str]:
        from core.review.trash import SystemTrash, volumes_without_trash

        return volumes_without_trash(paths, SystemTrash())

    def remove(self, plan: "RemovalPlan", report: Reporter, cancel: CancelToken) -> tuple["Outcome", ...]:
        from core.review.actions import remove
        from core.review.trash import SystemTrash

        return remove(plan, self._catalog(), SystemTrash(), report=report, cancel=cancel)

    def removal_sessions(self) -> tuple["Session", ...]:
        from core.review import journal

        return tuple(journal.sessions(self._catalog()))

    def removed_files(self, session: int) -> tuple[RemovedFile, ...]:
        from core.catalog import photos
        from core.review import journal

        catalog = self._catalog()
        removals = journal.entries(catalog, session)
        with catalog.read() as connection:
            known = photos.content_ids(connection, {removal.intent.sha256 for removal in removals})
        return tuple(RemovedFile(removal, known.get(removal.intent.sha256)) for removal in removals)

    def restore_removed(
        self, chosen: Sequence["Removal"], report: Reporter, cancel: CancelToken
    ) -> tuple["Restored", ...]:
        from core.review.restore import restore
        from core.review.trash import SystemTrash

        return restore(chosen, self._catalog(), SystemTrash(), report=report, cancel=cancel)

    def undo_removal(
        self, outcomes: Sequence["Outcome"], report: Reporter, cancel: CancelToken
    ) -> tuple["Restored", ...]:
        """A press of the button is one session of the journal, which any of its files leads to."""
        from core.review import journal

        catalog = self._catalog()
        latest = journal.entries_of_path(catalog, outcomes[0].photo.path)[-1]
        taken = [one for one in journal.entries(catalog, latest.session) if one.state == "done"]
        return self.restore_removed(taken, report, cancel)

    def remember_folders(self, folders: Sequence[Path]) -> None:
        self._keep(self.settings.with_recent(tuple(folders)))

    def models(self) -> tuple[str, ...]:
        from core.embed.registry import available_models

        return tuple(spec.name for spec in available_models())

    def change_settings(self, settings: Settings) -> None:
        with self._lock:
            if settings.scan.model != self.settings.scan.model:
                self._model = settings.scan.model
        self._keep(settings)

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        if self._settings_path is not None:
            save_settings(settings, self._settings_path)

    def close(self) -> None:
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def _catalog(self) -> "Catalog":
        """Opened at first use, when the window is on the screen; what a crash left open is settled first."""
        from core.catalog.recovery import open_or_recover
        from core.review.unfinished import resolve_unfinished

        with self._lock:
            if self._opened is None:
                self._opened, recovery = open_or_recover(self._catalog_path)
                if recovery is not None:
                    self._notices.append(recovery.sentence)
                for removal in resolve_unfinished(self._opened):
                    self._notices.append(f"{removal.path}: {removal.reason}")
            return self._opened

    def _spec(self, model: str) -> "ModelSpec":
        from core.embed.registry import find_model

        return find_model(model)

    def _load(self, model: str) -> "Embedder":
        from core.embed.registry import load_embedder

        with self._lock:
            if self._embedder is None or self._embedder_of != model:
                self._embedder = _OneAtATime(load_embedder(model))
                self._embedder_of = model
            return self._embedder


class _OneAtATime:
    """An embedder for two threads: a query while a scan runs waits for one batch, not for the scan."""

    def __init__(self, embedder: "Embedder") -> None:
        self._embedder = embedder
        self._lock = threading.Lock()

    @property
    def spec(self) -> "ModelSpec":
        return self._embedder.spec

    @property
    def backend(self) -> str:
        return self._embedder.backend

    def embed(self, images: ImageBatch) -> Embeddings:
        with self._lock:
            return self._embedder.embed(images)
