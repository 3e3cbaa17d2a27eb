"""Undo and redo of marks and decisions: what each act changed, so that it holds when groups change.

Acts are values, and who carries out a kind of them says how: so another window can go on with them.
A removal can be undone too, for as long as nothing else was done since; done again it is by its own button.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from nearDup_gui.marks.marked_groups import Marking
from nearDup_gui.toolkit.slices import in_slices

_REMEMBERED = 200

Apply = Callable[[Marking], set[int]]
"""Marks and unmarks photos, leaving out those that may not be, and returns the keys of the groups changed."""
Words = Callable[[], str]
"""What an act is called in the menu, in the language of the moment."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person did."""

    words: Words


@dataclass(frozen=True, slots=True)
class Marked(Act):
    """Photos were marked or let stay."""

    marking: Marking


@dataclass(frozen=True, slots=True)
class Removed(Act):
    """Files were taken away. Bringing them back takes its time, and may be refused: `end_removal` ends it."""


A = TypeVar("A", bound=Act)


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
        self._is_idle = False
        self._carrying: dict[type[Act], Callable[[Any, bool], None]] = {}
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(_REMEMBERED)
        self.carried_out_by(Marked, self._mark)

    @property
    def to_undo(self) -> str:
        """What `undo` would take back, in a few words; empty if nothing."""
        command = self._latest()
        return command.act.words() if command is not None else ""

    @property
    def to_redo(self) -> str:
        """What `redo` would do again, in a few words; empty if nothing."""
        command = self._command(self._stack.index()) if self._stack.canRedo() else None
        return command.act.words() if command is not None else ""

    def carried_out_by(self, kind: type[A], how: Callable[[A, bool], None]) -> None:
        """Say what does acts of a kind again (True) and takes them back (False)."""
        self._carrying[kind] = how

    def record(self, act: Act) -> None:
        """Remember what has just been done; of marks each photo that changed and no other."""
        if isinstance(act, Marked) and not act.marking:
            return
        self._made += 1
        self._push(act, self._made)
        self.changed.emit()

    def go_on_with(self, before: "MarkHistory") -> None:
        """Remember what another history does, on the same photos."""
        self._made = before._made
        for place in range(before._stack.count()):
            command = before._command(place)
            self._push(command.act, command.number)
        with self._idle():
            self._stack.setIndex(before.position)
        self.changed.emit()

    def end_removal(self) -> bool:
        """Forget the latest act if it is a removal: its files were brought back. Returns whether it is."""
        command = self._latest()
        if command is None or not isinstance(command.act, Removed):
            return False
        command.setObsolete(True)
        with self._idle():
            self._stack.undo()
        self.changed.emit()
        return True

    @property
    def position(self) -> int:
        """How many acts could be undone: another one after each act, undo and redo."""
        return self._stack.index()

    @property
    def latest(self) -> int:
        """The number of the act that `undo` would take back, each has its own; 0 where there is none."""
        command = self._latest()
        return 0 if command is None else command.number

    def wait(self, waiting: bool) -> None:
        """Undo and redo nothing while an act is still being carried out."""
        self._waiting = waiting

    def undo(self) -> None:
        if self._applying or self._waiting:
            return
        command = self._latest()
        if command is not None and isinstance(command.act, Removed):
            self.carry_out(command.act, False)  # it may be refused, and then can be asked for again
        else:
            self._stack.undo()
            self.changed.emit()

    def redo(self) -> None:
        if not self._applying and not self._waiting:
            self._stack.redo()
            self.changed.emit()

    def carry_out(self, act: Act, again: bool) -> None:
        """Do an act again, or take it back; nothing while the stack is only being put in order."""
        if not self._is_idle:
            self._carrying[type(act)](act, again)

    @contextmanager
    def _idle(self) -> Iterator[None]:
        self._is_idle = True
        yield
        self._is_idle = False

    def _push(self, act: Act, number: int) -> None:
        with self._idle():  # it has been done
            self._stack.push(_Command(act, number, self.carry_out))

    def _latest(self) -> "_Command | None":
        """What `undo` would take back."""
        return self._command(self._stack.index() - 1) if self._stack.canUndo() else None

    def _command(self, place: int) -> "_Command":
        command = self._stack.command(place)
        assert isinstance(command, _Command)
        return command

    def _mark(self, act: Marked, again: bool) -> None:
        self._begin({photo_id: marked is again for photo_id, marked in act.marking.items()})

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


class _Command(QUndoCommand):
    """An act on the stack, and its number."""

    def __init__(self, act: Act, number: int, carry_out: Callable[[Act, bool], None]) -> None:
        super().__init__()
        self.act = act
        self.number = number
        self._carry_out = carry_out

    def redo(self) -> None:
        self._carry_out(self.act, True)

    def undo(self) -> None:
        self._carry_out(self.act, False)
