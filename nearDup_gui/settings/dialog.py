"""What a person may set: folders that are never touched, the model, and how a scan reads."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.cores import usable_cores
from core.progress import Progress
from core.settings import Accelerator, Colours, Settings, Watching
from nearDup_gui.photos import wording
from nearDup_gui.settings.folder_choices import FolderChoices
from nearDup_gui.toolkit.labels import button, heading, inset, muted
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.translation import LANGUAGES


class SettingsDialog(QDialog):
    """Shows settings; accepted, `settings` are those that a person wants."""

    model_wanted = Signal(object)
    """A person chose the file of a model of their own: a `Path`."""

    def __init__(self, look: Look, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(680, 690)
        self._before = settings
        self.folders = FolderChoices(look, settings)
        self.protected = self.folders.protected
        self.model = QComboBox()
        self.model.addItem(self._shown(settings.scan.model), settings.scan.model)
        self.model.currentIndexChanged.connect(self._explain)
        self.add = button(look, self.tr("Add a model file…"), "open")
        self.add.setAutoDefault(False)
        self.add.setToolTip(
            self.tr("A .keras or .onnx file, or the saved_model.pb of a SavedModel. Your photos measure it.")
        )
        self.add.clicked.connect(self._choose_model)
        self.note = muted()
        self.hidden = QCheckBox(self.tr("Look into hidden files and folders too"))
        self.hidden.setChecked(settings.scan.include_hidden)
        self.hand_over = QCheckBox(self.tr("&Hand over what only a copy says to the photo that stays"))
        self.hand_over.setChecked(settings.removal.hand_over)
        self.hand_over.setToolTip(
            self.tr(
                "Date, place, rating, keywords and other words are written into its sidecar (XMP) before the "
                "copy goes, so copies that hold nothing else of their own are marked in bulk too."
            )
        )
        self.keep_companions = QCheckBox(self.tr("Move over what &belongs only to a copy, too"))
        self.keep_companions.setChecked(settings.removal.keep_companions)
        self.keep_companions.setToolTip(
            self.tr(
                "Its film, its RAW file, edits and sidecars get the name of the photo that stays, and lie "
                "beside it."
            )
        )
        self.keep_companions.toggled.connect(
            lambda on: self.hand_over.setChecked(on or self.hand_over.isChecked())
        )
        self.hand_over.toggled.connect(
            lambda on: self.keep_companions.setChecked(on and self.keep_companions.isChecked())
        )
        self.workers = QSpinBox()
        inset(self.workers)
        self.workers.setRange(0, max(64, settings.scan.workers))
        self.workers.setSpecialValueText(self.tr("One for each of {0} cores").format(usable_cores()))
        self.workers.setValue(settings.scan.workers)
        self.accelerator = QComboBox()
        for accelerator, name in (
            (Accelerator.AUTO, self.tr("Used as soon as it is ready")),
            (Accelerator.WAIT, self.tr("Waited for before a scan begins")),
            (Accelerator.OFF, self.tr("Not used")),
        ):
            self.accelerator.addItem(name, accelerator)
        self.accelerator.setCurrentIndex(list(Accelerator).index(settings.scan.accelerator))
        self.accelerator.setToolTip(
            self.tr("An NVIDIA card needs minutes to get ready for a model, the first time.")
        )
        self.language = QComboBox()
        for code, name in {"": self.tr("As the system"), **LANGUAGES}.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(settings.window.language)))
        self.colours = QComboBox()
        for colours, name in (
            (Colours.SYSTEM, self.tr("As the system")),
            (Colours.LIGHT, self.tr("Light")),
            (Colours.DARK, self.tr("Dark")),
        ):
            self.colours.addItem(name, colours)
        self.colours.setCurrentIndex(self.colours.findData(settings.window.colours))
        self.watching = QComboBox()
        for watching, name in (
            (Watching.TELL, self.tr("Offered for a scan")),
            (Watching.SCAN, self.tr("Scanned by themselves")),
            (Watching.OFF, self.tr("Not looked for")),
        ):
            self.watching.addItem(name, watching)
        self.watching.setCurrentIndex(self.watching.findData(settings.window.watching))
        self.watching.setToolTip(self.tr("What arrives in the scanned folders while this window is open."))
        self.unwatched = muted()
        self.unwatched.hide()
        buttons = QDialogButtonBox()
        self.save = button(look, self.tr("Save"), "", "primary")
        self.save.setDefault(True)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._lay_out(buttons)
        self._explain()

    @property
    def settings(self) -> Settings:
        scan = replace(
            self._before.scan,
            model=self.model.currentData(),
            accelerator=Accelerator(self.accelerator.currentData()),
            workers=self.workers.value(),
            include_hidden=self.hidden.isChecked(),
        )
        watching = Watching(self.watching.currentData())
        window = replace(
            self._before.window,
            language=self.language.currentData(),
            watching=watching,
            colours=Colours(self.colours.currentData()),
        )
        removal = replace(
            self._before.removal,
            hand_over=self.hand_over.isChecked(),
            keep_companions=self.keep_companions.isChecked(),
        )
        return self.folders.into(replace(self._before, scan=scan, window=window, removal=removal))

    def show_unwatched(self, why: str) -> None:
        """Say in which folders new photos are found by scans alone; nothing hides it."""
        self.unwatched.setText(why)
        self.unwatched.setVisible(bool(why))

    def show_models(self, names: Sequence[str]) -> None:
        """Offer the models that there are; the first is what "" means."""
        chosen = self.model.currentData()
        offered = ["", *names[1:]]
        if names and chosen == names[0]:
            chosen = ""
        if chosen not in offered:
            offered.append(chosen)
        self.model.blockSignals(True)
        self.model.clear()
        for model in offered:
            self.model.addItem(self._shown(model, names[0] if names else ""), model)
        self.model.setCurrentIndex(offered.index(chosen))
        self.model.blockSignals(False)
        self._explain()

    def show_adding(self, progress: Progress) -> None:
        """A model is being measured."""
        words = [wording.stage(progress.stage)]
        if progress.total:
            words.append(wording.of(progress.done, progress.total))
        self.note.setText(" ".join(words))

    def show_added(self, name: str) -> None:
        """Offer and choose a model that was registered."""
        self._set_adding(False)
        if self.model.findData(name) < 0:
            self.model.addItem(self._shown(name), name)
        self.model.setCurrentIndex(self.model.findData(name))
        self._explain()

    def show_refused(self, why: str) -> None:
        """Say why a model cannot be used."""
        self._set_adding(False)
        self.note.setText(why)

    def begin_adding(self, path: Path) -> None:
        """Ask for a model's file to be registered, and say that it is under way."""
        self._set_adding(True)
        self.note.setText(self.tr("{0} is being looked at…").format(path.name))
        self.model_wanted.emit(path)

    def _set_adding(self, adding: bool) -> None:
        self.add.setEnabled(not adding)
        self.model.setEnabled(not adding)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        shown = (self.colours, self.language)
        for field in (self.model, self.add, self.accelerator, self.workers, self.watching, *shown):
            field.setMinimumHeight(30)
        self.model.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        model = QHBoxLayout()
        model.setSpacing(8)
        model.addWidget(self.model, 1)
        model.addWidget(self.add)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        name = QLabel(self.tr("&Model"))
        name.setBuddy(self.model)
        form.addRow(name, model)
        form.addRow("", self.note)
        form.addRow(self.tr("&Graphics card"), self.accelerator)
        form.addRow(self.tr("Photos read at a &time"), self.workers)
        form.addRow("", self.hidden)
        form.addRow(self.tr("Copies"), self.hand_over)
        form.addRow("", self.keep_companions)
        form.addRow(self.tr("&New photos"), self.watching)
        form.addRow("", self.unwatched)
        window = QHBoxLayout()
        window.setSpacing(16)
        for words, field in ((self.tr("&Colours"), self.colours), (self.tr("L&anguage"), self.language)):
            name = QLabel(words)
            name.setBuddy(field)
            window.addWidget(name)
            window.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading(self.tr("Folders"), 1.1))
        column.addWidget(self.folders, 1)
        column.addSpacing(8)
        column.addWidget(heading(self.tr("Scanning"), 1.1))
        column.addLayout(form)
        column.addSpacing(8)
        column.addWidget(heading(self.tr("Window"), 1.1))
        column.addLayout(window)
        column.addWidget(buttons)

    def _choose_model(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a model"), "", self.tr("Models (*.onnx *.keras saved_model.pb)")
        )
        if chosen:
            self.begin_adding(Path(chosen))

    def _explain(self) -> None:
        same = _plain(self.model.currentData()) == _plain(self._before.scan.model)
        self.note.setText(
            self.tr("It tells how alike two photos are.")
            if same
            else self.tr("The next scan will read every photo anew. Nothing that was found before is lost.")
        )

    def _shown(self, model: str, default: str = "") -> str:
        if not model:
            return self.tr("{0} (default)").format(default) if default else self.tr("Default")
        return Path(model).name


def _plain(model: str | None) -> str:
    return model or ""
