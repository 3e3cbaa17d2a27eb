"""Settings that a person changes, and the models that there are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from core.settings import Settings, save_settings
from nearDup_gui.services.opened import OpenedCore


class PreferenceServices(Protocol):
    """Settings and models. Methods marked "worker" are slow and never called on the GUI thread."""

    settings: Settings

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


class CorePreferences(OpenedCore):
    """`PreferenceServices` on the real core. Any thread."""

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
