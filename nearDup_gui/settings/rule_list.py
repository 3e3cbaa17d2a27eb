"""Rules for what arrives, in the settings: two folders each, chosen one after the other."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.arrival_settings import ArrivalRule, new_rule
from core.errors import SettingsError
from nearDup_gui.toolkit.core_sentences import told
from nearDup_gui.toolkit.kept_list import KeptList
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.writing import short_path


class RuleList(KeptList):
    """Each two folders once."""

    def __init__(self, look: Look, rules: Sequence[ArrivalRule], parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        name = translate("RuleList", "Rules for what arrives")
        super().__init__(look, name, translate("RuleList", "Add rule…"), parent)
        for rule in rules:
            self.add(rule)

    @property
    def rules(self) -> list[ArrivalRule]:
        return self._values()

    def add(self, rule: ArrivalRule) -> None:
        """Put a rule on the list, once."""
        if all(one.folders != rule.folders for one in self.rules):
            said = self.tr("{0}, covered by {1}")
            tip = said.format(rule.folder, rule.covered_by)
            self._put(rule, said.format(short_path(rule.folder), short_path(rule.covered_by)), tip)

    def add_chosen(self) -> bool:
        """Let a person choose where photos arrive, and what may have them; False if they did not."""
        chosen: list[Path] = []
        for asking in (
            self.tr("Choose a folder in which photos arrive"),
            self.tr("Choose the folder that may have them already"),
        ):
            start = str(chosen[-1].parent) if chosen else str(Path.home())
            folder = QFileDialog.getExistingDirectory(self, asking, start)
            if not folder:
                return False
            chosen.append(Path(folder))
        try:
            self.add(new_rule(*chosen))
        except SettingsError as error:
            QMessageBox.warning(self, self.tr("Rules for what arrives"), told(str(error)))
            return False
        self.list.setCurrentRow(self.list.count() - 1)
        self.take_focus()
        return True
