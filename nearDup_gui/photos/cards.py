"""A grid of photos: the members of a group, or what looks like a photo."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.loss import Loss
from core.photo import DuplicateGroup, Finding, Neighbour, Photo, Relation
from nearDup_gui.photos import cover, wording
from nearDup_gui.toolkit.writing import listed

if TYPE_CHECKING:
    from core.companions.units import Unit

_Index = QModelIndex | QPersistentModelIndex


class CardRole(IntEnum):
    """What a card can be asked for, beside Qt's own roles."""

    CARD = Qt.ItemDataRole.UserRole + 1
    MARKED = Qt.ItemDataRole.UserRole + 2
    LOSS = Qt.ItemDataRole.UserRole + 9
    """What only this photo has and its mark would lose, in a sentence; empty if nothing."""
    LIKENESS = Qt.ItemDataRole.UserRole + 10
    """Relation and similarity in a line, with the numbers behind them where a person wants these."""
    UNIT = Qt.ItemDataRole.UserRole + 3
    """The `Unit` that a photo is in; None for a photo on its own, and while it is not known."""


@dataclass(frozen=True, slots=True)
class Card:
    """One photo and what is said about it here.

    `relation` and `similarity` are to the group's keeper, or to the photo that was asked about;
    None where there is nothing to compare with. `tables_matched` is told for neighbours only.
    `findings` are what happened from the keeper to this photo, and `probability` that of the relation.
    `losses` are what this photo holds and the keeper does not. `twin` has its bytes, and stays for it where
    the keeper does not cover it. `program` keeps it in a library of its own;
    `protected` photos lie in folders that a person protected. `outside` of the scanned folders a photo is
    known from an earlier scan, and in no group that is shown.
    """

    photo: Photo
    is_keeper: bool = False
    relation: Relation | None = None
    similarity: float | None = None
    tables_matched: float | None = None
    in_group: bool = True
    findings: tuple[Finding, ...] = ()
    probability: float | None = None
    losses: tuple[Loss, ...] = ()
    program: str = ""
    protected: bool = False
    outside: bool = False
    twin: Photo | None = None

    @property
    def stays_anyway(self) -> str:
        """Why the photo can never be marked, in a few words; empty for most."""
        return wording.library(self.program) or (wording.protected() if self.protected else "")

    @property
    def likeness(self) -> str:
        """Relation and similarity in a line, for people."""
        if self.is_keeper:
            return wording.keeper()
        if self.similarity is None:
            return ""
        if self.twin is not None:
            return wording.same_bytes(self.twin)
        said = [] if self.relation is None else [wording.relation(self.relation)]
        if self.relation is not Relation.IDENTICAL:
            said.append(wording.similarity(self.similarity))
        return " · ".join(said)

    @property
    def measure(self) -> str:
        """By which numbers the photo was found; empty where none are known."""
        if self.similarity is None or self.tables_matched is None:
            return ""
        return wording.neighbour(self.similarity, self.tables_matched)

    @property
    def evidence(self) -> str:
        """What happened from the keeper to this photo, in a line; empty if nothing is known."""
        return wording.findings(self.findings)


def cards_of_group(group: DuplicateGroup) -> list[Card]:
    """Keeper first, then the members in the group's order."""
    members = [
        Card(
            member.photo,
            relation=member.relation,
            similarity=member.evidence.similarity,
            findings=member.evidence.findings,
            probability=member.evidence.probability,
            losses=member.losses,
            twin=member.twin,
            program=group.program_of(member.photo),
            protected=member.photo.id in group.protected,
        )
        for member in group.members
    ]
    keeper = Card(
        group.keeper,
        is_keeper=True,
        program=group.program_of(group.keeper),
        protected=group.keeper.id in group.protected,
    )
    return [keeper, *members]


def cards_of_neighbours(
    neighbours: Sequence[Neighbour],
    in_group: Callable[[int], bool] = lambda photo_id: False,
    outside: Callable[[Photo], bool] = lambda photo: False,
) -> list[Card]:
    """Ranked neighbours in the order given.

    Args:
        in_group: whether a photo, by its id, is in a group that is shown.
        outside: whether a photo lies outside the folders that were scanned.
    """
    return [
        Card(
            n.photo,
            similarity=n.similarity,
            tables_matched=n.tables_matched,
            in_group=in_group(n.photo.id),
            outside=outside(n.photo),
        )
        for n in neighbours
    ]


