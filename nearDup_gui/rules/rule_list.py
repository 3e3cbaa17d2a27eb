"""The keeper's rules in their order, each with a switch; the presets above them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QListWidgetItem, QVBoxLayout, QWidget

from core.keeper_settings import BUILT_IN, CHOOSABLE, KeeperSettings, Preset, RuleName, Rules
from nearDup_gui.rules import wording as rule_words
from nearDup_gui.toolkit.labels import button, muted, word_button
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.ordered_list import OrderedList

_ROLE = Qt.ItemDataRole.UserRole


class RuleList(QWidget):
    """`keeper` is what a person set here."""

    changed = Signal()

    def __init__(self, look: Look, keeper: KeeperSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets = list(keeper.presets)
        self.preset = QComboBox()
        self.preset.setAccessibleName(self.tr("Preset"))
        self.preset.setMinimumHeight(30)
        self.preset.activated.connect(lambda row: self._choose(self.preset.itemData(row)))
        self.save = button(look, self.tr("Save as…"), "")
        self.save.setToolTip(self.tr("Keep this order under a name of yours"))
        self.save.clicked.connect(self._ask_name)
        self.delete = word_button(look, "trash", self.tr("Delete"), self.tr("Delete this preset"))
        self.delete.clicked.connect(self._delete)
        self.list = OrderedList()
        self.list.setAccessibleName(self.tr("Rules, the first that tells two photos apart decides"))
        self.list.setIconSize(QSize(16, 16))
        self.list.reordered.connect(self._changed)
        self.list.itemChanged.connect(lambda item: self._changed())
        self.list.currentItemChanged.connect(lambda item, before: self._explain(item))
        self.up = word_button(look, "up", self.tr("Up"), self.tr("Move this rule up (Alt+Up)"))
        self.up.clicked.connect(lambda: self.list.move_current(-1))
        self.down = word_button(look, "down", self.tr("Down"), self.tr("Move this rule down (Alt+Down)"))
        self.down.clicked.connect(lambda: self.list.move_current(1))
        self._explained = muted()
        self._explained.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        for made in (self.save, self.delete, self.up, self.down):
            made.setAutoDefault(False)
        QShortcut(QKeySequence("Space"), self.list, self._switch, context=Qt.ShortcutContext.WidgetShortcut)
        self._lay_out()
        self._show_rules(keeper.rules)
        self._show_presets()
        self.list.setCurrentRow(0)

    @property
    def rules(self) -> Rules:
        """Those that are switched on, in their order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            RuleName(item.data(_ROLE)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    @property
    def keeper(self) -> KeeperSettings:
        return KeeperSettings(self.rules, tuple(self._presets))

    def put_first(self, name: RuleName) -> None:
        """Switch a rule on and let it come before all others."""
        self._show_rules(tuple(dict.fromkeys((name, *self.rules))))
        self._changed()

    def save_as(self, name: str) -> None:
        """Keep this order under a name; one that has it already gives way."""
        name = name.strip()
        if name and name not in BUILT_IN:
            self._presets = [one for one in self._presets if one.name != name] + [Preset(name, self.rules)]
            self._changed()

    def _lay_out(self) -> None:
        presets = QHBoxLayout()
        presets.setSpacing(6)
        presets.addWidget(self.preset, 1)
        presets.addWidget(self.save)
        presets.addWidget(self.delete)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self._explained, 1)
        foot.addWidget(self.up, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.down, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(presets)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def _show_rules(self, rules: Sequence[RuleName]) -> None:
        """The rules given, switched on; the others below them, switched off."""
        current = self.list.currentItem()
        chosen = RuleName(current.data(_ROLE)) if current is not None else None
        self.list.blockSignals(True)
        self.list.clear()
        for name in (*rules, *(rule for rule in CHOOSABLE if rule not in rules)):
            item = QListWidgetItem(rule_words.rule(name))
            item.setData(_ROLE, name)
            item.setToolTip(rule_words.rule_explained(name))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in rules else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            if name is chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _show_presets(self) -> None:
        """The presets, the one that has this very order chosen."""
        offered: list[tuple[str, str, Rules]] = [
            (rule_words.preset(name), name, rules) for name, rules in BUILT_IN.items()
        ]
        offered += [(preset.name, preset.name, preset.rules) for preset in self._presets]
        self.preset.clear()
        for text, name, _ in offered:
            self.preset.addItem(text, name)
        chosen = next((n for n, (_, _, rules) in enumerate(offered) if rules == self.rules), -1)
        if chosen < 0:
            self.preset.addItem(self.tr("Your own order"), "")
            chosen = self.preset.count() - 1
        self.preset.setCurrentIndex(chosen)
        self.delete.setEnabled(self.preset.currentData() in {preset.name for preset in self._presets})

    def _choose(self, name: str) -> None:
        rules = KeeperSettings(presets=tuple(self._presets)).preset(name)
        if rules is not None:
            self._show_rules(rules)
            self._changed()

    def _ask_name(self) -> None:
        name, agreed = QInputDialog.getText(self, self.tr("Save these rules"), self.tr("Name"))
        if agreed:
            self.save_as(name)

    def _delete(self) -> None:
        self._presets = [one for one in self._presets if one.name != self.preset.currentData()]
        self._changed()

    def _switch(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _explain(self, item: QListWidgetItem | None) -> None:
        self._explained.setText("" if item is None else rule_words.rule_explained(RuleName(item.data(_ROLE))))

    def _changed(self) -> None:
        self._show_presets()
        self.changed.emit()
