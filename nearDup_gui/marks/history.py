"""Undo and redo of marks and decisions: what each act changed, so that it holds when groups change.

A removal can be undone too, for as long as nothing else was done since; done again it is by its own button.
"""

from collections.abc import Callable, Sequence
from itertools import chain

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from nearDup_gui.marks.marked_groups import Marking
from nearDup_gui.toolkit.slices import in_slices

_REMEMBERED = 200

Apply = Callable[[Marking], set[int]]
"""Marks and unmarks photos, leaving out those that may not be, and returns the keys of the groups changed."""


class MarkHistory(QObject):
    """What a person marked, unmarked and decided, the latest on top. GUI thread."""

    changed = Signal()
    """What can be undone or redone is another."""
    applied = Signal(object)
    """An act was undone or redone; the keys of the groups that it changed, a set."""

    def __init__(self, apply: Apply, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._apply = apply
        self._applying = False
        self._waiting = False
        self._made = 0
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(_REMEMBERED)

    @property
    def to_undo(self) -> str:
        """What `undo` would take back, in a few words; empty if nothing."""
        return self._stack.undoText()

    @property
    def to_redo(self) -> str:
        """What `redo` would do again, in a few words; empty if nothing."""
        return self._stack.redoText()

    def record(self, text: str, marking: Marking) -> None:
        """Remember what has just been done, each photo that it changed and no other."""
        if marking:
            self._push(_Marked(text, marking, self._begin))

    def record_decision(self, text: str, redo: Callable[[], None], undo: Callable[[], None]) -> None:
        """Remember a decision that has just been carried out, with what does it again and takes it back."""
        self._push(_Decided(text, redo, undo))

    def record_removal(self, text: str, undo: Callable[[], None]) -> None:
        """Remember a removal, with what asks for its files to be brought back; `end_removal` ends it."""
        self._push(_Removed(text, undo))

    def end_removal(self) -> bool:
        """Forget the latest act if it is a removal: its files were brought back. Returns whether it is."""
        command = self._latest()
        if isinstance(command, _Removed):
            command.setObsolete(True)
            self._stack.undo()
            self.changed.emit()
            return True
        return False

    @property
    def position(self) -> int:
        """How many acts could be undone: another one after each act, undo and redo."""
        return self._stack.index()

    @property
    def latest(self) -> int:
        """The number of the act that `undo` would take back, each has its own; 0 where there is none."""
        command = self._latest()
        return command.number if isinstance(command, _Act) else 0

    def wait(self, waiting: bool) -> None:
        """Undo and redo nothing while an act is still being carried out."""
        self._waiting = waiting

    def undo(self) -> None:
        if self._applying or self._waiting:
            return
        command = self._latest()
        if isinstance(command, _Removed):
            command.bring_back()  # it may be refused, and then can be asked for again
        else:
            self._stack.undo()
            self.changed.emit()

    def redo(self) -> None:
        if not self._applying and not self._waiting:
            self._stack.redo()
            self.changed.emit()

    def _push(self, act: "_Act") -> None:
        self._made += 1
        act.number = self._made
        self._stack.push(act)
        self.changed.emit()

    def _latest(self) -> QUndoCommand | None:
        """What `undo` would take back."""
        return self._stack.command(self._stack.index() - 1) if self._stack.canUndo() else None

    def _begin(self, marking: Marking) -> None:
        """Unmark first, so that the last photo of a group is never in the way."""
        self._applying = True
        keys: set[int] = set()

        def apply(some: Sequence[tuple[int, bool]]) -> None:
            keys.update(self._apply(dict(some)))

        def end() -> None:
            self._applying = False
            self.applied.emit(keys)

        marked = (item for item in marking.items() if item[1])
        unmarked = (item for item in marking.items() if not item[1])
        in_slices(self, chain(unmarked, marked), apply, end)


class _Act(QUndoCommand):
    """Whatever can be undone."""

    number = 0


class _Marked(_Act):
    """One act. It has been done when it is pushed."""

    def __init__(self, text: str, marking: Marking, apply: Callable[[Marking], None]) -> None:
        super().__init__(text)
        self._marking = marking
        self._apply = apply
        self._is_new = True

    def redo(self) -> None:
        if self._is_new:
            self._is_new = False
        else:
            self._apply(self._marking)

    def undo(self) -> None:
        self._apply({photo_id: not marked for photo_id, marked in self._marking.items()})


class _Decided(_Act):
    """One decision. It has been carried out when it is pushed."""

    def __init__(self, text: str, redo: Callable[[], None], undo: Callable[[], None]) -> None:
        super().__init__(text)
        self._redo = redo
        self._undo = undo
        self._is_new = True

    def redo(self) -> None:
        if self._is_new:
            self._is_new = False
        else:
            self._redo()

    def undo(self) -> None:
        self._undo()


class _Removed(_Act):
    """One removal. Bringing files back takes its time: it is done in a job, and not by this."""

    def __init__(self, text: str, bring_back: Callable[[], None]) -> None:
        super().__init__(text)
        self.bring_back = bring_back
