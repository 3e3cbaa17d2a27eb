"""Which actions can be done to the photos that are marked: asked before the button is pressed.

The answer is a promise about volumes and rights, not about each file: every file is checked again right
before its own action. Whole folders are asked about at once, so 30,000 marks take as long as their folders.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.path_text import folder_and_name, folder_name
from core.photo import Photo
from core.progress import CancelToken
from core.review.actions.action import Action, ActionKind
from core.review.plan import GroupRemoval
from core.storage.volumes import asked_once


@dataclass(frozen=True, slots=True)
class Way:
    """One action, how many of the marked photos and bytes it can be done to, and why not to the others.

    `reasons` are sentences, each once, those that hold for most photos first.
    """

    kind: ActionKind
    able: int
    bytes: int
    unable: int
    reasons: tuple[str, ...]

    @property
    def possible(self) -> bool:
        return self.able > 0


def find_ways(
    groups: Sequence[GroupRemoval], actions: Iterable[Action], cancel: CancelToken
) -> dict[ActionKind, Way]:
    """Ask each action about every photo that is to go.

    Raises:
        Cancelled: `cancel` was raised.
    """
    asked = tuple(actions)
    places = _places(groups, cancel, with_twins=any(action.needs_twin for action in asked))
    with asked_once():
        return {action.kind: _way(action, places, cancel) for action in asked}


_Key = tuple[str, str, str]
"""A folder, that of the twin, and the name where it is long, all as text."""


@dataclass(slots=True)
class _Place:
    """Photos of which the same can be known beforehand; the first of them stands for all."""

    path: Path
    twin: Path | None
    photos: int = 0
    bytes: int = 0


def _places(groups: Iterable[GroupRemoval], cancel: CancelToken, *, with_twins: bool) -> dict[_Key, _Place]:
    """What is the same for all in a folder, and in their twins' folder, but for long names.

    By text: photos are many, and to look each up by its `Path`, for every action, took a second for 20,000.
    """
    places: dict[_Key, _Place] = {}
    for group in groups:
        cancel.check()
        for photo in group.removed:
            twin = _twin(photo, group.survivors) if with_twins else None
            folder, name = folder_and_name(photo.path)
            beside = "" if twin is None else folder_name(twin.path)
            long = name if len(name.encode("utf-8", "surrogateescape")) > _SURELY_SHORT else ""
            place = places.get((folder, beside, long))
            if place is None:
                place = _Place(photo.path, None if twin is None else twin.path)
                places[folder, beside, long] = place
            place.photos += 1
            place.bytes += photo.file.size
    return places


def _way(action: Action, places: Mapping[_Key, _Place], cancel: CancelToken) -> Way:
    able = size = unable = 0
    reasons: dict[str, int] = {}
    known: dict[_Key, str | None] = {}
    for (folder, beside, long), place in places.items():
        cancel.check()
        key = (folder, beside if action.needs_twin else "", long)
        if key not in known:
            known[key] = action.why_not(place.path, place.twin if action.needs_twin else None)
        reason = known[key]
        if reason is None:
            able += place.photos
            size += place.bytes
        else:
            unable += place.photos
            reasons[reason] = reasons.get(reason, 0) + place.photos
    told = tuple(sorted(reasons, key=lambda reason: -reasons[reason]))
    return Way(action.kind, able, size, unable, told)


_SURELY_SHORT = 120
"""Bytes of a name that fits everywhere with all that is put behind it."""


def _twin(photo: Photo, survivors: Sequence[Photo]) -> Photo | None:
    """A photo of the same bytes that stays; a digest that is missing equals none."""
    same = (other for other in survivors if photo.sha256 and other.sha256 == photo.sha256)
    return next(same, None)