class CardsModel(QAbstractListModel):
    """Cards in the order given; whether a photo is marked is asked of whoever keeps the marks."""

    def __init__(
        self, is_marked: Callable[[int], bool] = lambda photo_id: False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._is_marked = is_marked
        self._cards: list[Card] = []
        self._losses: Mapping[int, str] = {}
        self._units: Mapping[Path, Unit] = {}
        self._technical = False

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._cards):
            return None
        card = self._cards[index.row()]
        if role == CardRole.CARD:
            return card
        if role == CardRole.MARKED:
            return self._is_marked(card.photo.id)
        if role == CardRole.UNIT:
            return self._units.get(card.photo.path)
        if role == CardRole.LIKENESS:
            return " · ".join(filter(None, [card.likeness, card.measure if self._technical else ""]))
        if role == CardRole.LOSS:
            return self._losses.get(card.photo.id, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return card.photo.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(card)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _told_in_full(card, self._units.get(card.photo.path))
        return None

    def replace(self, cards: Sequence[Card]) -> None:
        """Show other photos. The same ones stay in their order, so that nobody loses their place."""
        place = {card.photo.id: row for row, card in enumerate(self._cards)}
        if place.keys() == {card.photo.id for card in cards}:
            self._cards = sorted(cards, key=lambda card: place[card.photo.id])
            self.layoutChanged.emit()
            return
        self.beginResetModel()
        self._cards = list(cards)
        self.endResetModel()

    def show_technical(self, shown: bool) -> None:
        """Tell by which numbers photos were found, or tell it no more."""
        if shown != self._technical:
            self._technical = shown
            if self._cards:
                self.dataChanged.emit(self.index(0), self.index(len(self._cards) - 1), [CardRole.LIKENESS])

    def paths(self) -> tuple[Path, ...]:
        """The files of the photos that are shown."""
        return tuple(card.photo.path for card in self._cards)

    def show_units(self, units: "Mapping[Path, Unit]") -> None:
        """Tell what belongs to the photos that are shown."""
        self._units = units
        if self._cards:
            roles = [CardRole.UNIT, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole]
            self.dataChanged.emit(self.index(0), self.index(len(self._cards) - 1), roles)

    def unit_of(self, photo: Photo) -> "Unit | None":
        """What belongs to a photo, if that is known."""
        return self._units.get(photo.path)

    def show_losses(self, losses: Mapping[int, str]) -> None:
        """Tell what only a marked photo has, in a sentence, by photo id."""
        if losses != self._losses:
            self._losses = losses
            if self._cards:
                self.dataChanged.emit(self.index(0), self.index(len(self._cards) - 1), [CardRole.LOSS])

    def touch(self) -> None:
        """Say that marks have changed."""
        if self._cards:
            self.dataChanged.emit(self.index(0), self.index(len(self._cards) - 1), [CardRole.MARKED])

    @property
    def tells_evidence(self) -> bool:
        """Whether anything is known to have happened between these photos."""
        return any(card.findings for card in self._cards)

    @property
    def tells_losses(self) -> bool:
        """Whether any of these photos holds something that the keeper does not."""
        return any(card.losses for card in self._cards)

    def card_at(self, row: int) -> Card:
        return self._cards[row]

    def index_of(self, photo_id: int) -> QModelIndex:
        """The card of a photo; invalid if it is not shown."""
        for row, card in enumerate(self._cards):
            if card.photo.id == photo_id:
                return self.index(row)
        return QModelIndex()

    def _spoken(self, card: Card) -> str:
        marked = self._is_marked(card.photo.id)
        state = self.tr("marked for removal") if marked else self.tr("stays")
        state = state if card.in_group else wording.why_no_mark(outside=card.outside)
        unit = self._units.get(card.photo.path)
        belongs = "" if unit is None else wording.unit(unit)
        said = [card.photo.path.name, belongs, card.likeness, card.evidence, wording.dimensions(card.photo)]
        lost = self._losses.get(card.photo.id, "")
        held = cover.all_of(card.losses)
        size = wording.size(card.photo.file.size)
        return listed(filter(None, [*said, size, card.stays_anyway, state, held, lost]))


def _told_in_full(card: Card, unit: "Unit | None") -> str:
    photo = card.photo
    lines = [
        str(photo.path),
        f"{wording.dimensions(photo)} · {wording.size(photo.file.size)} · {photo.format}",
        wording.date(photo),
        photo.exif.camera or "",
        card.stays_anyway,
        "" if card.in_group else wording.why_no_mark(outside=card.outside),
        "" if unit is None else wording.unit_in_full(unit),
        card.likeness,
        *map(wording.finding, card.findings),
        "" if card.probability is None else wording.certainty(card.probability),
        cover.all_of(card.losses),
    ]
    return "\n".join(filter(None, lines))
