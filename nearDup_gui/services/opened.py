"""The catalogue and the model, opened at first use and shared by everything that the window asks of core."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from core.photo import Embeddings, ImageBatch
from core.settings import Settings, load_settings
from nearDup_gui.core_sentences import told

if TYPE_CHECKING:
    from core.catalog.catalog import Catalog
    from core.embed.embedder import Embedder, ModelSpec


class OpenedCore:
    """What the parts of `CoreServices` stand on. Any thread."""

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
                    self._notices.append(told(recovery.sentence))
                for removal in resolve_unfinished(self._opened):
                    self._notices.append(f"{removal.path}: {told(removal.reason)}")
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
