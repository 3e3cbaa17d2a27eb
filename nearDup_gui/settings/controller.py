"""Changing the settings: what a change means is said, and what cannot be kept too."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import SettingsError
from core.progress import CancelToken, Reporter
from core.settings import Colours, Settings
from nearDup_gui.settings.service import PreferenceServices
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Jobs

DARK = {Colours.SYSTEM: None, Colours.LIGHT: False, Colours.DARK: True}
"""What each choice is to `Look`."""


class SettingsController(QObject):
    """GUI thread."""

    models_listed = Signal(object)
    """The names of the models that can be chosen, the default one first."""
    model_adding = Signal(object)
    """A model of a person's own is being measured: a `Progress`."""
    model_added = Signal(object)
    """A model of a person's own was registered under this name."""
    model_refused = Signal(str)
    """A model of a person's own cannot be used; a sentence."""
    card_told = Signal(object)
    """What the graphics card offers: pairs of a name and a sentence, none without a card."""
    model_changed = Signal()
    """The next scan embeds every photo with another model."""
    grouping_changed = Signal()
    """Other rules choose the keepers, or other folders are ignored: groups have to be made anew."""
    arrivals_changed = Signal()
    """Other rules say what is collected of what arrives."""
    watching_changed = Signal()
    """Something else is to be done about photos that arrive while the window is open."""
    colours_changed = Signal()
    """The window is to be light or dark; see `dark`."""
    language_changed = Signal()
    """The window is to speak another language."""
    technical_changed = Signal(bool)
    """Technical facts are to be shown, or not."""
    failed = Signal(str)

    def __init__(self, services: PreferenceServices, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs

    @property
    def settings(self) -> Settings:
        return self._services.settings

    @property
    def dark(self) -> bool | None:
        """Whether the window is to be dark; None as the system is."""
        return DARK[self.settings.window.colours]

    def show_technical(self, shown: bool) -> None:
        """Show technical facts from now on, or no more."""
        self.change(replace(self.settings, window=replace(self.settings.window, technical=shown)))

    def list_models(self) -> None:
        """Ask which models there are; `models_listed` tells."""
        job = self._jobs.start(lambda report, cancel: self._services.models(), "list models")
        job.succeeded.connect(self.models_listed)
        job.failed.connect(self._tell)

    def add_model(self, path: Path) -> None:
        """Register a model of a person's own; `model_added` or `model_refused` tells how it went.

        The folder of a SavedModel is chosen by the file in it.
        """
        chosen = path.parent if path.name == "saved_model.pb" else path

        def work(report: Reporter, cancel: CancelToken) -> str:
            return self._services.add_model(chosen, report, cancel)

        job = self._jobs.start(work, "add a model")
        job.progressed.connect(self.model_adding)
        job.succeeded.connect(self.model_added)
        job.failed.connect(self._refuse)

    def ask_about_card(self) -> None:
        """Ask what the graphics card offers; `card_told` tells."""
        job = self._jobs.start(lambda report, cancel: self._services.standings(), "look at the card")
        job.succeeded.connect(self.card_told)
        job.failed.connect(self._tell)

    def change(self, settings: Settings) -> None:
        """Work with other settings from now on."""
        before = self.settings
        if settings == before:
            return
        try:
            self._services.change_settings(settings)
        except OSError as error:
            why = self.tr("The settings hold until NearDup is closed. They could not be kept: {0}.")
            self.failed.emit(why.format(error.strerror or error))
        except SettingsError as error:
            self.failed.emit(told(str(error)))
        if settings.scan.model != before.scan.model:
            self.model_changed.emit()
        if _grouping(settings) != _grouping(before):
            self.grouping_changed.emit()
        if settings.arrivals != before.arrivals:
            self.arrivals_changed.emit()
        if settings.window.watching != before.window.watching:
            self.watching_changed.emit()
        if settings.window.colours != before.window.colours:
            self.colours_changed.emit()
        if settings.window.language != before.window.language:
            self.language_changed.emit()
        if settings.window.technical != before.window.technical:
            self.technical_changed.emit(settings.window.technical)

    def _refuse(self, error: BaseException) -> None:
        sentence = sentence_of(error)
        if sentence is not None:
            self.model_refused.emit(sentence)

    def _tell(self, error: BaseException) -> None:
        sentence = sentence_of(error)
        if sentence is not None:
            self.failed.emit(sentence)


def _grouping(settings: Settings) -> tuple[object, ...]:
    """What groups depend on."""
    roles = settings.library_folders, settings.source_folders
    folders = *roles, settings.preferred_folders, settings.ignored_folders, settings.outward_folders
    kept = settings.protected_folders, settings.lifted_libraries
    given = settings.removal.keeps_facts, settings.removal.keep_companions
    return settings.keeper.rules, *folders, *kept, *given
