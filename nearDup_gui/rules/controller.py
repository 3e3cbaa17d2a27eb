"""The keeper's rules and the folders that count: what a change would do, the change itself, and its way back.

a person -> preview -job-> previewed
         -> apply   -> settings -> changed, on top of the history; the window reads the groups anew
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from core.settings import Role, Settings
from nearDup_gui.marks.history import Act, MarkHistory, Words
from nearDup_gui.rules.service import RuleServices
from nearDup_gui.settings.controller import SettingsController
from nearDup_gui.toolkit.failures import sentence_of
from nearDup_gui.toolkit.jobs import Job, Jobs

_AFTER_MS = 120
"""After the last change in the dialog: a list that is being put in order changes many times."""


class FolderKind(StrEnum):
    """What a person may say of a folder; the names are those of the settings."""

    PROTECTED = "protected_folders"
    LIBRARY = "library_folders"
    SOURCE = "source_folders"
    PREFERRED = "preferred_folders"
    IGNORED = "ignored_folders"


translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class RulesChanged(Act):
    """Rules or folders that count were changed."""

    before: Settings
    after: Settings


class RulesController(QObject):
    """GUI thread. One preview at a time, the latest settings."""

    busy_changed = Signal(bool)
    previewed = Signal(object)
    """A `KeeperPreview` of the settings that were asked about last."""
    changed = Signal(str)
    """What has been changed, in a sentence; it is on top of the history."""
    failed = Signal(str)

    def __init__(
        self,
        services: RuleServices,
        jobs: Jobs,
        settings: SettingsController,
        history: MarkHistory,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._settings = settings
        self._history = history
        history.carried_out_by(RulesChanged, self._put)
        self._job: Job | None = None
        self._wanted: Settings | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._begin)

    @property
    def settings(self) -> Settings:
        """Those in force."""
        return self._settings.settings

    def preview(self, settings: Settings) -> None:
        """Find out what other settings would do; `previewed` tells, once nothing else is wanted meanwhile."""
        self._wanted = settings
        self.busy_changed.emit(True)
        self._timer.start()

    def forget_preview(self) -> None:
        """Nobody waits for it any more."""
        self._wanted = None
        self._timer.stop()
        if self._job is not None:
            self._job.silence()
            self._job.cancel()
            self._job = None

    def apply(self, settings: Settings) -> None:
        """Keep by other rules and folders from now on."""
        self._carry_out(
            settings,
            lambda: translate("RulesController", "Change the keeper's rules"),
            self.tr("The keeper's rules changed."),
        )

    def is_listed(self, folder: Path, kind: FolderKind) -> bool:
        """Whether a folder itself is on one of the lists."""
        return folder in getattr(self.settings, kind)

    def list_folder(self, folder: Path, kind: FolderKind) -> None:
        """Put a folder on one of the lists, or take it off if it is there."""
        before = self.settings
        listed: tuple[Path, ...] = getattr(before, kind)
        name = folder.name or str(folder)
        if folder in listed:
            after = replace(before, **{str(kind): tuple(one for one in listed if one != folder)})
            said = {
                FolderKind.PROTECTED: self.tr("{0} is protected no longer."),
                FolderKind.LIBRARY: self.tr("{0} is no library any longer."),
                FolderKind.SOURCE: self.tr("{0} is no source any longer."),
                FolderKind.PREFERRED: self.tr("{0} is preferred no longer."),
                FolderKind.IGNORED: self.tr("{0} is ignored no longer. Scan again to see all of its photos."),
            }[kind]
        else:
            after = {
                FolderKind.PREFERRED: lambda: before.with_preferred(folder),
                FolderKind.LIBRARY: lambda: before.with_role(folder, Role.LIBRARY),
                FolderKind.SOURCE: lambda: before.with_role(folder, Role.SOURCE),
            }.get(kind, lambda: replace(before, **{str(kind): (*listed, folder)}))()
            said = {
                FolderKind.PROTECTED: self.tr("{0} is protected: nothing in it is ever removed."),
                FolderKind.LIBRARY: self.tr("{0} is a library: its photos stay, copies elsewhere may go."),
                FolderKind.SOURCE: self.tr("{0} is a source: of copies, the one elsewhere is kept."),
                FolderKind.PREFERRED: self.tr("{0} is preferred: of copies, the one in it is kept."),
                FolderKind.IGNORED: self.tr("{0} is ignored: its photos are not shown, nor scanned again."),
            }[kind]
        self._carry_out(
            after, lambda: translate("RulesController", "Change what counts of a folder"), said.format(name)
        )

    def _carry_out(self, after: Settings, words: Words, said: str) -> None:
        before = self.settings
        if after == before:
            return
        self._settings.change(after)
        self._history.record(RulesChanged(words, before, after))
        self.changed.emit(said)

    def _put(self, act: RulesChanged, again: bool) -> None:
        """Bring back the rules and folders of then; whatever else was set since stays."""
        settings = act.after if again else act.before
        ours = {name: getattr(settings, name) for name in ("keeper", *FolderKind, "lifted_libraries")}
        self._settings.change(replace(self.settings, **ours))

    @Slot()
    def _begin(self) -> None:
        wanted = self._wanted
        if self._job is not None or wanted is None:
            return
        self._job = self._jobs.start(
            lambda report, cancel: (wanted, self._services.preview_keepers(wanted, cancel)), "preview rules"
        )
        self._job.succeeded.connect(self._previewed)
        self._job.failed.connect(self._failed)

    @Slot(object)
    def _previewed(self, outcome: tuple[Settings, object]) -> None:
        asked, preview = outcome
        self._job = None
        if asked != self._wanted:
            self._timer.start()  # something else is wanted by now
            return
        self.busy_changed.emit(False)
        self.previewed.emit(preview)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._job = None
        self.busy_changed.emit(False)
        if (sentence := sentence_of(error)) is not None:
            self.failed.emit(sentence)
