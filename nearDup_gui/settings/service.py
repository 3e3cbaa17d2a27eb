"""Settings that a person changes, and the models that there are."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.progress import CancelToken, Reporter
from core.settings import Settings, save_settings
from nearDup_gui.library.opened import OpenedCore
from nearDup_gui.toolkit.core_sentences import told

if TYPE_CHECKING:
    from PIL.Image import Image


class PreferenceServices(Protocol):
    """Settings and models. Methods marked "worker" are slow and never called on the GUI thread."""

    settings: Settings

    def remember_folders(self, folders: Sequence[Path]) -> None:
        """Put folders at the head of the recent ones."""
        ...

    def models(self) -> tuple[str, ...]:
        """Worker: the names of the models that can be chosen, the default one first."""
        ...

    def add_model(self, path: Path, report: Reporter, cancel: CancelToken) -> str:
        """Worker: register a model of a person's own, measured on what was scanned; returns its name."""
        ...

    def standings(self) -> tuple[tuple[str, str], ...]:
        """Worker: what the graphics card offers, best first, each with why it is or is not used.

        Empty where there is no NVIDIA driver, so that a person without a card reads nothing of it.
        """
        ...

    def preparing(self) -> str:
        """What is being prepared on the graphics card, in a sentence; "" where nothing is. Cheap."""
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

    def add_model(self, path: Path, report: Reporter, cancel: CancelToken) -> str:
        from core.embed.adding import add
        from core.embed.calibration import ENOUGH_PHOTOS
        from core.scan.sample import scanned_pictures

        def photos() -> "list[Image]":
            return scanned_pictures(self._catalog(), ENOUGH_PHOTOS, cancel)

        return add(path, photos, report, cancel).spec.name

    def standings(self) -> tuple[tuple[str, str], ...]:
        from core.embed.gpu import has_driver
        from core.embed.survey import survey

        if not has_driver():
            return ()
        return tuple((each.title, told(each.text)) for each in survey(self._spec(self._model)).standings)

    def change_settings(self, settings: Settings) -> None:
        with self._lock:
            if settings.scan.model != self.settings.scan.model:
                self._model = settings.scan.model
        self._keep(settings)

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        if self._settings_path is not None:
            save_settings(settings, self._settings_path)
