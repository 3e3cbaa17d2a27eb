"""The catalogue and the model, opened at first use and shared by everything that the window asks of core."""

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.catalog.place import Place
from core.photo import Embeddings, ImageBatch
from core.settings import Settings, load_settings
from nearDup_gui.toolkit.core_sentences import told

if TYPE_CHECKING:
    from core.catalog.catalog import Catalog
    from core.catalog.opening import OpenedCatalog
    from core.embed.embedder import Embedder, ModelSpec
    from core.embed.order import ModelOrder
    from core.search.query_memory import QueryMemory


class AccessServices(Protocol):
    """Whether the catalogue can be written."""

    @property
    def only_read(self) -> str:
        """Why nothing can be marked, removed or scanned, in a sentence; empty if it can, or is not known."""
        ...

    def try_to_write(self) -> str:
        """Worker: open anew a catalogue that could only be read; returns why it still can, or ""."""
        ...

    def close(self) -> None:
        """Close the catalogue. Nothing may run any more."""
        ...


class OpenedCore:
    """`AccessServices` on the real core, and what all other parts of `CoreServices` stand on. Any thread."""

    def __init__(
        self, catalog: Place, settings: Path, model: str = "", *, read_settings: bool = True
    ) -> None:
        """Read the settings, and open nothing yet.

        Args:
            read_settings: False takes the defaults and never writes over the file, which a person
                may want to mend.

        Raises:
            SettingsError: the settings file makes no sense.
        """
        self.settings = load_settings(settings) if read_settings else Settings()
        self._settings_path = settings if read_settings else None
        self._place = catalog
        self._model = model or self.settings.scan.model
        self._scanned_with = self._model
        """The model of the groups that are shown: another one chosen meanwhile counts from the next scan."""
        self._lock = threading.Lock()
        self._opened: OpenedCatalog | None = None
        self._notices: list[str] = []
        self._embedder: OneAtATime | None = None
        self._embedder_of = ("", self.settings.scan.accelerator)
        self._questions: QueryMemory | None = None

    def close(self) -> None:
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None
            self._questions = None
        if (apart := sys.modules.get("core.scan.apart")) is not None:
            apart.stop()

    @property
    def only_read(self) -> str:
        opened = self._opened
        return "" if opened is None else told(opened.only_read)

    def try_to_write(self) -> str:
        with self._lock:
            if self._opened is not None and self._opened.only_read:
                self._opened.close()
                self._opened = None
        self._catalog()
        return self.only_read

    def _catalog(self) -> "Catalog":
        """Opened at first use, when the window is on the screen; what a crash left open is settled first."""
        from core.catalog.opening import open_for_window
        from core.review.unfinished import resolve_unfinished
        from core.storage.moved_drives import follow_drives, say_moved, with_moved_folders

        with self._lock:
            if self._opened is None:
                opened = open_for_window(self._place)
                if opened.recovery is not None:
                    self._notices.append(told(opened.recovery.sentence))
                for old, new in follow_drives(opened.catalog):
                    self._notices.append(told(say_moved(old, new)))
                self.settings = with_moved_folders(self.settings, opened.catalog)
                for removal in resolve_unfinished(opened.catalog):
                    self._notices.append(f"{removal.path}: {told(removal.reason)}")
                self._opened = opened
            return self._opened.catalog

    def _query_memory(self) -> "QueryMemory":
        """What earlier questions have read of the library, for the next."""
        from core.search.query_memory import QueryMemory

        with self._lock:
            self._questions = self._questions or QueryMemory()
            return self._questions

    def _spec(self, model: str) -> "ModelSpec":
        from core.embed.registry import find_model

        return find_model(model)

    def preparing(self) -> str:
        """What is being prepared on the graphics card, in a sentence; "" where nothing is. Cheap."""
        embedder = self._embedder
        return embedder.preparing if embedder is not None else ""

    def _load(self, model: str) -> "OneAtATime":
        from core.embed.registry import load_embedder

        accelerator = self.settings.scan.accelerator
        with self._lock:
            if self._embedder is None or self._embedder_of != (model, accelerator):
                self._embedder = OneAtATime(load_embedder(model, accelerator=accelerator))
                self._embedder_of = (model, accelerator)
            return self._embedder


class OneAtATime:
    """An embedder for two threads: a query while a scan runs waits for one batch, not for the scan."""

    def __init__(self, embedder: "Embedder") -> None:
        from core.embed.pace import TimedEmbedder

        self.inner = embedder
        self.timed = TimedEmbedder(embedder)
        self._lock = threading.Lock()

    @property
    def preparing(self) -> str:
        return getattr(self.inner, "preparing", "")

    @property
    def spec(self) -> "ModelSpec":
        return self.inner.spec

    @property
    def backend(self) -> str:
        return self.inner.backend

    @property
    def order(self) -> "ModelOrder | None":
        return self.timed.order

    def embed(self, images: ImageBatch) -> Embeddings:
        with self._lock:
            return self.timed.embed(images)

    def rest(self) -> None:
        """Hold no more than is needed until somebody asks again, where the model is quickly opened anew."""
        from core.embed.session import SessionEmbedder

        if isinstance(self.inner, SessionEmbedder) and self.spec.path.suffix == ".onnx":
            self.inner.rest()
